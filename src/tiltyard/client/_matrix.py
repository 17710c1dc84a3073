"""Several boards beside each other: those of all models, or of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tiltyard.client._boards import Card, Place, Record, names
from tiltyard.client._read import Json, frame, read

if TYPE_CHECKING:
    from polars import DataFrame


@dataclass(frozen=True, slots=True)
class Column:
    """One of several boards; ``pending`` if it is not there yet, ``failed`` if it cannot be."""

    title: str
    query: Mapping[str, str]
    state: str
    reason: str | None
    votes: int | None
    ranked: int | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Models by boards.

    Attributes:
        boards: all votes asked for, then slices of them.
        places: of each model its place on every board, in their order; None without a rank.
    """

    boards: tuple[Column, ...]
    places: Mapping[str, tuple[Place | None, ...]]

    @classmethod
    def of(cls, given: Json) -> Matrix:
        """As the arena gave it."""
        return cls(
            tuple(read(Column, one) for one in given["boards"]),
            {one["model"]: tuple(map(Place.of, one["places"])) for one in given["models"]},
        )

    def to_polars(self) -> DataFrame:
        """A row for each model with a rank on some board, for each of these boards."""
        rows = [
            _Placed(board.title, model, place)
            for model, places in self.places.items()
            for board, place in zip(self.boards, places, strict=True)
            if place is not None
        ]
        return frame(rows, ["board", "model", *names(Place)])


@dataclass(frozen=True, slots=True)
class _Placed:
    board: str
    model: str
    place: Place


@dataclass(frozen=True, slots=True)
class ModelPage:
    """One model.

    Attributes:
        card: what everybody may know of it.
        record: over the slice; None if imported without votes.
        boards: all votes asked for, then slices of them.
        places: where it stands on each of these boards; None without a rank.
    """

    card: Card
    record: Record | None
    boards: tuple[Column, ...]
    places: tuple[Place | None, ...]

    @classmethod
    def of(cls, given: Json) -> ModelPage:
        """As the arena gave it."""
        record = given["record"]
        return cls(
            Card.of(given["model"]),
            None if record is None else read(Record, record),
            tuple(read(Column, one) for one in given["boards"]),
            tuple(Place.of(one["place"]) for one in given["boards"]),
        )

    def to_polars(self) -> DataFrame:
        """A row for each board on which it has a rank."""
        rows = [
            _Placed(board.title, self.card.name, place)
            for board, place in zip(self.boards, self.places, strict=True)
            if place is not None
        ]
        return frame(rows, ["board", *names(Place)])
