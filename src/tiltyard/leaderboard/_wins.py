"""How the battles of every two models ended, counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._slice import pooled
from tiltyard.leaderboard._source import Source
from tiltyard.ratings import Counts
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, TIE


@dataclass(frozen=True, slots=True, eq=False)
class PairCounts:
    """Every two models that met.

    Attributes:
        counts: how their battles ended, of the models that are shown alone.
        not_shown: how many votes are on other models.
    """

    counts: Counts
    not_shown: int

    def rows(self, *names: str) -> list[dict[str, Any]]:
        """A row for every two models; for one with every other, or for two, if they are named.

        ``model_a`` and ``model_b`` (in alphabetical order), ``votes``, ``model_a_wins``,
        ``model_b_wins``, ``ties``, ``both_bad``, ``win_rate_a``.
        """
        counts = self.counts
        keeps = np.ones(len(counts), dtype=np.bool_)
        for name in names:
            place = counts.models.index(name) if name in counts.models else -1
            keeps &= (counts.first == place) | (counts.second == place)
        kept = (column[keeps].tolist() for column in (counts.first, counts.second, counts.votes))
        return [
            _row(counts.models[first], counts.models[second], votes)
            for first, second, votes in zip(*kept, strict=True)
        ]


def pair_counts(source: Source, query: Query) -> PairCounts:
    """The votes of a slice, counted, whatever is held equal; takes up to half a second.

    Raises:
        ConfigurationError: the source has no votes to count.
        UnknownNameError: there is no such label, value or model.
    """
    if source.votes is None:
        raise ConfigurationError(f"{source.title} has ratings and no votes: there is none to count")
    counts = Counts.of(pooled(source.votes, query))
    cards = map(source.cards.get, counts.models)
    is_shown = np.array([card is None or card.listed for card in cards], dtype=np.bool_)
    keeps = is_shown[counts.first] & is_shown[counts.second]
    shown = replace(
        counts,
        first=counts.first[keeps],
        second=counts.second[keeps],
        votes=counts.votes[keeps],
        total=counts.total[keeps],
        square=counts.square[keeps],
    )
    return PairCounts(shown, round(counts.votes[~keeps].sum()))


def _row(a: str, b: str, votes: list[float]) -> dict[str, Any]:
    total = sum(votes)
    worth = votes[A_WON] + (votes[TIE] + votes[BOTH_BAD]) / 2
    return {
        "model_a": a,
        "model_b": b,
        "votes": round(total),
        "model_a_wins": round(votes[A_WON]),
        "model_b_wins": round(votes[B_WON]),
        "ties": round(votes[TIE]),
        "both_bad": round(votes[BOTH_BAD]),
        "win_rate_a": worth / total if total else None,
    }
