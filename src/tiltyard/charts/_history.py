"""Ratings or ranks over time: a few models in colours, the others in grey behind them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from tiltyard.charts._calendar import days, named
from tiltyard.charts._colours import SERIES, series
from tiltyard.charts._frame import Look, framed
from tiltyard.charts._intervals import LEAST_POINTS
from tiltyard.charts._plane import BARE, Box, axes, plane_box, spread
from tiltyard.charts._scale import Linear, checked, covering, ticks
from tiltyard.charts._shapes import shape
from tiltyard.charts._svg import SMALL, mark, path, tag, words
from tiltyard.charts._table import Column, Table
from tiltyard.charts._words import Form, between, shortened, spoken, written
from tiltyard.errors import DataError

_HEIGHT = 380
LEAST_RANKS, FIRST = 5.0, 0.5
_GREY = 60  # lines behind the coloured ones
_DOTS = 40  # moments of a line that can be pointed at
_POINTS = 240  # moments that are drawn


@dataclass(frozen=True, slots=True)
class Moment:
    """A number at a time, with its interval if it has one; None where the model was not ranked.

    Raises:
        DataError: the time is not aware, or a number cannot be drawn.
    """

    at: datetime
    value: float | None
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise DataError(f"{self.at!r} has no time zone: give an aware time")
        for number in (self.value, self.low, self.high):
            if number is not None:
                checked(number)
        if self.value is not None and math.isinf(self.value):
            raise DataError(f"a chart cannot draw {self.value!r}")


@dataclass(frozen=True, slots=True)
class Line:
    """A model and its moments, in the order of time."""

    label: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A chart of lines over time.

    Attributes:
        title: what it shows.
        lines: those that matter most first: as many as there are colours are coloured and named.
        axis: what the numbers are.
        form: how they are written.
        least: how long the axis of numbers is at least: 100 points, or 5 ranks, if nothing is
            said.
        is_rank: whether 1 is at the top.
        level: of the intervals.
        coloured: how many lines are coloured, at most eight.
        notes: what else a reader must know.
    """

    scrolls: ClassVar[bool] = False
    title: str
    lines: tuple[Line, ...]
    axis: str = "Rating, in points"
    form: Form = "points"
    least: float | None = None
    is_rank: bool = False
    level: float = 0.95
    coloured: int = SERIES
    notes: tuple[str, ...] = ()

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """The chart as an SVG element; see `Look`."""
        look = Look(narrow, standalone)
        low, high = self._span()
        up = [(one, written(one, self.form)) for one in ticks(low, high, 7) if self._fits(one)]
        box = plane_box(
            look, _HEIGHT, [text for _, text in up], right=108 if narrow else 190, below=BARE
        )
        y = Linear(low, high, *((box.top, box.bottom) if self.is_rank else (box.bottom, box.top)))
        x = self._across(box)
        body = axes(box, (x, days(x, box.right - box.left), ""), (y, up, self._axis_title()))
        for one in reversed(self.lines[self._coloured : self._coloured + _GREY]):
            body += _grey(one, x, y)
        for place, one in reversed(list(enumerate(self.lines[: self._coloured]))):
            body += self._line(one, place, x, y)
        body += self._names(x, y, box, look)
        return framed(
            body, height=_HEIGHT, title=self.title, message=self.message(),
            notes=(*self._left_out(), *self.notes), look=look,
        )  # fmt: skip

    def rows(self) -> Table:
        """A row for each model and moment that has a number."""
        columns = (
            Column("name", "Model"),
            Column("at", "When", "date"),
            Column("value", self.axis.partition(",")[0], self.form),
            Column("low", f"{100 * self.level:g}\u00a0% interval, from", self.form),
            Column("high", "to", self.form),
        )
        cells = tuple(
            (one.label, moment.at, moment.value, moment.low, moment.high)
            for one in self.lines[: self._coloured]
            for moment in one.moments
            if moment.value is not None
        )
        if all(row[3] is None and row[4] is None for row in cells):
            return Table(columns[:3], tuple(row[:3] for row in cells))
        return Table(columns, cells)

    @spoken
    def message(self) -> str:
        """What the chart says, in words."""
        first = next((one for one in self.lines if _known(one)), None)
        if first is None:
            return "There is no history yet."
        known = _known(first)
        start, end = known[0], known[-1]
        if len(known) == 1:
            return (
                f"{first.label}: {self._told(end)} on {named(end.at)}. There is one moment so far."
            )
        if self._told(start) == self._told(end):
            return (
                f"{first.label} stands at {self._told(end)}, on {named(end.at)} as on "
                f"{named(start.at)}."
            )
        return (
            f"{first.label} went from {self._told(start)} on {named(start.at)} to "
            f"{self._told(end)} on {named(end.at)}."
        )

    def _span(self) -> tuple[float, float]:
        """Both ends of the axis of numbers; there is no rank above the first."""
        usual = LEAST_RANKS if self.is_rank else LEAST_POINTS
        least = usual if self.least is None else self.least
        low, high = covering(self._ends(), least=least)
        if not self.is_rank or low >= FIRST:
            return low, high
        return FIRST, max(high, FIRST + least)

    @property
    def _coloured(self) -> int:
        return min(self.coloured, SERIES)

    def _fits(self, tick: float) -> bool:
        return not self.is_rank or (tick >= 1 and tick == int(tick))

    def _told(self, moment: Moment) -> str:
        told = written(moment.value, self.form)
        if moment.low is None or moment.high is None:
            return told
        return f"{told} ({between(moment.low, moment.high, self.form)})"

    def _axis_title(self) -> str:
        shown = self.lines[: self._coloured]
        if any(moment.low is not None for one in shown for moment in one.moments):
            return f"{self.axis}, with {100 * self.level:g}\u00a0% intervals"
        return self.axis

    def _ends(self) -> Iterable[float]:
        for place, one in enumerate(self.lines[: self._coloured + _GREY]):
            for moment in one.moments:
                ends = (moment.low, moment.value, moment.high)
                yield from (
                    end
                    for end in (ends if place < self._coloured else (moment.value,))
                    if end is not None
                )

    def _across(self, box: Box) -> Linear:
        """Time, a day at least."""
        at = [moment.at.timestamp() for one in self.lines for moment in one.moments]
        low, high = covering(at, least=86_400, pad=0.01)
        return Linear(low, high, box.left, box.right)

    def _line(self, one: Line, place: int, x: Linear, y: Linear) -> list[str]:
        colour, parts = series(place), _parts(one)
        drawn = [
            tag("path", d=path(*_around(part, x, y)) + "Z", of=colour, fill_opacity=0.13)
            for part in parts
            if len(part) > 1 and all(m.low is not None and m.high is not None for m in part)
        ]
        drawn += [_stroke(part, x, y, colour, 2) for part in parts if len(part) > 1]
        known = _known(one)
        aside = self._aside(place)
        every = max(1, math.ceil(len(known) / _DOTS))
        kept = {*range(0, len(known), every), len(known) - 1} if known else set()
        for number in sorted(kept):
            moment = known[number]
            at = (x(moment.at.timestamp()) + aside, y(moment.value or 0))
            said = f"{one.label}, {named(moment.at)}: {self._told(moment)}"
            drawn.append(
                mark(said, *self._bar(moment, at, y, colour, len(known)), shape(place, *at))
            )
        return drawn

    def _aside(self, place: int) -> float:
        """How far to the side a line stands: only where all have one moment, the same one."""
        if len({moment.at for one in self.lines for moment in one.moments}) > 1:
            return 0.0
        return 10 * (place - (min(len(self.lines), self._coloured) - 1) / 2)

    @staticmethod
    def _bar(
        moment: Moment, at: tuple[float, float], y: Linear, colour: str, many: int
    ) -> list[str]:
        """The interval of a moment that stands alone, where there is no band."""
        if many > 1 or moment.low is None or moment.high is None:
            return []
        ends = (at[0], y(moment.low)), (at[0], y(moment.high))
        return [
            tag("path", d=path(*ends), of=colour, stroke="currentColor", stroke_width=5,
                stroke_opacity=0.3)
        ]  # fmt: skip

    def _names(self, x: Linear, y: Linear, box: Box, look: Look) -> list[str]:
        """Names at the right, each as near to the end of its line as the others let it."""
        ends = [
            (place, one, _known(one)[-1])
            for place, one in enumerate(self.lines[: self._coloured])
            if _known(one)
        ]
        places = spread([y(end.value or 0) for *_, end in ends], 17, box.top, box.bottom)
        drawn, left = [], box.right + 22
        for (place, one, end), height in zip(ends, places, strict=True):
            begin = (x(end.at.timestamp()) + self._aside(place) + 6, y(end.value or 0))
            to = path(begin, (box.right + 4, begin[1]), (left - 14, height))
            drawn.append(
                tag("path", d=to, of=series(place), fill="none", stroke="currentColor",
                    stroke_opacity=0.45, stroke_dasharray="1 2")
            )  # fmt: skip
            drawn.append(shape(place, left - 8, height))
            text = shortened(one.label, look.width - left - 2, SMALL)
            drawn.append(words(left, height + 4, text, font_size=SMALL))
        return drawn

    def _left_out(self) -> list[str]:
        grey = len(self.lines) - self._coloured
        if grey <= 0:
            return []
        shown = f"{grey} others" if grey <= _GREY else f"{_GREY} of {grey} others"
        return [f"In grey: {shown}, without their intervals."]


