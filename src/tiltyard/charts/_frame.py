"""The frame of every chart: size, words for those who do not see it, notes below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tiltyard.charts._colours import FONT, SURFACE, coloured
from tiltyard.charts._svg import number, rect, tag, words
from tiltyard.charts._words import visible, wrapped

WIDE, NARROW = 860, 360
_HEADING, _NOTE = 17, 12  # sizes of letters
_LINE = 1.45


@dataclass(frozen=True, slots=True)
class Look:
    """How a chart is drawn.

    Attributes:
        narrow: for a phone: 360 units wide instead of 860.
        standalone: a file of its own, with its title and its colours in it; on a page, the title
            stands above and the style sheet has the colours.
    """

    narrow: bool = False
    standalone: bool = False

    @property
    def width(self) -> int:
        """In units, which are pixels where there is room."""
        return NARROW if self.narrow else WIDE


def framed(  # noqa: PLR0913 -- what a frame holds, by name
    body: Sequence[str],
    *,
    height: float,
    title: str,
    message: str,
    notes: Sequence[str],
    look: Look,
) -> str:
    """An SVG element around a drawing that is `Look.width` wide and so high.

    Args:
        body: elements.
        height: of the body; heading and notes are added to it.
        title: what the chart shows, in a few words.
        message: what it says, in a sentence or two, for those who do not see it.
        notes: what a reader must know, such as what was left out; each begins a line.
        look: page or file, wide or narrow.
    """
    above = _heading(title, look) if look.standalone else []
    top = len(above) * _HEADING * _LINE + 8 if above else 0
    below = [one for note in notes for one in wrapped(note, look.width - 8, _NOTE)]
    bottom = height + (len(below) * _NOTE * _LINE + 10 if below else 0)
    edge = 16 if look.standalone else 0
    noted = [
        words(0, height + 18 + place * _NOTE * _LINE, text, font_size=_NOTE, of="muted")
        for place, text in enumerate(below)
    ]
    drawn = tag(
        "svg",
        tag("title", escape(visible(title))),
        tag("desc", escape(visible(message))) if message else "",
        *(_ground(look.width + 2 * edge, top + bottom + 2 * edge, edge, top) if edge else ()),
        *(words(0, y, text, font_size=_HEADING, font_weight=650) for y, text in above),
        *body,
        *noted,
        xmlns="http://www.w3.org/2000/svg",
        of="ink" if look.standalone else "drawing",
        role="img",
        view_box=_box(look.width + 2 * edge, top + bottom + 2 * edge, edge, top),
        width=look.width + 2 * edge,
        height=top + bottom + 2 * edge,
        font_size=13,
        fill="currentColor",
        **({"font_family": FONT} if look.standalone else {}),
    )
    return coloured(drawn) if look.standalone else drawn


def _heading(title: str, look: Look) -> list[tuple[float, str]]:
    """Lines of the title above the drawing, which begins at 0."""
    lines = wrapped(title, look.width, _HEADING)
    return [
        (-14 - (len(lines) - 1 - place) * _HEADING * _LINE, text)
        for place, text in enumerate(lines)
    ]


def _box(width: float, height: float, edge: float, top: float) -> str:
    return " ".join(map(number, (-edge, -edge - top, width, height)))


def _ground(width: float, height: float, edge: float, top: float) -> list[str]:
    return [rect(-edge, -edge - top, width, height, fill=SURFACE)]
