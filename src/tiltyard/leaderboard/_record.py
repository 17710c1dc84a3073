"""What each model's votes said, counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiltyard.ratings import Counts
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, TIE


@dataclass(frozen=True, slots=True)
class Record:
    """How the battles of one model ended, one vote each."""

    wins: int = 0
    losses: int = 0
    ties: int = 0
    both_bad: int = 0

    @property
    def votes(self) -> int:
        """All of them."""
        return self.wins + self.losses + self.ties + self.both_bad

    @property
    def win_rate(self) -> float | None:
        """What a vote was worth on average: a tie or both bad is a half. None without votes."""
        if not self.votes:
            return None
        return (self.wins + (self.ties + self.both_bad) / 2) / self.votes


def records(counts: Counts) -> dict[str, Record]:
    """The record of every model, by name."""
    m = len(counts.models)
    ends = np.zeros((m, 4))
    for place, won, lost in ((counts.first, A_WON, B_WON), (counts.second, B_WON, A_WON)):
        for column, outcome in enumerate((won, lost, TIE, BOTH_BAD)):
            ends[:, column] += np.bincount(place, counts.votes[:, outcome], minlength=m)
    return {
        name: Record(*(round(one) for one in row))
        for name, row in zip(counts.models, ends.tolist(), strict=True)
    }
