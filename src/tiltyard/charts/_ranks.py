"""Ranks as ranges: the best and the worst that the votes allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tiltyard.charts._frame import Look, framed
from tiltyard.charts._scale import Linear, ticks
from tiltyard.charts._strips import MOST, Axis, Strip, strips, window
from tiltyard.charts._svg import rect
from tiltyard.charts._table import Column, Table
from tiltyard.charts._words import listed, spoken
from tiltyard.errors import DataError


@dataclass(frozen=True, slots=True)
class Rank:
    """A name, and its best and worst rank, from 1.

    Raises:
        DataError: these are no ranks.
    """

    label: str
    best: int
    worst: int

    def __post_init__(self) -> None:
        if not 1 <= self.best <= self.worst:
            raise DataError(f"{self.label!r}: no rank is from {self.best} to {self.worst}")

    def __str__(self) -> str:
        """One rank, or both ends."""
        return str(self.best) if self.best == self.worst else f"{self.best} to {self.worst}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """A chart of ranges of ranks, one row each; attributes as of `Intervals`.

    Attributes:
        title: what it shows.
        marks: from the top.
        level: at which all ranges hold together.
        noun: what a row is.
        start: the first row that is drawn, from 0.
        most: how many are drawn.
        notes: what else a reader must know.
    """

    scrolls: ClassVar[bool] = False
    title: str
    marks: tuple[Rank, ...]
    level: float = 0.95
    noun: str = "model"
    start: int = 0
    most: int = MOST
    notes: tuple[str, ...] = ()

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """The chart as an SVG element; see `Look`."""
        look = Look(narrow, standalone)
        drawn, left_out = window(self.marks, self.start, self.most, self.noun)
        rows = [Strip(one.label, str(one), "", f"{one.label}: rank {one}") for one in drawn]

        def drawer(place: int, scale: Linear, y: float) -> list[str]:
            one = drawn[place]
            left, right = scale(one.best - 0.4), scale(one.worst + 0.4)
            return [rect(left, y - 5, right - left, 10, rx=5, of="key", fill_opacity=0.75)]

        body, height = strips(rows, self._axis(drawn), look, drawer)
        notes = (*left_out, *self.notes)
        return framed(
            body, height=height, title=self.title, message=self.message(), notes=notes, look=look
        )

    def rows(self) -> Table:
        """The same as a table, all rows in it."""
        columns = (
            Column("name", self.noun.capitalize()),
            Column("rank_best", "Best rank", "count"),
            Column("rank_worst", "Worst rank", "count"),
        )
        return Table(columns, tuple((one.label, one.best, one.worst) for one in self.marks))

    @spoken
    def message(self) -> str:
        """What the chart says, in words."""
        leaders = [one.label for one in self.marks if one.best == 1]
        if not leaders:
            return f"There are no {self.noun}s yet." if not self.marks else "None can be the first."
        who = listed(leaders) if len(leaders) <= 3 else f"{len(leaders)} {self.noun}s"
        sure = sum(one.best == one.worst for one in self.marks)
        return f"{who} can be the first. Of {len(self.marks)}, {sure} have a rank that is sure."

    def _axis(self, drawn: Sequence[Rank]) -> Axis:
        low = min((one.best for one in drawn), default=1)
        high = max((one.worst for one in drawn), default=1)
        if len(drawn) == len(self.marks):
            low = 1
        high = max(high, low + 1)
        # Round numbers, and the first rank, which everybody looks for.
        whole = [
            one for one in ticks(low, high, 8) if one == int(one) and one > low + (high - low) / 20
        ]
        return Axis(
            low=low - 0.6,
            high=high + 0.6,
            written=lambda rank: f"{rank:.0f}",
            title=f"Ranks that the votes allow, at {100 * self.level:g}\u00a0% for all together",
            places=(low, *whole),
        )
