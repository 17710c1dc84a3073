"""One number for each of some kinds, with its interval, as bars that begin at zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from tiltyard.charts._frame import Look, framed
from tiltyard.charts._scale import Linear, checked
from tiltyard.charts._strips import MOST, Axis, Strip, strips, window
from tiltyard.charts._svg import bars, line, rect
from tiltyard.charts._table import Column, Table
from tiltyard.charts._words import Form, between, counted, spoken, written
from tiltyard.errors import DataError


@dataclass(frozen=True, slots=True)
class Bar:
    """A name and a number; None where nothing is known.

    Attributes:
        label: its name.
        value: how long the bar is.
        low: low end of its interval, and ``high`` the other; none if it has none.
        high: as above.
        count: of how many votes or rows it is.

    Raises:
        DataError: a number that cannot be drawn, or an interval that does not hold it.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    count: int | None = None

    def __post_init__(self) -> None:
        known = [one for one in (self.low, self.value, self.high) if one is not None]
        if any(abs(checked(one)) == float("inf") for one in known) or known != sorted(known):
            raise DataError(
                f"{self.label!r}: {self.value!r} is not from {self.low!r} to {self.high!r}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A chart of bars, one row each.

    Attributes:
        title: what it shows.
        marks: from the top.
        axis: what the numbers are, such as ``share of votes won``.
        form: how they are written.
        level: of the intervals.
        ends: what the axis covers at least; 0 is always on it, and a rate goes from 0 to 1 unless
            this says otherwise.
        line: a value to compare with, drawn through all rows, such as a half.
        noun: what a row is, and ``unit`` what ``count`` counts.
        unit: as above.
        start: the first row that is drawn, from 0.
        most: how many are drawn.
        notes: what else a reader must know.
    """

    scrolls: ClassVar[bool] = False
    title: str
    marks: tuple[Bar, ...]
    axis: str
    form: Form = "rate"
    level: float = 0.95
    ends: tuple[float, float] | None = None
    line: float | None = None
    noun: str = "category"
    unit: str = "vote"
    start: int = 0
    most: int = MOST
    notes: tuple[str, ...] = ()

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """The chart as an SVG element; see `Look`."""
        look = Look(narrow, standalone)
        drawn, left_out = window(self.marks, self.start, self.most, self.noun)
        rows = [
            Strip(one.label, written(one.value, self.form), self._interval(one), self._said(one))
            for one in drawn
        ]
        body, height = strips(
            rows, self._axis(), look, lambda place, scale, y: _bar(drawn[place], scale, y)
        )
        notes = (*left_out, *self.notes)
        return framed(
            body, height=height, title=self.title, message=self.message(), notes=notes, look=look
        )

    def rows(self) -> Table:
        """The same as a table, all rows in it."""
        columns = [
            Column("name", self.noun.capitalize()),
            Column("value", self.axis.partition(",")[0], self.form),
        ]
        cells: list[tuple[str | float | None, ...]] = [(one.label, one.value) for one in self.marks]
        if any(one.low is not None or one.high is not None for one in self.marks):
            columns.append(Column("low", f"{100 * self.level:g}\u00a0% interval, from", self.form))
            columns.append(Column("high", "to", self.form))
            cells = [(*row, one.low, one.high) for row, one in zip(cells, self.marks, strict=True)]
        if any(one.count is not None for one in self.marks):
            columns.append(Column("count", f"{self.unit}s".capitalize(), "count"))
            cells = [(*row, one.count) for row, one in zip(cells, self.marks, strict=True)]
        return Table(tuple(columns), tuple(cells))

    @spoken
    def message(self) -> str:
        """What the chart says, in words."""
        known = [one for one in self.marks if one.value is not None]
        if not known:
            return "Nothing is known yet."
        most = max(known, key=lambda one: one.value or 0)
        least = min(known, key=lambda one: one.value or 0)
        if len(known) == 1:
            return f"{self._said(most)}."
        return f"Highest is {self._said(most)}; lowest is {self._said(least)}."

    def _interval(self, one: Bar) -> str:
        if one.value is None or one.low is None or one.high is None:
            return "" if one.value is not None else f"no {self.unit}s"
        return between(one.low, one.high, self.form)

    def _said(self, one: Bar) -> str:
        if one.value is None:
            return f"{one.label}: no {self.unit}s"
        ends = self._interval(one)
        said = f"{one.label}: {written(one.value, self.form)}" + (f" ({ends})" if ends else "")
        return said if one.count is None else f"{said}, of {counted(one.count, self.unit)}"

    def _axis(self) -> Axis:
        usual = (0.0, 1.0) if self.form == "rate" else (0.0, 0.0)
        ends = [0.0, *(self.ends or usual)]
        low, high = _ends([*ends, *self._numbers()])
        lines = tuple(value for value in (self.line, 0.0 if low < 0 else None) if value is not None)
        title = self.axis
        if any(one.low is not None for one in self.marks):
            title += f", with {100 * self.level:g}\u00a0% intervals"
        return Axis(
            low=low, high=high, written=lambda x: written(x, self.form), title=title, lines=lines
        )

    def _numbers(self) -> Iterable[float]:
        """What the axis must cover."""
        for one in self.marks:
            yield from (end for end in (one.value, one.low, one.high) if end is not None)
        if self.line is not None:
            yield self.line


def _ends(values: list[float]) -> tuple[float, float]:
    """The least and the most, with room at ends other than zero for what is drawn there."""
    low, high = min(values), max(values)
    if low == high:
        return 0.0, 1.0
    room = (high - low) * 0.01
    return (low - room if low < 0 else 0.0), (high + room if high > 0 else 0.0)


def _bar(one: Bar, scale: Linear, y: float) -> list[str]:
    if one.value is None:
        return []
    left, right = sorted((scale(0), scale(one.value)))
    drawn = [rect(left, y - 5, max(right - left, 1), 10, of="key", fill_opacity=0.42)]
    if one.low is not None and one.high is not None:
        low, high = scale(one.low), scale(one.high)
        drawn.append(line(low, y, high, y, stroke_width=1.5))
        drawn.append(bars((low, high), y, stroke_width=1.5))
    return drawn
