"""What each model's votes said, counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tiltyard.records import Tally, Winner


@dataclass(slots=True)
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
    def draws(self) -> int:
        """Those that preferred neither side."""
        return self.ties + self.both_bad


def count(tallies: Iterable[Tally]) -> dict[str, Record]:
    """The record of every model that has a vote, by name."""
    records: dict[str, Record] = defaultdict(Record)
    for tally in tallies:
        if tally.count:
            _add(records[tally.model_a], records[tally.model_b], tally)
    return dict(records)


def _add(a: Record, b: Record, tally: Tally) -> None:
    match tally.winner:
        case Winner.MODEL_A:
            a.wins += tally.count
            b.losses += tally.count
        case Winner.MODEL_B:
            a.losses += tally.count
            b.wins += tally.count
        case Winner.TIE:
            a.ties += tally.count
            b.ties += tally.count
        case Winner.BOTH_BAD:
            a.both_bad += tally.count
            b.both_bad += tally.count
