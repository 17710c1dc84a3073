"""Votes and their fit, of which some are thought away: how far one model is then above another.

The plain fit is done again from pooled votes, in a millisecond or so. With features held equal a
fit takes a pass over all votes; so first one step of Newton's from the old fit tells nearly the
same from the removed votes alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from tiltyard.errors import NotConvergedError
from tiltyard.ratings._kernel import style
from tiltyard.ratings._kernel.refit import Design, is_connected, refit
from tiltyard.ratings.clusters import surprises
from tiltyard.ratings.comparisons import GRADED, Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.covariance import inverse
from tiltyard.ratings.lead import Lead, Removed, limit, moments_without, taken
from tiltyard.ratings.logistic import expit
from tiltyard.ratings.methods.bradley_terry import BradleyTerry, likelihood_of
from tiltyard.ratings.methods.contextual_bradley_terry import ContextualBradleyTerry
from tiltyard.ratings.newton import Slope, maximise, solve
from tiltyard.ratings.regression import POSITION, Regression

# A gap this near to none, in log-odds, is computed by the most exact way there is.
_NEAR = 1e-3
# The Newton decrement from which one more step is exact enough: it is squared by that step, and
# each step takes a pass over all votes.
_LAST = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """Bradley–Terry; see `Fit`.

    Attributes:
        counts: all votes.
        design: what the fit knows.
        residual: what each row was worth to ``a`` beyond what was expected.
    """

    rows: Comparisons
    counts: Counts
    design: Design
    residual: Floats

    @classmethod
    def of(cls, votes: Comparisons | Counts) -> Pooled:
        """The fit of votes, in as few rows as there can be.

        Raises:
            NotIdentifiedError: they do not connect the models.
        """
        counts = Counts.of(votes)
        rows = _cells(votes, counts)
        fitted = BradleyTerry(errors="information").fit(counts, rng=np.random.default_rng(0))
        strength = fitted.strength
        expected = expit(counts.contrasts(strength))
        weight, _ = counts.moments()
        bread = inverse(counts.gram(weight * expected * (1 - expected)))
        first, second = (one.astype(np.int32) for one in (counts.first, counts.second))
        design = Design(first, second, strength, np.ascontiguousarray(bread))
        return cls(rows, counts, design, surprises(rows, strength))

    def by(self, rows: Comparisons) -> Pooled:
        """The same votes in other rows."""
        return replace(self, rows=rows, residual=surprises(rows, self.strength))

    @property
    def strength(self) -> Floats:
        """See `Fit`."""
        return self.design.strength

    @property
    def is_exact(self) -> bool:
        """See `Fit`."""
        return True

    def influence(self, lead: Lead) -> Floats:
        """See `Fit.influence`."""
        pull = lead.among(self.rows.models) @ self.design.bread
        return self.rows.mass() * (pull[self.rows.b] - pull[self.rows.a]) * self.residual

    def nearly(self, removed: Removed, lead: Lead) -> float:
        """See `Fit.nearly`."""
        return self.gap_without(removed, lead)

    def gap_without(self, removed: Removed, lead: Lead) -> float:
        """See `Fit.gap_without`."""
        rows = taken(self.rows, removed)
        weight, worth = moments_without(self.counts, rows)
        if not is_connected(self.design, weight, worth):
            return limit(self.counts - Counts.of(rows), lead)
        strength = refit(self.design, weight, worth)
        if strength is None or abs(lead.among(rows.models) @ strength) <= _NEAR:
            likelihood = partial(likelihood_of, self.counts, weight, worth, 0.0)
            strength = maximise(likelihood, self.strength if strength is None else strength)
        return float(lead.among(rows.models) @ strength)


@dataclass(frozen=True, slots=True, eq=False)
class Regressed:
    """Bradley–Terry beside what else differed; see `Fit`.

    Attributes:
        counts: all votes, without what differed.
        regression: the votes as one.
        point: strengths and coefficients.
        slope: of the log-likelihood there.
        residual: as in `Pooled`.
    """

    rows: Comparisons
    counts: Counts
    regression: Regression
    point: Floats
    slope: Slope
    residual: Floats

    @classmethod
    def of(cls, rows: Comparisons, features: tuple[str, ...]) -> Regressed:
        """The fit of votes with these features held equal, ``position`` perhaps among them.

        Raises:
            NotIdentifiedError: they do not connect the models, or do not bound a coefficient.
            DataError: they do not have a feature.
        """
        named = tuple(name for name in features if name != POSITION)
        method = ContextualBradleyTerry(
            features=named, position=POSITION in features, errors="information"
        )
        estimate = method.fit(rows, rng=np.random.default_rng(0))
        found = estimate.coefficients
        if found is None:
            raise TypeError("there are features, and the fit has no coefficients")
        regression = Regression.of(rows, found.names)
        point = np.concatenate([estimate.strength, found.value])
        residual = style.residuals(
            regression.columns, estimate.strength, found.value / regression.scale
        )
        return cls(rows, Counts.of(rows), regression, point, regression(point), residual)

    @property
    def strength(self) -> Floats:
        """See `Fit`."""
        return self.point[: self.regression.m]

    @property
    def is_exact(self) -> bool:
        """See `Fit`."""
        return False

    def influence(self, lead: Lead) -> Floats:
        """See `Fit.influence`."""
        m = self.regression.m
        pull = solve(self.slope.information, self._wanted(lead))
        slopes = (pull[m:] / self.regression.scale).astype(np.float32)
        reach = pull[self.rows.b] - pull[self.rows.a] - self.regression.columns.features @ slopes
        return self.rows.mass() * reach * self.residual

    def nearly(self, removed: Removed, lead: Lead) -> float:
        """See `Fit.nearly`: one step of Newton's, with the information that is left."""
        if not self._is_connected(removed):
            return self.gap_without(removed, lead)
        try:
            return float(self._wanted(lead) @ self._near(self.regression.some(*removed)))
        except NotConvergedError:
            return np.nan

    def gap_without(self, removed: Removed, lead: Lead) -> float:
        """See `Fit.gap_without`."""
        if not self._is_connected(removed):
            return limit(self.counts - Counts.of(taken(self.rows, removed)), lead)
        gone = self.regression.some(*removed)
        try:
            near = self._near(gone)
            point = maximise(lambda at: _less(self.regression(at), gone(at)), near, tolerance=_LAST)
        except NotConvergedError:
            return np.nan  # what is left does not bound a coefficient
        return float(self._wanted(lead) @ point)

    def _wanted(self, lead: Lead) -> Floats:
        """What makes of strengths and coefficients the lead."""
        strengths = lead.among(self.rows.models)
        return np.concatenate([strengths, np.zeros(len(self.regression.names))])

    def _is_connected(self, removed: Removed) -> bool:
        first, second = (one.astype(np.int32) for one in (self.counts.first, self.counts.second))
        design = Design(first, second, self.strength, np.zeros((0, 0)))
        return is_connected(design, *moments_without(self.counts, taken(self.rows, removed)))

    def _near(self, gone: Regression) -> Floats:
        left = _less(self.slope, gone(self.point))
        return self.point + solve(left.information, left.gradient)


def _cells(given: Comparisons | Counts, votes: Counts) -> Comparisons:
    """Rows whose votes are alike, as few as there can be; of votes that are pooled already too."""
    if isinstance(given, Comparisons) and (
        given.weight is not None or bool((given.outcome == GRADED).any())
    ):
        return replace(given, features=None, voted_at=None, clusters={})
    pair, outcome = np.nonzero(votes.votes)
    count = votes.votes[pair, outcome]
    weight = votes.total[pair, outcome] / count
    score = np.full(len(pair), 0.5)
    if votes.graded is not None:
        graded = outcome == GRADED
        score[graded] = votes.graded[pair[graded], 0] / votes.total[pair[graded], GRADED]
    return Comparisons(
        models=votes.models,
        a=votes.first[pair],
        b=votes.second[pair],
        outcome=outcome,
        score=score,
        count=count,
        weight=weight,
    )


def _less(all_of: Slope, gone: Slope) -> Slope:
    return Slope(
        all_of.value - gone.value,
        all_of.gradient - gone.gradient,
        all_of.information - gone.information,
    )
