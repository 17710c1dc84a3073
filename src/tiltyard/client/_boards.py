"""Boards, models and what can be asked, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tiltyard.client._read import Json, day, ends, frame, moment, read

if TYPE_CHECKING:
    from polars import DataFrame


@dataclass(frozen=True, slots=True)
class Card:
    """What everybody may know of a model, None where nobody says; prices per million tokens."""

    name: str
    organisation: str | None
    licence: str | None
    link: str | None
    price_in_usd: float | None
    price_out_usd: float | None
    context_length: int | None
    parameters: int | None
    released_on: date | None
    active: bool
    variants: int | None = None

    @classmethod
    def of(cls, given: Json) -> Card:
        """As the arena gave it."""
        return read(cls, given, released_on=day(given["released_on"]))


@dataclass(frozen=True, slots=True)
class Record:
    """How the battles of a model ended, one vote each."""

    wins: int
    losses: int
    ties: int
    both_bad: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a model stands on a board: in points, with the best and the worst rank."""

    rating: float
    low: float
    high: float
    rank_best: int
    rank_worst: int
    votes: int | None

    @classmethod
    def of(cls, given: Json | None) -> Place | None:
        """As the arena gave it; None if the model has no rank."""
        return None if given is None else read(cls, given, **ends(given))


@dataclass(frozen=True, slots=True)
class Row:
    """A ranked model: its place, its card and its record, which imported boards do not know."""

    model: str
    rating: float
    low: float
    high: float
    rank_best: int
    rank_worst: int
    votes: int | None
    wins: int | None
    losses: int | None
    ties: int | None
    both_bad: int | None
    card: Card

    @classmethod
    def of(cls, given: Json) -> Row:
        """As the arena gave it."""
        card = Card.of(given["model"])
        return read(cls, given, model=card.name, card=card, **ends(given))


@dataclass(frozen=True, slots=True)
class Unranked:
    """A model that the votes cannot place yet, and why."""

    model: str
    votes: int
    reason: str
    card: Card

    @classmethod
    def of(cls, given: Json) -> Unranked:
        """As the arena gave it."""
        card = Card.of(given["model"])
        return read(cls, given, model=card.name, card=card)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """What something that was held equal is worth, in log-odds for one standardised unit."""

    feature: str
    value: float
    lower: float
    upper: float
    mean: float
    scale: float


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two models that follow each other on a board, and how few votes, or voters, turn them.

    None if no number does; of voters also where they are not known.
    """

    leader: str
    follower: str
    gap: float
    votes: int | None
    voters: int | None


@dataclass(frozen=True, slots=True)
class Fragility:
    """What carries the order of a board: its neighbours from the top; all votes, all voters."""

    neighbours: tuple[Neighbours, ...]
    votes: int
    voters: int | None

    @classmethod
    def of(cls, given: Json) -> Fragility:
        """As the arena gave it."""
        neighbours = tuple(read(Neighbours, one) for one in given["neighbours"])
        return read(cls, given, neighbours=neighbours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaderboard:
    """A board, the highest rating first; see the arena's own description of its API."""

    source: str
    kind: str
    title: str
    query: Mapping[str, str]
    computed_at: datetime | None = None
    votes: int | None
    source_votes: int
    method: str
    level: float
    digest: str
    coefficients: tuple[Coefficient, ...]
    notes: tuple[str, ...]
    rows: tuple[Row, ...]
    unranked: tuple[Unranked, ...]
    tied_blocks: tuple[tuple[str, ...], ...]
    errors: str = "independent"
    voters_to_flip: int = 0
    fragility: Fragility | None = None

    @classmethod
    def of(cls, given: Json) -> Leaderboard:
        """As the arena gave it; a snapshot's has no time of its own."""
        at, carried = given.get("computed_at"), given.get("fragility")
        return read(
            cls,
            given,
            computed_at=None if at is None else moment(at),
            coefficients=tuple(read(Coefficient, one) for one in given["coefficients"]),
            notes=tuple(given["notes"]),
            rows=tuple(map(Row.of, given["rows"])),
            unranked=tuple(map(Unranked.of, given["unranked"])),
            tied_blocks=tuple(map(tuple, given["tied_blocks"])),
            errors=given.get("errors", "independent"),
            voters_to_flip=given.get("voters_to_flip", 0),
            fragility=None if carried is None else Fragility.of(carried),
        )

    def row(self, model: str) -> Row | None:
        """The row of a model; None if it is not ranked."""
        return next((row for row in self.rows if row.model == model), None)

    def to_polars(self) -> DataFrame:
        """A row for each ranked model, with what its card says."""
        return frame(self.rows, [*names(Row, but="card"), *names(Card, but="name")])


@dataclass(frozen=True, slots=True)
class Source:
    """Something that boards can be asked of."""

    name: str
    title: str
    kind: str
    votes: int | None
    models: int
    usual: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a word of a question can say, and how many votes have it, if counted."""

    word: str
    value: str
    title: str
    group: str | None
    votes: int | None

    @classmethod
    def of_all(cls, given: Json) -> tuple[Choice, ...]:
        """As the arena gave them."""
        return tuple(read(cls, one) for one in given["values"])


def names(kind: type[Any], *, but: str = "") -> list[str]:
    """The fields of a value, but one if it is named."""
    return [field.name for field in fields(kind) if field.name != but]
