"""Charts with two axes: round numbers below and at the left, and nothing drawn over anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tiltyard.charts._frame import Look
from tiltyard.charts._scale import Linear, Log
from tiltyard.charts._svg import SMALL, line, tick, words
from tiltyard.charts._words import width

_TITLE = 24
BELOW, BARE = 46, 24  # what the axis takes below, and what it takes without a title

Tick = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that is taken or free, by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


def plane_box(  # noqa: PLR0913 -- the sides of a box, by name
    look: Look,
    height: float,
    ticks: Sequence[str],
    *,
    right: float = 10,
    top: float = _TITLE,
    below: float = BELOW,
) -> Box:
    """Where the drawing is, inside what its axes take.

    Args:
        look: wide or narrow.
        height: of it all.
        ticks: what stands at the left.
        right: what is kept free at the right.
        top: what is kept free above.
        below: likewise.
    """
    left = max((width(tick, SMALL) for tick in ticks), default=0) + 10
    return Box(left, top, look.width - right, height - below)


def axes(
    box: Box,
    across: tuple[Linear | Log, Sequence[Tick], str],
    up: tuple[Linear, Sequence[Tick], str],
) -> list[str]:
    """Lines and words of both axes: of each the scale, its ticks and its title."""
    scale, ticks, title = across
    drawn = []
    for value, text in up[1]:
        y = up[0](value)
        drawn.append(line(box.left, y, box.right, y, of="grid"))
        drawn.append(
            words(box.left - 8, y + 4, text, font_size=SMALL, text_anchor="end", of="muted")
        )
    drawn.append(line(box.left, box.bottom, box.right, box.bottom, of="axis"))
    for value, text in ticks:
        x = scale(value)
        drawn.append(line(x, box.bottom, x, box.bottom + 5, of="axis"))
        drawn.append(tick(x, box.bottom + 18, text, left=0, right=box.right + 10))
    if title:
        drawn.append(
            words(box.right, box.bottom + 38, title, font_size=SMALL, text_anchor="end", of="muted")
        )
    return [*drawn, words(0, 13, up[2], font_size=SMALL, of="muted")]


def fitting(
    scale: Linear | Log, written: Callable[[float], str], room: float, most: int = 10
) -> list[Tick]:
    """Ticks with words that do not touch, for an axis across so much room."""
    for many in range(most, 1, -1):
        found = [(value, written(value)) for value in scale.ticks(many)]
        ends = [(scale(value), width(text, SMALL) / 2 + 6) for value, text in found]
        apart = all(
            second - first >= half + other for (first, half), (second, other) in pairwise(ends)
        )
        if apart and sum(2 * half for _, half in ends) <= room:
            return found
    return [(value, written(value)) for value in scale.ticks(1)]


def beside(text: str, x: float, y: float, *, frame: Box, taken: list[Box]) -> str | None:
    """The text near a place where nothing is drawn yet, which then is taken; none without room."""
    size = SMALL
    across, gap = width(text, size), 9
    for anchor, left, base in (
        ("start", x + gap, y + 4),
        ("end", x - gap - across, y + 4),
        ("middle", x - across / 2, y - gap),
        ("middle", x - across / 2, y + gap + size * 0.8),
        ("start", x + gap - 2, y - gap + 2),
        ("end", x - gap - across + 2, y - gap + 2),
        ("start", x + gap - 2, y + gap + size * 0.6),
        ("end", x - gap - across + 2, y + gap + size * 0.6),
    ):
        box = Box(left, base - size * 0.85, left + across, base + size * 0.25)
        if frame.holds(box) and not any(map(box.meets, taken)):
            taken.append(box)
            at = {"start": left, "middle": left + across / 2, "end": left + across}[anchor]
            return words(
                at, base, text, font_size=size, text_anchor=anchor if anchor != "start" else None,
                of="halo", stroke_width=3, paint_order="stroke", stroke_linejoin="round",
            )  # fmt: skip
    return None


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The same places moved apart so that neighbours are at least so far from each other.

    Their order stays, and as long as there is room they stay between low and high.
    """
    order = sorted(range(len(places)), key=lambda one: places[one])
    moved = dict.fromkeys(order, 0.0)
    last = low - gap
    for one in order:
        last = moved[one] = max(places[one], last + gap)
    first = high + gap
    for one in reversed(order):
        first = moved[one] = min(moved[one], first - gap)
    return [moved[one] for one in range(len(places))]
