"""Strengths with their covariance: ratings in points, intervals, differences, ranks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.special import ndtri

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings.comparisons import Floats

# Single precision is plenty for simulated errors, and twice as fast.
Singles = NDArray[np.float32]

# Points for one unit of log-odds: 400 points are odds of ten to one.
SCALE = 400 / np.log(10)

# Models times draws in one block of simulated errors; about what a processor keeps close by.
_BLOCK = 200_000


@dataclass(frozen=True, slots=True)
class Difference:
    """How far one model is above another, in points, and the standard error of that."""

    points: float
    standard_error: float

    def interval(self, *, level: float = 0.95) -> tuple[float, float]:
        """Low and high end, for this one comparison chosen beforehand.

        Whoever looks at many and picks the clearest needs `Estimate.rank_range`.
        """
        reach = _quantile(level) * self.standard_error
        return self.points - reach, self.points + reach


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """What a method says of the models.

    Attributes:
        models: their names, in the order of the rest.
        strength: log-odds, shape ``(m,)``, mean zero.
        covariance: of the strengths, shape ``(m, m)``; rows sum to zero.
    """

    models: tuple[str, ...]
    strength: Floats
    covariance: Floats

    def __post_init__(self) -> None:
        m = len(self.models)
        if self.strength.shape != (m,) or self.covariance.shape != (m, m):
            raise DataError(
                f"{m} models need strengths of shape {(m,)} and covariance of shape {(m, m)}, "
                f"not {self.strength.shape} and {self.covariance.shape}"
            )

    def ratings(self, *, centre: float = 1000.0) -> Floats:
        """Strengths in points, shape ``(m,)``: with mean ``centre``; 400 are odds of 10 to 1."""
        return np.asarray(centre + SCALE * self.strength)

    def interval(self, *, level: float = 0.95, centre: float = 1000.0) -> Floats:
        """Low and high end of each rating, in points, shape ``(m, 2)``.

        Normal intervals, each at ``level`` on its own, against the mean of all models. They do not
        say whether two models differ: for that ask `difference`, or `rank_range` for all at once.
        """
        error = np.sqrt(np.maximum(self.covariance.diagonal(), 0))
        reach = SCALE * _quantile(level) * error
        middle = self.ratings(centre=centre)
        return np.column_stack([middle - reach, middle + reach])

    def difference(self, one: str, other: str) -> Difference:
        """How far ``one`` is above ``other``.

        Raises:
            DataError: a model is not among those rated.
        """
        i, j = self._index(one), self._index(other)
        return Difference(
            points=float(SCALE * (self.strength[i] - self.strength[j])),
            standard_error=float(SCALE * _difference_errors(self.covariance)[i, j]),
        )

    def among(self, models: Iterable[str]) -> Estimate:
        """Some of the models, in the order given, with their own mean as zero."""
        kept = tuple(models)
        index = np.array([self._index(name) for name in kept], dtype=np.intp)
        strength = self.strength[index]
        covariance = self.covariance[np.ix_(index, index)]
        if kept:
            strength = strength - strength.mean()
            rows = covariance - covariance.mean(axis=0)
            covariance = rows - rows.mean(axis=1, keepdims=True)
        return Estimate(kept, strength, covariance)

    def rank_range(
        self, *, rng: np.random.Generator, level: float = 0.95, draws: int = 4000
    ) -> NDArray[np.intp]:
        """Best and worst rank that the votes allow each model, shape ``(m, 2)``, 1 being the top.

        The best is one more than the number of models that are surely above, the worst is ``m``
        less the number surely below. Sure is decided for all pairs at once, by the largest
        studentised difference (max-t; Hothorn, Bretz and Westfall 2008), so that with probability
        ``level`` or more no claim on the whole board is wrong.

        Args:
            rng: draws the errors that the quantile is taken of.
            level: probability that every range holds.
            draws: how many errors; 4,000 place the level within about 0.004.
        """
        gap = self.strength[:, None] - self.strength
        error = _difference_errors(self.covariance)
        quantile = _simultaneous_quantile(self.covariance, error, level, rng=rng, draws=draws)
        # Where nothing is uncertain, equal strengths still differ in their last digits.
        is_above = gap > quantile * error + 1e-9
        return np.column_stack([1 + is_above.sum(axis=0), len(self.models) - is_above.sum(axis=1)])

    def _index(self, model: str) -> int:
        try:
            return self.models.index(model)
        except ValueError:
            raise DataError(f"{model!r} is not among the {len(self.models)} models rated") from None


def _quantile(level: float) -> float:
    """How many standard errors reach to each side at this level."""
    if not 0 < level < 1:
        raise ConfigurationError(f"a level must be between 0 and 1, such as 0.95; it is {level}")
    return float(ndtri((1 + level) / 2))


def _difference_errors(covariance: Floats) -> Floats:
    """Standard error of each difference, shape ``(m, m)``; those lost in rounding are 0."""
    own = covariance.diagonal()
    variance = own[:, None] + own - 2 * covariance
    variance[variance <= 1e-12 * own.max(initial=0)] = 0
    return np.sqrt(variance)


def _simultaneous_quantile(
    covariance: Floats, error: Floats, level: float, *, rng: np.random.Generator, draws: int
) -> float:
    """What the largest studentised difference exceeds with probability ``1 - level``."""
    alone = _quantile(level)
    upper = np.triu(error > 0)
    if upper.sum() <= 1:
        return alone
    root = _root(covariance)
    inverse = np.zeros(error.shape, dtype=np.float32)
    inverse[upper] = 1 / error[upper]
    block = max(_BLOCK // len(root), 1)
    largest = []
    for done in range(0, draws, block):
        normal = rng.standard_normal((len(root), min(block, draws - done)), dtype=np.float32)
        largest.append(_largest(root @ normal, inverse))
    # No set of claims is easier than one of them.
    return max(alone, float(np.quantile(np.concatenate(largest), level, method="higher")))


def _root(covariance: Floats) -> Singles:
    """What turns independent standard normals into errors of this covariance, which is singular."""
    size, direction = eigh(covariance)
    return np.asarray(direction * np.sqrt(np.maximum(size, 0)), dtype=np.float32)


def _largest(errors: Singles, inverse: Singles) -> Singles:
    """The largest studentised difference in each column of errors, shape ``(m, draws)``."""
    top = np.zeros(errors.shape[1], dtype=np.float32)
    space = np.empty_like(errors)
    for i in range(len(errors) - 1):
        gap = np.subtract(errors[i + 1 :], errors[i], out=space[i + 1 :])
        gap *= inverse[i, i + 1 :, None]
        np.maximum(top, np.abs(gap, out=gap).max(axis=0), out=top)
    return top
