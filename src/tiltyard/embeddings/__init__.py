"""Texts as vectors, by weights that come with a package: nothing is fetched."""

from __future__ import annotations

from tiltyard.embeddings._vectors import embed
from tiltyard.embeddings._weights import DIGEST, SIZE

__all__ = ["DIGEST", "SIZE", "embed"]
