"""A board through the snapshots: what each said of every model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from tiltyard.leaderboard._snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Standing:
    """A model on a board of a snapshot.

    Attributes:
        place: one more than the number of models with a higher rating.
        rating: in points, and ``low`` and ``high`` the ends of its interval.
        rank_best: the best rank that the votes allow, and ``rank_worst`` the worst.
        votes: that it took part in; None if nobody knows.
    """

    place: int
    rating: float
    low: float
    high: float
    rank_best: int
    rank_worst: int
    votes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A board of a snapshot.

    Attributes:
        snapshot: its number.
        taken_at: when.
        source_votes: all that there were.
        votes: those of the slice.
        query: what it answers, in words of an address.
        configuration: see `Snapshot.configuration`.
        made_with: see `Snapshot.made_with`.
        models: the ranked models, the highest rating first.
        unranked: why the others are not ranked.
    """

    snapshot: int
    taken_at: datetime
    title: str
    source_votes: int
    votes: int
    query: Mapping[str, str]
    configuration: Mapping[str, Any]
    made_with: Mapping[str, str]
    models: Mapping[str, Standing]
    unranked: Mapping[str, str]

    @classmethod
    def of(cls, snapshot: Snapshot, board: Mapping[str, Any]) -> Moment:
        """What a board of a snapshot says."""
        return cls(
            snapshot=snapshot.number,
            taken_at=snapshot.taken_at,
            title=board["title"],
            source_votes=snapshot.votes,
            votes=board["votes"],
            query=board["query"],
            configuration=snapshot.configuration,
            made_with=snapshot.made_with,
            models=_standings(board["rows"]),
            unranked={one["model"]["name"]: one["reason"] for one in board["unranked"]},
        )


@dataclass(frozen=True, slots=True)
class History:
    """A board through the snapshots.

    Attributes:
        words: what was asked.
        moments: the snapshots that have the board, the earliest first.
        models: every model that was ranked, those of the last snapshot first, in its order; or
            the one that was asked for, if it ever was.
    """

    words: Mapping[str, str]
    moments: tuple[Moment, ...]
    models: tuple[str, ...]

    @classmethod
    def of(
        cls, moments: Iterable[Moment], words: Mapping[str, str], model: str | None = None
    ) -> History:
        """The moments together."""
        found = tuple(moments)
        names = dict.fromkeys(name for moment in reversed(found) for name in moment.models)
        return cls(
            dict(words), found, tuple(name for name in names if model is None or name == model)
        )

    def course(self, model: str) -> tuple[tuple[Moment, Standing], ...]:
        """The snapshots in which a model was ranked, the earliest first, and where it stood."""
        return tuple(
            (moment, moment.models[model]) for moment in self.moments if model in moment.models
        )

    def as_dict(self) -> dict[str, Any]:
        """All of it in plain types: ``snapshots``, and under ``models`` a list for each model."""
        return {
            "query": dict(self.words),
            "snapshots": [_summary(moment) for moment in self.moments],
            "models": {
                name: [
                    {"snapshot": moment.snapshot, **asdict(standing)}
                    for moment, standing in self.course(name)
                ]
                for name in self.models
            },
        }


def _summary(moment: Moment) -> dict[str, Any]:
    return {
        "number": moment.snapshot,
        "taken_at": moment.taken_at.isoformat(),
        "query": dict(moment.query),
        "votes": moment.votes,
        "models": len(moment.models),
    }


def _standings(rows: Iterable[Mapping[str, Any]]) -> dict[str, Standing]:
    """The rows by name; equal ratings share a place."""
    found: dict[str, Standing] = {}
    place, last = 0, float("nan")
    for index, row in enumerate(rows):
        if round(row["rating"], 9) != last:  # a billionth of a point is no difference
            place, last = index + 1, round(row["rating"], 9)
        found[row["model"]["name"]] = Standing(
            place=place,
            rating=row["rating"],
            low=row["low"],
            high=row["high"],
            rank_best=row["rank_best"],
            rank_worst=row["rank_worst"],
            votes=row["votes"],
        )
    return found
