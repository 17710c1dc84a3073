"""What became of a stake of 1, bet after bet, on an axis of factors of ten."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from tiltyard.charts._frame import Look, framed
from tiltyard.charts._plane import axes, fitting, plane_box
from tiltyard.charts._scale import Linear, checked, ticks
from tiltyard.charts._svg import SMALL, line, mark, path, tag, words
from tiltyard.charts._table import Column, Table
from tiltyard.charts._words import counted, spoken, written
from tiltyard.errors import DataError

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

_HEIGHT = 260
_DOTS = 40  # places of the line that can be pointed at
# The axis covers at least a tenth and a thousand, so that luck does not look like proof.
_LOW, _HIGH = -1.0, 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """A chart of a capital as it grew and shrank.

    Attributes:
        title: what it shows.
        steps: how many bets there were, and the natural logarithm of the capital then; in order,
            from 0 bets on.
        enough: the capital at which somebody should look, drawn as a line.
        noun: what is bet on.
        notes: what else a reader must know.

    Raises:
        DataError: the steps are not in order, or one is infinite.
    """

    scrolls: ClassVar[bool] = False
    title: str
    steps: tuple[tuple[int, float], ...]
    enough: float = 100.0
    noun: str = "vote"
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        numbers = [number for number, _ in self.steps]
        if not numbers or numbers != sorted(set(numbers)) or numbers[0] < 0:
            raise DataError(f"{numbers!r} are no numbers of bets in order")
        for _, value in self.steps:
            if math.isinf(checked(value)):
                raise DataError(f"a chart cannot draw {value!r}")

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """The chart as an SVG element; see `Look`."""
        look = Look(narrow, standalone)
        digits = [value / math.log(10) for _, value in self.steps]
        low, high = min(_LOW, *digits), max(_HIGH, *digits)
        room = (high - low) * 0.04
        up = [(one, _power(one)) for one in ticks(low, high, 6) if one == int(one)]
        box = plane_box(look, _HEIGHT, [text for _, text in up])
        y = Linear(low - room, high + room, box.bottom, box.top)
        x = Linear(0, max(self.steps[-1][0], 1), box.left, box.right)
        across = fitting(x, lambda one: written(one, "count"), box.right - box.left)
        body = axes(box, (x, across, f"{self.noun}s".capitalize()), (y, up, "A stake of 1 became"))
        at = y(math.log10(self.enough))
        body.append(line(box.left, at, box.right, at, of="under", stroke_dasharray="5 4"))
        said = f"{written(self.enough, 'count')}: look"
        points = [
            (x(number), y(digit)) for (number, _), digit in zip(self.steps, digits, strict=True)
        ]
        body.append(
            tag("path", d=path(*points), of="s1", fill="none", stroke="currentColor",
                stroke_width=2, stroke_linejoin="round")
        )  # fmt: skip
        body += self._dots(points)
        body.append(
            words(box.right, at - 6, said, font_size=SMALL, text_anchor="end", of="under halo",
                  stroke_width=3, paint_order="stroke", stroke_linejoin="round")
        )  # fmt: skip
        return framed(
            body, height=_HEIGHT, title=self.title, message=self.message(), notes=self.notes,
            look=look,
        )  # fmt: skip

    def rows(self) -> Table:
        """Every step."""
        columns = (
            Column("number", f"{self.noun}s".capitalize(), "count"),
            Column("log10", "Capital, as a power of ten", "number"),
        )
        return Table(columns, tuple((n, value / math.log(10)) for n, value in self.steps))

    @spoken
    def message(self) -> str:
        """What the chart says, in words."""
        number, value = self.steps[-1]
        after = f"After {counted(number, self.noun)} a stake of 1 has become {_told(value)}"
        first = next((n for n, one in self.steps if one >= math.log(self.enough)), None)
        if first is None:
            return f"{after}; it never was {written(self.enough, 'count')}."
        return (
            f"{after}; it was {written(self.enough, 'count')} for the first time after "
            f"{counted(first, self.noun)}."
        )

    def _dots(self, points: list[tuple[float, float]]) -> list[str]:
        every = max(1, math.ceil(len(points) / _DOTS))
        kept = sorted({*range(0, len(points), every), len(points) - 1})
        return [
            mark(
                f"{counted(self.steps[one][0], self.noun)}: {_told(self.steps[one][1])}",
                tag("circle", cx=points[one][0], cy=points[one][1], r=3, of="s1",
                    fill="currentColor"),
            )
            for one in kept
        ]  # fmt: skip


def _power(digit: float) -> str:
    """A power of ten, as people write it."""
    if -3 <= digit <= 6:
        return f"{10**digit:,.0f}" if digit >= 0 else f"{10**digit:.{int(-digit)}f}"
    return "10" + f"{digit:.0f}".translate(_RAISED)


def _told(value: float) -> str:
    digits = value / math.log(10)
    if abs(digits) > 6:
        return _power(digits)
    capital = math.exp(value)
    return f"{capital:,.0f}" if capital >= 10 else f"{capital:.2g}"
