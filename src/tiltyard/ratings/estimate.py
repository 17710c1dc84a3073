"""Strengths with their covariance: ratings in points, intervals, differences, ranks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import DataError
from tiltyard.ratings import differences
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.multiplicity import DRAWS, Adjustment, Side, alone, for_models, for_pairs

# Points for one unit of log-odds: 400 points are odds of ten to one.
SCALE = 400 / np.log(10)


@dataclass(frozen=True, slots=True)
class Difference:
    """How far one model is above another, in points, and the standard error of that."""

    points: float
    standard_error: float

    def interval(self, *, level: float = 0.95, side: Side = "both") -> tuple[float, float]:
        """Low and high end, for this one comparison chosen beforehand.

        Whoever looks at many and picks the clearest needs `Estimate.rank_range`. With ``side``
        ``lower`` or ``upper`` only that end is finite.
        """
        reach = alone(level, side=side) * self.standard_error
        low, high = _ends(np.array([self.points]), np.array([reach]), side)[0].tolist()
        return low, high

    def probability_above(self) -> float:
        """How probable it is that the one is above the other, for who thought both equally likely.

        The normal probability below ``points / standard_error``; a half if neither is known to be.
        """
        if self.standard_error == 0:
            return float(np.heaviside(self.points, 0.5))
        return NormalDist().cdf(self.points / self.standard_error)


@dataclass(frozen=True, slots=True, eq=False)
class Coefficients:
    """What a method says of other things than models: style features, a tie threshold, and so on.

    Attributes:
        names: one for each.
        value: shape ``(k,)``, in log-odds for one unit of the standardised feature.
        covariance: shape ``(k, k)``.
        mean: what was taken from each feature before it was divided by ``scale``.
        scale: what it was divided by; 1 where nothing was standardised.
    """

    names: tuple[str, ...]
    value: Floats
    covariance: Floats
    mean: Floats
    scale: Floats

    def interval(self, *, level: float = 0.95, side: Side = "both") -> Floats:
        """Low and high end of each, shape ``(k, 2)``: normal, each at ``level`` on its own."""
        reach = alone(level, side=side) * _errors(self.covariance)
        return _ends(self.value, reach, side)


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """What a method says of the models.

    Attributes:
        models: their names, in the order of the rest.
        strength: log-odds, shape ``(m,)``; mean zero unless anchored or grounded.
        covariance: of the strengths, shape ``(m, m)``; rows sum to zero if the mean is zero.
        coefficients: of what else was fitted, if anything was.
        notes: what a reader of the board must be told, such as a prior.
        anchor: the model whose strength is zero by definition; none: the mean of all is.
        is_grounded: zero has a meaning of its own, which the votes fixed.
    """

    models: tuple[str, ...]
    strength: Floats
    covariance: Floats
    coefficients: Coefficients | None = None
    notes: tuple[str, ...] = ()
    anchor: str | None = None
    is_grounded: bool = False

    def __post_init__(self) -> None:
        m = len(self.models)
        if self.strength.shape != (m,) or self.covariance.shape != (m, m):
            raise DataError(
                f"{m} models need strengths of shape {(m,)} and covariance of shape {(m, m)}, "
                f"not {self.strength.shape} and {self.covariance.shape}"
            )

    def ratings(self, *, centre: float = 1000.0) -> Floats:
        """Strengths in points, shape ``(m,)``; 400 are odds of 10 to 1.

        ``centre`` is the rating of strength zero: of the mean model, or of the anchor.
        """
        return np.asarray(centre + SCALE * self.strength)

    def interval(  # noqa: PLR0913 -- each is a free choice about an interval
        self,
        *,
        level: float = 0.95,
        side: Side = "both",
        centre: float = 1000.0,
        adjustment: Adjustment = "none",
        rng: np.random.Generator | None = None,
        draws: int = DRAWS,
    ) -> Floats:
        """Low and high end of each rating, in points, shape ``(m, 2)``.

        Normal intervals against what strength zero stands for: the mean of all models, or the
        anchor. They do not say whether two models differ: for that ask `difference`, or
        `rank_range` for all at once.

        Args:
            level: probability that an interval holds its truth; that all do, if adjusted.
            side: ``lower`` or ``upper`` leaves the other end infinite.
            centre: see `ratings`.
            adjustment: ``none`` is for one model at a time; ``max_t``, ``sidak`` and
                ``bonferroni`` make all intervals hold together.
            rng: draws the errors that ``max_t`` needs.
            draws: how many.
        """
        quantile = for_models(
            self.covariance, level=level, side=side, adjustment=adjustment, rng=rng, draws=draws
        )
        reach = SCALE * quantile * _errors(self.covariance)
        return _ends(self.ratings(centre=centre), reach, side)

    def difference(self, one: str, other: str) -> Difference:
        """How far ``one`` is above ``other``.

        Raises:
            DataError: a model is not among those rated.
        """
        i, j = self.index(one), self.index(other)
        error = differences.errors(self.covariance, slice(i, i + 1))[0, j]
        return Difference(
            points=float(SCALE * (self.strength[i] - self.strength[j])),
            standard_error=float(SCALE * error),
        )

    def differences(self) -> tuple[Floats, Floats]:
        """How far each row's model is above each column's, and the standard errors of that.

        In points, shape ``(m, m)`` each.
        """
        points = SCALE * (self.strength[:, None] - self.strength)
        return points, SCALE * differences.errors(self.covariance)

    def among(self, models: Iterable[str]) -> Estimate:
        """Some of the models, in the order given.

        Their own mean becomes zero, unless zero was fixed otherwise: by an anchor that is among
        them, or by the votes.
        """
        kept = tuple(models)
        index = np.array([self.index(name) for name in kept], dtype=np.intp)
        some = replace(
            self,
            models=kept,
            strength=self.strength[index],
            covariance=self.covariance[np.ix_(index, index)],
        )
        return some if self.is_grounded or self.anchor in kept else some.anchored(None)

    def anchored(self, model: str | None) -> Estimate:
        """The same differences, with this model's strength as zero; the mean of all for none.

        Intervals are then those of differences from it: an anchor with few votes widens all of
        them, and has none itself. What the votes said of the level is given up.
        """
        if not self.models:
            return replace(self, anchor=None, is_grounded=False)
        weight = np.full(len(self.models), 1 / len(self.models))
        if model is not None:
            weight = np.zeros(len(self.models))
            weight[self.index(model)] = 1
        shift = self.covariance @ weight
        covariance = self.covariance - shift - shift[:, None] + weight @ shift
        return replace(
            self,
            strength=self.strength - weight @ self.strength,
            covariance=covariance,
            anchor=model,
            is_grounded=False,
        )

    def rank_range(
        self,
        *,
        rng: np.random.Generator | None = None,
        level: float = 0.95,
        adjustment: Adjustment = "max_t",
        draws: int = DRAWS,
    ) -> NDArray[np.intp]:
        """Best and worst rank that the votes allow each model, shape ``(m, 2)``, 1 being the top.

        The best is one more than the number of models that are surely above, the worst is ``m``
        less the number surely below. Sure is decided for all pairs at once, from the joint
        covariance, so that with probability ``level`` or more no claim on the whole board is
        wrong.

        Args:
            rng: draws the errors that ``max_t`` takes its quantile of, and needs.
            level: probability that every range holds.
            adjustment: how that is reached, see `multiplicity.for_pairs`; above 2,000 models
                ``max_t`` is Šidák's (`multiplicity.in_effect` tells).
            draws: how many errors; 4,000 place the level within about 0.004.
        """
        quantile = for_pairs(
            self.strength,
            self.covariance,
            level=level,
            adjustment=adjustment,
            rng=rng,
            draws=draws,
        )
        return differences.rank_ranges(self.strength, self.covariance, differences.times(quantile))

    def index(self, model: str) -> int:
        """The model's place.

        Raises:
            DataError: it is not among those rated.
        """
        try:
            return self.models.index(model)
        except ValueError:
            raise DataError(f"{model!r} is not among the {len(self.models)} models rated") from None


def _errors(covariance: Floats) -> Floats:
    """Standard errors of the parameters themselves; below zero there is only rounding."""
    return np.sqrt(np.maximum(covariance.diagonal(), 0))


def _ends(middle: Floats, reach: Floats, side: Side) -> Floats:
    """Low and high ends, of which one-sided intervals have one: shape ``(k, 2)``."""
    none = np.full(len(middle), np.inf)
    low = -none if side == "upper" else middle - reach
    high = none if side == "lower" else middle + reach
    return np.column_stack([low, high])
