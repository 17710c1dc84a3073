"""A drawing read back: its elements, and where its words are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from tiltyard.charts._words import BOLD, width

SPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Words:
    """Text in a drawing, and the box that it takes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Words) -> bool:
        """Whether the two share more than an edge."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


def read(svg: str) -> ElementTree.Element:
    """The drawing as elements."""
    return ElementTree.fromstring(svg)


def box(svg: str) -> tuple[float, ...]:
    """Left, top, width and height of it all."""
    return tuple(map(float, read(svg).attrib["viewBox"].split()))


def said(svg: str) -> list[str]:
    """What is said of each mark."""
    groups = read(svg).iter(f"{SPACE}g")
    return [str(one[0].text or "") for one in groups if one.get("class") == "mark"]


def level_words(svg: str) -> Iterator[Words]:
    """All text that is not turned."""
    for element in read(svg).iter(f"{SPACE}text"):
        if "transform" in element.attrib or not (element.text or "").strip():
            continue
        size = float(element.get("font-size", 13))
        across = width(element.text or "", size) * (BOLD if "font-weight" in element.attrib else 1)
        x, y = float(element.attrib["x"]), float(element.attrib["y"])
        left = x - {"middle": across / 2, "end": across}.get(element.get("text-anchor", ""), 0)
        yield Words(element.text or "", left, y - size * 0.75, left + across, y + size * 0.2)
