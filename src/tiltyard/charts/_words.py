"""Words on charts: how wide they are, how they are shortened, and numbers as people write them.

Fonts are the reader's, so widths are estimates, on the wide side.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Literal, TypeVar

T = TypeVar("T")
Form = Literal["points", "rate", "count", "usd", "seconds", "parameters", "number"]

# Of the widest among common typefaces, in parts of the size of the letters.
_NARROW, _WIDE = frozenset("iIjl.,:;'|!()[]ftr-/ \u00a0"), frozenset("mwMW@%–—…−")
BOLD = 1.1  # how much wider heavy letters are


def visible(text: str) -> str:
    """The text with what steers a reader's screen, or is no character of XML, written out."""
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() or sign == "\u00a0" else sign.encode("unicode_escape").decode()
        for sign in text
    )


def spoken(told: Callable[[T], str]) -> Callable[[T], str]:
    """The method that tells a chart's message, with what names in it would do to a page undone."""

    @wraps(told)
    def visibly(chart: T) -> str:
        return visible(told(chart))

    return visibly


def width(text: str, size: float = 13) -> float:
    """How wide the text is at most, in pixels, for letters of a size."""
    return size * sum(map(_letter, visible(text)))


def shortened(text: str, room: float, size: float = 13) -> str:
    """The text, or its beginning and end if it is wider than the room.

    Names of models often differ in their last letters alone, so those stay.
    """
    text = visible(text)
    if width(text, size) <= room:
        return text
    for kept in range(len(text) - 1, 1, -1):
        head = math.ceil(kept * 0.6)
        short = f"{text[:head].rstrip()}…{text[len(text) - (kept - head) :].lstrip()}"
        if width(short, size) <= room:
            return short
    return "…"


def wrapped(text: str, room: float, size: float = 13) -> list[str]:
    """The text in lines that fit the room; a word that does not is shortened."""
    lines: list[str] = []
    for word in filter(None, visible(text).split(" ")):  # not at other spaces: "95 %" is one
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size) <= room:
            lines[-1] = joined
        else:
            lines.append(shortened(word, room, size))
    return lines


def written(value: float | None, form: Form) -> str:
    """A number as people write it; an en dash if there is none."""
    if value is None:
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return _WRITERS[form](value).replace("-", "−")


def between(low: float, high: float, form: Form) -> str:
    """The ends of an interval, or the one that it has."""
    if math.isinf(low) and math.isinf(high):
        return "not known"
    if math.isinf(high):
        return f"at least {written(low, form)}"
    if math.isinf(low):
        return f"at most {written(high, form)}"
    return f"{written(low, form)} to {written(high, form)}"


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: ``lark, wren and finch``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def counted(many: float, noun: str) -> str:
    """So many of something: ``1 vote``, ``2,000 votes``."""
    return f"{written(many, 'count')} {noun}{'' if many == 1 else 's'}"


def _letter(sign: str) -> float:
    if sign in _NARROW:
        return 0.41
    if sign in _WIDE or unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    return 0.75 if sign.isupper() else 0.64


def _points(value: float) -> str:
    return f"{value:,.0f}"


def _rate(value: float) -> str:
    """Per cent, with a decimal only where whole ones would say none or all."""
    percent = 100 * value
    is_near_an_end = 0 < percent < 1 or 99 < percent < 100
    return f"{percent:.1f}\u00a0%" if is_near_an_end else f"{percent:.0f}\u00a0%"


def _usd(value: float) -> str:
    if value == 0:
        return "free"
    return f"${value:,.2f}" if abs(value) >= 0.1 else f"${value:.2g}"


def _seconds(value: float) -> str:
    return f"{value:.3g}\u00a0s"


def _parameters(value: float) -> str:
    """Of a model, in thousands of millions."""
    return f"{value / 1e9:.3g}\u00a0B" if value >= 1e9 else f"{value / 1e6:.3g}\u00a0M"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


_WRITERS = {
    "points": _points,
    "rate": _rate,
    "count": _points,
    "usd": _usd,
    "seconds": _seconds,
    "parameters": _parameters,
    "number": _number,
}
