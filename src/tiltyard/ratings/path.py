"""A smooth path of strengths through time: each window leans on its neighbours.

Strengths wander: from one window to the next each changes by a normal amount, of variance ``τ²``
for each day between (Glickman 1999 gives the idea for ratings). The most likely path is found by
Newton's method on all windows at once. Windows touch only their neighbours, so that each step is
one pass forwards and one back, as in the smoother of Rauch et al. (1965).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize_scalar

from tiltyard.errors import ConfigurationError, NotConvergedError, NotIdentifiedError
from tiltyard.ratings.ascent import ascend
from tiltyard.ratings.comparisons import Comparisons, Floats
from tiltyard.ratings.connectivity import require_connected
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.covariance import centred, inverse, of_pairs, pinned
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.history import DAY, cut
from tiltyard.ratings.logistic import expit, log_expit
from tiltyard.ratings.newton import Slope, maximise
from tiltyard.ratings.weighting import levelled

# In log-odds for the root of a day: the least is as good as standing still.
LEAST, MOST = 1e-4, 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """Strengths of all models at all times.

    Attributes:
        models: their names.
        times: middle of each window, seconds since 1970, shape ``(T,)``.
        strength: log-odds, shape ``(T, m)``, mean zero at each time. A model without votes in a
            window is carried by the windows around it.
        covariance: of the strengths at each time, shape ``(T, m, m)``.
        tau: how far a strength wanders, in log-odds for the root of a day.
        evidence: Laplace's log-likelihood of ``tau``, up to a constant.
    """

    models: tuple[str, ...]
    times: Floats
    strength: Floats
    covariance: Floats
    tau: float
    evidence: float

    def estimate(self, window: int) -> Estimate:
        """The strengths at one time, with intervals, differences and ranks."""
        return Estimate(
            self.models,
            self.strength[window],
            self.covariance[window],
            notes=(f"smoothed over time, {self.tau:.2g} for the root of a day",),
        )

    def errors(self) -> Floats:
        """Standard error of each strength against the mean of all, shape ``(T, m)``."""
        own = np.diagonal(self.covariance, axis1=1, axis2=2)
        return np.asarray(np.sqrt(np.maximum(own, 0)))


def smoothed(
    votes: Comparisons,
    *,
    edges: Floats | None = None,
    width_days: float | None = None,
    tau: float | None = None,
) -> Path:
    """The most likely path of strengths, given that they wander.

    Memory is ``16 T m²`` bytes, and time grows with ``T m³``.

    Args:
        votes: with their times; together they must connect all models.
        edges: see `history.cut`.
        width_days: see `history.cut`.
        tau: how far a strength wanders, in log-odds for the root of a day; if not given, the one
            between `LEAST` and `MOST` that makes the votes most likely.

    Raises:
        NotIdentifiedError: no chain of wins joins some models; or all votes lie in one window,
            and ``tau`` is not given.
        NotConvergedError: no answer was reached.
        DataError: the votes do not say when they were cast, or some lie outside the edges.
        ConfigurationError: ``tau`` is not above 0, or not one of edges and width is given.
    """
    if tau is not None and not 0 < tau < np.inf:
        raise ConfigurationError(f"tau must be above 0, not {tau}")
    edges, place = cut(votes, edges=edges, width_days=width_days)
    votes = levelled(votes)
    pooled = Counts.of(votes)
    require_connected(pooled)
    times = (edges[1:] + edges[:-1]) / 2
    still, dispersion = _standstill(pooled)
    chain = _Chain(
        counts=tuple(Counts.of(votes.rows(place == window)) for window in range(len(times))),
        days=np.diff(times) / DAY,
        dispersion=dispersion,
    )
    start = np.tile(still, (len(times), 1))
    tau = _fitted_tau(chain, start) if tau is None else tau
    strength, factor, evidence = chain.mode(tau, start)
    covariance = np.stack([centred(one) for one in factor.covariances()])
    strength = strength - strength.mean(axis=1, keepdims=True)
    return Path(votes.models, times, strength, covariance, tau, evidence)


def _standstill(counts: Counts) -> tuple[Floats, float]:
    """Bradley–Terry strengths of all votes, and how much wider votes scatter than they say.

    Half-wins scatter less than wins and losses do, and weighted votes more.
    """
    weight, worth = counts.moments()

    def likelihood(strength: Floats) -> Slope:
        eta = counts.contrasts(strength)
        expected = expit(eta)
        value = float(worth @ eta + weight @ log_expit(-eta))
        information = counts.gram(weight * expected * (1 - expected))
        return Slope(value, counts.totals(worth - weight * expected), pinned(information))

    strength = maximise(likelihood, np.zeros(len(counts.models)))
    expected = expit(counts.contrasts(strength))
    variance = expected * (1 - expected)
    # As in the sandwich, the share that leverage hides is taken from the model.
    square = counts.square.sum(axis=1)
    bread = inverse(counts.gram(weight * variance))
    leverage = square / weight * variance * of_pairs(bread, counts)
    hidden = square * leverage * variance
    spread = float((counts.spread(expected) + hidden).sum())
    return strength - strength.mean(), spread / float(weight @ variance)


def _fitted_tau(chain: _Chain, start: Floats) -> float:
    if len(chain.counts) == 1:
        raise NotIdentifiedError("all votes lie in one window, which tells nothing of tau: give it")
    warm = start

    def cost(log_tau: float) -> float:
        nonlocal warm
        warm, _, evidence = chain.mode(float(np.exp(log_tau)), warm)
        return -evidence

    best = minimize_scalar(cost, bounds=(np.log(LEAST), np.log(MOST)), options={"xatol": 0.01})
    return float(np.exp(best.x))


@dataclass(frozen=True, slots=True, eq=False)
class _Chain:
    """Votes of each window, and how many days lie between one and the next."""

    counts: tuple[Counts, ...]
    days: Floats
    dispersion: float

    @property
    def pin(self) -> float:
        """About the information of one window, so that pinning costs no precision."""
        total = sum(float(counts.total.sum()) for counts in self.counts)
        return total / (2 * self.dispersion * len(self.counts))

    def mode(self, tau: float, start: Floats) -> tuple[Floats, _Factor, float]:
        """The most likely path ``(T, m)``, its precision, and the evidence for ``tau``."""
        stiffness = 1 / (tau**2 * self.days)
        path = ascend(partial(self._height, stiffness), partial(self._slope, stiffness), start)
        _, factor = self._slope(stiffness, path)
        return path, factor, self._height(stiffness, path) - factor.log_determinant() / 2

    def _height(self, stiffness: Floats, path: Floats) -> float:
        value = -float(stiffness @ (np.diff(path, axis=0) ** 2).sum(axis=1)) / 2
        for counts, strength in zip(self.counts, path, strict=True):
            weight, worth = counts.moments()
            eta = counts.contrasts(strength)
            value += float(worth @ eta + weight @ log_expit(-eta)) / self.dispersion
        return value

    def _slope(self, stiffness: Floats, path: Floats) -> tuple[Floats, _Factor]:
        pull = stiffness[:, None] * np.diff(path, axis=0)
        gradient = np.zeros_like(path)
        gradient[:-1] += pull
        gradient[1:] -= pull
        blocks = []
        for place, counts in enumerate(self.counts):
            weight, worth = counts.moments()
            expected = expit(counts.contrasts(path[place]))
            gradient[place] += counts.totals(worth - weight * expected) / self.dispersion
            blocks.append(counts.gram(weight * expected * (1 - expected)) / self.dispersion)
        # Votes never tell the level: it is pinned once, whatever the path, and carried along.
        blocks[0] = blocks[0] + self.pin / path.shape[1] ** 2
        return gradient, _Factor.of(blocks, stiffness)


@dataclass(frozen=True, slots=True, eq=False)
class _Factor:
    """A block-tridiagonal precision: what each window tells, and how stiffly they are tied.

    Kept as the information filter: ``own[t]`` is what the windows up to ``t`` tell of ``t``, and
    ``root[t]`` the Cholesky factor of that plus the tie to the next. Nothing is subtracted, so
    that ties of any stiffness are exact.
    """

    root: tuple[tuple[Floats, bool], ...]
    stiffness: Floats

    @classmethod
    def of(cls, blocks: list[Floats], stiffness: Floats) -> _Factor:
        roots = []
        carried = np.zeros_like(blocks[0])
        one = np.eye(len(carried))
        for place, block in enumerate(blocks):
            own = block + carried
            tie = stiffness[place] if place < len(stiffness) else 0.0
            try:
                root = cho_factor(own + tie * one)
            except np.linalg.LinAlgError as error:
                raise NotConvergedError(
                    "the votes say too little of some model in floating point: it nearly always "
                    "wins or loses"
                ) from error
            roots.append(root)
            if tie:
                carried = tie * cho_solve(root, own)
                carried = (carried + carried.T) / 2
        return cls(tuple(roots), stiffness)

    def solve(self, right: Floats) -> Floats:
        """The inverse times ``right``, shape ``(T, m)``."""
        forward = right.copy()
        for place, tie in enumerate(self.stiffness):
            forward[place + 1] += tie * cho_solve(self.root[place], forward[place])
        found = np.empty_like(right)
        found[-1] = cho_solve(self.root[-1], forward[-1])
        for place in range(len(right) - 2, -1, -1):
            tied = forward[place] + self.stiffness[place] * found[place + 1]
            found[place] = cho_solve(self.root[place], tied)
        return found

    def log_determinant(self) -> float:
        """Log of the determinant, less that of the ties themselves."""
        m = len(self.root[0][0])
        own = sum(2 * float(np.log(root.diagonal()).sum()) for root, _ in self.root)
        return own - m * float(np.log(self.stiffness).sum())

    def covariances(self) -> list[Floats]:
        """The diagonal blocks of the inverse, one for each window."""
        one = np.eye(len(self.root[0][0]))
        found = [cho_solve(self.root[-1], one)]
        for root, tie in zip(self.root[-2::-1], self.stiffness[::-1], strict=True):
            own = cho_solve(root, one)
            found.append(own + tie**2 * own @ found[-1] @ own)
        return found[::-1]
