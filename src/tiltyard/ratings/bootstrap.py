"""Boards of votes that were drawn again: uncertainty without a formula (Efron 1979)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from tiltyard.errors import ConfigurationError, NotIdentifiedError
from tiltyard.ratings import redrawn
from tiltyard.ratings._kernel import PARTS, in_parts
from tiltyard.ratings.clusters import require_known
from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.estimate import SCALE, Estimate
from tiltyard.ratings.methods.bradley_terry import BradleyTerry
from tiltyard.ratings.multiplicity import Side, tails
from tiltyard.ratings.weighting import levelled

if TYPE_CHECKING:
    from tiltyard.ratings import Method

Kind = Literal["percentile", "basic"]


@dataclass(frozen=True, slots=True, eq=False)
class Replicates:
    """What a method says of the votes, and of votes drawn again from them many times.

    Attributes:
        original: of the votes themselves.
        strength: of each replicate that connects the models, shape ``(r, m)``.
        unconnected: how many others there were. They have no strengths; what is told of the rest
            is on condition of being connected, which flatters a board on which they are many.
    """

    original: Estimate
    strength: Floats
    unconnected: int = 0

    def interval(
        self,
        *,
        level: float = 0.95,
        side: Side = "both",
        centre: float = 1000.0,
        kind: Kind = "percentile",
    ) -> Floats:
        """Low and high end of each rating, in points, shape ``(m, 2)``; each model on its own.

        Args:
            level: probability that an interval holds its truth, roughly.
            side: ``lower`` or ``upper`` leaves the other end infinite.
            centre: rating of strength zero.
            kind: ``percentile``: the middle ``level`` of the replicates. ``basic``: as far from the
                rating as that, on the other side of it.
        """
        rating = self.original.ratings(centre=centre)
        return _between(centre + SCALE * self.strength, rating, level, side, kind)

    def difference_interval(
        self,
        one: str,
        other: str,
        *,
        level: float = 0.95,
        side: Side = "both",
        kind: Kind = "percentile",
    ) -> tuple[float, float]:
        """Low and high end of how far ``one`` is above ``other``, in points."""
        i, j = self.original.index(one), self.original.index(other)
        points = SCALE * (self.strength[:, [i]] - self.strength[:, [j]])
        middle = np.array([self.original.difference(one, other).points])
        low, high = _between(points, middle, level, side, kind)[0].tolist()
        return low, high

    def estimate(self) -> Estimate:
        """The original with the covariance of the replicates, for all that an estimate can tell.

        Its notes say how many replicates there were, and how many did not connect the models.
        """
        covariance = np.atleast_2d(np.cov(self.strength, rowvar=False))
        told = f"covariance of {len(self.strength):,} bootstrap replicates"
        if self.unconnected:
            told += f"; {self.unconnected:,} more did not connect the models and are left out"
        return replace(self.original, covariance=covariance, notes=(*self.original.notes, told))


def bootstrap(
    votes: Comparisons | Counts,
    *,
    rng: np.random.Generator,
    method: Method | None = None,
    replicates: int = 1000,
    cluster: str | None = None,
) -> Replicates:
    """Strengths of the votes, and of as many votes drawn from them with replacement, many times.

    Every replicate is fitted exactly. Plain Bradley–Terry starts from the fit to all votes and
    reuses its factorised information, which takes a millisecond where a fit of its own takes ten;
    any other method is fitted anew each time. Replicates run on all processors, and do not depend
    on how many there are.

    Votes are drawn, not weights: where votes of one pair and outcome differ in weight or grade,
    pooled counts hold their mean, so that its spread is left out. Without a cluster, Bradley–Terry
    always pools.

    Args:
        votes: drawn one by one; counts are drawn as the single votes that they stand for.
        rng: draws the beginnings of the replicates' random streams.
        method: Bradley–Terry if none.
        replicates: how many; an interval at 95 % wants a thousand.
        cluster: name of `Comparisons.clusters` to draw whole clusters of, as many as there are.

    Raises:
        DataError: the votes are not whole, or do not say their cluster.
        ConfigurationError: fewer than two replicates are asked for.
        NotIdentifiedError: the votes do not connect the models, or fewer than two replicates do.
    """
    if replicates < 2:
        raise ConfigurationError(f"at least 2 replicates are needed; asked for {replicates}")
    method = BradleyTerry() if method is None else method
    require_known(votes, () if cluster is None else (cluster,))
    votes = levelled(votes)
    original = method.fit(votes, rng=rng)
    found = _run(_replicate(votes, method, cluster, original), rng, replicates)
    strength = [one for one in found if one is not None]
    if len(strength) < 2:
        raise NotIdentifiedError(
            f"of {replicates:,} replicates {len(strength)} connect the models: the votes are too "
            "few to be drawn again; use the covariance of the fit, or a prior"
        )
    return Replicates(original, np.array(strength), replicates - len(strength))


def _replicate(
    votes: Comparisons | Counts, method: Method, cluster: str | None, original: Estimate
) -> redrawn.Replicate:
    is_plain = isinstance(method, BradleyTerry) and not method.ridge
    if cluster is None or isinstance(votes, Counts):
        if is_plain:
            return redrawn.bradley_terry(votes, original.strength)
        return redrawn.any_method(votes, method)
    if is_plain:
        return redrawn.bradley_terry_of_clusters(votes, cluster, original.strength)
    return redrawn.any_method_of_clusters(votes, cluster, method)


def _run(replicate: redrawn.Replicate, rng: np.random.Generator, many: int) -> list[Floats | None]:
    seeds = rng.integers(1 << 63, size=PARTS)

    def part(begin: int, end: int) -> list[Floats | None]:
        stream = np.random.Generator(np.random.SFC64(int(seeds[begin])))
        return [replicate(stream) for _ in range(many * begin // PARTS, many * end // PARTS)]

    return [one for several in in_parts(part, PARTS) for one in several]


def _between(drawn: Floats, middle: Floats, level: float, side: Side, kind: Kind) -> Floats:
    """Ends of the intervals of each column, shape ``(k, 2)``."""
    if kind not in get_args(Kind):
        raise ConfigurationError(f"a bootstrap interval is 'percentile' or 'basic', not {kind!r}")
    below, above = tails(level, side=side)
    if kind == "percentile":
        low, high = np.quantile(drawn, [below, 1 - above], axis=0)
    else:
        low, high = 2 * middle - np.quantile(drawn, [1 - below, above], axis=0)
    none = np.full(len(middle), np.inf)
    return np.column_stack([low if below else -none, high if above else none])
