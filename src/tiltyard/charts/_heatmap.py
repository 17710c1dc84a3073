"""Pairs of models as a field of squares: how often the row beat the column, or how often they met.

Two hues that every kind of colour vision tells apart say which way; how strong they are says how
far. A pair with few votes has a small square, for its share says little.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from tiltyard.charts._frame import Look, framed
from tiltyard.charts._svg import line, mark, rect, words
from tiltyard.charts._table import Column, Table
from tiltyard.charts._words import counted, shortened, spoken, width, written
from tiltyard.errors import DataError

FEW = 10  # votes, below which a share says little
MOST = 30  # models that are drawn
# Letters stand on the squares, and can be read up to this strength in both themes.
_STRONGEST = 0.62
_NAMES, _HEADS = 190, 120
_LEGEND = 44


@dataclass(frozen=True, slots=True)
class Pair:
    """How often the row beat the column, a tie being a half, and of how many votes.

    Raises:
        DataError: the share is not from 0 to 1, or there are fewer than no votes.
    """

    share: float | None
    count: int

    def __post_init__(self) -> None:
        if self.count < 0 or (self.share is not None and not 0 <= self.share <= 1):
            raise DataError(f"no pair has a share of {self.share!r} of {self.count!r} votes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heatmap:
    """A chart of pairs.

    Attributes:
        title: what it shows.
        names: of the models, in the order of rows and of columns.
        pairs: by row and column; a pair that is not there has no votes. One way round is enough:
            the other is what is left of it.
        shows: the ``share`` that the row won, or the ``count`` of votes.
        most: how many models are drawn.
        notes: what else a reader must know.

    Raises:
        DataError: a pair of models that have no name here.
    """

    scrolls: ClassVar[bool] = True
    title: str
    names: tuple[str, ...]
    pairs: Mapping[tuple[str, str], Pair] = field(hash=False)
    shows: Literal["share", "count"] = "share"
    most: int = MOST
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = set(self.names)
        for one in self.pairs:
            if not known.issuperset(one):
                raise DataError(f"there is no model for the pair {one!r}")

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """The chart as an SVG element; see `Look`. It is as wide on a phone, and scrolls."""
        look = Look(standalone=standalone)
        names = self.names[: self.most]
        left = min(max((width(name) for name in names), default=0), _NAMES) + 12
        top = _LEGEND + min(max((width(name) for name in names), default=0), _HEADS) + 8
        side = min((look.width - left - 2) / max(len(names), 1), 44)
        body = self._legend(left)
        for place, name in enumerate(names):
            body += _heads(name, place, left, top, side)
        for row, first in enumerate(names):
            # Who met whom is the same both ways round: one half says it all.
            begin = row if self.shows == "count" else 0
            for column, second in enumerate(names[begin:], begin):
                box = (left + column * side, top + row * side, side)
                body.append(self._square(first, second, box))
        height = top + side * len(names) + 4
        return framed(
            body, height=height, title=self.title, message=self.message(),
            notes=(*self._left_out(), *self._explained(), *self.notes), look=look,
        )  # fmt: skip

    def rows(self) -> Table:
        """The pairs that are drawn and have votes, one way round."""
        columns = (
            Column("row", "Model"),
            Column("column", "Against"),
            Column("share", "Share won", "rate"),
            Column("count", "Votes", "count"),
        )
        cells = []
        names = self.names[: self.most]
        for place, first in enumerate(names):
            for second in names[place + 1 :]:
                pair = self._pair(first, second)
                if pair.count:
                    cells.append((first, second, pair.share, pair.count))
        return Table(columns, tuple(cells))

    @spoken
    def message(self) -> str:
        """What the chart says, in words."""
        cells = self.rows().rows
        if not cells:
            return "No two models have met yet."
        many = min(len(self.names), self.most)
        possible = many * (many - 1) // 2
        told = f"{len(cells)} of {counted(possible, 'pair')} have votes. "
        first, second, _, count = max(cells, key=lambda one: float(str(one[3])))
        if self.shows == "count":
            return (
                f"{told}{first} and {second} met most often: {counted(float(str(count)), 'vote')}."
            )
        sure = [one for one in cells if float(str(one[3])) >= FEW and one[2] is not None]
        if not sure:
            return f"{told}No pair has {FEW} votes yet."
        first, second, share, count = max(sure, key=lambda one: abs(float(str(one[2])) - 0.5))
        won = float(str(share))
        if won < 0.5:
            first, second, won = second, first, 1 - won
        return f"{told}The clearest: {first} won {written(won, 'rate')} against {second}."

    def _pair(self, first: str, second: str) -> Pair:
        if (first, second) in self.pairs:
            return self.pairs[first, second]
        other = self.pairs.get((second, first), Pair(None, 0))
        return Pair(None if other.share is None else 1 - other.share, other.count)

    def _square(self, first: str, second: str, box: tuple[float, float, float]) -> str:
        x, y, side = box
        if first == second:
            return line(x + side * 0.4, y + side / 2, x + side * 0.6, y + side / 2, of="grid")
        pair = self._pair(first, second)
        area = rect(x, y, side, side, fill_opacity=0)
        if pair.count == 0 or pair.share is None:
            dot = rect(x + side / 2 - 1, y + side / 2 - 1, 2, 2, of="axis")
            return mark(f"{first} and {second}: no votes", area, dot)
        said = (
            f"{first} won {written(pair.share, 'rate')} against {second}, "
            f"of {counted(pair.count, 'vote')}"
        )
        # A small square is pointed at beside it too.
        ground = [area] if pair.count < FEW else []
        return mark(said, *ground, *self._filled(pair, box))

    def _filled(self, pair: Pair, box: tuple[float, float, float]) -> list[str]:
        x, y, side = box
        share = pair.share or 0.0
        if self.shows == "count":
            strength = math.log1p(pair.count) / math.log1p(self._highest())
            colour, printed, gap = "amount", _brief(pair.count), 0.75
        else:
            strength, colour = abs(2 * share - 1), "over" if share >= 0.5 else "under"
            printed = f"{100 * share:.0f}"
            gap = 0.75 if pair.count >= FEW else side * 0.22
        drawn = [
            rect(
                x + gap, y + gap, side - 2 * gap, side - 2 * gap,
                rx=min(3, side / 8), of=colour, fill_opacity=0.04 + strength * (_STRONGEST - 0.04),
            )
        ]  # fmt: skip
        if side >= width(printed, 11) + 6 and gap < 1:
            drawn.append(
                words(x + side / 2, y + side / 2 + 4, printed, font_size=11, text_anchor="middle")
            )
        return drawn

    def _highest(self) -> int:
        return max((pair.count for pair in self.pairs.values()), default=1)

    def _legend(self, left: float) -> list[str]:
        """What the colours mean, from one end to the other."""
        if self.shows == "count":
            steps = [("amount", place / 6) for place in range(7)]
            ends = ("no votes", f"{self._highest():,}")
        else:
            steps = [("under" if at < 0 else "over", abs(at) / 4) for at in range(-4, 5)]
            ends = ("row won 0\u00a0%", "row won 100\u00a0%")
        x = left + width(ends[0], 12) + 8
        drawn = [words(left, 17, ends[0], font_size=12, of="muted")]
        for place, (colour, strength) in enumerate(steps):
            shade = 0.04 + strength * (_STRONGEST - 0.04)
            drawn.append(rect(x + place * 22, 6, 21, 14, of=colour, fill_opacity=shade))
        end = x + len(steps) * 22 + 8
        return [*drawn, words(end, 17, ends[1], font_size=12, of="muted")]

    def _left_out(self) -> list[str]:
        if len(self.names) <= self.most:
            return []
        return [f"The first {self.most} of {len(self.names)} models."]

    def _explained(self) -> list[str]:
        told = "Numbers are per cent won by the row. " if self.shows == "share" else ""
        told += "A dot: no votes."
        small = self.shows == "share" and any(0 < one.count < FEW for one in self.pairs.values())
        return [f"{told} A small square: fewer than {FEW} votes." if small else told]


def _heads(name: str, place: int, left: float, top: float, side: float) -> list[str]:
    """The name of a row, and the same on its side above the column."""
    middle = top + (place + 0.5) * side
    size = min(13, max(side * 0.62, 8))
    x, y = left + (place + 0.5) * side + size * 0.35, top - 6
    turned = f"rotate(-90 {x:.2f} {y:.2f})"
    return [
        words(
            left - 8, middle + size * 0.35, shortened(name, _NAMES, size),
            text_anchor="end", font_size=size,
        ),
        words(x, y, shortened(name, _HEADS, size), transform=turned, font_size=size),
    ]  # fmt: skip


def _brief(count: int) -> str:
    """A count in at most four signs: ``950``, ``1.2k``, ``48k``, ``1.2M``."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            return f"{count / size:.1f}{sign}" if count < 10 * size else f"{count // size}{sign}"
    return str(count)
