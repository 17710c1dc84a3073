"""A map of topics: a disc for each, as large as the votes on it, near ones alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tiltyard.charts._frame import Look, framed
from tiltyard.charts._plane import Box
from tiltyard.charts._svg import mark, tag, words
from tiltyard.charts._table import Column, Table
from tiltyard.charts._words import BOLD, counted, shortened, spoken, visible, width, written
from tiltyard.errors import DataError

_SIZE = 13
_EDGE = 4
# Of the map's area what all discs may take, and of its shorter side the radius of one.
_FILLED, _LARGEST = 0.16, 0.15
_ALL = 0.995  # of the distances, beyond which there is nothing to warn of
_SMALLEST = 2.5  # a radius that can still be pointed at


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its name, its votes, what share of all that is, and where it lies.

    Both directions have one scale; where its middle is does not matter.

    Raises:
        DataError: it lies nowhere, or has fewer votes than none.
    """

    name: str
    votes: int
    share: float
    x: float
    y: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.x) and math.isfinite(self.y)):
            raise DataError(f"the topic {self.name!r} lies nowhere: ({self.x!r}, {self.y!r})")
        if self.votes < 0:
            raise DataError(f"the topic {self.name!r} has {self.votes!r} votes")


@dataclass(frozen=True, slots=True)
class _Disc:
    """A topic as it is drawn: its middle and its radius."""

    topic: Topic
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMap:
    """A chart of what votes are about.

    Attributes:
        title: what it shows.
        topics: any order; the largest is said first.
        kept: what share of all squared distances between topics the map shows; None if not known.
        notes: what else a reader must know.
    """

    scrolls: ClassVar[bool] = False
    title: str
    topics: tuple[Topic, ...]
    kept: float | None = None
    notes: tuple[str, ...] = ()

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """The chart as an SVG element; see `Look`."""
        look = Look(narrow, standalone)
        height = 340.0 if narrow else 480.0
        discs = self._discs(look.width, height)
        frame = Box(0, 0, look.width, height)
        names, unnamed = _names(discs, frame, look)
        return framed(
            [*map(_drawn, discs), *names], height=height, title=self.title, message=self.message(),
            notes=(*self._explained(unnamed), *self.notes), look=look,
        )  # fmt: skip

    def rows(self) -> Table:
        """The topics as a table, with the place of each."""
        columns = (
            Column("name", "Topic"),
            Column("votes", "Votes", "count"),
            Column("share", "Share", "rate"),
            Column("x", "Across", "number"),
            Column("y", "Up", "number"),
        )
        return Table(
            columns,
            tuple((one.name, one.votes, one.share, one.x, one.y) for one in self._largest_first()),
        )

    @spoken
    def message(self) -> str:
        """What the chart says, in words."""
        if not self.topics:
            return "No topics have been found yet."
        first = [
            f"“{one.name}” ({written(one.share, 'rate')})" for one in self._largest_first()[:3]
        ]
        told = f"{counted(len(self.topics), 'topic')}. The largest: {', '.join(first)}."
        nearest = self._nearest()
        return told if nearest is None else f"{told} Nearest to each other: {nearest}."

    def _nearest(self) -> str | None:
        """The two topics between which the map shows the least distance, of three or more."""
        if len(self.topics) < 3:
            return None
        largest = self._largest_first()
        pairs = (
            (math.hypot(one.x - other.x, one.y - other.y), one.name, other.name)
            for place, one in enumerate(largest)
            for other in largest[place + 1 :]
        )
        _, one, other = min(pairs, key=lambda pair: pair[0])
        return f"“{one}” and “{other}”"

    def _largest_first(self) -> list[Topic]:
        return sorted(self.topics, key=lambda one: (-one.votes, one.name))

    def _discs(self, wide: float, high: float) -> list[_Disc]:
        """The topics in the middle of the room, both ways at one scale; the largest first."""
        radii = self._radii(wide, high)
        if not radii:
            return []
        pad = max(radii.values()) + _EDGE
        xs, ys = [one.x for one in self.topics], [one.y for one in self.topics]
        scale = min(
            (room - 2 * pad) / extent if (extent := max(at) - min(at)) > 0 else math.inf
            for at, room in ((xs, wide), (ys, high))
        )
        scale = scale if math.isfinite(scale) else 0.0
        middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
        return [
            _Disc(
                one,
                wide / 2 + (one.x - middle[0]) * scale,
                high / 2 - (one.y - middle[1]) * scale,
                radii[one.name],
            )
            for one in self._largest_first()
        ]

    def _radii(self, wide: float, high: float) -> dict[str, float]:
        """Such that areas are in proportion to votes."""
        votes = sum(one.votes for one in self.topics)
        if not votes:
            return {one.name: _SMALLEST for one in self.topics}
        most = max(one.votes for one in self.topics)
        each = min(
            math.sqrt(_FILLED * wide * high / math.pi / votes),
            _LARGEST * min(wide, high) / math.sqrt(most),
        )
        return {one.name: max(_SMALLEST, each * math.sqrt(one.votes)) for one in self.topics}

    def _explained(self, unnamed: int) -> list[str]:
        if not self.topics:
            return []
        told = [
            "The area of a disc goes with its votes. Topics that lie near each other are alike."
        ]
        if self.kept is not None and self.kept < _ALL:
            told.append(
                "Topics differ in more ways than a plane has. This one shows "
                f"{written(self.kept, 'rate')} of their squared distances: what lies near each "
                "other may still differ."
            )
        if unnamed:
            rest = counted(unnamed, "topic")
            told.append(f"There was no room for the names of {rest}; the table has them.")
        return told


def _drawn(disc: _Disc) -> str:
    one = disc.topic
    said = f"{one.name}: {counted(one.votes, 'vote')}, {written(one.share, 'rate')}"
    return mark(
        said,
        tag(
            "circle", cx=disc.x, cy=disc.y, r=disc.radius, of="key", fill_opacity=0.22,
            stroke="currentColor", stroke_width=1.5,
        ),
    )  # fmt: skip


def _names(discs: Sequence[_Disc], frame: Box, look: Look) -> tuple[list[str], int]:
    """Names in the middle of discs, or as near as larger ones leave room; how many have none."""
    taken: list[Box] = []
    drawn = []
    for disc in discs:
        name = _name(disc, frame, taken, 120 if look.narrow else 230)
        if name is not None:
            drawn.append(name)
    return drawn, len(discs) - len(drawn)


def _name(disc: _Disc, frame: Box, taken: list[Box], room: float) -> str | None:
    """A name at the height of its disc, above or below, where no other is."""
    text = _brief(visible(disc.topic.name), room)
    half = width(text, _SIZE) * BOLD / 2 + 3
    x = min(max(disc.x, half), frame.right - half)
    beyond = disc.radius + _SIZE
    for away in (4, beyond, 4 - beyond, beyond + 14, -beyond - 10):
        y = disc.y + away
        box = Box(x - half, y - _SIZE, x + half, y + 4)
        if frame.holds(box) and not any(map(box.meets, taken)):
            taken.append(box)
            return words(
                x, y, text, font_size=_SIZE, font_weight=650, text_anchor="middle", of="halo",
                stroke_width=4, paint_order="stroke", stroke_linejoin="round",
                pointer_events="none",
            )  # fmt: skip
    return None


def _brief(name: str, room: float) -> str:
    """The name, or the first of its words, if it is words with commas and too long."""
    parts = name.split(", ")
    while parts[1:] and width(", ".join(parts), _SIZE) > room:
        parts.pop()
    return shortened(", ".join(parts), room, _SIZE)
