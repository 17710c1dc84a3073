"""Whether two models differ, what they did to each other, and what it would take to know more."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from tiltyard import ratings
from tiltyard.analysis._standings import Standings
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Counts, planning
from tiltyard.ratings.comparisons import FLIPPED
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.logistic import expit

# How often a difference that is there should be found, when votes are planned.
POWER = 0.8


@dataclass(frozen=True, slots=True)
class Record:
    """How the battles of two models with each other ended, as the first sees them, in votes."""

    votes: float
    wins: float
    losses: float
    ties: float
    both_bad: float
    graded: float


@dataclass(frozen=True, slots=True)
class HeadToHead:
    """What the votes say of two models.

    The interval is of this one difference, chosen before looking; whoever looks at all pairs of a
    board and picks one needs its rank ranges, which hold for all at once.

    Attributes:
        one: a model; ``other`` the one that it is compared with.
        other: see ``one``.
        points: how far ``one`` is above ``other``, in points.
        standard_error: of that.
        lower: low end of its interval; likewise ``upper``.
        upper: never below ``lower``.
        level: of the interval.
        differs: whether the interval leaves out zero.
        p_value: how often a difference as large would come by luck if there were none.
        probability_above: that ``one`` is above ``other``, given the votes and no other knowledge.
        win_rate: what the method expects a vote on the two to be worth to ``one``, a tie being a
            half, everything else equal; none if the method needs a level for that and an anchor
            took it away.
        is_sure_on_board: whether they differ for somebody who looked at all pairs of the board
            and picked this one (Bonferroni).
        record: of their battles with each other.
        votes_needed: how many more votes between the two would show a difference of this size four
            times in five; 0 if they differ already, none if no number of votes would do, or
            something about models is held equal.
        method: by which the strengths were estimated.
        n_votes: all votes of the board, which say something about these two by way of others.
    """

    one: str
    other: str
    points: float
    standard_error: float
    lower: float
    upper: float
    level: float
    differs: bool
    p_value: float
    probability_above: float
    win_rate: float | None
    is_sure_on_board: bool
    record: Record
    votes_needed: int | None
    method: str
    n_votes: float

    def to_dict(self) -> dict[str, Any]:
        """All of it in plain types, as ``tiltyard compare --json`` prints it."""
        return asdict(self)

    def sentences(self) -> tuple[str, ...]:
        """The same in words."""
        return (self._verdict(), self._chances(), self._met(), self._plan())

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    def _verdict(self) -> str:
        level = f"{100 * self.level:.4g} %"
        interval = f"{self.lower:+.1f} to {self.upper:+.1f} at {level}"
        if not self.differs:
            return (
                f"The votes do not tell {self.one!r} and {self.other!r} apart: the difference is "
                f"{self.points:+.1f} points ({interval})."
            )
        way = "above" if self.points > 0 else "below"
        board = (
            ""
            if self.is_sure_on_board
            else (
                " That holds for these two, chosen beforehand; among all pairs of the board "
                "it is not sure."
            )
        )
        size = f"{abs(self.points):.1f} points"
        return f"{self.one!r} is {way} {self.other!r} by {size} ({interval}).{board}"

    def _chances(self) -> str:
        probability = _probability(self.probability_above)
        expected = (
            ""
            if self.win_rate is None
            else f"{self.one!r} should be preferred to {self.other!r} {self.win_rate:.1%} of the "
            "time, ties as halves. "
        )
        return (
            f"{expected}The probability that it is the better one is {probability}; "
            f"without any difference, luck alone would show one as large {_often(self.p_value)}."
        )

    def _met(self) -> str:
        record = self.record
        if not record.votes:
            return (
                f"They never met: all that is known comes from {self.n_votes:,.10g} votes on "
                "battles with others."
            )
        parts = [f"{record.wins:,.10g} won", f"{record.losses:,.10g} lost"]
        rest = {"tied": record.ties, "both bad": record.both_bad, "graded": record.graded}
        parts += [f"{many:,.10g} {word}" for word, many in rest.items() if many]
        votes = "vote" if record.votes == 1 else "votes"
        return f"Head to head: {record.votes:,.10g} {votes}, {', '.join(parts)}."

    def _plan(self) -> str:
        if self.differs:
            return "No more votes are needed to tell them apart."
        if self.votes_needed is None:
            return (
                "No number of votes between the two would tell them apart, if they are as close "
                "as they look."
            )
        return (
            f"If the difference is what it looks like, about {self.votes_needed:,} more votes "
            f"between the two would show it, four times in five."
        )


def head_to_head(board: Standings, one: str, other: str) -> HeadToHead:
    """Two rows of a board, compared.

    Raises:
        DataError: a model is not ranked, or is compared with itself.
    """
    for model in (one, other):
        _ = board[model]  # says why if it is not there
    if board.anytime:
        raise ConfigurationError(
            "two models are compared at one moment, and this board is to hold at every: see its "
            "ranks, or `ratings.anytime.difference` for the two"
        )
    if one == other:
        raise DataError(f"{one!r} cannot be compared with itself")
    difference = board.estimate.difference(one, other)
    low, high = difference.interval(level=board.level)
    above = difference.probability_above()
    differs = low > 0 or high < 0
    p_value = 2 * min(above, 1 - above)
    pairs = board.n_models * (board.n_models - 1) / 2
    return HeadToHead(
        one=one,
        other=other,
        points=difference.points,
        standard_error=difference.standard_error,
        lower=low,
        upper=high,
        level=board.level,
        differs=differs,
        p_value=p_value,
        probability_above=above,
        win_rate=_expected(board, one, other),
        is_sure_on_board=p_value * pairs < 1 - board.level,
        record=_record(board.counts, one, other),
        votes_needed=0 if differs else _needed(board, one, other),
        method=board.method,
        n_votes=board.n_votes,
    )


def _expected(board: Standings, one: str, other: str) -> float | None:
    """By the method itself if it says how votes end, otherwise by the odds of the strengths."""
    by_method = getattr(ratings.load(board.method), "worth", None)
    if by_method is not None:
        worth: float | None = by_method(board.estimate, one, other)
        return worth
    gap = board.estimate.difference(one, other).points / SCALE
    return float(expit(np.float64(gap)))


def _record(counts: Counts, one: str, other: str) -> Record:
    i, j = counts.models.index(one), counts.models.index(other)
    met = (counts.first == min(i, j)) & (counts.second == max(i, j))
    ends = counts.votes[met].sum(axis=0)
    won, lost, ties, bad, graded = (ends if i < j else ends[FLIPPED]).tolist()
    return Record(float(ends.sum()), won, lost, ties, bad, graded)


def _probability(value: float) -> str:
    return (
        f"{value:.1%}" if 0.001 <= value <= 0.999 else "over 99.9%" if value > 0.5 else "under 0.1%"
    )


def _often(value: float) -> str:
    return f"{value:.1%} of the time" if value >= 0.001 else "less than once in a thousand times"


def _needed(board: Standings, one: str, other: str) -> int | None:
    if board.held_equal:
        return None  # what differs beyond a price is told by more models, not by more votes
    plan = planning.to_separate(
        board.estimate, board.counts, one, other, level=board.level, power=POWER
    )
    return int(plan.votes) if math.isfinite(plan.votes) else None
