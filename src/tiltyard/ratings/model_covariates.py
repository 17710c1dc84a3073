"""What is the same in every battle of a model, such as its price, held equal among models.

A price cannot be told from a strength by votes: each model has one of either. So the strengths are
regressed on it afterwards, by generalised least squares with their whole covariance and a variance
of what no covariate explains (meta-regression; Berkey and others 1995).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.estimate import SCALE, Coefficients, Estimate

# Models beyond the number of covariates and one that a fit needs: with fewer than three degrees
# of freedom Student's t has no variance.
SPARE = 3

# A covariate that the others explain but for this share of its variance is explained by them.
_UNEXPLAINED = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Trend:
    """How strengths go with covariates of models.

    Attributes:
        names: of the covariates.
        units: the covariates less ``mean``, over ``scale``: shape ``(m, k)``.
        slope: log-odds for one of those units, shape ``(k,)``.
        covariance: of the slopes, shape ``(k, k)``, as wide as Student's t with the degrees of
            freedom that models leave.
        weights: ``slope = weights @ strength``, shape ``(k, m)``.
        mean: of each covariate over the models.
        scale: its standard deviation.
        spread: standard deviation of what the covariates do not explain of the strengths, in
            log-odds.
    """

    names: tuple[str, ...]
    units: Floats
    slope: Floats
    covariance: Floats
    weights: Floats
    mean: Floats
    scale: Floats
    spread: float

    @classmethod
    def of(cls, estimate: Estimate, values: Mapping[str, Mapping[str, float]]) -> Self:
        """The trend among the models of an estimate.

        Strengths are ``α + units @ slope + u``, the ``u`` with one variance, which is Paule and
        Mandel's (1982): that at which the residuals, weighed by all that is uncertain, spread as
        their degrees of freedom say. Then Knapp and Hartung's (2003) factor is 1, and their t is
        what is left of it.

        Args:
            estimate: of which the level plays no part: any anchor gives the same.
            values: of each covariate its value for every model, on the scale that is linear in
                log-odds: of a price its logarithm.

        Raises:
            DataError: a model has no value, or none that is finite.
            NotIdentifiedError: there are fewer models than covariates and four, all models have
                the same value, or one covariate follows from the others.
        """
        names = tuple(values)
        column = _columns(estimate.models, values)
        _require_enough(len(estimate.models), names)
        mean, scale = column.mean(axis=0), column.std(axis=0)
        _require_varied(names, column, scale)
        units = (column - mean) / scale
        _require_distinct(names, units)
        fit = _Contrasts.of(estimate, units)
        variance = fit.unexplained()
        slope, covariance, weights = fit.at(variance)
        freedom = fit.freedom
        wide = covariance * freedom / (freedom - 2)
        return cls(names, units, slope, wide, weights, mean, scale, float(np.sqrt(variance)))

    def taken_from(self, estimate: Estimate) -> Estimate:
        """What is left of the strengths, with its joint covariance; the mean stays where it is.

        The errors are those of the strengths, those of the slopes, and what the two share.
        """
        cross = estimate.covariance @ self.weights.T @ self.units.T
        covariance = estimate.covariance - cross - cross.T
        covariance = covariance + self.units @ self.covariance @ self.units.T
        return replace(
            estimate,
            strength=estimate.strength - self.units @ self.slope,
            covariance=(covariance + covariance.T) / 2,
        )


def held_equal(estimate: Estimate, values: Mapping[str, Mapping[str, float]]) -> Estimate:
    """The estimate of models that have all values, with these held equal among them.

    Its strengths are what the covariates do not explain; the slopes join the coefficients, for one
    standard deviation of each covariate. Their covariance with other coefficients is not known and
    is left at zero.

    Args:
        estimate: of strengths that nothing was taken from yet.
        values: see `Trend.of`; models without a value are left out.

    Raises:
        DataError, NotIdentifiedError: as `Trend.of`.
    """
    if not values or not estimate.models:
        return estimate
    left_out = unknown(estimate.models, values)
    known = estimate.among(name for name in estimate.models if name not in left_out)
    if known.anchor is not None:
        known = known.anchored(None)
    trend = Trend.of(known, values)
    rest = trend.taken_from(known)
    found = Coefficients(trend.names, trend.slope, trend.covariance, trend.mean, trend.scale)
    return replace(
        rest,
        coefficients=_joined(known.coefficients, found),
        notes=(*known.notes, _note(trend)),
    )


def unknown(models: tuple[str, ...], values: Mapping[str, Mapping[str, float]]) -> dict[str, str]:
    """The models that lack a value, each with the first covariate that it lacks."""
    found: dict[str, str] = {}
    for name, of_models in values.items():
        for model in models:
            if model not in of_models:
                found.setdefault(model, name)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Contrasts:
    """Strengths and covariates as independent contrasts: rotated until their errors are.

    Attributes:
        variance: of the votes' part of each error, shape ``(m - 1,)``.
        strength: shape ``(m - 1,)``.
        units: shape ``(m - 1, k)``.
        turned: contrasts by model, shape ``(m - 1, m)``.
    """

    variance: Floats
    strength: Floats
    units: Floats
    turned: Floats

    @classmethod
    def of(cls, estimate: Estimate, units: Floats) -> Self:
        """Of an estimate whose level is anything: contrasts do not see it."""
        m = len(estimate.models)
        whole = np.linalg.qr(np.column_stack([np.ones(m), np.eye(m)[:, 1:]]))[0]
        contrasts = whole[:, 1:].T
        variance, vectors = np.linalg.eigh(contrasts @ estimate.covariance @ contrasts.T)
        turned = vectors.T @ contrasts
        strength = turned @ estimate.strength
        # Where nothing is uncertain a hair is, so that weights are finite.
        least = 1e-12 * max(float(variance.max()), float(strength @ strength), 1e-12)
        return cls(np.maximum(variance, least), strength, turned @ units, turned)

    @property
    def freedom(self) -> int:
        """Contrasts that no covariate takes."""
        contrasts, k = self.units.shape
        return int(contrasts - k)

    def at(self, unexplained: float) -> tuple[Floats, Floats, Floats]:
        """Slopes, their covariance, and their weights on strengths, given that variance."""
        weighted = self.units.T / (self.variance + unexplained)
        covariance = np.asarray(np.linalg.inv(weighted @ self.units), dtype=np.float64)
        each = covariance @ weighted
        return each @ self.strength, covariance, each @ self.turned

    def unexplained(self) -> float:
        """Paule and Mandel's variance; zero where the votes' errors explain all that is left."""
        from scipy.optimize import brentq  # noqa: PLC0415 -- slow to import, and few boards need it

        if self._excess(0.0) <= 0:
            return 0.0
        plain = np.linalg.lstsq(self.units, self.strength, rcond=None)[0]
        left = self.strength - self.units @ plain
        # Weighed less than by this variance alone, and fitted better than plainly: no larger.
        most = float(left @ left) / self.freedom
        return float(brentq(self._excess, 0.0, most * (1 + 1e-6), xtol=1e-14, rtol=1e-12))

    def _excess(self, unexplained: float) -> float:
        """By how much the residuals spread beyond their degrees of freedom; it only falls."""
        slope = self.at(unexplained)[0]
        left = self.strength - self.units @ slope
        return float(left**2 @ (1 / (self.variance + unexplained))) - self.freedom


def _columns(models: tuple[str, ...], values: Mapping[str, Mapping[str, float]]) -> Floats:
    """Shape ``(m, k)``."""
    column = np.empty((len(models), len(values)))
    for place, (name, of_models) in enumerate(values.items()):
        for row, model in enumerate(models):
            value = of_models.get(model)
            if value is None or not np.isfinite(value):
                raise DataError(
                    f"{name!r} of model {model!r} is {value!r}: every model that is compared "
                    "needs a finite number"
                )
            column[row, place] = value
    return column


def _require_enough(models: int, names: tuple[str, ...]) -> None:
    least = len(names) + 1 + SPARE
    if models < least:
        raise NotIdentifiedError(
            f"to hold {' and '.join(map(repr, names))} equal, {least} ranked models or more must "
            f"have a value; {models} {'has' if models == 1 else 'have'} one"
        )


def _require_varied(names: tuple[str, ...], column: Floats, scale: Floats) -> None:
    for place, name in enumerate(names):
        if scale[place] <= 1e-12 * np.abs(column[:, place]).max():
            raise NotIdentifiedError(
                f"{name!r} is the same for all models that are compared: leave it out"
            )


def _require_distinct(names: tuple[str, ...], units: Floats) -> None:
    for place in range(1, len(names)):
        before = units[:, :place]
        share = np.linalg.lstsq(before, units[:, place], rcond=None)[0]
        left = units[:, place] - before @ share
        if left @ left <= _UNEXPLAINED * len(units):
            raise NotIdentifiedError(
                f"{names[place]!r} follows from {' and '.join(map(repr, names[:place]))} for these "
                "models, so they cannot be told apart: leave one of them out"
            )


def _joined(before: Coefficients | None, found: Coefficients) -> Coefficients:
    if before is None:
        return found
    k = len(before.names)
    covariance = np.zeros((k + len(found.names),) * 2)
    covariance[:k, :k], covariance[k:, k:] = before.covariance, found.covariance
    return Coefficients(
        (*before.names, *found.names),
        np.concatenate([before.value, found.value]),
        covariance,
        np.concatenate([before.mean, found.mean]),
        np.concatenate([before.scale, found.scale]),
    )


def _note(trend: Trend) -> str:
    held = " and ".join(trend.names)
    return (
        f"{held} held equal among {len(trend.units):,} models: beyond that their ratings differ "
        f"by {SCALE * trend.spread:.0f} points (standard deviation)"
    )
