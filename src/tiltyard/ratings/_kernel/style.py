"""Sums over votes for logistic regression on strengths and features."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_int64, c_void_p
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings._kernel import PARTS, compiled, contiguous, in_parts, pointer
from tiltyard.ratings.logistic import expit

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]

# What an outcome is worth to the left; a graded vote brings its own.
_WORTH = np.array([1.0, 0.0, 0.5, 0.5, np.nan])

# Rows in a block of the compiled loops, and those that numpy takes at once.
_BLOCK = 256
_CHUNK = 1 << 16

# Rows that are summed in a fraction of a millisecond.
_FEW = 1 << 13

# Pairs of models, sitting either way, for which each part can have a table of its own.
_MAX_TABLE = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """The columns of votes, in any order.

    Attributes:
        a: place of the left model of each row, below ``m``.
        b: of the right one, never the same.
        m: how many models.
        outcome: 0 to 4, as ``a`` sees it.
        score: what a row with outcome 4 is worth to ``a``.
        count: how many votes a row stands for; one each if missing.
        weight: their importance; one each if missing.
        features: ``a``'s less ``b``'s, shape ``(n, k)``, in either memory order.
    """

    a: NDArray[np.integer[Any]]
    b: NDArray[np.integer[Any]]
    m: int
    outcome: NDArray[np.integer[Any]]
    score: Floats | None
    count: Floats | None
    weight: Floats | None
    features: Singles


class Spread(NamedTuple):
    """``Σ value x xᵀ`` over votes, with ``x`` one at a, minus one at b, and the features.

    Attributes:
        pairs: sums of the value by who sat left and who right, shape ``(m, m)``.
        models: sums of value times features, less those where the model sat right, ``(m, k)``.
        features: of value times features times features, ``(k, k)``.
    """

    pairs: Floats
    models: Floats
    features: Floats


class Slopes(NamedTuple):
    """A log-likelihood at a point, summed over votes.

    Attributes:
        value: the log-likelihood.
        strengths: its gradient by strength, shape ``(m,)``.
        slopes: and by the slope of each feature, ``(k,)``.
        information: minus its Hessian.
    """

    value: float
    strengths: Floats
    slopes: Floats
    information: Spread


class Bread(NamedTuple):
    """The covariance that leverage is taken of.

    Attributes:
        gaps: variance of the difference of two strengths, shape ``(m, m)``.
        lines: covariance of strengths with slopes, ``(m, k)``.
        slopes: of slopes, ``(k, k)``.
    """

    gaps: Floats
    lines: Floats
    slopes: Floats


def slopes(votes: Votes, strength: Floats, slope: Floats) -> Slopes:
    """The log-likelihood ``Σ mass [y η - log(1 + e^η)]`` with two derivatives.

    Args:
        votes: the rows.
        strength: of the models, shape ``(m,)``.
        slope: log-odds for one unit of each feature, shape ``(k,)``.
    """
    m, k = votes.m, len(slope)
    loops = _Compiled.of(votes)
    if loops is None:
        return _slopes_plainly(votes, strength, slope)
    shapes = [(m + 1,), (loops.size,), *loops.shapes()]
    gradient, pull, *spread = loops.run(
        "slope", [contiguous(strength, np.float64), loops.padded(slope)], shapes
    )
    return Slopes(float(gradient[m]), gradient[:m], pull[:k], loops.spread(spread))


def spread(votes: Votes, strength: Floats, slope: Floats, bread: Bread) -> Spread:
    """``Σ s x xᵀ`` with ``s = mass weight (error² + leverage v)`` and ``v`` the expected variance.

    The leverage of a vote is what one like it moves its own expectation, ``weight v xᵀ V x``.
    """
    loops = _Compiled.of(votes)
    if loops is None:
        return _spread_plainly(votes, strength, slope, bread)
    inputs = [contiguous(strength, np.float64), loops.padded(slope)]
    covariances = [
        bread.gaps,
        loops.padded(bread.lines),
        loops.padded(loops.padded(bread.slopes).T),
    ]
    return loops.spread(
        loops.run(
            "spread", [*inputs, *(contiguous(v, np.float64) for v in covariances)], loops.shapes()
        )
    )


def residuals(votes: Votes, strength: Floats, slope: Floats) -> Floats:
    """What each row was worth to the left beyond what was expected, shape ``(n,)``."""
    loops = _Compiled.of(votes)
    if loops is not None:
        residual = np.empty(len(votes.a))
        inputs = [contiguous(strength, np.float64), loops.padded(slope), residual]
        loops.run("residual", inputs, [])
        return residual
    parts = [y - expit(eta) for _, y, _, _, eta in _chunks(votes, strength, slope)]
    return np.concatenate(parts) if parts else np.zeros(0)


class _Columns(ctypes.Structure):
    """As in ``style.c``."""

    _fields_ = (
        *((name, c_int64) for name in ("m", "k", "wide", "row_step", "column_step")),
        *((name, c_void_p) for name in ("a", "b")),
        ("is_short", c_int64),
        *((name, c_void_p) for name in ("outcome", "score", "count", "weight", "feature")),
    )


class _Compiled:
    """The compiled loops over one set of votes."""

    def __init__(self, library: Any, votes: Votes) -> None:  # noqa: ANN401 -- ctypes
        self.library, self.m = library, votes.m
        self.n, self.k = (int(length) for length in votes.features.shape)
        code = np.int16 if votes.a.dtype.itemsize == 2 else np.int32
        features = np.asarray(votes.features, dtype=np.float32)
        # Kept here, as the structure holds no more than where they are.
        self.kept = [
            contiguous(votes.a, code),
            contiguous(votes.b, code),
            contiguous(votes.outcome, np.uint8),
            *(
                value if value is None else contiguous(value, np.float64)
                for value in (votes.score, votes.count, votes.weight)
            ),
            features,
        ]
        places = [None if value is None else value.ctypes.data for value in self.kept]
        steps = [step // features.itemsize for step in features.strides]
        self.columns = ctypes.byref(
            _Columns(
                self.m,
                self.k,
                self.size // 4,
                *steps,
                *places[:2],
                int(code is np.int16),
                *places[2:],
            )
        )

    @classmethod
    def of(cls, votes: Votes) -> _Compiled | None:
        """The loops, if they were built and are wanted."""
        library = compiled()
        return None if library is None else cls(library, votes)

    @property
    def size(self) -> int:
        """How many features there are when their number is made a multiple of four."""
        return (self.k + 3) // 4 * 4

    def padded(self, by_feature: Floats) -> Floats:
        """The same with zeros for the features that are not there."""
        *others, k = by_feature.shape
        whole = np.zeros((*others, self.size))
        whole[..., :k] = by_feature
        return whole

    def shapes(self) -> list[tuple[int, ...]]:
        """Those of what `spread` takes."""
        return [(self.m, self.m), (self.m, self.size), (self.size, self.size)]

    def spread(self, sums: list[Floats]) -> Spread:
        """The sums without what was added to make features a multiple of four."""
        pairs, models, product = sums
        return Spread(pairs, models[:, : self.k], product[: self.k, : self.k])

    def run(self, name: str, inputs: list[Floats], outputs: list[tuple[int, ...]]) -> list[Floats]:
        """The sums of these shapes that a loop adds up over all rows."""
        call = self.library[f"tiltyard_style_{name}"]

        def part(begin: int, end: int) -> list[Floats]:
            sums, space = [np.zeros(shape) for shape in outputs], np.zeros(_BLOCK * self.size)
            lists = map(pointer, [*inputs, *sums, space])
            call(c_int64(begin), c_int64(end), self.columns, *lists)
            return sums

        parts: list[list[Floats]] = in_parts(
            part, self.n, parts=PARTS if self.m**2 <= _MAX_TABLE else 1, few=_FEW
        )
        total = parts[0]
        for more in parts[1:]:
            total = [mine + other for mine, other in zip(total, more, strict=True)]
        return total


def _chunks(
    votes: Votes, strength: Floats, slope: Floats
) -> Iterator[tuple[slice, Floats, tuple[Floats, Floats], Floats, Floats]]:
    """Some rows at a time: which, worth, mass and weight, features in doubles, log-odds."""
    for at in range(0, len(votes.a), _CHUNK):
        here = slice(at, at + _CHUNK)
        outcome = votes.outcome[here]
        y = _WORTH[outcome]
        if votes.score is not None:
            y = np.where(outcome == 4, votes.score[here], y)
        weight = np.ones(len(y)) if votes.weight is None else votes.weight[here]
        mass = weight if votes.count is None else weight * votes.count[here]
        # In one order whatever that of the votes, or sums would be rounded differently.
        x = votes.features[here].astype(np.float64, order="C")
        eta = strength[votes.a[here]] - strength[votes.b[here]] + x @ slope
        yield here, y, (mass, weight), x, eta


def _slopes_plainly(votes: Votes, strength: Floats, slope: Floats) -> Slopes:
    m, value = votes.m, 0.0
    strengths, pull = np.zeros(m), np.zeros(len(slope))
    information = _nothing(votes)
    for here, y, (mass, _), x, eta in _chunks(votes, strength, slope):
        residual = mass * (y - expit(eta))
        # In this order, what a sure vote still loses is not rounded away.
        value += float(mass @ (y * eta - np.maximum(eta, 0) - np.log1p(np.exp(-np.abs(eta)))))
        strengths += np.bincount(votes.a[here], residual, m)
        strengths -= np.bincount(votes.b[here], residual, m)
        pull += residual @ x
        _add(information, votes, here, mass * expit(eta) * expit(-eta), x)
    return Slopes(value, strengths, pull, information)


def _spread_plainly(votes: Votes, strength: Floats, slope: Floats, bread: Bread) -> Spread:
    total = _nothing(votes)
    for here, y, (mass, weight), x, eta in _chunks(votes, strength, slope):
        a, b = votes.a[here], votes.b[here]
        inner = 2 * (bread.lines[a] - bread.lines[b]) + x @ bread.slopes
        reach = bread.gaps[a, b] + (inner * x).sum(axis=1)
        variance = expit(eta) * expit(-eta)
        error = y - expit(eta)
        _add(total, votes, here, mass * weight * (error**2 + weight * variance**2 * reach), x)
    return total


def _nothing(votes: Votes) -> Spread:
    m, k = votes.m, votes.features.shape[1]
    return Spread(np.zeros((m, m)), np.zeros((m, k)), np.zeros((k, k)))


def _add(total: Spread, votes: Votes, here: slice, value: Floats, x: Floats) -> None:
    m = votes.m
    a, b = votes.a[here].astype(np.int64), votes.b[here]
    total.pairs.ravel()[:] += np.bincount(a * m + b, value, m * m)
    for j, scaled in enumerate((value[:, None] * x).T):
        total.models[:, j] += np.bincount(a, scaled, m) - np.bincount(b, scaled, m)
    total.features[:] += (value[:, None] * x).T @ x
