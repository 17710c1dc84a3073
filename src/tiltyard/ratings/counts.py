"""Votes pooled by pair and outcome: all that methods need that look at nothing else of a vote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings import merging
from tiltyard.ratings._kernel.count import CELLS, MAX_TABLE, count_cells
from tiltyard.ratings.comparisons import (
    A_WON,
    B_WON,
    BOTH_BAD,
    FLIPPED,
    GRADED,
    TIE,
    WORTH,
    Bools,
    Codes,
    Comparisons,
    Floats,
)


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Votes between models, with one row for each two that met.

    Counts of disjoint sets of votes add, and subtract again, so that a day, a category or a
    machine is a part of the sum. Outcomes are columns in the order of the codes in `comparisons`
    (``A_WON`` to ``GRADED``), as the first model sees them. Which side a model sat on is lost.

    Attributes:
        models: every name once.
        first: place of one model of each pair, shape ``(p,)``.
        second: place of the other, above ``first``; pairs are in order, each once.
        votes: how many votes ended so, shape ``(p, 5)``.
        total: sum of their weights, shape ``(p, 5)``.
        square: sum of their squared weights, shape ``(p, 5)``.
        graded: of the graded votes, with ``w`` the weight and ``y`` what each was worth to the
            first: sums of ``wy``, ``w²y`` and ``w²y²``, shape ``(p, 3)``; missing without any.
    """

    models: tuple[str, ...]
    first: Codes
    second: Codes
    votes: Floats
    total: Floats
    square: Floats
    graded: Floats | None = None

    @classmethod
    def of(cls, votes: Comparisons | Counts) -> Counts:
        """The votes, pooled; counts are returned as they are."""
        if isinstance(votes, Counts):
            return votes
        m = len(votes.models)
        pair, (each, total, square) = _pooled(votes)
        graded = _grades(votes, pair)
        if graded is not None:
            merging.set_extremes(graded, total, square, rounded=total[:, GRADED])
        return cls(votes.models, pair // m, pair % m, each, total, square, graded)

    def __len__(self) -> int:
        return len(self.first)

    def __add__(self, other: Counts) -> Counts:
        """All votes of both; the models of both, in alphabetical order."""
        return merging.combine(self, other, 1)

    def __sub__(self, other: Counts) -> Counts:
        """These votes without those of the other, which must be among them.

        Models that are left without a vote stay.

        Raises:
            DataError: the other has votes that these have not.
        """
        return merging.combine(self, other, -1)

    def moments(self) -> tuple[Floats, Floats]:
        """Sum of weights of each pair, and what they were worth to the first: shape ``(p,)`` each.

        A tie or both bad is worth a half. All that Bradley–Terry strengths depend on.
        """
        worth = self.total[:, :GRADED] @ WORTH[:GRADED]
        if self.graded is not None:
            worth = worth + self.graded[:, 0]
        # Rounding must not make the worth more than all.
        weight = self.total @ np.ones(CELLS)
        return weight, np.minimum(worth, weight)

    def spread(self, expected: Floats) -> Floats:
        """Sum of squared weight times squared error, ``Σ w² (y - expected)²``, shape ``(p,)``.

        Args:
            expected: what a vote should be worth to the first model of each pair.
        """
        square = self.square
        spread = square[:, A_WON] * (1 - expected) ** 2 + square[:, B_WON] * expected**2
        spread += (square[:, TIE] + square[:, BOTH_BAD]) * (0.5 - expected) ** 2
        if self.graded is not None:
            _, once, twice = self.graded.T
            rest = twice - 2 * expected * once + expected**2 * self.square[:, GRADED]
            spread = spread + np.maximum(rest, 0)
        return spread

    def effective_votes(self) -> float:
        """Kish's effective sample size, ``(Σw)² / Σw²``: how many equal votes say as much."""
        return float(self.total.sum()) / self.typical_weight()

    def typical_weight(self) -> float:
        """See `Comparisons.typical_weight`."""
        total = float(self.total.sum())
        return float(self.square.sum()) / total if total else 1.0

    def votes_of_models(self) -> Floats:
        """How many votes each model took part in, shape ``(m,)``."""
        each = self.votes.sum(axis=1)
        m = len(self.models)
        return sums(self.first, each, m) + sums(self.second, each, m)

    def win_rates(self) -> Floats:
        """What a vote was worth to each model on average, shape ``(m,)``; nan without votes."""
        weight, worth = self.moments()
        m = len(self.models)
        won = sums(self.first, worth, m) + sums(self.second, weight - worth, m)
        met: Floats = sums(self.first, weight, m) + sums(self.second, weight, m)
        return np.asarray(np.divide(won, met, out=np.full(m, np.nan), where=met > 0))

    def contrasts(self, strength: Floats) -> Floats:
        """Strength of the first less strength of the second, for each pair."""
        return np.asarray(strength[self.first] - strength[self.second])

    def totals(self, value: Floats) -> Floats:
        """A value of each pair, credited to the first and debited to the second: ``xᵀ value``."""
        m = len(self.models)
        return sums(self.first, value, m) - sums(self.second, value, m)

    def gram(self, value: Floats) -> Floats:
        """``xᵀ diag(value) x``, shape ``(m, m)``: the Laplacian of the values between models."""
        m = len(self.models)
        half = np.zeros(m * m)
        half[self.first * m + self.second] = -value
        gram = half.reshape(m, m)
        gram = gram + gram.T
        gram.flat[:: m + 1] = -gram.sum(axis=0)
        return gram

    def among(self, chosen: frozenset[str] | set[str]) -> Counts:
        """The votes between some of the models, and those models alone, in their present order."""
        keeps = np.array([name in chosen for name in self.models], dtype=bool)
        place = np.cumsum(keeps) - 1
        kept = self.pairs(keeps[self.first] & keeps[self.second])
        return replace(
            kept,
            models=tuple(name for name in self.models if name in chosen),
            first=place[kept.first],
            second=place[kept.second],
        )

    def pairs(self, chosen: Codes | Bools) -> Counts:
        """Some of the pairs, by place or by a mask."""
        return replace(
            self,
            first=self.first[chosen],
            second=self.second[chosen],
            votes=self.votes[chosen],
            total=self.total[chosen],
            square=self.square[chosen],
            graded=None if self.graded is None else self.graded[chosen],
        )


def sums(group: Codes, value: Floats, size: int) -> Floats:
    """The sum of the values of each group, shape ``(size,)``."""
    return np.bincount(group, value, minlength=size).astype(np.float64, copy=False)


def _pooled(votes: Comparisons) -> tuple[Codes, list[Floats]]:
    """The pairs that met, as ``first * m + second`` in order, and the three tables of outcomes."""
    m = len(votes.models)
    if CELLS * m * m <= MAX_TABLE:
        return _folded(
            count_cells(votes.a, votes.b, votes.outcome, votes.count, votes.weight, m), m
        )
    # So many models that a table of all pairs would not fit: sort the pairs that met.
    pair, place = np.unique(_pair(votes), return_inverse=True)
    outcome = np.where(votes.a < votes.b, votes.outcome, FLIPPED[votes.outcome])
    count = np.ones(len(votes)) if votes.count is None else votes.count
    weight = np.ones(len(votes)) if votes.weight is None else votes.weight
    cell, cells = CELLS * place + outcome, CELLS * len(pair)
    values = (count, count * weight, count * weight**2)
    return pair, [sums(cell, value, cells).reshape(-1, CELLS) for value in values]


def _folded(tables: list[NDArray[Any]], m: int) -> tuple[Codes, list[Floats]]:
    """The tables of ordered pairs, with both orders in one row, as the first model sees them."""
    met = np.add.reduce([tables[0][:, outcome] for outcome in range(CELLS)]).reshape(m, m)
    pair = np.flatnonzero(np.triu(met + met.T, 1))
    turned = pair % m * m + pair // m
    alike = tables[1] is tables[0]
    folded = [
        table[pair].astype(np.float64) + table[turned][:, FLIPPED]
        for table in (tables[:1] if alike else tables)
    ]
    return pair, folded * 3 if alike else folded


def _pair(votes: Comparisons) -> Codes:
    """A number for the two models of each row, whichever sat where."""
    a, b = votes.a.astype(np.int64), votes.b.astype(np.int64)
    return np.asarray(np.minimum(a, b) * len(votes.models) + np.maximum(a, b))


def _grades(votes: Comparisons, pair: Codes) -> Floats | None:
    """`Counts.graded` for these pairs, which are in order."""
    graded = votes.rows(votes.outcome == GRADED) if votes.score is not None else None
    if graded is None or not len(graded):
        return None
    place = np.searchsorted(pair, _pair(graded))
    worth = np.where(graded.a < graded.b, graded.worth(), 1 - graded.worth())
    mass = graded.mass()
    square = mass if graded.weight is None else mass * graded.weight
    values = (mass * worth, square * worth, square * worth**2)
    return np.column_stack([sums(place, value, len(pair)) for value in values])
