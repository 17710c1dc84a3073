"""Elements of SVG as text: everything escaped, every number finite and short.

A class of an element says its colour and nothing else: see `charts._colours`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

from tiltyard.charts._words import visible, width
from tiltyard.errors import DataError

Value = str | float
SMALL = 12  # the size of letters that are not the main thing


def number(value: float) -> str:
    """A coordinate with at most two decimals.

    Raises:
        DataError: it is not finite.
    """
    if not math.isfinite(value):
        raise DataError(f"a chart cannot draw {value!r}: give a finite number")
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short in {"-0", ""} else short


def tag(name: str, *inside: str, **attributes: Value | None) -> str:
    """An element around what is SVG already; attributes that are None are left out.

    ``_`` in a name is a hyphen, and ``of`` is the class, which Python has as a word of its own.
    """
    written = "".join(
        f' {_ATTRIBUTES.get(key) or key.replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(inside)
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def words(x: float, y: float, text: str, **attributes: Value | None) -> str:
    """Text that begins at ``x``, or ends or is centred there by ``text_anchor``."""
    return tag("text", escape(visible(text)), x=x, y=y, **attributes)


def tick(x: float, y: float, text: str, *, left: float, right: float) -> str:
    """What stands at a line of an axis: in its middle, and not beyond these edges."""
    half = width(text, SMALL) / 2
    x = max(min(x, right - half), left + half)
    return words(x, y, text, font_size=SMALL, text_anchor="middle", of="muted")


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Value | None) -> str:
    """A straight line in the colour of its class."""
    return tag("path", d=path((x1, y1), (x2, y2)), stroke="currentColor", **attributes)


def bars(places: Iterable[float], y: float, **attributes: Value | None) -> str:
    """Short upright lines about a height, such as the ends of an interval, as one element."""
    drawn = "".join(f"M{number(x)} {number(y - 3.5)}v7" for x in places)
    return tag("path", d=drawn, stroke="currentColor", **attributes)


def rect(x: float, y: float, width: float, height: float, **attributes: Value | None) -> str:
    """A rectangle."""
    return tag("rect", x=x, y=y, width=width, height=height, **attributes)


def path(*points: tuple[float, float]) -> str:
    """The description of a line through the points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def mark(said: str, *inside: str, **attributes: Value | None) -> str:
    """What a reader can point at or go to by keys, and what is said of it then."""
    return tag("g", tag("title", escape(visible(said))), *inside, of="mark", **attributes)


def _value(value: Value) -> str:
    return escape(visible(value)) if isinstance(value, str) else number(value)


_ATTRIBUTES = {"of": "class", "view_box": "viewBox"}
