"""Boards of snapshots that were never taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tiltyard.leaderboard._history import Moment, Standing


def stand(place: int, best: int, worst: int, votes: int | None = 100) -> Standing:
    """A model at a place, with the ranks that the votes allow it."""
    rating = 1100.0 - 10 * place
    return Standing(place, rating, rating - 20, rating + 20, best, worst, votes)


def moment(number: int, models: Mapping[str, Standing], **more: Any) -> Moment:
    """A board of all votes, a day after that of the number before."""
    known: dict[str, Any] = {
        "snapshot": number,
        "taken_at": datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=number),
        "title": "Overall",
        "source_votes": 1_000 * number,
        "votes": 1_000 * number,
        "query": {},
        "configuration": {},
        "made_with": {"tiltyard": "1.0"},
        "models": models,
        "unranked": {},
    }
    return Moment(**known | more)
