"""Votes as columns: who met whom, how it ended, and what else is known of each vote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import DataError
from tiltyard.records import Tally, Winner

Floats = NDArray[np.float64]
Codes = NDArray[np.integer[Any]]  # any width: two bytes are enough for 32,767 models
Bools = NDArray[np.bool_]

# The code of an outcome is its place here. A graded vote says how much ``a`` was worth instead.
OUTCOMES = (Winner.MODEL_A, Winner.MODEL_B, Winner.TIE, Winner.BOTH_BAD)
A_WON, B_WON, TIE, BOTH_BAD, GRADED = range(5)

# An outcome as the other model sees it.
FLIPPED = np.array([B_WON, A_WON, TIE, BOTH_BAD, GRADED], dtype=np.uint8)

# What a vote is worth to ``a``, by outcome; ``b`` has the rest. Graded votes bring their own.
WORTH = np.array([1.0, 0.0, 0.5, 0.5, np.nan])

# What a row may count or weigh: the third power of a weight has to be a number too.
LEAST, MOST = 1e-90, 1e90


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """What else differed between the two answers: ``a``'s less ``b``'s, not standardised.

    Attributes:
        names: one for each column.
        values: shape ``(n, k)``; single precision is enough.
    """

    names: tuple[str, ...]
    values: NDArray[np.float32]

    def __post_init__(self) -> None:
        if len(set(self.names)) < len(self.names):
            raise DataError("a style feature is named twice: every name must occur once")
        if self.values.ndim != 2 or self.values.shape[1] != len(self.names):
            raise DataError(
                f"{len(self.names)} style features need values of shape (n, {len(self.names)}), "
                f"not {self.values.shape}"
            )
        bad = ~np.isfinite(self.values)
        if bad.any():
            row, column = np.argwhere(bad)[0]
            raise DataError(
                f"row {row}: style feature {self.names[column]!r} is {self.values[row, column]}; "
                "it must be a finite number"
            )


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """Votes between models, in columns of equal length ``n``; a row is one vote or several alike.

    Attributes:
        models: every name once; the codes in ``a`` and ``b`` are places in it.
        a: the model that sat left.
        b: the model that sat right, never the same one.
        outcome: a place in `OUTCOMES`, or `GRADED`.
        score: what a `GRADED` vote is worth to ``a``, in [0, 1]; other rows are not looked at.
        count: how many votes the row stands for, above 0; one each if missing.
        weight: how much each of them matters, above 0; one if missing. Weights change what is
            estimated, counts how sure it is: doubling all weights changes nothing at all.
        clusters: for each name (``voter``, ``prompt``…) the codes of who or what the votes share,
            from 0 up. Votes of one cluster may agree for reasons that are not the models'.
        features: differences in style, if known.
        voted_at: seconds since 1970 in UTC, if known.
    """

    models: tuple[str, ...]
    a: Codes
    b: Codes
    outcome: Codes
    score: Floats | None = None
    count: Floats | None = None
    weight: Floats | None = None
    clusters: Mapping[str, Codes] = field(default_factory=dict)
    features: Features | None = None
    voted_at: Floats | None = None

    def __post_init__(self) -> None:
        if len(set(self.models)) < len(self.models):
            raise DataError("a model is named twice: every name must occur once")
        self._require_equal_lengths()
        if len(self):
            self._require_codes()
            self._require_score()
            self._require_positive("count", self.count)
            self._require_positive("weight", self.weight)

    def __len__(self) -> int:
        return len(self.a)

    @classmethod
    def from_columns(  # noqa: PLR0913 -- one for each column that votes can have
        cls,
        model_a: Sequence[str],
        model_b: Sequence[str],
        winner: Sequence[str],
        *,
        count: Floats | None = None,
        weight: Floats | None = None,
        clusters: Mapping[str, Codes] | None = None,
        features: Features | None = None,
        voted_at: Floats | None = None,
    ) -> Comparisons:
        """Votes from names and winners (`Winner` values), models in alphabetical order.

        Raises:
            DataError: a winner is unknown, or the columns do not fit together.
        """
        models = tuple(sorted({*model_a, *model_b}))
        place = {name: index for index, name in enumerate(models)}
        return cls(
            models=models,
            a=np.array([place[name] for name in model_a], dtype=np.int32),
            b=np.array([place[name] for name in model_b], dtype=np.int32),
            outcome=np.array([_outcome(value) for value in winner], dtype=np.uint8),
            count=count,
            weight=weight,
            clusters=clusters or {},
            features=features,
            voted_at=voted_at,
        )

    @classmethod
    def from_tallies(cls, tallies: Iterable[Tally]) -> Comparisons:
        """The counts of the store as rows, models in alphabetical order.

        Tallies that count 0 are left out.

        Raises:
            DataError: a winner is unknown, a count is negative, or a model met itself.
        """
        counted = [tally for tally in tallies if _checked(tally).count]
        return cls.from_columns(
            [tally.model_a for tally in counted],
            [tally.model_b for tally in counted],
            [tally.winner for tally in counted],
            count=np.array([tally.count for tally in counted], dtype=np.float64),
        )

    @property
    def votes(self) -> float:
        """How many votes there are in all rows."""
        return float(len(self) if self.count is None else self.count.sum())

    def worth(self) -> Floats:
        """What each row's votes are worth to ``a``, in [0, 1]: a tie or both bad is a half."""
        worth = WORTH[self.outcome]
        if self.score is not None:
            worth = np.where(self.outcome == GRADED, self.score, worth)
        return np.asarray(worth)

    def mass(self) -> Floats:
        """Count times weight of each row: what it adds to a likelihood."""
        one = np.ones(len(self)) if self.count is None else self.count
        return one if self.weight is None else one * self.weight

    def typical_weight(self) -> float:
        """``Σw² / Σw``: by how much weights overstate what the votes say; 1 if there are none.

        Twice as large if all weights are: the unit in which sums of weights are to be read.
        """
        if self.weight is None or not len(self):
            return 1.0
        mass = self.mass()
        return float(mass @ self.weight) / float(mass.sum())

    def rows(self, chosen: Bools | Codes) -> Comparisons:
        """Some of the rows, by place or by a mask; the models stay."""
        features = self.features
        return replace(
            self,
            a=self.a[chosen],
            b=self.b[chosen],
            outcome=self.outcome[chosen],
            score=None if self.score is None else self.score[chosen],
            count=None if self.count is None else self.count[chosen],
            weight=None if self.weight is None else self.weight[chosen],
            clusters={name: codes[chosen] for name, codes in self.clusters.items()},
            features=features and Features(features.names, features.values[chosen]),
            voted_at=None if self.voted_at is None else self.voted_at[chosen],
        )

    def among(self, models: Iterable[str]) -> Comparisons:
        """The votes between some of the models, and those models alone, in their present order."""
        kept = set(models)
        keeps = np.array([name in kept for name in self.models], dtype=bool)
        place = (np.cumsum(keeps) - 1).astype(self.a.dtype)
        inside = self.rows(keeps[self.a] & keeps[self.b])
        return replace(
            inside,
            models=tuple(name for name in self.models if name in kept),
            a=place[inside.a],
            b=place[inside.b],
        )

    def swapped(self) -> Comparisons:
        """The same votes with left and right exchanged."""
        features = self.features
        return replace(
            self,
            a=self.b,
            b=self.a,
            outcome=FLIPPED[self.outcome],
            score=None if self.score is None else 1 - self.score,
            features=features and Features(features.names, -features.values),
        )

    def _require_equal_lengths(self) -> None:
        columns = {
            "a": self.a,
            "b": self.b,
            "outcome": self.outcome,
            "score": self.score,
            "count": self.count,
            "weight": self.weight,
            "voted_at": self.voted_at,
            "features": None if self.features is None else self.features.values,
            **self.clusters,
        }
        lengths = {name: len(column) for name, column in columns.items() if column is not None}
        if len(set(lengths.values())) > 1:
            raise DataError(f"columns differ in length: {lengths}; each row needs all of them")

    def _require_codes(self) -> None:
        m = len(self.models)
        for name, codes, end in [
            ("a", self.a, m),
            ("b", self.b, m),
            ("outcome", self.outcome, GRADED + 1),
        ]:
            if codes.min() < 0 or codes.max() >= end:
                row = int(np.flatnonzero((codes < 0) | (codes >= end))[0])
                raise DataError(f"row {row}: {name} is {codes[row]}; it must be 0 to {end - 1}")
        same = self.a == self.b
        if same.any():
            row = int(same.argmax())
            raise DataError(
                f"row {row}: a and b are both {self.models[self.a[row]]!r}; "
                "a model cannot meet itself"
            )
        for name, codes in self.clusters.items():
            if codes.min() < 0:
                row = int((codes < 0).argmax())
                raise DataError(f"row {row}: the {name} code is {codes[row]}; codes begin at 0")

    def _require_score(self) -> None:
        graded = self.outcome == GRADED
        if not graded.any():
            return
        if self.score is None:
            raise DataError(f"row {int(graded.argmax())}: graded, but there is no score column")
        bad = graded & ~((self.score >= 0) & (self.score <= 1))
        if bad.any():
            row = int(bad.argmax())
            raise DataError(f"row {row}: score is {self.score[row]}; it must be in [0, 1]")

    def _require_positive(self, name: str, column: Floats | None) -> None:
        if column is None or (column.min() >= LEAST and column.max() <= MOST):
            return
        row = int(np.flatnonzero(~((column >= LEAST) & (column <= MOST)))[0])
        raise DataError(
            f"row {row}: {name} is {column[row]}; it must be finite and above 0, from {LEAST:g} "
            f"to {MOST:g} (leave out rows that are not to count)"
        )


def _outcome(winner: str) -> int:
    if winner not in OUTCOMES:
        raise DataError(f"unknown winner {winner!r}; expected one of {_known()}")
    return OUTCOMES.index(Winner(winner))


def _known() -> str:
    return ", ".join(repr(winner.value) for winner in OUTCOMES)


def _checked(tally: Tally) -> Tally:
    """The tally itself, if it makes sense."""
    if tally.winner in OUTCOMES and tally.count >= 0 and tally.model_a != tally.model_b:
        return tally
    who = f"votes on {tally.model_a!r} against {tally.model_b!r}"
    if tally.model_a == tally.model_b:
        raise DataError(f"{who}: a model cannot meet itself")
    if tally.count < 0:
        raise DataError(f"{who}: the count is {tally.count}; it cannot be negative")
    raise DataError(f"{who}: unknown winner {tally.winner!r}; expected one of {_known()}")
