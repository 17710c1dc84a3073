"""Many boards from known truths, and how often what we publish of them was right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ratings.boards import strengths, votes
from tiltyard import ratings
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.connectivity import components
from tiltyard.ratings.estimate import SCALE

METHOD = ratings.load("bradley_terry")


@dataclass(frozen=True)
class Size:
    """A kind of board; ``spread`` is the standard deviation of the true strengths."""

    models: int
    votes: int
    spread: float = 0.55


@dataclass(frozen=True)
class Outcome:
    """How one board turned out, for each model.

    ``covered``: the interval held the truth. ``misplaced``: the range of ranks claims of some
    other model that it is above, or below, and it is not. ``seen``: votes.
    """

    covered: Floats
    misplaced: Floats
    seen: Floats


def simulate(size: Size, *, boards: int, seed: int, ranks: bool = True) -> list[Outcome]:
    """Boards of one size; those whose models the votes do not connect are left out."""
    rng = np.random.default_rng(seed)
    outcomes: list[Outcome] = []
    while len(outcomes) < boards:
        truth = strengths(rng, size.models, spread=size.spread)
        outcome = _outcome(rng, truth, size.votes, ranks=ranks)
        if outcome is not None:
            outcomes.append(outcome)
    return outcomes


def coverage(outcomes: list[Outcome]) -> float:
    """Share of intervals that held the truth."""
    return float(np.mean([outcome.covered for outcome in outcomes]))


def family_wise_error(outcomes: list[Outcome]) -> float:
    """Share of boards with at least one false claim."""
    return float(np.mean([outcome.misplaced.any() for outcome in outcomes]))


def _outcome(rng: np.random.Generator, truth: Floats, n: int, *, ranks: bool) -> Outcome | None:
    board = votes(rng, truth, n)
    if len(components(board)) > 1:
        return None
    estimate = METHOD.fit(board, rng=rng)
    low, high = estimate.interval(centre=0).T / SCALE
    misplaced = np.zeros(len(truth))
    if ranks:
        best, worst = estimate.rank_range(rng=rng).T
        above = (truth[:, None] < truth - 1e-12).sum(axis=1)
        below = (truth[:, None] > truth + 1e-12).sum(axis=1)
        misplaced = 1.0 * ((best > 1 + above) | (worst < len(truth) - below))
    m = len(truth)
    seen = np.add.reduce([np.bincount(side, board.mass(), m) for side in (board.a, board.b)])
    return Outcome(1.0 * ((low <= truth) & (truth <= high)), misplaced, seen)
