"""How much came when: columns that begin at zero, stacked by kind."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from tiltyard.charts._calendar import days, named
from tiltyard.charts._colours import SERIES, series
from tiltyard.charts._frame import Look, framed
from tiltyard.charts._plane import BARE, axes, plane_box
from tiltyard.charts._scale import Linear, ticks
from tiltyard.charts._svg import SMALL, mark, rect, words
from tiltyard.charts._table import Column, Table
from tiltyard.charts._words import counted, spoken, width, written
from tiltyard.errors import DataError

_HEIGHT = 280
_THIN = 5  # the least width of a column, in units; of more of them, neighbours are added up
_KEY = 22  # the height of a line of the legend


@dataclass(frozen=True, slots=True)
class Period:
    """The first day of a period, and how many of each kind came in it."""

    start: date
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A chart of counts over time.

    Attributes:
        title: what it shows.
        kinds: what is stacked, from the bottom; one kind needs no legend.
        periods: in order of time; where there is none, nothing came.
        days: how long a period is: 1 or 7.
        noun: what is counted.
        notes: what else a reader must know.

    Raises:
        DataError: a period has other than a count for each kind, one below 0, or the periods are
            not in order.
    """

    scrolls: ClassVar[bool] = False
    title: str
    kinds: tuple[str, ...]
    periods: tuple[Period, ...]
    days: int = 1
    noun: str = "vote"
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        starts = [one.start for one in self.periods]
        if starts != sorted(set(starts)) or not 1 <= len(self.kinds) <= SERIES or self.days < 1:
            raise DataError(
                f"a timeline needs periods in order, each once, and 1 to {SERIES} kinds; these are "
                f"{len(starts)} periods of {self.days} days and {len(self.kinds)} kinds"
            )
        for one in self.periods:
            if len(one.counts) != len(self.kinds) or min(one.counts) < 0:
                raise DataError(f"{one.counts!r} are no counts of {self.kinds!r}")

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """The chart as an SVG element; see `Look`."""
        look = Look(narrow, standalone)
        legend, top = self._legend(look)
        together = self._together(look)
        columns = self._columns(together)
        most = max((sum(one.counts) for one in columns), default=0)
        high = max(most * 1.04, 1.0)
        up = [(one, written(one, "count")) for one in ticks(0, high, 5) if one == int(one)]
        box = plane_box(look, _HEIGHT + top, [text for _, text in up], top=24 + top, below=BARE)
        y = Linear(0, high, box.bottom, box.top)
        first, last = self._span()
        x = Linear(_seconds(first), _seconds(last), box.left, box.right)
        when = days(x, box.right - box.left) if self.periods else []
        body = [*legend, *axes(box, (x, when, ""), (y, up, ""))]
        body.append(words(0, top + 13, self._axis_title(together), font_size=SMALL, of="muted"))
        body += [self._column(one, together, x, y) for one in columns]
        return framed(
            body, height=_HEIGHT + top, title=self.title, message=self.message(),
            notes=self.notes, look=look,
        )  # fmt: skip

    def rows(self) -> Table:
        """The same as a table, all periods in it."""
        columns = (
            Column("start", "Day" if self.days == 1 else "From", "date"),
            *(Column(f"count_{i}", kind, "count") for i, kind in enumerate(self.kinds, 1)),
        )
        return Table(columns, tuple((one.start, *one.counts) for one in self.periods))

    @spoken
    def message(self) -> str:
        """What the chart says, in words."""
        total = sum(sum(one.counts) for one in self.periods)
        if not total:
            return f"There are no {self.noun}s yet."
        most = max(self.periods, key=lambda one: sum(one.counts))
        first, last = self._span()
        when = "on" if self.days == 1 else "in the"
        return (
            f"{counted(total, self.noun)} from {named(first)} to {named(last - timedelta(1))}; "
            f"most {when} {self._named(most.start, 1)}: {written(sum(most.counts), 'count')}."
        )

    def _span(self) -> tuple[date, date]:
        """The first day, and the one after the last."""
        if not self.periods:
            return date(2000, 1, 1), date(2000, 1, 2)
        return self.periods[0].start, self.periods[-1].start + timedelta(self.days)

    def _together(self, look: Look) -> int:
        """How many periods make a column, so that columns are wide enough to be seen."""
        first, last = self._span()
        room = (look.width - 70) / _THIN
        return max(1, math.ceil((last - first).days / self.days / room))

    def _columns(self, together: int) -> list[Period]:
        first, _ = self._span()
        added: dict[date, list[int]] = {}
        for one in self.periods:
            step = self.days * together
            start = first + timedelta((one.start - first).days // step * step)
            held = added.setdefault(start, [0] * len(self.kinds))
            for place, count in enumerate(one.counts):
                held[place] += count
        return [Period(start, tuple(counts)) for start, counts in added.items()]

    def _column(self, one: Period, together: int, x: Linear, y: Linear) -> str:
        left = x(_seconds(one.start))
        right = x(_seconds(one.start + timedelta(self.days * together)))
        gap = 1 if right - left > 3 else 0
        across, sofar, drawn = max(right - left - gap, 1), 0, []
        for place, count in enumerate(one.counts):
            if count:
                bottom, top = y(sofar), y(sofar + count)
                drawn.append(rect(left, top, across, bottom - top, of=series(place)))
                sofar += count
        area = rect(left, y.end, across, y.start - y.end, fill_opacity=0)
        return mark(self._said(one, together), area, *drawn)

    def _said(self, one: Period, together: int) -> str:
        said = f"{self._named(one.start, together)}: {counted(sum(one.counts), self.noun)}"
        if len(self.kinds) == 1:
            return said
        pairs = zip(self.kinds, one.counts, strict=True)
        return f"{said} (" + ", ".join(f"{kind} {written(n, 'count')}" for kind, n in pairs) + ")"

    def _named(self, start: date, together: int) -> str:
        many = self.days * together
        return named(start) if many == 1 else f"{many} days from {named(start)}"

    def _axis_title(self, together: int) -> str:
        many = self.days * together
        every = {1: "a day", 7: "a week"}.get(many, f"in {many} days")
        return f"{self.noun.capitalize()}s {every}"

    def _legend(self, look: Look) -> tuple[list[str], float]:
        """Squares with the names of kinds, in as many lines as these take."""
        if len(self.kinds) == 1:
            return [], 0
        drawn, x, y = [], 0.0, 0.0
        for place, kind in enumerate(self.kinds):
            across = 18 + width(kind, SMALL) + 18
            if x and x + across > look.width:
                x, y = 0.0, y + _KEY
            drawn.append(rect(x, y + 3, 11, 11, rx=2, of=series(place)))
            drawn.append(words(x + 18, y + 13, kind, font_size=SMALL))
            x += across
        return drawn, y + _KEY + 6


def _seconds(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
