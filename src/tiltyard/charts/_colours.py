"""Colours by what they are for. On a page its style sheet says them, in a file they are written.

The names are classes; ``frontend/src/charts.css`` has the same for light and dark.
"""

from __future__ import annotations

import re

# Two hues that differ for every kind of colour vision stand for more and less than a half.
LIGHT = {
    "ink": "#1d1c24",
    "muted": "#5a5764",
    "axis": "#8f8b80",
    "grid": "#dedad0",
    "band": "#f3f1eb",
    "key": "#63389b",
    "over": "#2450b0",
    "under": "#b35a00",
    "amount": "#63389b",
    "s1": "#2450b0",
    "s2": "#b35a00",
    "s3": "#00755a",
    "s4": "#a8378a",
    "s5": "#0a7ba8",
    "s6": "#b3261e",
    "s7": "#786600",
    "s8": "#63389b",
    "rest": "#8f8b80",
}
SURFACE = "#fffefb"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"
SERIES = 8  # colours that are told apart; more lines than that are grey
# Not colours: what scripts find, and letters that stand on other things.
MARK, HALO = "mark", "halo"

_CLASS = re.compile(r' class="([^"]*)"')


def coloured(svg: str) -> str:
    """The drawing with colours written into it instead of classes, for light paper."""
    return _CLASS.sub(_attributes, svg)


def series(place: int) -> str:
    """The class of the line at a place, from 0; grey after the last that can be told apart."""
    return f"s{place + 1}" if place < SERIES else "rest"


def _attributes(found: re.Match[str]) -> str:
    written = ""
    for name in found[1].split():
        if name == HALO:
            written += f' stroke="{SURFACE}"'
        elif name != MARK:
            written += f' color="{LIGHT[name]}"'
    return written
