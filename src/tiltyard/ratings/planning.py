"""How many more votes it takes, and between whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from tiltyard.errors import ConfigurationError, DataError, NotConvergedError
from tiltyard.ratings.comparisons import Codes, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.covariance import hidden_spread, inverse
from tiltyard.ratings.estimate import SCALE, Estimate
from tiltyard.ratings.logistic import expit
from tiltyard.ratings.multiplicity import bonferroni

# How much of what a pair's next votes can do is done before all pairs are looked at again.
_STEP = 0.1
_MAX_STEPS = 50_000


@dataclass(frozen=True, slots=True)
class Plan:
    """Votes to collect.

    Attributes:
        votes: how many in all: whole, or infinite if no number is enough.
        pairs: how many of them between which two models, most first; empty if ``votes`` is 0 or
            infinite.
        standard_error: what that of the difference or rating will be then, in points.
    """

    votes: float
    pairs: dict[tuple[str, str], int]
    standard_error: float


def to_separate(  # noqa: PLR0913 -- what is to be shown, and how surely
    estimate: Estimate,
    counts: Counts,
    one: str,
    other: str,
    *,
    level: float = 0.95,
    power: float = 0.8,
    gap: float | None = None,
    family: int = 1,
    pairs: Iterable[tuple[str, str]] | None = None,
) -> Plan:
    """Votes until the interval of a difference leaves out zero, with probability ``power``.

    Assumes that the models differ by ``gap``. If that is the estimated gap, which luck made larger
    as often as smaller, half of such plans are too short.

    Args:
        estimate: of the votes so far.
        counts: those votes.
        one: a model.
        other: the one to tell it from.
        level: of the interval.
        power: probability of success, at least a half.
        gap: in points; as estimated if missing.
        family: how many differences are tested together (Bonferroni); for a place on the board of
            ``m`` models, ``m (m - 1) / 2``.
        pairs: which models can meet; the two themselves if missing. No other battles would tell as
            much for a vote, but for a rare case: a pair so unequal that its votes are foregone.

    Returns:
        The plan. No number of votes separates models that are equal.

    Raises:
        DataError: a model is not among those rated.
    """
    if not 0.5 <= power < 1:
        raise ConfigurationError(f"power must be at least 0.5 and below 1; it is {power}")
    i, j = estimate.index(one), estimate.index(other)
    if i == j:
        raise ConfigurationError(f"{one!r} cannot be told from itself: name two models")
    points = estimate.difference(one, other).points if gap is None else gap
    reach = bonferroni(level, family) + NormalDist().inv_cdf(power)
    contrast = np.zeros(len(estimate.models))
    contrast[[i, j]] = 1, -1
    chosen = [(one, other)] if pairs is None else list(pairs)
    return _plan(estimate, counts, contrast, abs(points) / SCALE / reach, chosen)


def to_reach(  # noqa: PLR0913 -- likewise
    estimate: Estimate,
    counts: Counts,
    model: str,
    half_width: float,
    *,
    level: float = 0.95,
    pairs: Iterable[tuple[str, str]] | None = None,
) -> Plan:
    """Votes until a rating's interval reaches no further than ``half_width`` to each side.

    Against the mean of all models, or the anchor.

    Args:
        estimate: of the votes so far.
        counts: those votes.
        model: whose rating.
        half_width: in points.
        level: of the interval.
        pairs: which models can meet; the model and each other if missing. Votes go where the next
            one narrows the interval most.

    Raises:
        DataError: a model is not among those rated; or their level is not the mean's or an
            anchor's.
    """
    if not half_width > 0:
        raise ConfigurationError(f"a half width must be above 0 points; it is {half_width}")
    if estimate.is_grounded:
        raise DataError(
            "these strengths have a level of their own, of which the counts of pairs say nothing: "
            "plan for the same models against their mean, estimate.anchored(None)"
        )
    i, m = estimate.index(model), len(estimate.models)
    contrast = np.full(m, -1 / m)
    if estimate.anchor is not None:
        contrast = np.zeros(m)
        contrast[estimate.index(estimate.anchor)] = -1
    contrast[i] += 1
    others = (name for name in estimate.models if name != model)
    chosen = [(model, name) for name in others] if pairs is None else list(pairs)
    return _plan(estimate, counts, contrast, half_width / SCALE / bonferroni(level, 1), chosen)


@dataclass(slots=True)
class _Board:
    """What is known, and would be with more votes; all in log-odds.

    With ``H`` the information and ``S`` the spread of the scores, the strengths' covariance is
    ``H⁺ S H⁺``. A vote between a pair ``x`` adds ``information · xxᵀ`` to the one and
    ``spread · xxᵀ`` to the other.

    Attributes:
        contrast: whose variance matters, shape ``(m,)``.
        known: ``H`` of the votes so far.
        bread: ``H⁺``.
        scores: ``S``.
        first: of the pairs that can meet; with ``second``.
        second: the other.
        information: what one more vote of each pair adds.
        spread: likewise; less than the information says if some votes tie.
    """

    contrast: Floats
    known: Floats
    bread: Floats
    scores: Floats
    first: Codes
    second: Codes
    information: Floats
    spread: Floats

    @property
    def variance(self) -> float:
        """Of the contrast."""
        lever = self.bread @ self.contrast
        return float(lever @ self.scores @ lever)

    def slopes(self) -> Floats:
        """How the variance changes with the next vote of each pair."""
        lever = self.bread @ self.contrast
        pull = self.bread @ (self.scores @ lever)
        on_lever = lever[self.first] - lever[self.second]
        on_pull = pull[self.first] - pull[self.second]
        return np.asarray(on_lever * (self.spread * on_lever - 2 * self.information * on_pull))

    def with_votes(self, pair: int, votes: float) -> _Board:
        """The board with more votes of one pair (Sherman and Morrison)."""
        i, j = self.first[pair], self.second[pair]
        column = self.bread[:, i] - self.bread[:, j]
        added = votes * self.information[pair]
        bread = self.bread - np.outer(column, column) * (
            added / (1 + added * (column[i] - column[j]))
        )
        scores = self.scores.copy()
        scores[[i, j], [i, j]] += votes * self.spread[pair]
        scores[[i, j], [j, i]] -= votes * self.spread[pair]
        return replace(self, bread=bread, scores=scores)

    def step(self, pair: int) -> float:
        """Votes of a pair after which it is worth looking at all pairs again."""
        i, j = self.first[pair], self.second[pair]
        known = self.bread[i, i] + self.bread[j, j] - 2 * self.bread[i, j]
        return float(_STEP / (self.information[pair] * known))


def _plan(
    estimate: Estimate,
    counts: Counts,
    contrast: Floats,
    error: float,
    pairs: list[tuple[str, str]],
) -> Plan:
    """Votes for these pairs until the contrast's standard error is ``error``, in log-odds."""
    board = _board(estimate, counts, contrast, pairs)
    if board.variance <= error**2:
        return Plan(0, {}, float(SCALE * np.sqrt(board.variance)))
    least = _least_variance(board)
    if error**2 <= least:
        return Plan(np.inf, {}, float(SCALE * np.sqrt(least)))
    votes, board = _collected(board, error**2)
    whole = np.ceil(votes - 1e-9).astype(int)
    order = np.argsort(-whole, kind="stable")
    return Plan(
        votes=int(whole.sum()),
        pairs={pairs[k]: int(whole[k]) for k in order.tolist() if whole[k]},
        standard_error=float(SCALE * np.sqrt(board.variance)),
    )


