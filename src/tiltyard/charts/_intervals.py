"""Ratings with their intervals: what overlaps may be luck."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tiltyard.charts._frame import Look, framed
from tiltyard.charts._scale import Linear, checked, covering
from tiltyard.charts._strips import MOST, Axis, Strip, strips, window
from tiltyard.charts._svg import bars, line, path, tag
from tiltyard.charts._table import Column, Table
from tiltyard.charts._words import Form, between, listed, spoken, written
from tiltyard.errors import DataError

# Below this many points from end to end, an axis would make a mountain of nothing.
LEAST_POINTS = 100.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A name, a number, and the interval around it; an end may be infinite: not known.

    Raises:
        DataError: the number is not finite or not inside the interval.
    """

    label: str
    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not checked(self.low) <= checked(self.value) <= checked(self.high):
            raise DataError(
                f"{self.label!r}: {self.value!r} is not from {self.low!r} to {self.high!r}"
            )
        if math.isinf(self.value):
            raise DataError(f"{self.label!r}: a chart cannot draw {self.value!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """A chart of numbers with intervals, one row each.

    Attributes:
        title: what it shows.
        marks: from the top, the highest first if they are ratings.
        level: of the intervals.
        blocks: names in groups from the top, all of one surely above all of the next: they are
            drawn on bands.
        axis: what the numbers are, such as ``rating, in points``.
        form: how they are written.
        least: how long the axis is at least.
        noun: what a row is.
        start: the first row that is drawn, from 0.
        most: how many are drawn.
        notes: what else a reader must know.
    """

    scrolls: ClassVar[bool] = False
    title: str
    marks: tuple[Interval, ...]
    level: float = 0.95
    blocks: tuple[tuple[str, ...], ...] = ()
    axis: str = "Rating, in points"
    form: Form = "points"
    least: float = LEAST_POINTS
    noun: str = "model"
    start: int = 0
    most: int = MOST
    notes: tuple[str, ...] = ()

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """The chart as an SVG element; see `Look`."""
        look = Look(narrow, standalone)
        drawn, left_out = window(self.marks, self.start, self.most, self.noun)
        shaded = self._shaded()
        rows = [
            Strip(
                one.label,
                written(one.value, self.form),
                between(one.low, one.high, self.form),
                f"{one.label}: {self._told(one)}",
                is_shaded=one.label in shaded,
            )
            for one in drawn
        ]
        body, height = strips(
            rows, self._axis(drawn), look, lambda place, scale, y: bar(drawn[place], scale, y)
        )
        return framed(
            body, height=height, title=self.title, message=self.message(),
            notes=(*left_out, *self._explained(), *self.notes), look=look,
        )  # fmt: skip

    def rows(self) -> Table:
        """The same as a table, all rows in it."""
        columns = (
            Column("name", self.noun.capitalize()),
            Column("value", self.axis.partition(",")[0], self.form),
            Column("low", f"{100 * self.level:g}\u00a0% interval, from", self.form),
            Column("high", "to", self.form),
        )
        return Table(
            columns, tuple((one.label, one.value, one.low, one.high) for one in self.marks)
        )

    @spoken
    def message(self) -> str:
        """What the chart says, in words."""
        if not self.marks:
            return f"There are no {self.noun}s yet."
        first, last = self.marks[0], self.marks[-1]
        if len(self.marks) == 1:
            return f"One {self.noun}: {first.label}, {self._told(first)}."
        near = [one.label for one in self.marks[1:] if one.high >= first.low]
        told = f"First is {first.label}, {self._told(first)}. "
        if not near:
            told += "No other interval reaches into its own. "
        elif len(near) <= 3:
            told += f"{listed(near)} may be as good. "
        else:
            told += f"{len(near)} others may be as good. "
        return f"{told}Last of {len(self.marks)} is {last.label}, {self._told(last)}."

    def _told(self, one: Interval) -> str:
        return f"{written(one.value, self.form)} ({between(one.low, one.high, self.form)})"

    def _axis(self, drawn: Sequence[Interval]) -> Axis:
        ends = (end for one in drawn for end in (one.value, one.low, one.high))
        low, high = covering(ends, least=self.least)
        title = f"{self.axis}, with {100 * self.level:g}\u00a0% intervals"
        return Axis(low=low, high=high, written=lambda x: written(x, self.form), title=title)

    def _shaded(self) -> set[str]:
        """Names on a band: every second block."""
        return {name for block in self.blocks[::2] for name in block if len(self.blocks) > 1}

    def _explained(self) -> list[str]:
        if len(self.blocks) < 2:
            return []
        return [
            "Bands: all in one are surely above all in the next; within one the order may be luck."
        ]


def bar(one: Interval, scale: Linear, y: float) -> list[str]:
    """An interval with its middle; an end that is not known has an arrow head."""
    left, right = scale(one.low), scale(one.high)
    right = max(right, left + 1)
    drawn = [line(left, y, right, y, of="key", stroke_width=7, stroke_opacity=0.34)]
    ends = ((one.low, left, -1), (one.high, right, 1))
    drawn += [_arrow(x, y, way) for end, x, way in ends if math.isinf(end)]
    if caps := [x for end, x, _ in ends if not math.isinf(end)]:
        drawn.append(bars(caps, y, of="key"))
    return [*drawn, tag("circle", cx=scale(one.value), cy=y, r=4.5, of="key")]


def _arrow(x: float, y: float, way: int) -> str:
    tip, back = x + way * 6, x - way * 2
    return tag("path", d=path((tip, y), (back, y - 6), (back, y + 6)) + "Z", of="key")
