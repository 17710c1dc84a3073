"""Batches put together: to single votes in order, or to pooled counts as they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard.files import Part
from tiltyard.ratings import Comparisons, Counts, Features, digest
from tiltyard.ratings.comparisons import GRADED
from tiltyard.votes._codes import numbered, numbered_whole, smallest
from tiltyard.votes._columns import OPTIONAL
from tiltyard.votes._encode import Arrays, Dictionary
from tiltyard.votes._faults import FORGOTTEN, KEPT, Marks, Mask
from tiltyard.votes._layout import Layout

# Adding counts costs as much as counting some hundred thousand votes, so those wait for others.
POOLED_AT = 1 << 22
ALL = -2  # the slice of votes that are not sliced; -1 is the slice of rows that have none


@dataclass(frozen=True, slots=True)
class Bad:
    """A bad row, by its place in a part, from 1, which for some is the line already."""

    part: Part
    row: int
    is_line: bool
    reason: str


@dataclass(slots=True)
class Tally:
    """What is to be said of the rows of one slice.

    Attributes:
        rows: how many there were.
        dropped: how many of those are no votes, by reason.
        bad: the first of them.
    """

    rows: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    bad: list[Bad] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count the rows of the other too."""
        self.rows += other.rows
        self.dropped += other.dropped
        self.bad = (self.bad + other.bad)[:KEPT]


class Gathered:
    """What was read so far.

    Attributes:
        pooled: whether single votes are forgotten once there are many.
        batches: good rows that are kept, or not pooled yet.
        counts: pooled votes, by slice.
        sums: what their digest is made of.
        tallies: rows counted, by slice.
    """

    def __init__(self, *, pooled: bool) -> None:
        self.pooled = pooled
        self.batches: list[Arrays] = []
        self.counts: dict[int, Counts] = {}
        self.sums: dict[int, NDArray[np.uint64]] = {}
        self.tallies: dict[int, Tally] = {}
        self._waiting = 0  # rows that are not pooled yet

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return sum(tally.rows for tally in self.tallies.values())

    def add(
        self, columns: Arrays, marks: Marks, part: Part, known: Dictionary, *, is_line: bool
    ) -> None:
        """Take in a batch."""
        row, good = columns.pop("row"), marks.good()
        for code, rows in slices(columns, len(good)):
            inside = None if code == ALL else rows
            bad = [
                Bad(part, int(row[place]), is_line, reason)
                for place, reason in marks.listed(inside)
            ]
            dropped = marks.by_reason(inside)
            tally = Tally(int(rows.sum()) - dropped.pop(FORGOTTEN, 0), dropped, bad)
            self.tallies.setdefault(code, Tally()).add(tally)
        self.batches.append(columns if good.all() else chosen(columns, good))
        self._wait(len(good), known)

    def merge(self, other: Gathered, known: Dictionary) -> None:
        """Take in another part."""
        for code, counts in other.counts.items():
            self._add(code, counts, other.sums[code])
        for code, tally in other.tallies.items():
            self.tallies.setdefault(code, Tally()).add(tally)
        self.batches += other.batches
        self._wait(other._waiting, known)

    def pool(self, known: Dictionary) -> None:
        """Count the votes that are kept, and forget them."""
        if not self.batches:
            return
        columns = together(self.batches)
        self.batches, self._waiting = [], 0
        for code, rows in slices(columns, len(columns["a"])):
            votes = votes_of(columns if code == ALL else chosen(columns, rows), known, Layout(""))
            self._add(code, Counts.of(votes), digest.sums(votes))

    def _wait(self, rows: int, known: Dictionary) -> None:
        self._waiting += rows
        if self.pooled and self._waiting >= POOLED_AT:
            self.pool(known)

    def _add(self, code: int, counts: Counts, sums: NDArray[np.uint64]) -> None:
        if code in self.counts:
            self.counts[code] = self.counts[code] + counts
            self.sums[code] = self.sums[code] + sums
        else:
            self.counts[code], self.sums[code] = counts, sums


def slices(columns: Arrays, n: int) -> Iterator[tuple[int, Mask]]:
    """The rows of each slice, under its code; of all, if they are not sliced."""
    if "slice" not in columns:
        yield ALL, np.ones(n, dtype=bool)
        return
    for code in np.unique(columns["slice"]).tolist():
        yield code, columns["slice"] == code


def chosen(columns: Arrays, rows: Mask) -> Arrays:
    """Some of the rows."""
    return {name: column[rows] for name, column in columns.items()}


def together(batches: list[Arrays]) -> Arrays:
    """All rows of all batches, in order. The batches are let go of as they are used."""
    if len(batches) == 1:
        return batches[0]
    return {
        name: np.concatenate(_alike([batch.pop(name) for batch in batches]))
        for name in list(batches[0] if batches else ())
    }


def _alike(parts: list[NDArray[Any]]) -> list[NDArray[Any]]:
    """Whole numbers as hashes of their text if other files have text: 5 here is "5" there."""
    if len({part.dtype.kind for part in parts}) == 1:
        return parts
    return [
        pl.Series(part).cast(pl.String).hash().to_numpy() if part.dtype.kind == "i" else part
        for part in parts
    ]


def lacking(columns: Arrays, layout: Layout, needed: frozenset[str]) -> dict[str, str]:
    """What is left out, since some rows do not have it and nobody asked for it, and why."""
    found = {}
    for name in OPTIONAL:
        if name in needed:
            continue
        if name == "voted_at" and name in columns:
            many = int(np.isnan(columns[name]).sum())
        else:
            many = int(columns[f"lacks {name}"].sum()) if f"lacks {name}" in columns else 0
        if many:
            label = "time" if name == "voted_at" else name
            column = layout.voted_at if name == "voted_at" else layout.clusters[name]
            found[label] = f"{many} rows have none in {column!r}"
    return found


def votes_of(
    columns: Arrays,
    known: Dictionary,
    layout: Layout,
    left_out: Mapping[str, str] = MappingProxyType({}),
) -> Comparisons:
    """Votes of columns that hold no bad row; models in alphabetical order."""
    names = known.models.known
    seen = np.zeros(len(names), dtype=bool)
    seen[columns["a"]] = True
    seen[columns["b"]] = True
    used = sorted(np.flatnonzero(seen).tolist(), key=names.__getitem__)
    order = np.zeros(len(names), dtype=np.int32)
    order[used] = np.arange(len(used), dtype=np.int32)
    place = smallest(order, len(used))
    graded = "score" in columns and bool((columns["outcome"] == GRADED).any())
    return Comparisons(
        models=tuple(names[code] for code in used),
        a=place[columns["a"]],
        b=place[columns["b"]],
        outcome=columns["outcome"],
        score=columns["score"] if graded else None,
        count=columns.get("count"),
        weight=columns.get("weight"),
        clusters=clusters_of(columns, layout, left_out),
        features=Features(layout.features, columns["style"]) if layout.features else None,
        voted_at=None if "time" in left_out else columns.get("voted_at"),
    )


def clusters_of(
    columns: Arrays, layout: Layout, left_out: Mapping[str, str]
) -> dict[str, NDArray[np.int32]]:
    """Codes of voters, prompts… in order of their first vote."""
    return {
        name: _numbered(columns[f"cluster {name}"])
        for name in layout.clusters
        if name not in left_out
    }


def _numbered(identity: NDArray[Any]) -> NDArray[np.int32]:
    return numbered_whole(identity) if identity.dtype.kind == "i" else numbered(identity)[0]
