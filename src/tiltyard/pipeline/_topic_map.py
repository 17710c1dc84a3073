"""A map of prompts: those that are alike lie close together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tiltyard import embeddings
from tiltyard.pipeline._topic_asked import shown
from tiltyard.pipeline._topic_clusters import Vectors, laid_out, unit
from tiltyard.pipeline._topics import Topics

MAPPED = 3_000  # prompts that are drawn at most
_CUT = 120  # characters of a prompt
_DIGITS = 4


def map_of(topics: Topics, prompts: Mapping[str, bool], seed: int = 0) -> list[dict[str, Any]]:
    """Where each prompt lies: ``x`` and ``y`` from 0 to 1, its ``topic``, and its beginning.

    Topic is None for what is about something else; ``text`` is without personal data, and None for
    prompts that may not be shown.

    Args:
        topics: what they are sorted into.
        prompts: different ones, and whether each may be shown.
        seed: of the layout.

    Raises:
        ConfigurationError: the extra ``embed`` is not installed.
    """
    texts = list(prompts)
    if not texts:
        return []
    vectors = embeddings.embed(texts)
    places, _ = topics.near(vectors)
    spots = _framed(laid_out(unit(vectors - topics.centre), seed))
    names: list[str | None] = [*topics.names, None]  # which -1 finds
    return [
        {
            "x": round(float(x), _DIGITS),
            "y": round(float(y), _DIGITS),
            "topic": names[place],
            "text": line if may else None,
        }
        for (x, y), place, line, may in zip(
            spots, places.tolist(), shown(texts, _CUT), prompts.values(), strict=True
        )
    ]


def _framed(spots: Vectors) -> Vectors:
    """The same map with its edges at 0 and 1, each way; what has no extent lies in the middle."""
    low, wide = spots.min(axis=0), np.ptp(spots, axis=0)
    framed: Vectors = np.where(wide > 0, (spots - low) / np.where(wide > 0, wide, 1), 0.5)
    return framed
