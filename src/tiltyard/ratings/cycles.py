"""Where A beats B, B beats C and C beats A: what no single number per model can say.

Jiang, Lim, Yao and Ye (2011) split what was observed of pairs into a gradient, which strengths
explain, and a cyclic flow, which has no sources. Taken in log-odds, to first order at the fit, and
with the information of each pair as its weight, the gradient is the Bradley–Terry fit itself and
the flow is its residuals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.special import ndtr

from tiltyard.errors import ConfigurationError
from tiltyard.ratings.comparisons import Codes, Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.fit_quality import require_spread
from tiltyard.ratings.residuals import Residuals


@dataclass(frozen=True, slots=True)
class Decomposition:
    """What votes say of differences between models, in two parts that do not overlap.

    Both are sums over pairs of squared log-odds, weighted by information.

    Attributes:
        gradient: what strengths explain.
        cyclic: what they do not.
        noise: what ``cyclic`` would be on average if strengths explained everything, because votes
            scatter.
        gradient_noise: what ``gradient`` would be if all models were equal.
    """

    gradient: float
    cyclic: float
    noise: float
    gradient_noise: float

    @property
    def share(self) -> float:
        """Share of all that strengths do not explain, noise included; 0 if there is nothing."""
        return _share(self.cyclic, self.gradient)

    @property
    def share_beyond_noise(self) -> float:
        """The same with the noise that is expected taken from both parts: never below 0."""
        return _share(
            max(self.cyclic - self.noise, 0.0), max(self.gradient - self.gradient_noise, 0.0)
        )


@dataclass(frozen=True, slots=True)
class Cycle:
    """Three models, each better against the next than strengths allow, round in a circle.

    Attributes:
        models: each did better than expected against the next, and the last against the first.
        size: log-odds summed round the circle; 0 if strengths explain the three pairs.
        standard_error: of the size.
        p_value: chance of so large a size in *any* of the circles looked at, if none were real
            (Bonferroni).
        is_beaten_round: whether each also won more than half against the next.
    """

    models: tuple[str, str, str]
    size: float
    standard_error: float
    p_value: float
    is_beaten_round: bool


def decomposition(votes: Comparisons | Counts, estimate: Estimate) -> Decomposition:
    """How much of the votes one number per model explains, and how much runs in circles.

    Args:
        votes: rows or pooled.
        estimate: a Bradley–Terry fit of these votes without a prior.

    Raises:
        DataError: a model is not in the estimate.
    """
    found = Residuals.of(votes, estimate)
    information, variance = found.information(), found.variance()
    return Decomposition(
        gradient=float(information @ found.counts.contrasts(found.strength) ** 2),
        cyclic=float((found.gap() ** 2 / information).sum()),
        noise=float((variance / information).sum()),
        gradient_noise=float(((found.noise() - variance) / information).sum()),
    )


def largest_cycles(
    votes: Comparisons | Counts, estimate: Estimate, *, most: int = 10, least_votes: float = 30
) -> tuple[Cycle, ...]:
    """The circles of three that strengths explain worst, by size in standard errors.

    Args:
        votes: rows or pooled.
        estimate: a Bradley–Terry fit of these votes without a prior.
        most: how many to return; fewer if there are fewer.
        least_votes: that each of the three pairs needs, to be looked at: with few votes the
            standard error means little.

    Raises:
        ConfigurationError: ``most`` is below 1.
        DataError: a model is not in the estimate, or nearly all votes are ties.
    """
    if most < 1:
        raise ConfigurationError(f"at least one cycle must be asked for, not {most}")
    counts = Counts.of(votes)
    found = Residuals.of(counts.pairs(counts.votes.sum(axis=1) >= least_votes), estimate)
    require_spread(found)
    flow = found.gap() / found.information()
    variance = found.noise() / found.information() ** 2
    circles, edges, looked_at = _triangles(found.counts, flow, variance, most)
    sizes = flow[edges] @ np.array([1, 1, -1])
    errors = np.sqrt(variance[edges].sum(axis=1))
    order = np.argsort(-np.abs(sizes) / errors, kind="stable")[:most]
    return tuple(
        _cycle(found, circles[at], edges[at], (sizes[at], errors[at]), looked_at) for at in order
    )


def _triangles(
    counts: Counts, flow: Floats, variance: Floats, most: int
) -> tuple[Codes, Codes, int]:
    """Candidates for the largest circles, and how many there are in all.

    Returns:
        The three models of each, in order of their places, shape ``(c, 3)``; the pairs of first and
        second, second and third, first and third, likewise; the number of circles looked at.
    """
    m = len(counts.models)
    place = csr_array((np.arange(len(counts)) + 1, (counts.first, counts.second)), shape=(m, m))
    nothing = np.empty((0, 3), dtype=np.int64)
    circles, edges, looked_at = [nothing], [nothing], 0
    for first in range(m):
        begin, end = place.indptr[first], place.indptr[first + 1]
        others = place.indices[begin:end]
        inside = place[others][:, others].tocoo()
        looked_at += inside.nnz
        pairs = np.column_stack(
            [
                place.data[begin:end][inside.coords[0]] - 1,
                inside.data - 1,
                place.data[begin:end][inside.coords[1]] - 1,
            ]
        )
        z = np.abs(flow[pairs] @ np.array([1, 1, -1])) / np.sqrt(variance[pairs].sum(axis=1))
        best = np.argsort(-z, kind="stable")[:most]
        edges.append(pairs[best])
        inner = [others[inside.coords[axis][best]] for axis in (0, 1)]
        circles.append(np.column_stack([np.full(len(best), first), *inner]))
    return np.concatenate(circles), np.concatenate(edges), looked_at


def _cycle(
    found: Residuals, circle: Codes, edges: Codes, size: tuple[float, float], looked_at: int
) -> Cycle:
    one, two, three = (found.counts.models[place] for place in circle)
    value, error = size
    forward = value > 0
    share = (found.worth[edges] / found.weight[edges]) * [1, 1, -1] + [0, 0, 1]
    beats = share > 0.5 if forward else share < 0.5
    return Cycle(
        models=(one, two, three) if forward else (three, two, one),
        size=abs(float(value)),
        standard_error=float(error),
        p_value=min(1.0, 2 * looked_at * float(ndtr(-abs(value) / error))),
        is_beaten_round=bool(beats.all()),
    )


def _share(part: float, rest: float) -> float:
    return part / (part + rest) if part + rest else 0.0
