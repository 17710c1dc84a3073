"""Battles as arrays: who met whom, how it ended, how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.records import Tally, Winner

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

# What a vote is worth to model_a; model_b has the rest.
SCORES = {Winner.MODEL_A: 1.0, Winner.TIE: 0.5, Winner.BOTH_BAD: 0.5, Winner.MODEL_B: 0.0}


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """Votes between models, as rows of equal length.

    Attributes:
        models: every name once; the codes in ``a`` and ``b`` are positions in it.
        a: the model that sat left.
        b: the model that sat right, never the same one.
        score: what the votes were worth to ``a``, in [0, 1]: 1 won, 0.5 tied, 0 lost.
        weight: how many votes, above 0.
    """

    models: tuple[str, ...]
    a: Codes
    b: Codes
    score: Floats
    weight: Floats

    def __post_init__(self) -> None:
        if len(set(self.models)) < len(self.models):
            raise DataError("a model is named twice: every name must occur once")
        if len({len(self.a), len(self.b), len(self.score), len(self.weight)}) > 1:
            raise DataError("a, b, score and weight differ in length: each row needs all four")
        self._require(
            (np.minimum(self.a, self.b) >= 0)
            & (np.maximum(self.a, self.b) < len(self.models))
            & (self.a != self.b),
            "a and b must be the codes of two different models",
        )
        self._require((self.score >= 0) & (self.score <= 1), "score must be in [0, 1]")
        self._require(
            (self.weight > 0) & np.isfinite(self.weight), "weight must be finite and above 0"
        )

    @classmethod
    def from_tallies(cls, tallies: Iterable[Tally]) -> Comparisons:
        """The counts of the store as rows, models in alphabetical order.

        A tie and ``both_bad`` are each worth half to both sides. Tallies that count 0 are left out.

        Raises:
            DataError: a winner is unknown, a count is negative, or a model met itself.
        """
        counted = [tally for tally in tallies if _checked(tally).count]
        models = tuple(sorted({name for t in counted for name in (t.model_a, t.model_b)}))
        code = {name: index for index, name in enumerate(models)}
        return cls(
            models=models,
            a=np.array([code[t.model_a] for t in counted], dtype=np.intp),
            b=np.array([code[t.model_b] for t in counted], dtype=np.intp),
            score=np.array([SCORES[t.winner] for t in counted], dtype=np.float64),
            weight=np.array([t.count for t in counted], dtype=np.float64),
        )

    def pooled(self) -> Comparisons:
        """The same votes, with one row for each ordered pair and score."""
        scores, kind = np.unique(self.score, return_inverse=True)
        key = (self.a * len(self.models) + self.b) * max(len(scores), 1) + kind
        _, first, group = np.unique(key, return_index=True, return_inverse=True)
        return Comparisons(
            models=self.models,
            a=self.a[first],
            b=self.b[first],
            score=self.score[first],
            weight=_sums(group, self.weight, len(first)),
        )

    def by_pair(self) -> Comparisons:
        """The same votes, with one row for each two models that met and their mean score.

        All that strengths alone can be fitted to; how votes spread around the mean is lost.
        """
        m = len(self.models)
        key = np.minimum(self.a, self.b) * m + np.maximum(self.a, self.b)
        first_score = np.where(self.a < self.b, self.score, 1 - self.score)
        weight = _sums(key, self.weight, m * m)
        pair = np.flatnonzero(weight)
        return Comparisons(
            models=self.models,
            a=pair // m,
            b=pair % m,
            score=np.minimum(_sums(key, self.weight * first_score, m * m)[pair] / weight[pair], 1),
            weight=weight[pair],
        )

    def contrasts(self, strength: Floats) -> Floats:
        """Strength of ``a`` less strength of ``b``, for each row: ``x @ strength``."""
        return strength[self.a] - strength[self.b]

    def totals(self, value: Floats) -> Floats:
        """A value of each row, credited to ``a`` and debited to ``b``: ``xᵀ value``."""
        m = len(self.models)
        return _sums(self.a, value, m) - _sums(self.b, value, m)

    def gram(self, value: Floats) -> Floats:
        """``xᵀ diag(value) x``, shape ``(m, m)``: the Laplacian of the values between models."""
        m = len(self.models)
        between = _sums(self.a * m + self.b, value, m * m).reshape(m, m)
        between = between + between.T
        return np.asarray(np.diag(between.sum(axis=0)) - between)

    def components(self) -> tuple[tuple[str, ...], ...]:
        """The models in groups: within one, a chain of wins leads from each to every other.

        A tie is a win for both. The group with the most models is first; of equal ones that with
        more votes inside, then that with the first name. Only models of one group can be rated
        together (Ford 1957).
        """
        count, label = self._strong_labels()
        sizes = np.bincount(label, minlength=count)
        inside = label[self.a] == label[self.b]
        votes = _sums(label[self.a[inside]], self.weight[inside], count)
        members: list[list[str]] = [[] for _ in range(count)]
        for name, group in zip(self.models, label.tolist(), strict=True):
            members[group].append(name)
        order = sorted(range(count), key=lambda g: (-sizes[g], -votes[g], min(members[g])))
        return tuple(tuple(members[group]) for group in order)

    def islands(self) -> tuple[frozenset[str], ...]:
        """The models in groups that no vote joins, however it ended; in no order."""
        count, label = connected_components(self._beats(), connection="weak")
        return tuple(
            frozenset(name for name, g in zip(self.models, label, strict=True) if g == group)
            for group in range(count)
        )

    def require_connected(self) -> None:
        """Return if all models can be rated together.

        Raises:
            NotIdentifiedError: there are no models, or they fall into several `components`.
        """
        if not self.models:
            raise NotIdentifiedError("there are no votes, so there is nothing to rate")
        count, _ = self._strong_labels()
        if count > 1:
            largest = self.components()[0]
            raise NotIdentifiedError(
                f"the votes split {len(self.models)} models into {count} groups that no chain of "
                f"wins joins both ways; the largest has {len(largest)}: rate its "
                "`largest_component()`, or gather votes between the groups"
            )

    def largest_component(self) -> Comparisons:
        """The votes within the first of `components`, and its models alone."""
        return self.among(self.components()[0] if self.models else ())

    def among(self, models: Iterable[str]) -> Comparisons:
        """The votes between some of the models, and those models alone, in their present order."""
        kept = set(models)
        keeps = np.array([name in kept for name in self.models], dtype=bool)
        code = np.cumsum(keeps) - 1
        rows = keeps[self.a] & keeps[self.b]
        return Comparisons(
            models=tuple(name for name in self.models if name in kept),
            a=code[self.a[rows]],
            b=code[self.b[rows]],
            score=self.score[rows],
            weight=self.weight[rows],
        )

    def _beats(self) -> csr_array:
        """An edge from each model to those that it beat or tied with."""
        won, lost = self.score > 0, self.score < 1
        beats = np.zeros((len(self.models), len(self.models)), dtype=bool)
        beats[self.a[won], self.b[won]] = True
        beats[self.b[lost], self.a[lost]] = True
        return csr_array(beats)

    def _strong_labels(self) -> tuple[int, Codes]:
        count, label = connected_components(self._beats(), connection="strong")
        return int(count), label.astype(np.intp)

    def _require(self, holds: NDArray[np.bool_], expected: str) -> None:
        if not holds.all():
            row = int(np.flatnonzero(~holds)[0])
            raise DataError(
                f"row {row}: {expected}; it has a={self.a[row]}, b={self.b[row]}, "
                f"score={self.score[row]}, weight={self.weight[row]}"
            )


def _sums(group: Codes, value: Floats, size: int) -> Floats:
    """The sum of the values of each group, shape ``(size,)``."""
    return np.bincount(group, value, minlength=size).astype(np.float64, copy=False)


def _checked(tally: Tally) -> Tally:
    """The tally itself, if it makes sense."""
    if tally.winner in SCORES and tally.count >= 0 and tally.model_a != tally.model_b:
        return tally
    who = f"votes on {tally.model_a!r} against {tally.model_b!r}"
    if tally.model_a == tally.model_b:
        raise DataError(f"{who}: a model cannot meet itself")
    if tally.count < 0:
        raise DataError(f"{who}: the count is {tally.count}; it cannot be negative")
    known = ", ".join(repr(winner.value) for winner in Winner)
    raise DataError(f"{who}: unknown winner {tally.winner!r}; expected one of {known}")
