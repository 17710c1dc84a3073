"""Maps of prompts, where those that are alike lie close together, and of topics as wholes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tiltyard import embeddings
from tiltyard.pipeline._topic_asked import shown
from tiltyard.pipeline._topic_clusters import Vectors, laid_out, unit
from tiltyard.pipeline._topics import Topics

MAPPED = 3_000  # prompts that are drawn at most
_CUT = 120  # characters of a prompt
_DIGITS = 4
_NOTHING = 1e-9  # squares of lengths below that are rounding


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


@dataclass(frozen=True, slots=True)
class Plane:
    """Where topics lie in a plane.

    Attributes:
        spots: of each topic by name, around the middle of all; both directions have one scale, and
            a distance is about that of the topics' centroids, which is 0 to 2.
        kept: what share of all squared distances between topics the plane shows, from 0 to 1; None
            if there are none.
    """

    spots: Mapping[str, tuple[float, float]]
    kept: float | None


def plane_of(topics: Topics) -> Plane:
    """The topics by classical scaling of the distances between them (Torgerson 1952).

    Those are distances in space, so it is the same as the first two principal components of the
    centroids: no other plane shows more of them.
    """
    if not topics.topics:
        return Plane({}, None)
    inner = (topics.centroids - topics.centroids.mean(axis=0)).astype(np.float64)
    left, lengths, _ = np.linalg.svd(inner, full_matrices=False)
    spots = np.zeros((len(inner), 2))
    spots[:, : min(2, len(lengths))] = left[:, :2] * lengths[:2]
    if np.ptp(spots[:, 0]) < np.ptp(spots[:, 1]):
        spots = spots[:, ::-1]  # rooms are wide
    # A direction may as well point the other way: the topic that is farthest along it lies ahead.
    ahead = spots[np.abs(spots).argmax(axis=0), (0, 1)]
    spots = spots * np.where(ahead < 0, -1, 1)
    squares = lengths**2
    kept = float(squares[:2].sum() / squares.sum()) if squares.sum() > _NOTHING else None
    places = ((round(x, _DIGITS), round(y, _DIGITS)) for x, y in spots.tolist())
    return Plane(dict(zip(topics.names, places, strict=True)), kept)


def _framed(spots: Vectors) -> Vectors:
    """The same map with its edges at 0 and 1, each way; what has no extent lies in the middle."""
    low, wide = spots.min(axis=0), np.ptp(spots, axis=0)
    framed: Vectors = np.where(wide > 0, (spots - low) / np.where(wide > 0, wide, 1), 0.5)
    return framed
