"""What each model's votes said, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tiltyard.records import Tally, Winner

# How a battle with this winner ended for model_a, and for model_b.
_ENDS = {
    Winner.MODEL_A: ("wins", "losses"),
    Winner.MODEL_B: ("losses", "wins"),
    Winner.TIE: ("ties", "ties"),
    Winner.BOTH_BAD: ("both_bad", "both_bad"),
}


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


def count(tallies: Iterable[Tally]) -> dict[str, Record]:
    """The record of every model that has a vote, by name."""
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    for tally in tallies:
        if tally.count:
            end_a, end_b = _ENDS[tally.winner]
            ends[tally.model_a][end_a] += tally.count
            ends[tally.model_b][end_b] += tally.count
    return {model: Record(**ended) for model, ended in ends.items()}
