"""Shares of votes and their differences, with intervals that hold for few votes too.

A tie counts as half a vote won. Such votes vary less than wins and losses would, so that the
intervals are rather too wide where there are ties, never too narrow for that.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """What some votes were worth on average, in [0, 1], with its interval.

    Attributes:
        worth: what they were worth together; a tie is a half.
        votes: how many there are, above 0.
        level: of the interval.
        lower: its low end (Wilson 1927); likewise ``upper``.
        upper: never below ``lower``.
    """

    worth: float
    votes: float
    level: float
    lower: float
    upper: float

    @classmethod
    def of(cls, worth: float, votes: float, *, level: float = 0.95) -> Share:
        """The share of votes that were worth so much."""
        from scipy.special import ndtri  # noqa: PLC0415 -- slow to import, and few boards need it

        z = float(ndtri((1 + level) / 2))
        share = worth / votes
        shrunk = 1 + z**2 / votes
        middle = (share + z**2 / (2 * votes)) / shrunk
        reach = z / shrunk * math.sqrt(share * (1 - share) / votes + z**2 / (4 * votes**2))
        # Rounding must not put the share itself outside, where all or none were won.
        lower, upper = min(middle - reach, share), max(middle + reach, share)
        return cls(worth, votes, level, max(lower, 0.0), min(upper, 1.0))

    @property
    def rate(self) -> float:
        """The share itself, in [0, 1]."""
        return self.worth / self.votes


def difference(one: Share, other: Share) -> tuple[float, float]:
    """Low and high end of ``one`` less ``other``, of separate votes (Newcombe 1998, method 10).

    The interval is at the level of both, which must be the same.
    """
    gap = one.rate - other.rate
    below = math.hypot(one.rate - one.lower, other.upper - other.rate)
    above = math.hypot(one.upper - one.rate, other.rate - other.lower)
    return gap - below, gap + above
