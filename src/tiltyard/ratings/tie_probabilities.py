"""How likely a win, a loss and a tie are between two models, by Davidson (1970).

The odds of the three are ``e^{η/2} : e^{-η/2} : ν``, with ``η`` the difference of two strengths.
Half-wins are enough for strengths; what is needed here is the probability of what one vote said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tiltyard.errors import DataError
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, GRADED, TIE, Codes, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.covariance import pinned
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.newton import Slope, maximise


class Terms(NamedTuple):
    """The log-likelihood of rows of votes and its derivatives, each of shape ``(r,)``.

    ``on_eta`` and ``on_nu`` are by ``η`` and by ``ln ν``; the rest is minus the second ones.
    """

    value: Floats
    on_eta: Floats
    on_nu: Floats
    eta_eta: Floats
    eta_nu: Floats
    nu_nu: Floats


@dataclass(frozen=True, slots=True, eq=False)
class ThreeWay:
    """Strengths and the weight of a tie, which together say how votes may end.

    Attributes:
        models: every name once.
        strength: shape ``(m,)``, mean zero. Not those of Bradley–Terry: where a share ``t`` of the
            votes between equals ties, they lie about ``1 / (1 - t)`` times as far apart.
        log_nu: ``ln ν``; equals tie with probability ``ν / (2 + ν)``.
    """

    models: tuple[str, ...]
    strength: Floats
    log_nu: float

    @classmethod
    def of(cls, estimate: Estimate) -> ThreeWay:
        """What the method ``davidson`` found.

        Raises:
            DataError: the estimate has no ``log nu``: it is of another method, or no vote tied.
        """
        others = estimate.coefficients
        if others is None or "log nu" not in others.names:
            raise DataError(
                "the estimate says nothing of ties: rate with the method 'davidson', or use "
                "`fit_three_way`"
            )
        log_nu = float(others.value[others.names.index("log nu")])
        return cls(estimate.models, estimate.strength, log_nu)

    def chances(self, a: Codes, b: Codes) -> Floats:
        """`chances` of votes between these models, by their places."""
        return chances(self.strength[a] - self.strength[b], self.log_nu)


def chances(eta: Floats, log_nu: float) -> Floats:
    """How likely each outcome is, shape ``(n, 3)``: a wins, b wins, tie.

    Args:
        eta: strength of ``a`` less strength of ``b``.
        log_nu: ``ln ν``.
    """
    from scipy.special import softmax  # noqa: PLC0415 -- slow to import, and few boards need it

    odds = np.column_stack([eta / 2, -eta / 2, np.full(len(eta), log_nu)])
    return np.asarray(softmax(odds, axis=1))


def log_total(eta: Floats, log_nu: float) -> Floats:
    """Log of what the odds of the three outcomes sum to: ``ln (e^{η/2} + e^{-η/2} + ν)``."""
    return np.asarray(np.logaddexp(np.logaddexp(eta / 2, -eta / 2), log_nu))


def three_outcomes(outcome: Codes) -> Codes:
    """The outcomes with both bad as a tie: `A_WON`, `B_WON` or `TIE`.

    Raises:
        DataError: a vote is graded, and so is none of the three.
    """
    if (outcome == GRADED).any():
        raise DataError(
            "graded votes have no winner, and this needs one: use those that end in "
            "'model_a', 'model_b', 'tie' or 'both_bad'"
        )
    return np.where(outcome == BOTH_BAD, TIE, outcome)


def three_columns(counts: Counts) -> Floats:
    """Votes that the first won, the second won, and that tied, shape ``(p, 3)``.

    With weights, as many in all as they are worth: see `Counts.effective_votes`. Twice the weight
    for all of them is no more evidence.

    Raises:
        DataError: there are graded votes.
    """
    if counts.total[:, GRADED].any():
        three_outcomes(np.array([GRADED]))
    total = counts.total / counts.typical_weight()
    tied = total[:, TIE] + total[:, BOTH_BAD]
    return np.column_stack([total[:, A_WON], total[:, B_WON], tied])


def terms(eta: Floats, log_nu: float, won: Floats) -> Terms:
    """`Terms` of rows of votes.

    Args:
        eta: strength of the first less that of the second, for each row.
        log_nu: ``ln ν``; minus infinity if no vote may tie.
        won: weight of each outcome, shape ``(r, 3)``: first wins, second wins, tie.
    """
    first, second, tie = chances(eta, log_nu).T
    n = won.sum(axis=1)
    lean = first - second
    # Where nothing ties, minus infinity is a weight like any other.
    tied = won[:, 2] * log_nu if won[:, 2].any() else 0.0
    return Terms(
        value=(won[:, 0] - won[:, 1]) * eta / 2 + tied - n * log_total(eta, log_nu),
        on_eta=(won[:, 0] - won[:, 1] - n * lean) / 2,
        on_nu=won[:, 2] - n * tie,
        eta_eta=n * (first + second - lean**2) / 4,
        eta_nu=-n * lean * tie / 2,
        nu_nu=n * tie * (1 - tie),
    )


def fit_three_way(counts: Counts, *, ridge: float = 0.1) -> ThreeWay:
    """Strengths and ``ν`` that make the votes most likely.

    Args:
        counts: votes, of which none is graded.
        ridge: precision of a normal prior on every strength and on ``ln ν``. The usual 0.1 is
            worth less than half a vote, and gives an answer where a model has won every vote, or
            none at all, or no vote was a tie.

    Raises:
        DataError: a vote is graded.
        NotConvergedError: no answer was reached.
    """
    won = three_columns(counts)
    m = len(counts.models)

    def likelihood(point: Floats) -> Slope:
        strength, log_nu = point[:m], float(point[m])
        part = terms(counts.contrasts(strength), log_nu, won)
        cross = counts.totals(part.eta_nu)
        information = np.empty((m + 1, m + 1))
        information[:m, :m] = pinned(counts.gram(part.eta_eta)) + ridge * np.eye(m)
        information[m, :m] = information[:m, m] = cross
        information[m, m] = part.nu_nu.sum() + ridge
        gradient = np.append(counts.totals(part.on_eta), part.on_nu.sum()) - ridge * point
        value = float(part.value.sum()) - ridge / 2 * float(point @ point)
        return Slope(value, gradient, information)

    point = maximise(likelihood, np.zeros(m + 1))
    return ThreeWay(counts.models, point[:m] - (point[:m].mean() if m else 0), float(point[m]))
