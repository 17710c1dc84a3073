"""Pictures of boards as SVG: drawn on the server, read without scripts, never larger than life.

Each kind of chart is a value that says what is drawn; all have the same uses: see `Chart`.
"""

from __future__ import annotations

from typing import Protocol

from tiltyard.charts._bars import Bar, Bars
from tiltyard.charts._fingerprint import Fingerprint, Trait
from tiltyard.charts._heatmap import Heatmap, Pair
from tiltyard.charts._history import History, Line, Moment
from tiltyard.charts._intervals import Interval, Intervals
from tiltyard.charts._pareto import Pareto, Point
from tiltyard.charts._ranks import Rank, Ranks
from tiltyard.charts._rates import Rates
from tiltyard.charts._stake import Stake
from tiltyard.charts._table import Cell, Column, Table
from tiltyard.charts._timeline import Period, Timeline
from tiltyard.charts._topic_map import Topic, TopicMap
from tiltyard.charts._words import Form

__all__ = [
    "Bar",
    "Bars",
    "Cell",
    "Chart",
    "Column",
    "Fingerprint",
    "Form",
    "Heatmap",
    "History",
    "Interval",
    "Intervals",
    "Line",
    "Moment",
    "Pair",
    "Pareto",
    "Period",
    "Point",
    "Rank",
    "Ranks",
    "Rates",
    "Stake",
    "Table",
    "Timeline",
    "Topic",
    "TopicMap",
    "Trait",
]


class Chart(Protocol):
    """What every chart is: a title, a picture, its message in words, and its numbers.

    Equal charts are drawn by equal bytes. Text in it is escaped, and no number in it is infinite.
    """

    @property
    def scrolls(self) -> bool:
        """Whether it is as wide on a phone and scrolls; the others have a narrow drawing."""
        ...

    @property
    def title(self) -> str:
        """What it shows, in a few words."""
        ...

    def draw(self, *, narrow: bool = False, standalone: bool = False) -> str:
        """An ``svg`` element.

        Args:
            narrow: for a phone: 360 units wide instead of 860.
            standalone: a file of its own, with its title and its colours in it; on a page, the
                title stands above and the style sheet has the colours.
        """
        ...

    def rows(self) -> Table:
        """The numbers, those too that there was no room to draw."""
        ...

    def message(self) -> str:
        """What the picture says, in a sentence or two."""
        ...
