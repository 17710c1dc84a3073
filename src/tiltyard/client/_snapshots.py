"""What was published, and what became of it since, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from tiltyard.client._read import Json, ends, frame, moment, read

if TYPE_CHECKING:
    from polars import DataFrame


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Boards as they were published; ``boards`` says how many.

    ``votes_digest`` is of the votes that they were computed from, ``digest`` of all of it.
    """

    number: int
    taken_at: datetime
    source: str
    kind: str
    title: str
    votes: int
    boards: int
    votes_digest: str
    digest: str

    @classmethod
    def of(cls, given: Json) -> Snapshot:
        """As the arena gave it."""
        return read(cls, given, taken_at=moment(given["taken_at"]))


@dataclass(frozen=True, slots=True)
class Standing:
    """A model on a board of a snapshot; ``place`` is by its rating alone."""

    place: int
    rating: float
    low: float
    high: float
    rank_best: int
    rank_worst: int
    votes: int | None

    @classmethod
    def of(cls, given: Json | None) -> Standing | None:
        """As the arena gave it; None if the model was not ranked."""
        return None if given is None else read(cls, given, **ends(given))


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a model: ``up``, ``down``, ``same``, ``new`` or ``gone``.

    ``is_sure`` if its ranks before and after have none in common; ``sentence`` says it in words.
    """

    model: str
    kind: str
    moved: int
    before: Standing | None
    after: Standing | None
    new_votes: int | None
    is_sure: bool
    passed: tuple[str, ...]
    lost: tuple[str, ...]
    fell_behind: tuple[str, ...]
    sentence: str

    @classmethod
    def of(cls, given: Json) -> Change:
        """As the arena gave it."""
        return read(
            cls,
            given,
            before=Standing.of(given["before"]),
            after=Standing.of(given["after"]),
            **{name: tuple(given[name]) for name in ("passed", "lost", "fell_behind")},
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of a board from one snapshot to another.

    ``decisions`` are what was decided otherwise, and ``sentences`` what to know first.
    """

    old: int
    new: int
    title: str
    new_votes: int
    decisions: tuple[str, ...]
    models: tuple[Change, ...]
    sentences: tuple[str, ...]

    @classmethod
    def of(cls, given: Json) -> Changes:
        """As the arena gave it."""
        return read(
            cls,
            given,
            decisions=tuple(given["decisions"]),
            models=tuple(map(Change.of, given["models"])),
            sentences=tuple(given["sentences"]),
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """A model on a board of one snapshot."""

    model: str
    snapshot: int
    taken_at: datetime
    place: int
    rating: float
    low: float
    high: float
    rank_best: int
    rank_worst: int
    votes: int | None


@dataclass(frozen=True, slots=True)
class History:
    """A board through the snapshots: of each model where it stood, the earliest first."""

    query: Mapping[str, str]
    models: Mapping[str, tuple[Moment, ...]]

    @classmethod
    def of(cls, given: Json) -> History:
        """As the arena gave it."""
        times = {one["number"]: moment(one["taken_at"]) for one in given["snapshots"]}
        return cls(
            given["query"],
            {
                name: tuple(
                    read(Moment, one, model=name, taken_at=times[one["snapshot"]], **ends(one))
                    for one in moments
                )
                for name, moments in given["models"].items()
            },
        )

    def to_polars(self) -> DataFrame:
        """A row for each model in each snapshot."""
        rows = [one for moments in self.models.values() for one in moments]
        return frame(rows, [field.name for field in fields(Moment)])
