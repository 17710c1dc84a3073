"""Charts of rows: a name, a drawing over an axis that all share, and a number.

On a phone the name and the number stand above the drawing, so that long names have room.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tiltyard.charts._frame import Look
from tiltyard.charts._scale import Linear
from tiltyard.charts._svg import SMALL, line, mark, rect, tick, words
from tiltyard.charts._words import BOLD, counted, shortened, width, wrapped

# How many rows are drawn at most; all are in the table.
MOST = 50
_ROW, _TALL = 24, 42
_NAMES, _NUMBERS = 250, 230  # the widest that names and numbers may be, in units
_GAP = 14
_AXIS = 26  # what ticks take, above or below
_TITLE = 15  # a line of the axis' title
_AGAIN = 16  # with more rows than this the ticks are below too


@dataclass(frozen=True, slots=True)
class Strip:
    """One row.

    Attributes:
        label: its name.
        value: what is printed of it, the number that counts.
        aside: what is printed beside that, less strongly.
        said: all in one sentence, for those who point at it or go to it by keys.
        is_shaded: whether it lies on a band.
    """

    label: str
    value: str
    aside: str
    said: str
    is_shaded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What the rows share: both ends, how ticks are written, and what it is an axis of.

    Attributes:
        places: where ticks are; at round numbers if none are given.
        lines: values at which a line is drawn through all rows, such as a half of all votes.
    """

    low: float
    high: float
    written: Callable[[float], str]
    title: str
    places: tuple[float, ...] | None = None
    lines: tuple[float, ...] = ()


T = TypeVar("T")
Drawer = Callable[[int, Linear, float], Sequence[str]]


def strips(
    rows: Sequence[Strip], axis: Axis, look: Look, drawer: Drawer
) -> tuple[list[str], float]:
    """Elements of a chart of rows, and how high it is.

    Args:
        rows: from top to bottom.
        axis: below, and above long charts.
        look: wide or narrow.
        drawer: from the place of a row, the scale and the height of its middle to what is drawn.
    """
    names, value, numbers = _sides(rows, look)
    scale = Linear(axis.low, axis.high, names, look.width - numbers)
    tall = _TALL if look.narrow else _ROW
    titles = wrapped(axis.title, look.width - names, SMALL)
    top = _AXIS + (0 if axis.places == () else 20) + _TITLE * max(len(titles) - 1, 0)
    bottom = top + tall * len(rows)
    body = [
        rect(0, top + place * tall, look.width, tall, of="band")
        for place, row in enumerate(rows)
        if row.is_shaded
    ]
    body += [
        words(scale.start, 13 + _TITLE * place, text, font_size=SMALL, of="muted")
        for place, text in enumerate(titles)
    ]
    body += _ticks(axis, scale, (top, bottom), look.width, many=len(rows))
    for place, row in enumerate(rows):
        y = top + place * tall
        middle = y + (29 if look.narrow else tall / 2)
        text = (
            _narrow_words(row, y, look)
            if look.narrow
            else _wide_words(row, middle, (value, numbers), look)
        )
        # Something to point at where nothing is drawn.
        area = rect(0, y, look.width, tall, fill_opacity=0)
        body.append(mark(row.said, area, *text, *drawer(place, scale, middle)))
    return body, bottom + (_AXIS if len(rows) > _AGAIN else 6)


def window(rows: Sequence[T], start: int, most: int, noun: str) -> tuple[Sequence[T], list[str]]:
    """The rows that are drawn, and a note if these are not all."""
    drawn = rows[start : start + most]
    if len(drawn) == len(rows):
        return drawn, []
    if start == 0:
        return drawn, [f"The first {len(drawn)} of {counted(len(rows), noun)}; the table has all."]
    ends = f"{start + 1} to {start + len(drawn)}" if drawn else "none"
    return drawn, [f"{noun.capitalize()}s {ends} of {len(rows)}; the table has all."]


def _sides(rows: Sequence[Strip], look: Look) -> tuple[float, float, float]:
    """What names take at the left of the axis, numbers at its right, and there the first."""
    if look.narrow:
        return 8, 0, 8
    names = max((width(row.label) for row in rows), default=0)
    value = max((width(row.value) for row in rows), default=0) * BOLD
    aside = max((width(row.aside, SMALL) for row in rows), default=0)
    numbers = min(value + (aside + 12 if aside else 0), _NUMBERS)
    return min(names, _NAMES) + 2 * _GAP, min(value, numbers), numbers + 2 * _GAP


def _ticks(
    axis: Axis, scale: Linear, ends: tuple[float, float], edge: float, many: int
) -> list[str]:
    """Lines at round numbers, with these above, and below too if there are many rows."""
    top, bottom = ends
    across = scale.end - scale.start
    # Words of ticks must not touch, so the widest of them says how many there may be.
    widest = max(width(axis.written(end), SMALL) for end in (axis.low, axis.high))
    most = max(2, min(9, int(across / (widest + 24))))
    places = axis.places if axis.places is not None else scale.ticks(most)
    drawn = []
    for value in places:
        x = scale(value)
        drawn.append(line(x, top, x, bottom, of="grid"))
        heights = (top - 8, bottom + 18) if many > _AGAIN else (top - 8,)
        drawn += [tick(x, y, axis.written(value), left=0, right=edge) for y in heights]
    drawn += [
        line(scale(value), top, scale(value), bottom, of="axis", stroke_dasharray="4 3")
        for value in axis.lines
    ]
    return drawn


def _wide_words(row: Strip, middle: float, numbers: tuple[float, float], look: Look) -> list[str]:
    """The name at the left, and in the room at the right the number and what is beside it."""
    y, end = middle + 4.5, look.width - _GAP
    drawn = [words(_GAP, y, shortened(row.label, _NAMES))]
    if not row.aside:
        return [*drawn, words(end, y, row.value, text_anchor="end", font_weight=600)]
    value, room = numbers[0], numbers[1] - 2 * _GAP
    aside = shortened(row.aside, room - value - 11.5, SMALL)
    return [
        *drawn,
        words(end - room + value, y, row.value, text_anchor="end", font_weight=600),
        words(end, y, aside, font_size=SMALL, text_anchor="end", of="muted"),
    ]


def _narrow_words(row: Strip, y: float, look: Look) -> list[str]:
    """The name at the left, the numbers at the right, as short as both must be."""
    numbers = f"{row.value} ({row.aside})" if row.aside else row.value
    numbers = shortened(numbers, look.width * 0.55, SMALL)
    room = look.width - 24 - width(numbers, SMALL)
    label = shortened(row.label, room / BOLD)
    return [
        words(6, y + 16, label, font_weight=600),
        words(look.width - 6, y + 16, numbers, font_size=SMALL, text_anchor="end", of="muted"),
    ]
