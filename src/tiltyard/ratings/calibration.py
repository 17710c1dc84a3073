"""Do strengths predict votes that they were not fitted to? Log loss, and shares by chance."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from tiltyard.errors import ConfigurationError, DataError, NotIdentifiedError
from tiltyard.ratings import Method
from tiltyard.ratings.clusters import require_known
from tiltyard.ratings.comparisons import Bools, Comparisons, Floats
from tiltyard.ratings.connectivity import components
from tiltyard.ratings.counts import sums
from tiltyard.ratings.logistic import expit, log_expit
from tiltyard.ratings.newton import Slope, maximise
from tiltyard.ratings.residuals import strength_of
from tiltyard.ratings.weighting import levelled


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """Votes by the chance that was given to the favourite; only bins that have votes.

    Attributes:
        predicted: mean chance of the favourites, from a half to 1, rising, shape ``(k,)``.
        observed: what their votes were worth to them on average.
        lower: of a Wilson interval around that; rather too wide where there are ties.
        upper: its other end.
        votes: how many.
    """

    predicted: Floats
    observed: Floats
    lower: Floats
    upper: Floats
    votes: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """How well strengths predicted votes.

    Attributes:
        votes: how many were predicted.
        left_out: how many could not be, because a model of theirs could not be rated.
        log_loss: mean of ``-[y log p + (1 - y) log(1 - p)]``; a tie is a half.
        log_loss_of_even: the same if every chance were a half, ``ln 2``.
        brier: mean of ``(y - p)²``.
        brier_of_even: the same if every chance were a half.
        slope: what differences of strengths would have to be multiplied with to predict best. 1 is
            right; below, they are too far apart.
        slope_error: its standard error, if votes are independent.
        reliability: bin by bin.
    """

    votes: float
    left_out: float
    log_loss: float
    log_loss_of_even: float
    brier: float
    brier_of_even: float
    slope: float
    slope_error: float
    reliability: Reliability


def split(
    votes: Comparisons, *, by: str = "vote", share: float = 0.2, rng: np.random.Generator
) -> tuple[Comparisons, Comparisons]:
    """Votes to fit, and others to be predicted.

    Args:
        votes: to be split.
        by: ``vote``: each by itself; ``time``: the latest; or a name of `Comparisons.clusters`,
            such as ``voter``: whole clusters.
        share: of the votes to be predicted, or of the clusters; in (0, 1).
        rng: draws them; nothing is drawn for ``time``.

    Raises:
        ConfigurationError: the share is not between 0 and 1.
        DataError: the votes lack what they are to be split by, or counts that are to be split are
            no whole numbers.
    """
    if not 0 < share < 1:
        raise ConfigurationError(f"the share to predict must be between 0 and 1; it is {share}")
    if by == "vote":
        return _thinned(votes, share, rng)
    if by == "time":
        later = _later(votes, share)
    else:
        require_known(votes, (by,))
        codes = votes.clusters[by]
        later = (rng.random(int(codes.max(initial=-1)) + 1) < share)[codes]
    return votes.rows(~later), votes.rows(later)


def calibration(  # noqa: PLR0913 -- how to split, how to fit, how to show
    method: Method,
    votes: Comparisons,
    *,
    rng: np.random.Generator,
    by: str = "vote",
    share: float = 0.2,
    bins: int = 10,
    level: float = 0.95,
) -> Calibration:
    """How well the method, fitted to some of the votes, predicts the others.

    If the votes to fit do not connect all models, the largest group is fitted, and votes on others
    are left out.

    Args:
        method: whose differences of strengths are log-odds of being preferred.
        votes: rows.
        rng: draws the votes to be predicted.
        by: see `split`.
        share: see `split`.
        bins: how many, at most, of equal width in chance.
        level: of the intervals of the bins.

    Raises:
        ConfigurationError: a level, share or number of bins makes no sense.
        DataError: see `split`; or no vote is left to be predicted.
        NotIdentifiedError: too few votes are left to fit.
    """
    seen, unseen = split(votes, by=by, share=share, rng=rng)
    groups = components(seen)
    if not groups or len(groups[0]) < 2:
        raise NotIdentifiedError("the votes left to fit connect no two models: there are too few")
    estimate = method.fit(seen.among(groups[0]), rng=rng)
    known = unseen.among(groups[0])
    if not len(known):
        raise DataError("no vote is left to be predicted on models that can be rated")
    strength = strength_of(known.models, estimate)
    found = _scored(known, strength[known.a] - strength[known.b], bins=bins, level=level)
    return replace(found, left_out=unseen.votes - known.votes)


def _scored(votes: Comparisons, height: Floats, *, bins: int, level: float) -> Calibration:
    """How well these differences of strengths predict the votes."""
    worth, mass = votes.worth(), votes.mass()
    chance = expit(height)
    slope, error = _slope(votes, height)
    lost = -(worth * log_expit(height) + (1 - worth) * log_expit(-height))
    return Calibration(
        votes=votes.votes,
        left_out=0.0,
        log_loss=float(np.average(lost, weights=mass)),
        log_loss_of_even=float(np.log(2)),
        brier=float(np.average((worth - chance) ** 2, weights=mass)),
        brier_of_even=float(np.average((worth - 0.5) ** 2, weights=mass)),
        slope=slope,
        slope_error=error,
        reliability=_reliability(votes, chance, bins=bins, level=level),
    )


def _reliability(votes: Comparisons, chance: Floats, *, bins: int, level: float) -> Reliability:
    if bins < 1 or not 0 < level < 1:
        raise ConfigurationError(
            f"at least one bin and a level between 0 and 1 are needed, not {bins} and {level}"
        )
    mass = votes.mass()
    favoured = np.maximum(chance, 1 - chance)
    worth = np.where(chance < 0.5, 1 - votes.worth(), votes.worth())
    place = np.minimum((2 * bins * (favoured - 0.5)).astype(np.int64), bins - 1)
    total = sums(place, mass, bins)
    some = total > 0
    weight = np.ones(len(votes)) if votes.weight is None else votes.weight
    effective = total[some] ** 2 / sums(place, mass * weight, bins)[some]
    observed = sums(place, mass * worth, bins)[some] / total[some]
    lower, upper = _wilson(observed, effective, level)
    count = np.ones(len(votes)) if votes.count is None else votes.count
    predicted = sums(place, mass * favoured, bins)[some] / total[some]
    return Reliability(predicted, observed, lower, upper, sums(place, count, bins)[some])


def _wilson(share: Floats, n: Floats, level: float) -> tuple[Floats, Floats]:
    """Interval around a share of ``n`` votes (Wilson 1927)."""
    z = float(ndtri((1 + level) / 2))
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    reach = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return middle - reach, middle + reach


def _slope(votes: Comparisons, height: Floats) -> tuple[float, float]:
    """The best multiple of the differences, and its standard error; nan if all of them are 0.

    Infinite if every vote went to the favourite, or every one against it.
    """
    votes = levelled(votes)
    worth, mass = votes.worth(), votes.mass()
    to_favourite = (np.where(height > 0, worth, 1 - worth))[height != 0]
    if not len(to_favourite):
        return np.nan, np.nan
    if to_favourite.min() == to_favourite.max() and to_favourite[0] in {0, 1}:
        return np.inf * (2 * to_favourite[0] - 1), np.inf

    def likelihood(slope: Floats) -> Slope:
        eta = slope * height
        chance = expit(eta)
        value = mass @ (worth * eta + log_expit(-eta))
        gradient = (mass * height) @ (worth - chance)
        information = (mass * height**2) @ (chance * (1 - chance))
        return Slope(float(value), np.array([gradient]), np.array([[information]]))

    slope = maximise(likelihood, np.ones(1))
    score = height * (worth - expit(slope * height))
    square = mass if votes.weight is None else mass * votes.weight
    error = np.sqrt(square @ score**2) / likelihood(slope).information[0, 0]
    return float(slope[0]), float(error)


def _later(votes: Comparisons, share: float) -> Bools:
    if votes.voted_at is None:
        raise DataError("the votes do not say when they were cast, to split them by time")
    return np.asarray(votes.voted_at > np.quantile(votes.voted_at, 1 - share))


def _thinned(
    votes: Comparisons, share: float, rng: np.random.Generator
) -> tuple[Comparisons, Comparisons]:
    """Each vote goes one way or the other by itself, those of one row too."""
    if votes.count is None:
        later = rng.random(len(votes)) < share
        return votes.rows(~later), votes.rows(later)
    whole = np.round(votes.count)
    if (whole != votes.count).any():
        row = int((whole != votes.count).argmax())
        raise DataError(
            f"row {row}: its count is {votes.count[row]}, which cannot be split into single votes"
        )
    taken = rng.binomial(whole.astype(np.int64), share).astype(np.float64)
    left = whole - taken
    return (
        replace(votes.rows(left > 0), count=left[left > 0]),
        replace(votes.rows(taken > 0), count=taken[taken > 0]),
    )
