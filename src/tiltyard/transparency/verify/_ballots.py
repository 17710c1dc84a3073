"""The votes of a log as columns: some thirty bytes each, so that a million fit anywhere."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tiltyard.ledger import Leaf
from tiltyard.transparency.verify._told import COUNTS, Ended

YES, GUEST, GOLD = (COUNTS.index(one) for one in ("yes", "guest", "gold"))
# A row: place, both models, winner, hour, whether it counts, voter, side of a check of attention.
_ROW = struct.Struct("<qqqbqbib")
_KINDS = np.dtype(
    [
        ("place", "<i8"),
        ("a", "<i8"),
        ("b", "<i8"),
        ("winner", "i1"),
        ("hour", "<i8"),
        ("counts", "i1"),
        ("voter", "<i4"),
        ("gold", "i1"),
    ]
)


class Columns(NamedTuple):
    """Votes in the order of the log; models by their numbers, voters by their pseudonyms' place."""

    place: NDArray[Any]
    a: NDArray[Any]
    b: NDArray[Any]
    winner: NDArray[Any]
    hour: NDArray[Any]
    counts: NDArray[Any]
    voter: NDArray[Any]
    gold: NDArray[Any]


class Ballot(NamedTuple):
    """One vote, as in `Columns`."""

    place: int
    a: int
    b: int
    winner: int
    hour: int
    counts: int
    voter: int
    gold: int


class Mark(NamedTuple):
    """Votes that were excluded, or restored, at a place of the log."""

    place: int
    is_excluded: bool
    votes: array[int]


@dataclass(slots=True)
class Ballots:
    """The votes so far.

    Attributes:
        marks: what became of them later.
        names: of models, by their numbers.
        snapshots: leaves of these, with their places.
    """

    marks: list[Mark] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    snapshots: list[tuple[int, Any]] = field(default_factory=list)
    _voters: dict[bytes, int] = field(default_factory=dict)
    _rows: bytearray = field(default_factory=bytearray)

    def add(self, place: int, leaf: Ended) -> int:
        """Keep a vote; returns the number of its voter."""
        voter = self._voters.setdefault(leaf.voter, len(self._voters))
        self._rows += _ROW.pack(
            place, leaf.a, leaf.b, leaf.winner, leaf.hour, leaf.counts, voter, leaf.gold
        )
        return voter

    def at(self, place: int) -> Ballot | None:
        """The vote of a leaf; None if that is none, so far."""
        low, high = 0, len(self._rows) // _ROW.size
        while low < high:
            middle = (low + high) // 2
            found = Ballot(*_ROW.unpack_from(self._rows, middle * _ROW.size))
            if found.place == place:
                return found
            low, high = (middle + 1, high) if found.place < place else (low, middle)
        return None

    def number_of(self, voter: bytes) -> int | None:
        """The number of a pseudonym; None if nobody voted under it so far."""
        return self._voters.get(voter)

    def name(self, leaf: Leaf) -> None:
        """A version of a model is told of."""
        self.names[leaf["model"]] = leaf["name"]

    def mark(self, place: int, votes: Iterable[int], *, is_excluded: bool) -> None:
        """Keep that votes were excluded or restored."""
        self.marks.append(Mark(place, is_excluded, array("q", votes)))

    def columns(self) -> Columns:
        """All votes."""
        rows = np.frombuffer(bytes(self._rows), dtype=_KINDS)
        return Columns(*(np.ascontiguousarray(rows[name]) for name in _KINDS.names or ()))

    def voters(self) -> list[str]:
        """Pseudonyms, by number."""
        return [voter.decode() for voter in self._voters]

    def excluded(self, size: int) -> NDArray[Any]:
        """The places of votes that were excluded when the log had so many leaves, ascending."""
        found: set[int] = set()
        for mark in self.marks:
            if mark.place < size:
                change = found.update if mark.is_excluded else found.difference_update
                change(mark.votes)
        return np.array(sorted(found), dtype=np.int64)