def _board(
    estimate: Estimate, counts: Counts, contrast: Floats, pairs: list[tuple[str, str]]
) -> _Board:
    if counts.models != estimate.models:
        raise DataError("the counts are of other models than the estimate, or in another order")
    if not pairs:
        raise ConfigurationError("no pairs can meet: name at least one")
    expected = expit(counts.contrasts(estimate.strength))
    variance = expected * (1 - expected)
    weight = counts.total.sum(axis=1)
    information = counts.gram(weight * variance)
    first = np.array([estimate.index(one) for one, _ in pairs])
    second = np.array([estimate.index(other) for _, other in pairs])
    if (same := first == second).any():
        raise ConfigurationError(f"{pairs[int(same.argmax())][0]!r} cannot meet itself")
    chance = expit(estimate.strength[first] - estimate.strength[second])
    square, votes = counts.square.sum(axis=1), counts.votes.sum()
    bread = inverse(information)
    # How much votes really vary, as a share of what wins and losses alone would. Of few votes the
    # fit hides some, see `covariance.sandwich`: a single tie does not say that all will tie.
    varied = counts.spread(expected) + hidden_spread(counts, expected, bread)
    dispersion = varied.sum() / (square @ variance)
    return _Board(
        contrast=contrast,
        known=information,
        bread=bread,
        scores=information @ estimate.covariance @ information,
        first=first,
        second=second,
        information=chance * (1 - chance) * weight.sum() / votes,
        spread=chance * (1 - chance) * dispersion * square.sum() / votes,
    )


def _least_variance(board: _Board) -> float:
    """What is left of the variance with nearly endless votes of all pairs that can meet."""
    met = np.zeros_like(board.known)
    for one, other in [(board.first, board.second), (board.second, board.first)]:
        np.add.at(met, (one, one), 1.0)
        np.add.at(met, (one, other), -1.0)
    met *= 1e8 * board.known.diagonal().max()
    scores = board.scores + met * float((board.spread / board.information).max())
    return replace(board, bread=inverse(board.known + met), scores=scores).variance


def _collected(board: _Board, target: float) -> tuple[Floats, _Board]:
    """Votes of each pair, always for that which gains most, until the variance is the target."""
    votes = np.zeros(len(board.first))
    for _ in range(_MAX_STEPS):
        pair = int(np.argmin(board.slopes()))
        step = board.step(pair)
        ahead = board.with_votes(pair, step)
        if ahead.variance <= target:
            step = _last_step(board, pair, step, target)
            votes[pair] += step
            return votes, board.with_votes(pair, step)
        votes[pair] += step
        board = ahead
    raise NotConvergedError(
        f"{votes.sum():.0f} votes are planned and more are needed: ask for less precision, or name "
        "fewer pairs"
    )


def _last_step(board: _Board, pair: int, enough: float, target: float) -> float:
    """The fewest of these votes that are enough, to less than one."""
    short = 0.0
    while enough - short > 0.01:
        middle = (short + enough) / 2
        if board.with_votes(pair, middle).variance > target:
            short = middle
        else:
            enough = middle
    return enough
