"""Votes as a logistic regression: strengths of models, and slopes of what else differed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tiltyard import registry
from tiltyard.errors import DataError, FeatureError
from tiltyard.ratings._kernel import style
from tiltyard.ratings._kernel.style import Bread, Spread, Votes
from tiltyard.ratings.clusters import clustered
from tiltyard.ratings.comparisons import Codes, Comparisons, Floats
from tiltyard.ratings.covariance import centred, pinned
from tiltyard.ratings.newton import Slope, inverted

# The feature that is one in every row: what sitting left is worth.
POSITION = "position"

# A feature that the others explain but for this share of its variance is explained by them;
# single precision alone leaves about 1e-14 of a copy.
_UNEXPLAINED = 1e-9

# With a variance beyond this for one standard deviation, in votes of average weight, a coefficient
# is on its way to infinity: a single vote against it would leave a millionth of that.
_FREE = 1e7

# Rows whose squares are taken at once, in double precision.
_CHUNK = 1 << 16


@dataclass(frozen=True)
class Regression:
    """The log-likelihood of votes, by ``m`` strengths and then ``k`` coefficients.

    A coefficient is log-odds for one unit of the standardised feature, which is the feature divided
    by its root mean square over the votes. The mean is not taken off: seen from the other side a
    difference changes its sign, and so must what the fit makes of it.

    Attributes:
        votes: single votes.
        names: of the features, in order.
        columns: the same votes, with these features.
        scale: root mean square of each feature, weighted like the votes.
        ridge: precision of a normal prior on strengths, around their mean.
        coefficient_ridge: and of one on coefficients, around zero.
    """

    votes: Comparisons
    names: tuple[str, ...]
    columns: Votes
    scale: Floats
    ridge: float = 0.0
    coefficient_ridge: float = 0.0

    @classmethod
    def of(
        cls,
        votes: Comparisons,
        names: tuple[str, ...],
        *,
        ridge: float = 0.0,
        coefficient_ridge: float = 0.0,
    ) -> Regression:
        """That of some of the votes' features, and of the position if it is named.

        Raises:
            DataError: the votes do not have a feature.
            FeatureError: a feature is zero in every vote.
        """
        columns = Votes(
            votes.a, votes.b, len(votes.models), votes.outcome, votes.score, votes.count,
            votes.weight, _chosen(votes, names),
        )  # fmt: skip
        scale = _root_mean_square(columns)
        if len(votes) and not scale.all():
            name = names[int(scale.argmin())]
            raise FeatureError(
                f"feature {name!r} is zero in every vote, so it has no coefficient: leave it out",
                feature=name,
                cause="alike",
            )
        return cls(votes, names, columns, scale, ridge, coefficient_ridge)

    @cached_property
    def m(self) -> int:
        """How many models there are."""
        return len(self.votes.models)

    def __call__(self, point: Floats) -> Slope:
        """Value, gradient, and minus the Hessian with the level of strengths pinned."""
        strength, coefficient = self._split(point)
        sums = style.slopes(self.columns, strength, coefficient / self.scale)
        gradient = np.concatenate([sums.strengths, sums.slopes / self.scale])
        information = self._assembled(sums.information)
        spread = strength - strength.mean() if self.m else strength
        prior = np.concatenate([self.ridge * spread, self.coefficient_ridge * coefficient])
        value = sums.value - float(prior @ point) / 2
        return Slope(value, gradient - prior, self._with_prior(information))

    def some(self, chosen: Codes, count: Floats | None = None) -> Regression:
        """The part of the log-likelihood that some of the rows are, without the priors.

        Args:
            chosen: rows, by place.
            count: how many votes of each; all of them if missing.
        """
        votes, columns = self.votes.rows(chosen), self.columns
        if count is not None:
            votes = replace(votes, count=count)
        part = Votes(
            votes.a, votes.b, columns.m, votes.outcome, votes.score, votes.count, votes.weight,
            columns.features[chosen],
        )  # fmt: skip
        return Regression(votes, self.names, part, self.scale)

    def bread(self, point: Floats) -> Floats:
        """The inverse information, of strengths that sum to zero, shape ``(m + k, m + k)``."""
        return self._centred(inverted(self(point).information))

    def sandwich(self, point: Floats, bread: Floats) -> Floats:
        """The covariance of a model that is only roughly right; see `covariance.sandwich`.

        A prior is as uncertain as it says: its precision is added to the spread of the votes.
        """
        return self._centred(bread @ (self.spread(point, bread) + self._prior()) @ bread)

    def clustered(self, point: Floats, bread: Floats, cluster: tuple[str, ...]) -> Floats:
        """The same where votes of a cluster depend on each other; see `clusters.clustered`.

        Each vote's leverage is made up for as in the sandwich, so that clusters of one vote give
        just that, times ``G / (G - 1)``.
        """
        strength, coefficient = self._split(point)
        raw = np.concatenate([np.ones(self.m), self.scale])
        # Scores are by unstandardised features, which are not copied to be divided.
        unit = np.outer(raw, raw)
        leverage = self.spread(point, bread) - self.spread(point, np.zeros_like(bread))
        whole = clustered(
            self.votes,
            cluster,
            bread / unit,
            on_a=style.residuals(self.columns, strength, coefficient / self.scale),
            features=self.columns.features,
            leverage=(leverage + self._prior()) * unit,
        )
        return self._centred(whole * unit)

    def spread(self, point: Floats, bread: Floats) -> Floats:
        """How the scores of votes spread, with the share that leverage hides by this bread."""
        strength, coefficient = self._split(point)
        m, scale = self.m, self.scale
        own = bread.diagonal()[:m]
        parts = Bread(
            own[:, None] + own - 2 * bread[:m, :m],
            bread[:m, m:] / scale,
            bread[m:, m:] / np.outer(scale, scale),
        )
        return self._assembled(style.spread(self.columns, strength, coefficient / scale, parts))

    def require_identified(self, information: Floats) -> None:
        """Return if no feature follows from the models that met, or from other features.

        Args:
            information: at some point, pinned.

        Raises:
            FeatureError: one does; it is named, and so are those that it follows from.
        """
        m, k = self.m, len(self.names)
        cross = information[:m, m:]
        given = information[m:, m:] - cross.T @ np.linalg.solve(information[:m, :m], cross)
        alone = information[m:, m:].diagonal()
        for j in range(k):
            if given[j, j] <= _UNEXPLAINED * alone[j]:
                raise FeatureError(
                    f"feature {self.names[j]!r} follows from which models met, so it cannot be "
                    "told from their strengths: leave it out, or use what varies between battles "
                    "of the same two models",
                    feature=self.names[j],
                    cause="models",
                )
        size = np.sqrt(given.diagonal())
        self._require_distinct(given / np.outer(size, size))

    def require_finite(self, bread: Floats) -> None:
        """Return if the votes bound every coefficient.

        Raises:
            FeatureError: one could grow for ever.
        """
        variance = bread.diagonal()[self.m :]
        votes = self.votes.votes
        weight = float(self.votes.mass().sum()) / votes if self.votes.weight is not None else 1.0
        if not variance.size or variance.max() * weight < _FREE:
            return
        name = self.names[int(variance.argmax())]
        raise FeatureError(
            f"feature {name!r} tells the winner of every vote, with the strengths, so no finite "
            "coefficient is the best: leave it out, or set coefficient_ridge",
            feature=name,
            cause="winners",
        )

    def _require_distinct(self, correlation: Floats) -> None:
        for j in range(1, len(correlation)):
            before = correlation[:j, :j]
            share = np.linalg.solve(before, correlation[:j, j])
            if 1 - share @ correlation[:j, j] < _UNEXPLAINED:
                others = tuple(self.names[i] for i in np.flatnonzero(np.abs(share) > 1e-4))
                raise FeatureError(
                    f"feature {self.names[j]!r} follows from {' and '.join(map(repr, others))}, so "
                    "their coefficients cannot be told apart: leave one of them out",
                    feature=self.names[j],
                    cause="features",
                    others=others,
                )

    def _split(self, point: Floats) -> tuple[Floats, Floats]:
        return point[: self.m], point[self.m :]

    def _assembled(self, sums: Spread) -> Floats:
        """One matrix of what belongs to strengths, to coefficients and to both."""
        either = sums.pairs + sums.pairs.T
        laplacian = np.diag(either.sum(axis=1)) - either
        cross = sums.models / self.scale
        return np.block(
            [[laplacian, cross], [cross.T, sums.features / np.outer(self.scale, self.scale)]]
        )

    def _with_prior(self, information: Floats) -> Floats:
        m, whole = self.m, information + self._prior()
        whole[:m, :m] += pinned(information[:m, :m]) - information[:m, :m]
        return np.asarray(whole)

    def _prior(self) -> Floats:
        """The precision of the priors; zero if there are none."""
        m, k = self.m, len(self.names)
        precision = np.zeros((m + k, m + k))
        precision[:m, :m] = self.ridge * (np.eye(m) - 1 / max(m, 1))
        precision[m:, m:] = self.coefficient_ridge * np.eye(k)
        return precision

    def _centred(self, covariance: Floats) -> Floats:
        """Of strengths that sum to zero, and symmetric to the last bit."""
        m = self.m
        whole = (covariance + covariance.T) / 2
        whole[:m, :m] = centred(whole[:m, :m])
        whole[:m, m:] -= whole[:m, m:].mean(axis=0)
        whole[m:, :m] = whole[:m, m:].T
        return np.asarray(whole)


def _chosen(votes: Comparisons, names: tuple[str, ...]) -> style.Singles:
    """The columns of these features; those of the votes themselves if they are all of them."""
    known = () if votes.features is None else votes.features.names
    if votes.features is not None and names == known:
        return votes.features.values
    columns = np.empty((len(votes), len(names)), dtype=np.float32)
    for place, name in enumerate(names):
        if votes.features is not None and name in known:
            columns[:, place] = votes.features.values[:, known.index(name)]
        elif name == POSITION:
            columns[:, place] = 1
        else:
            near = registry.nearest(name, sorted(known))
            raise DataError(f"the votes have no feature {name!r}{near}")
    return columns


def _root_mean_square(columns: Votes) -> Floats:
    n, k = columns.features.shape
    total, mass = np.zeros(k), 0.0
    for at in range(0, n, _CHUNK):
        here = slice(at, at + _CHUNK)
        each = np.ones(min(_CHUNK, n - at))
        for value in (columns.count, columns.weight):
            each = each if value is None else each * value[here]
        total += each @ columns.features[here].astype(np.float64) ** 2
        mass += float(each.sum())
    return np.sqrt(total / mass) if mass else np.ones(k)
