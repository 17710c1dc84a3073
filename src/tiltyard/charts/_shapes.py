"""Small shapes that tell lines apart where colours do not."""

from __future__ import annotations

from tiltyard.charts._colours import series
from tiltyard.charts._svg import path, tag

_CORNERS = (
    ((-3.6, -3.6), (3.6, -3.6), (3.6, 3.6), (-3.6, 3.6)),  # square
    ((0, -5.2), (5.2, 0), (0, 5.2), (-5.2, 0)),  # diamond
    ((0, -4.8), (4.6, 3.6), (-4.6, 3.6)),  # triangle
    ((0, 4.8), (4.6, -3.6), (-4.6, -3.6)),  # the same, upside down
    ((-1.5, -4.5), (1.5, -4.5), (1.5, 4.5), (-1.5, 4.5)),  # post
    ((-4.5, -1.5), (4.5, -1.5), (4.5, 1.5), (-4.5, 1.5)),  # beam
    ((-4.8, 0), (3.6, -4.6), (3.6, 4.6)),  # to the left
)


def shape(place: int, x: float, y: float) -> str:
    """The shape of the line at a place from 0, in its colour; a disc first."""
    colour = series(place)
    if place == 0 or place > len(_CORNERS):
        return tag("circle", cx=x, cy=y, r=4, of=colour)
    corners = [(x + right, y + down) for right, down in _CORNERS[place - 1]]
    return tag("path", d=path(*corners) + "Z", of=colour)