def _known(one: Line) -> list[Moment]:
    return [moment for moment in one.moments if moment.value is not None]


def _parts(one: Line) -> list[list[Moment]]:
    """The line in pieces between gaps; of very many moments, every so many."""
    every = max(1, math.ceil(len(one.moments) / _POINTS))
    kept = [*one.moments[:-1:every], *one.moments[-1:]]
    parts: list[list[Moment]] = [[]]
    for moment in kept:
        if moment.value is None:
            parts.append([])
        else:
            parts[-1].append(moment)
    return [part for part in parts if part]


def _around(part: Sequence[Moment], x: Linear, y: Linear) -> list[tuple[float, float]]:
    """Along the upper ends and back along the lower ones."""
    upper = [(x(one.at.timestamp()), y(one.high or 0)) for one in part]
    return upper + [(x(one.at.timestamp()), y(one.low or 0)) for one in reversed(part)]


def _stroke(part: Sequence[Moment], x: Linear, y: Linear, colour: str, thick: float) -> str:
    corners = [(x(one.at.timestamp()), y(one.value or 0)) for one in part]
    return tag(
        "path", d=path(*corners), of=colour, fill="none", stroke="currentColor",
        stroke_width=thick, stroke_linejoin="round",
    )  # fmt: skip


def _grey(one: Line, x: Linear, y: Linear) -> list[str]:
    """A line behind the others, with a word on where it ends."""
    drawn = [_stroke(part, x, y, "rest", 1) for part in _parts(one)]
    if not drawn:
        return []
    return [mark(f"{one.label}, at last on {named(_known(one)[-1].at)}", *drawn, opacity=0.4)]
