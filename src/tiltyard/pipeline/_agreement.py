"""How far labels agree with what people said: shares with their intervals, and kappa.

What is unlabelled is counted apart and never taken for a no. A number that these rows do not define
is None: a precision of nothing found, a kappa where there is but one value.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

Cell = tuple[str, str]
_REPLICATES = 2_000


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its interval; all None where the rows do not define it."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Labels beside people's labels.

    Attributes:
        rows: with a label of people.
        unlabelled: how many of those have no label, by what people said; nothing else counts them.
        table: how often people said the first while the label was the second.
        accuracy: share of rows on which both agree.
        kappa: Cohen's: agreement beyond what chance gives, 0 for none beyond it, 1 for full.
        values: precision, recall and F1 of each value, by value.
    """

    rows: int
    unlabelled: Mapping[str, int]
    table: Mapping[Cell, int]
    accuracy: Measure
    kappa: Measure
    values: Mapping[str, Scores]

    @property
    def coverage(self) -> float | None:
        """Share of rows that have a label."""
        return self.labelled / self.rows if self.rows else None

    @property
    def labelled(self) -> int:
        """How many rows have a label."""
        return self.rows - sum(self.unlabelled.values())

    def to_dict(self) -> dict[str, Any]:
        """All of it, as JSON holds it."""
        cells = sorted(self.table.items())
        return {
            "rows": self.rows,
            "labelled": self.labelled,
            "coverage": self.coverage,
            "unlabelled": dict(sorted(self.unlabelled.items())),
            "accuracy": asdict(self.accuracy),
            "kappa": asdict(self.kappa),
            "values": {name: asdict(scores) for name, scores in self.values.items()},
            "confusion": [
                {"people": people, "label": label, "rows": rows} for (people, label), rows in cells
            ],
        }


@dataclass(frozen=True, slots=True)
class Scores:
    """How well one value is found.

    Attributes:
        precision: share of those labelled so that people call so.
        recall: share of those that people call so, and that are labelled, that are labelled so.
        f1: the harmonic mean of both.
        rows: how many labelled rows people call so.
    """

    precision: Measure
    recall: Measure
    f1: Measure
    rows: int


def agreement(
    truth: Sequence[str],
    found: Sequence[str | None],
    *,
    of_interest: Sequence[str] | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> Agreement:
    """How far ``found`` agrees with ``truth``, row for row.

    Shares have Wilson's intervals; F1 and kappa have percentiles of 2,000 replicates of the rows.

    Args:
        truth: what people said.
        found: the labels; None is unlabelled.
        of_interest: the values to score; all that occur if missing.
        level: of the intervals, each on its own.
        seed: of the replicates.
    """
    table = Counter((t, f) for t, f in zip(truth, found, strict=True) if f is not None)
    names = sorted({name for cell in table for name in cell})
    square = np.array([[table[(t, f)] for f in names] for t in names], dtype=np.float64)
    square = square.reshape(len(names), len(names))
    draws = _replicates(square, np.random.default_rng(seed))
    total, agreed = int(square.sum()), int(np.trace(square))

    def scores(name: str) -> Scores:
        if name not in names:
            return Scores(Measure(None), Measure(None), Measure(None), 0)
        at = names.index(name)
        hit = int(square[at, at])
        called, said = int(square[:, at].sum()), int(square[at].sum())
        return Scores(
            _share(hit, called, level),
            _share(hit, said, level),
            _drawn(square, draws, lambda tables: _f1(tables, at), level),
            said,
        )

    return Agreement(
        rows=len(truth),
        unlabelled=Counter(t for t, f in zip(truth, found, strict=True) if f is None),
        table=dict(table),
        accuracy=_share(agreed, total, level),
        kappa=_drawn(square, draws, _kappa, level),
        values={name: scores(name) for name in of_interest or names},
    )


def _share(part: int, whole: int, level: float) -> Measure:
    """A share with Wilson's interval (Wilson 1927)."""
    if not whole:
        return Measure(None)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z / (1 + z * z / whole) * math.sqrt(share * (1 - share) / whole + (z / whole / 2) ** 2)
    # At the ends rounding would leave a sliver.
    low = 0.0 if part == 0 else max(0.0, middle - half)
    high = 1.0 if part == whole else min(1.0, middle + half)
    return Measure(share, low, high)


def _replicates(square: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Tables of as many rows, drawn from those there are: shape ``(2000, n, n)``."""
    total = int(square.sum())
    if not total:
        return np.zeros((0, *square.shape))
    drawn = rng.multinomial(total, (square / total).ravel(), size=_REPLICATES)
    return drawn.reshape(_REPLICATES, *square.shape).astype(np.float64)


def _drawn(
    square: NDArray[np.float64],
    draws: NDArray[np.float64],
    measure: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    level: float,
) -> Measure:
    """A number of the table with its interval over the replicates that define it."""
    value = measure(square[None])[0] if square.size else math.nan
    if not math.isfinite(value):
        return Measure(None)
    spread = measure(draws)
    spread = spread[np.isfinite(spread)]
    low, high = np.quantile(spread, [0.5 - level / 2, 0.5 + level / 2])
    return Measure(float(value), float(low), float(high))


def _f1(tables: NDArray[np.float64], at: int) -> NDArray[np.float64]:
    both = tables[:, :, at].sum(axis=1) + tables[:, at, :].sum(axis=1)
    return _divided(2 * tables[:, at, at], both)


def _kappa(tables: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cohen (1960): ``(agreed - by chance) / (1 - by chance)``, shapes ``(k, n, n) → (k,)``."""
    total = tables.sum(axis=(1, 2))
    agreed = np.trace(tables, axis1=1, axis2=2) * total
    by_chance = (tables.sum(axis=1) * tables.sum(axis=2)).sum(axis=1)
    return _divided(agreed - by_chance, total**2 - by_chance)


def _divided(over: NDArray[np.float64], under: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.divide(over, under, out=np.full_like(over, np.nan), where=under != 0)
