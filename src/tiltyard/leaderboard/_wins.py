"""How the battles of every two models ended, counted."""

from __future__ import annotations

from typing import Any

from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._slice import comparisons
from tiltyard.leaderboard._source import Source
from tiltyard.ratings import Counts
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, TIE


def pair_counts(source: Source, query: Query) -> tuple[list[dict[str, Any]], int]:
    """A row for every two models that met in the votes asked for, and how many votes are in none.

    The latter are those on models that are not shown. Of the two models of a row the one whose
    name comes first is ``model_a``.

    Raises:
        ConfigurationError: the source has no votes to count.
        UnknownNameError: there is no such label, value or model.
    """
    if source.votes is None:
        raise ConfigurationError(f"{source.title} has ratings and no votes: there is none to count")
    counts = Counts.of(comparisons(source.votes, query))
    is_shown = [card is None or card.listed for card in map(source.cards.get, counts.models)]
    rows, hidden = [], 0
    for first, second, votes in zip(
        counts.first.tolist(), counts.second.tolist(), counts.votes.tolist(), strict=True
    ):
        if is_shown[first] and is_shown[second]:
            rows.append(_row(counts.models[first], counts.models[second], votes))
        else:
            hidden += round(sum(votes))
    return rows, hidden


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
