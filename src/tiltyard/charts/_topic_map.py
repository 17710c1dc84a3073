"""A map of what prompts are about: a dot for each, near ones alike, topics named where they lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import ClassVar

from tiltyard.charts._colours import SERIES, series
from tiltyard.charts._frame import Look, framed
from tiltyard.charts._plane import Box
from tiltyard.charts._svg import mark, number, tag, words
from tiltyard.charts._table import Column, Table
from tiltyard.charts._words import BOLD, counted, shortened, spoken, visible, width, written
from tiltyard.errors import DataError

DOTS = 2_000  # that are drawn
NAMED = 14  # topics whose names stand on the map
_SIZE = 13
_EDGE = 10
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its name, how many prompts it has, and what share of all that is."""

    name: str
    prompts: int
    share: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A prompt on the map, from 0 to 1 either way, and the name of its topic, if it has one.

    Raises:
        DataError: it is not on the map.
    """

    x: float
    y: float
    topic: str | None

    def __post_init__(self) -> None:
        if not (0 <= self.x <= 1 and 0 <= self.y <= 1):
            raise DataError(f"({self.x!r}, {self.y!r}) is not on a map from 0 to 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMap:
    """A chart of prompts by what they are about.

    Attributes:
        title: what it shows.
        topics: the largest first; the first eight have a colour of their own.
        dots: the prompts.
        notes: what else a reader must know.

    Raises:
        DataError: a dot of a topic that is not there.
    """

    scrolls: ClassVar[bool] = False
    title: str
    topics: tuple[Topic, ...]
    dots: tuple[Dot, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = {one.name for one in self.topics}
        for dot in self.dots:
            if dot.topic is not None and dot.topic not in known:
                raise DataError(f"there is no topic {dot.topic!r} for a dot")

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """The chart as an SVG element; see `Look`."""
        look = Look(narrow, standalone)
        height = 340.0 if narrow else 560.0
        places = self._places(look, height)
        body = []
        for place, name in reversed(list(enumerate([*(one.name for one in self.topics), None]))):
            if ours := places.get(name):
                colour = "rest" if name is None else series(place)
                body.append(self._cloud(name, ours, colour, look))
        body += self._names(places, look, height)
        return framed(
            body, height=height, title=self.title, message=self.message(),
            notes=(*self._explained(), *self.notes), look=look,
        )  # fmt: skip

    def rows(self) -> Table:
        """The topics as a table."""
        columns = (
            Column("name", "Topic"),
            Column("prompts", "Prompts", "count"),
            Column("share", "Share", "rate"),
        )
        return Table(columns, tuple((one.name, one.prompts, one.share) for one in self.topics))

    @spoken
    def message(self) -> str:
        """What the chart says, in words."""
        if not self.topics:
            return "No topics have been found yet."
        first = [f"{one.name} ({written(one.share, 'rate')})" for one in self.topics[:3]]
        return f"{counted(len(self.topics), 'topic')}. The largest: {', '.join(first)}."

    def _places(self, look: Look, height: float) -> dict[str | None, list[tuple[float, float]]]:
        """Where dots are drawn, by topic; of very many, every so many."""
        every = max(1, math.ceil(len(self.dots) / DOTS))
        found: dict[str | None, list[tuple[float, float]]] = {}
        for dot in self.dots[::every]:
            x = _EDGE + dot.x * (look.width - 2 * _EDGE)
            y = _EDGE + (1 - dot.y) * (height - 2 * _EDGE)
            found.setdefault(dot.topic, []).append((x, y))
        return found

    def _cloud(
        self, name: str | None, places: Sequence[tuple[float, float]], colour: str, look: Look
    ) -> str:
        """All dots of a topic as one line that goes nowhere, with round ends."""
        dots = "".join(f"M{number(round(x, 1))} {number(round(y, 1))}h0" for x, y in places)
        drawn = tag(
            "path", d=dots, of=colour, fill="none", stroke="currentColor", stroke_linecap="round",
            stroke_width=4 if look.narrow else 5.5, stroke_opacity=0.3 if name is None else 0.6,
        )  # fmt: skip
        topic = next((one for one in self.topics if one.name == name), None)
        said = f"{OTHER}: no topic of their own"
        if topic is not None:
            said = (
                f"{topic.name}: {counted(topic.prompts, 'prompt')}, {written(topic.share, 'rate')}"
            )
        return mark(said, drawn)

    def _names(
        self,
        places: dict[str | None, list[tuple[float, float]]],
        look: Look,
        height: float,
    ) -> list[str]:
        """Names in the middle of their dots, or as near as the larger ones leave room."""
        taken: list[Box] = []
        drawn = []
        for one in self.topics[: 8 if look.narrow else NAMED]:
            if ours := places.get(one.name):
                text = shortened(visible(one.name), 130 if look.narrow else 220, _SIZE)
                middle = (median(x for x, _ in ours), median(y for _, y in ours))
                drawn += _name(text, middle, Box(0, 0, look.width, height), taken)
        return drawn

    def _explained(self) -> list[str]:
        if not self.dots:
            return []
        told = "Near dots are alike; far distances mean little."
        every = max(1, math.ceil(len(self.dots) / DOTS))
        if every > 1:
            told += f" 1 in {every} of {counted(len(self.dots), 'prompt')} is drawn."
        if len(self.topics) > SERIES:
            told += f" The {SERIES} largest topics have colours."
        return [told]


def _name(text: str, middle: tuple[float, float], frame: Box, taken: list[Box]) -> list[str]:
    """A name at a height where no other is; none without room."""
    half = width(text, _SIZE) * BOLD / 2 + 3
    x = min(max(middle[0], half), frame.right - half)
    for away in (0, 18, -18, 36, -36, 54, -54, 72, -72):
        y = middle[1] + away
        box = Box(x - half, y - _SIZE, x + half, y + 4)
        if frame.holds(box) and not any(map(box.meets, taken)):
            taken.append(box)
            return [
                words(
                    x, y, text, font_size=_SIZE, font_weight=650, text_anchor="middle", of="halo",
                    stroke_width=4, paint_order="stroke", stroke_linejoin="round",
                    pointer_events="none",
                )
            ]  # fmt: skip
    return []
