"""What something else than the models is worth, in words and points: for people who read a board.

A coefficient is in log-odds for one standard unit. Nobody knows what that is of a list, so it is
turned into a difference that one can picture, by the same formula that made the feature.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tiltyard.analysis import Coefficient, Scale

_POINTS = Scale().points_per_unit


def _against_none(count: float) -> float:
    """The feature where one answer has so many of a thing, and the other none."""
    return count / (count + 1)


# What is pictured of each feature, and the feature then: see `tiltyard.style.difference`, and the
# logs of ratios in `tiltyard.leaderboard._slice`. Of long answers the one is as good as nothing.
_PICTURED = {
    "tokens": ("an answer twice as long", 1 / 3),
    "characters": ("an answer twice as long", 1 / 3),
    "headers": ("three headings against none", _against_none(3)),
    "lists": ("ten list items against none", _against_none(10)),
    "ordered": ("ten numbered items against none", _against_none(10)),
    "unordered": ("ten bulleted items against none", _against_none(10)),
    "bold": ("ten bold passages against none", _against_none(10)),
    "tables": ("a table against none", _against_none(1)),
    "code_blocks": ("a block of code against none", _against_none(1)),
    "links": ("three links against none", _against_none(3)),
    "emoji": ("three emoji against none", _against_none(3)),
    "sentiment_score": ("praise in every tenth word against none", _against_none(0.1)),
    "position": ("to stand on the left", 1.0),
    "seconds": ("an answer that took twice as long", math.log(2)),
    "cost_usd": ("an answer that cost twice as much", math.log(2)),
    "price": ("a model ten times the price", 1.0),
    "parameters": ("a model ten times the size", 1.0),
}


@dataclass(frozen=True, slots=True)
class Worth:
    """What a difference is worth.

    Attributes:
        feature: as the coefficient calls it.
        words: the difference, for the middle of a sentence.
        points: on the scale of ratings, with the ends of the interval.
    """

    feature: str
    words: str
    points: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether the interval leaves no doubt of the sign."""
        return self.low > 0 or self.high < 0


def worth(coefficient: Coefficient) -> Worth:
    """What the coefficient says of a difference that one can picture."""
    told = _PICTURED.get(coefficient.feature)
    if told is None:
        # A feature of a source that we know nothing of: its own unit is all there is.
        name = coefficient.feature.replace("_", " ")
        told = f"one standard deviation more of {name}", coefficient.scale
    words, difference = told
    factor = _POINTS * difference / coefficient.scale
    ends = sorted(factor * end for end in (coefficient.lower, coefficient.upper))
    return Worth(coefficient.feature, words, factor * coefficient.value, *ends)
