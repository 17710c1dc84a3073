"""Does one number per model say what the votes say? Tests of fit, pair by pair."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import chdtrc, xlogy

from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings.comparisons import A_WON, B_WON, GRADED, TIE, Codes, Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.estimate import Estimate
from tiltyard.ratings.methods.bradley_terry import BradleyTerry
from tiltyard.ratings.residuals import Residuals

# A pair that expects fewer wins than this on a side is too sparse for the chi-squared distribution.
_SPARSE = 5


@dataclass(frozen=True, slots=True)
class GoodnessOfFit:
    """How far the votes are from a Bradley–Terry fit, against a board with a number per pair.

    Attributes:
        pearson: sum of squared gaps over their variance.
        deviance: twice the log-likelihood that is lost; near the former where votes are many.
        degrees_of_freedom: what both should be about if the model is right: pairs, less one less
            than models. With unequal weights the mean of the former, not always a whole number.
        dispersion: variance of a vote in units of ``p(1 - p)``, by which both are divided.
        gain: twice the log-likelihood that strengths gain over all models being equal.
        models: how many; ``gain`` has one degree of freedom fewer.
        sparse: share of the pairs that expect fewer than five wins on one side. Above a fifth or
            so (Cochran 1954), believe `bootstrap_p_value` instead of the other two.
        bootstrap_p_value: of ``pearson``, among boards simulated from the fit; none if not asked.
        replicates: how many of those there were.
    """

    pearson: float
    deviance: float
    degrees_of_freedom: float
    dispersion: float
    gain: float
    models: int
    sparse: float
    bootstrap_p_value: float | None = None
    replicates: int = 0

    @property
    def p_value(self) -> float:
        """Chance of so large a ``pearson`` if one number per model were enough."""
        return _tail(self.pearson, self.degrees_of_freedom)

    @property
    def deviance_p_value(self) -> float:
        """The same of the ``deviance``."""
        return _tail(self.deviance, self.degrees_of_freedom)

    @property
    def gain_p_value(self) -> float:
        """Chance of so large a ``gain`` if all models were equal."""
        return _tail(self.gain, self.models - 1)


def goodness_of_fit(votes: Comparisons | Counts, estimate: Estimate) -> GoodnessOfFit:
    """Pearson's and the likelihood's test that strengths explain the record of every pair.

    Votes are taken to be independent: where voters repeat themselves, gaps are larger than noise
    says, and the test finds their tastes.

    Args:
        votes: rows or pooled.
        estimate: a Bradley–Terry fit of these votes without a prior.

    Raises:
        DataError: a model is not in the estimate, or nearly all votes are ties.
    """
    found = Residuals.of(votes, estimate)
    require_spread(found)
    noise = found.noise()
    size = _effective(found)
    share = found.worth / found.weight
    lost = 2 * size * _divergence(share, found.expected)
    even = 2 * size * _divergence(share, np.full(len(share), 0.5))
    wins = found.counts.votes.sum(axis=1) * np.minimum(found.expected, 1 - found.expected)
    return GoodnessOfFit(
        pearson=_pearson(found),
        deviance=float(lost.sum()) / found.dispersion,
        degrees_of_freedom=float((found.variance() / noise).sum()),
        dispersion=found.dispersion,
        gain=float((even - lost).sum()) / found.dispersion,
        models=len(found.counts.models),
        sparse=float((wins < _SPARSE).mean()) if len(wins) else 0.0,
    )


def bootstrapped(
    fit: GoodnessOfFit,
    votes: Comparisons | Counts,
    estimate: Estimate,
    *,
    rng: np.random.Generator,
    replicates: int = 500,
) -> GoodnessOfFit:
    """The same with a p-value that holds for sparse boards: from boards simulated from the fit.

    Each has the votes of every pair drawn anew (ties in proportion to ``p(1 - p)``), is fitted, and
    compared by ``pearson``. Boards whose votes do not connect the models are passed over;
    ``replicates`` of the answer says how many were left.

    Raises:
        DataError: votes are graded, unequally weighted or no whole numbers.
        NotIdentifiedError: no simulated board connects the models.
    """
    found = Residuals.of(votes, estimate)
    size = _whole_votes(found.counts)
    chance = _chances(found)
    method = BradleyTerry(start=found.strength)
    drawn: list[float] = []
    for _ in range(replicates):
        board = _simulated(found.counts, rng.multinomial(size, chance))
        try:
            again = method.fit(board, rng=rng)
        except NotIdentifiedError:
            continue
        drawn.append(_pearson(Residuals.of(board, again)))
    if not drawn:
        raise NotIdentifiedError(
            f"none of {replicates} boards simulated from the fit connects its models; "
            "there are too few votes to judge the fit"
        )
    larger = sum(one >= fit.pearson * (1 - 1e-9) for one in drawn)
    p_value = (1 + larger) / (1 + len(drawn))
    return replace(fit, bootstrap_p_value=p_value, replicates=len(drawn))


def require_spread(found: Residuals) -> None:
    """Return if votes spread at all around what is expected of them.

    Raises:
        DataError: they do not, because nearly all of them are ties.
    """
    if found.dispersion < 1e-6:
        raise DataError(
            "nearly every vote is a tie, so that there is no spread to judge the fit by: "
            "wins and losses are needed"
        )


def _tail(statistic: float, degrees_of_freedom: float) -> float:
    """Chance of as much or more; 1 where nothing is left to test."""
    if degrees_of_freedom < 0.5:
        return 1.0
    return float(chdtrc(degrees_of_freedom, statistic))


def _pearson(found: Residuals) -> float:
    noise = found.noise()
    squares = np.divide(found.gap() ** 2, noise, out=np.zeros(len(noise)), where=noise > 0)
    return float(squares.sum())


def _effective(found: Residuals) -> Floats:
    """How many equal votes say as much as those of each pair."""
    return np.asarray(found.weight**2 / found.counts.square.sum(axis=1))


def _divergence(share: Floats, expected: Floats) -> Floats:
    """Log-likelihood that a vote loses if ``expected`` stands for the share there was."""
    won = xlogy(share, share / expected)
    return np.asarray(won + xlogy(1 - share, (1 - share) / (1 - expected)))


def _whole_votes(counts: Counts) -> Codes:
    """Votes of each pair, if they can be drawn again."""
    if counts.votes[:, GRADED].any():
        raise DataError("graded votes cannot be simulated from a fit: leave them out")
    cells = counts.votes > 0
    weight = counts.total[cells] / counts.votes[cells]
    if np.ptp(weight) > 1e-9 * weight.max():
        raise DataError("weighted votes cannot be simulated from a fit: leave the weights out")
    size = counts.votes.sum(axis=1)
    if (size != np.round(size)).any():
        raise DataError("counts are no whole numbers of votes, which cannot be drawn again")
    return np.asarray(size, dtype=np.int64)


def _chances(found: Residuals) -> Floats:
    """Probability of each outcome of each pair, shape ``(p, 3)``: first won, second won, tie."""
    p = found.expected
    tie = np.minimum(4 * (1 - found.dispersion) * p * (1 - p), 2 * np.minimum(p, 1 - p))
    return np.column_stack([p - tie / 2, 1 - p - tie / 2, tie])


def _simulated(counts: Counts, drawn: Codes) -> Counts:
    votes = np.zeros_like(counts.votes)
    votes[:, [A_WON, B_WON, TIE]] = drawn
    return replace(counts, votes=votes, total=votes, square=votes, graded=None)
