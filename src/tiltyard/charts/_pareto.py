"""Ratings against what they cost: which models nothing is both better and cheaper than."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from tiltyard.charts._frame import Look, framed
from tiltyard.charts._intervals import LEAST_POINTS
from tiltyard.charts._plane import Box, Tick, axes, beside, fitting, plane_box
from tiltyard.charts._rates import Rates
from tiltyard.charts._scale import Linear, Log, checked, covering, ticks
from tiltyard.charts._svg import SMALL, line, mark, number, path, tag, tick
from tiltyard.charts._table import Column, Table
from tiltyard.charts._words import Form, between, counted, listed, shortened, spoken, written
from tiltyard.errors import DataError

_TALL, _HIGH = 460, 420
_FREE = 54  # what things without a price take at the left: zero is nowhere on a scale of factors
_NAMED = 80  # points that a name is sought room for
_DECADE = 10.0  # the least factor from end to end


@dataclass(frozen=True, slots=True)
class Point:
    """A model by its rating and its cost.

    Attributes:
        label: its name.
        rating: in points; its interval is from ``low`` to ``high``.
        low: as above, and likewise ``high``.
        high: as above.
        cost: what it costs, takes or weighs, not below 0; likely from ``cost_low`` to ``cost_high``
            if that is not exact.
        cost_low: as above.
        cost_high: as above.
        chance: the probability that no other model is both better and cheaper; none if that was
            not computed.

    Raises:
        DataError: a number that no chart can draw.
    """

    label: str
    rating: float
    low: float
    high: float
    cost: float
    cost_low: float | None = None
    cost_high: float | None = None
    chance: float | None = None

    def __post_init__(self) -> None:
        if not checked(self.low) <= checked(self.rating) <= checked(self.high):
            raise DataError(
                f"{self.label!r}: {self.rating!r} is not from {self.low!r} to {self.high!r}"
            )
        ends = [self.cost_low, self.cost, self.cost_high]
        costs = [checked(one) for one in ends if one is not None]
        if costs != sorted(costs) or costs[0] < 0 or math.inf in (costs[-1], abs(self.rating)):
            raise DataError(f"{self.label!r}: a cost of {self.cost!r} cannot be drawn")
        if self.chance is not None and not 0 <= self.chance <= 1:
            raise DataError(f"{self.label!r}: {self.chance!r} is no probability")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pareto:
    """A chart of ratings against costs, with the frontier.

    Attributes:
        title: what it shows.
        points: the models that have a cost.
        what: the cost in a word, such as ``price``, ``latency`` or ``size``.
        axis: the cost with its unit, such as ``Price of a million tokens``.
        form: how it is written.
        level: of the intervals.
        rates: what a factor of ten in cost may be worth, for the page to offer a slider; none for
            no slider.
        notes: what else a reader must know, such as how many models have no price.
    """

    scrolls: ClassVar[bool] = False
    title: str
    points: tuple[Point, ...]
    what: str = "price"
    axis: str = "Price of a million tokens"
    form: Form = "usd"
    level: float = 0.95
    rates: Rates | None = None
    notes: tuple[str, ...] = ()

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """The chart as an SVG element; see `Look`."""
        look = Look(narrow, standalone)
        height = _HIGH if narrow else _TALL
        low, high = covering(
            (end for one in self.points for end in (one.low, one.rating, one.high)),
            least=LEAST_POINTS,
        )
        up = [(one, written(one, "points")) for one in ticks(low, high, 7)]
        box = plane_box(look, height, [text for _, text in up])
        y = Linear(low, high, box.bottom - 6, box.top + 6)
        x, across = self._across(box)
        level = f"{100 * self.level:g}\u00a0%"
        body = axes(
            box, (x, across, self.axis), (y, up, f"Rating, in points, with {level} intervals")
        )
        body += self._free(box)
        corners = self._steps(x, y, box)
        if corners:
            body.append(
                tag("path", d=path(*corners), fill="none", stroke="currentColor", of="key",
                    stroke_width=1.5, stroke_opacity=0.6)
            )  # fmt: skip
        best = set(self.frontier())
        marks = (
            self._mark(one, one.label in best, self._x(one, x, box), y) for one in self._drawn()
        )
        # What all have in common is said once: there are hundreds on a page.
        body.append(tag("g", *marks, stroke="currentColor", stroke_width=1.5))
        body += self._names(x, y, box, _boxes(corners), look)
        return framed(
            [tag("g", *body, data_plane=_plane(x, y))], height=height, title=self.title,
            message=self.message(), notes=(*self._explained(), *self.notes), look=look,
        )  # fmt: skip

    def rows(self) -> Table:
        """The same as a table, the highest rating first."""
        columns = (
            Column("name", "Model"),
            Column("cost", self.axis, self.form),
            Column("rating", "Rating", "points"),
            Column("low", f"{100 * self.level:g}\u00a0% interval, from", "points"),
            Column("high", "to", "points"),
            Column("frontier", "On the frontier"),
            Column("chance", "Probability of that", "rate"),
        )
        best = set(self.frontier())
        cells = [
            (p.label, p.cost, p.rating, p.low, p.high, "yes" if p.label in best else "no", p.chance)
            for p in sorted(self.points, key=lambda one: (-one.rating, one.label))
        ]
        if all(one.chance is None for one in self.points):
            return Table(columns[:-1], tuple(row[:-1] for row in cells))
        return Table(columns, tuple(cells))

    def frontier(self) -> list[str]:
        """Names of models that no other beats without costing more, the cheapest first."""
        found: list[Point] = []
        for one in sorted(self.points, key=lambda one: (one.cost, -one.rating, one.label)):
            if not found or one.rating > found[-1].rating:
                found.append(one)
            elif (one.rating, one.cost) == (found[-1].rating, found[-1].cost):
                found.append(one)  # as good at the same cost: neither beats the other
        return [one.label for one in found]

    @spoken
    def message(self) -> str:
        """What the chart says, in words."""
        if not self.points:
            return f"No model with a rating has a known {self.what}."
        names = self.frontier()
        told = f"{counted(len(self.points), 'model')} with a known {self.what}. "
        if len(names) == 1:
            return f"{told}Nothing is better or lower in {self.what} than {names[0]}."
        named = listed(names) if len(names) <= 10 else f"{len(names)} models"
        return f"{told}On the frontier, from the lowest {self.what} up: {named}."

    def _drawn(self) -> list[Point]:
        """Those on the frontier last, above the others."""
        best = set(self.frontier())
        return sorted(self.points, key=lambda one: (one.label in best, one.rating, one.label))

    def _across(self, box: Box) -> tuple[Log, list[Tick]]:
        costs = [
            end for one in self.points for end in (one.cost_low, one.cost, one.cost_high) if end
        ]
        low, high = min(costs, default=1.0), max(costs, default=1.0)
        more = max(math.sqrt(_DECADE * low / high), 1.0) * 1.15
        free = _FREE if any(one.cost == 0 for one in self.points) else 0
        scale = Log(low / more, high * more, box.left + 10 + free, box.right - 10)
        found = fitting(scale, lambda cost: written(cost, self.form), box.right - box.left - free)
        return scale, found

    def _free(self, box: Box) -> list[str]:
        """What stands under those that cost nothing, and where the other scale begins."""
        if all(one.cost > 0 for one in self.points):
            return []
        x, text = box.left + 10 + _FREE / 3, written(0, self.form)
        apart = box.left + _FREE
        return [
            line(apart, box.top, apart, box.bottom, of="axis", stroke_dasharray="2 4"),
            tick(x, box.bottom + 18, text, left=0, right=box.right),
        ]

    def _x(self, one: Point, scale: Log, box: Box) -> float:
        return scale(one.cost) if one.cost > 0 else box.left + 10 + _FREE / 3

    def _steps(self, x: Log, y: Linear, box: Box) -> list[tuple[float, float]]:
        """Steps: at each cost, the highest rating that it buys."""
        known = {one.label: one for one in self.points}
        corners: list[tuple[float, float]] = []
        for label in self.frontier():
            one = known[label]
            at = (self._x(one, x, box), y(one.rating))
            if corners:
                corners.append((at[0], corners[-1][1]))
            corners.append(at)
        if corners:
            corners.append((box.right, corners[-1][1]))
        return corners

    def _mark(self, one: Point, on: bool, x: float, y: Linear) -> str:
        colour, sure = ("key" if on or one.chance else "rest"), self._sure(one, on)
        middle = y(one.rating)
        drawn = [
            tag("path", d=path((x, y(one.low)), (x, y(one.high))), of=colour, stroke_opacity=0.55),
            # Under what is faint, so that lines do not shine through.
            tag("circle", cx=x, cy=middle, r=3, of="halo", fill="none", stroke_width=6),
            tag("circle", cx=x, cy=middle, r=5, of=colour, fill_opacity=sure),
        ]
        return mark(self._said(one, on), *drawn)

    @staticmethod
    def _sure(one: Point, on: bool) -> float:
        """How solid a point is: as solid as it is sure to be on the frontier."""
        if one.chance is not None:
            return 0.08 + 0.92 * one.chance
        return 1.0 if on else 0.08

    def _said(self, one: Point, on: bool) -> str:
        said = (
            f"{one.label}: {written(one.rating, 'points')} points "
            f"({between(one.low, one.high, 'points')}) at {written(one.cost, self.form)}"
        )
        if one.chance is not None:
            return f"{said}; on the frontier with probability {written(one.chance, 'rate')}"
        return f"{said}; on the frontier" if on else said

    def _names(self, x: Log, y: Linear, box: Box, taken: list[Box], look: Look) -> list[str]:
        """As many names as there is room for, those of the frontier first."""
        for one in self.points:
            at, middle = self._x(one, x, box), y(one.rating)
            taken.append(Box(at - 6, middle - 6, at + 6, middle + 6))
            taken.append(Box(at - 1, y(one.high), at + 1, y(one.low)))
        found: list[str] = []
        frame = Box(box.left, box.top - 8, box.right + 8, box.bottom)
        best, room = set(self.frontier()), 120 if look.narrow else 190
        for one in self._drawn()[: -_NAMED - 1 : -1]:
            place = (self._x(one, x, box), y(one.rating))
            # A name on the frontier is better cut short than left out.
            for most in (room, 70)[: 2 if one.label in best else 1]:
                text = shortened(one.label, most, SMALL)
                if drawn := beside(text, *place, frame=frame, taken=taken):
                    found.append(drawn)
                    break
        return found

    def _explained(self) -> Sequence[str]:
        if not self.points:
            return []
        told = f"The line is the frontier: the highest rating at each {self.what}. "
        if any(one.chance is not None for one in self.points):
            return [f"{told}The more solid a point, the surer it is on the frontier."]
        return [f"{told}Solid points are on it."]


def _boxes(corners: Sequence[tuple[float, float]]) -> list[Box]:
    """What a line of steps takes."""
    return [
        Box(min(x1, x2) - 1, min(y1, y2) - 1, max(x1, x2) + 1, max(y1, y2) + 1)
        for (x1, y1), (x2, y2) in pairwise(corners)
    ]


def _plane(x: Log, y: Linear) -> str:
    """The scales, for what a script draws: both ends of each in values and in places."""
    ends = (math.log10(x.low), math.log10(x.high), x.start, x.end, y.low, y.high, y.start, y.end)
    return " ".join(f"{end:.6g}" if abs(end) < 1e6 else number(end) for end in ends)
