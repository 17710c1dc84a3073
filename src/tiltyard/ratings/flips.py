"""How few votes, or voters, carry the order of two models: found to first order, then confirmed.

Broderick, Giordano and Meager (2020); of arenas, Huang, Shen, Wei and Broderick (2025).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse.csgraph import breadth_first_order

from tiltyard.errors import NotIdentifiedError
from tiltyard.ratings.clusters import require_known
from tiltyard.ratings.comparisons import GRADED, Comparisons, Floats
from tiltyard.ratings.connectivity import beats, components
from tiltyard.ratings.counts import Counts, sums
from tiltyard.ratings.estimate import SCALE, Estimate
from tiltyard.ratings.influence import of_rows
from tiltyard.ratings.methods.bradley_terry import BradleyTerry
from tiltyard.ratings.residuals import strength_of

# A refit must put the other model ahead by more than rounding, in log-odds.
_AHEAD = 1e-9

# An influence below this, in log-odds, is what rounding leaves of none.
_NONE = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Flip:
    """The few whose removal turns the order of two models round.

    Attributes:
        leader: the model that is ahead.
        follower: the other.
        gap: how far, in points.
        unit: what is removed: ``vote``, or a cluster such as ``voter``.
        available: how many of them there are.
        first_order: how many should do by their summed influences; none: all that help the leader
            together do not.
        confirmed: how many do, by fits without them; none: not even without all that help it. Some
            other choice may need still fewer.
        gap_after: what the gap is without the confirmed ones, below 0, in points; ``-inf`` if then
            nothing is left that the leader won, however indirectly.
        removed: the votes of the confirmed ones, pooled; empty if it cannot be flipped.
        clusters: the codes of the confirmed clusters, the most influential first.
    """

    leader: str
    follower: str
    gap: float
    unit: str
    available: int
    first_order: int | None
    confirmed: int | None
    gap_after: float | None
    removed: Counts
    clusters: tuple[int, ...] = ()

    @property
    def can_flip(self) -> bool:
        """Whether removing some turns the order round."""
        return self.confirmed is not None

    def __str__(self) -> str:
        """In a sentence."""
        if self.confirmed is None:
            return (
                f"{self.leader!r} stays ahead of {self.follower!r} "
                f"whichever {self.unit}s are removed"
            )
        share = 100 * self.confirmed / self.available
        return (
            f"{self.leader!r} is ahead of {self.follower!r} by {self.gap:.1f} points; without "
            f"{self.confirmed} of {self.available:,} {self.unit}s ({share:.2g} %) it is behind"
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Board:
    """All votes, the fit to them, and which of the two models is ahead."""

    counts: Counts
    estimate: Estimate
    leader: str
    follower: str

    @property
    def gap(self) -> float:
        """Leader less follower, in log-odds."""
        return float(self.estimate.difference(self.leader, self.follower).points / SCALE)

    def gap_without(self, removed: Counts) -> float:
        """The same without these votes; infinite or nan where there is no fit."""
        left = self.counts - removed
        warm = BradleyTerry(start=strength_of(left.models, self.estimate))
        try:
            fit = warm.fit(left, rng=np.random.default_rng(0))
        except NotIdentifiedError:
            return _limit(left, self.leader, self.follower)
        return float(fit.difference(self.leader, self.follower).points / SCALE)


def votes_to_flip(votes: Comparisons | Counts, one: str, other: str) -> Flip:
    """How few votes would have to go for the one of the two that is behind to be ahead.

    Args:
        votes: rows or pooled. Pooled with unequal weights, each pair and outcome has the mean of
            its weights.
        one: a model.
        other: another.

    Raises:
        DataError: a model is not among them, or they are the same.
        NotIdentifiedError: the votes do not connect the models.
    """
    rows = _cells(votes)
    board, effect = _prepared(votes, rows, one, other)
    size = np.ones(len(rows)) if rows.count is None else rows.count
    order = np.argsort(effect / size, kind="stable")
    order = order[effect[order] < -_NONE]
    before = np.concatenate([[0], np.cumsum(size[order])])
    gained = np.concatenate([[0], np.cumsum(-effect[order])])

    def first(many: int) -> Counts:
        """So many votes, the most influential first; the last row perhaps in part."""
        taken = np.minimum(size[order], np.maximum(many - before[:-1], 0))
        chosen = taken > 0
        return Counts.of(replace(rows.rows(order[chosen]), count=taken[chosen]))

    enough = int(np.floor(np.interp(board.gap, gained, before))) + 1
    guess = enough if gained[-1] > board.gap else None
    return _flip(board, "vote", (guess, int(before[-1]), int(size.sum())), first)


def voters_to_flip(votes: Comparisons, one: str, other: str, *, cluster: str = "voter") -> Flip:
    """How few voters would have to go, with all their votes; see `votes_to_flip`.

    Args:
        votes: rows.
        one: a model.
        other: another.
        cluster: what is removed together: a name of `Comparisons.clusters`.

    Raises:
        DataError: a model is not among them, they are the same, or the votes do not say the
            cluster.
        NotIdentifiedError: the votes do not connect the models.
    """
    require_known(votes, (cluster,))
    rows = replace(votes, features=None, voted_at=None, clusters={})
    board, effect = _prepared(votes, rows, one, other)
    codes = votes.clusters[cluster]
    size = int(codes.max(initial=-1)) + 1
    of_cluster = sums(codes, effect, size)
    order = np.argsort(of_cluster, kind="stable")
    order = order[of_cluster[order] < -_NONE]
    gained = np.cumsum(-of_cluster[order])
    rank = np.full(size, len(order))
    rank[order] = np.arange(len(order))
    place = rank[codes]

    def first(many: int) -> Counts:
        """All votes of so many clusters, the most influential first."""
        return Counts.of(rows.rows(np.flatnonzero(place < many)))

    enough = int(np.searchsorted(gained, board.gap, side="right")) + 1
    guess = enough if enough <= len(order) else None
    available = int(np.count_nonzero(np.bincount(codes)))
    flip = _flip(board, cluster, (guess, len(order), available), first)
    return replace(flip, clusters=tuple(order[: flip.confirmed or 0].tolist()))


def _prepared(
    votes: Comparisons | Counts, rows: Comparisons, one: str, other: str
) -> tuple[_Board, Floats]:
    """The board with the leader found, and what removing each row would add to its lead."""
    counts = Counts.of(votes)
    estimate = BradleyTerry().fit(counts, rng=np.random.default_rng(0))
    effect = of_rows(rows, estimate, one, other)
    if estimate.difference(one, other).points >= 0:
        return _Board(counts, estimate, one, other), effect
    return _Board(counts, estimate, other, one), -effect


def _flip(
    board: _Board, unit: str, numbers: tuple[int | None, int, int], first: Callable[[int], Counts]
) -> Flip:
    """The answer, given the guess, how many help the leader, and how many there are."""
    guess, helpful, available = numbers
    confirmed = None
    if helpful:
        confirmed = _smallest(
            lambda many: board.gap_without(first(many)), board.gap, guess or helpful, helpful
        )
    removed = first(confirmed or 0)
    return Flip(
        leader=board.leader,
        follower=board.follower,
        gap=float(SCALE * board.gap),
        unit=unit,
        available=available,
        first_order=guess,
        confirmed=confirmed,
        gap_after=None if confirmed is None else float(SCALE * board.gap_without(removed)),
        removed=removed,
    )


def _smallest(gap: Callable[[int], float], gap_of_none: float, guess: int, most: int) -> int | None:
    """A number up to ``most`` that turns the gap while one less does not, near the guess.

    The gap is nearly a straight line in the number, so that a few fits find where it turns: by
    false position (Illinois), or in the middle where an end is infinite.
    """
    low, at_low, high = 0, gap_of_none, guess
    while not (at_high := gap(high)) < -_AHEAD:
        if high == most:
            return None
        low, at_low, high = high, at_high, min(2 * high, most)
    last = 0
    while high - low > 1:
        share = at_low / (at_low - at_high) if np.isfinite(at_low - at_high) else 0.5
        middle = min(max(low + round(share * (high - low)), low + 1), high - 1)
        there = gap(middle)
        side = 1 if there < -_AHEAD else -1
        # An end that stays twice counts half, or the other would creep up to the turn.
        half = 0.5 if side == last else 1.0
        if side == 1:
            high, at_high, at_low = middle, there, half * at_low
        else:
            low, at_low, at_high = middle, there, half * at_high
        last = side
    return high


def _cells(votes: Comparisons | Counts) -> Comparisons:
    """Rows whose votes are alike, as few as there can be."""
    if isinstance(votes, Comparisons):
        if votes.weight is not None or bool((votes.outcome == GRADED).any()):
            return replace(votes, features=None, voted_at=None, clusters={})
        votes = Counts.of(votes)
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


def _limit(counts: Counts, leader: str, follower: str) -> float:
    """Leader less follower where no fit exists, as the limit of ever weaker priors.

    Within a group that wins join both ways the fit is its own. If a chain of wins leads from the
    follower to the leader, and none back, it is infinitely far above; nan if it does not.
    """
    for group in components(counts):
        if leader in group and follower in group:
            inside = BradleyTerry().fit(
                counts.among(frozenset(group)), rng=np.random.default_rng(0)
            )
            return float(inside.difference(leader, follower).points / SCALE)
    return -np.inf if _leads_to(counts, follower, leader) else np.nan


def _leads_to(counts: Counts, one: str, other: str) -> bool:
    """Whether a chain of wins or ties leads from one model to the other."""
    at = counts.models.index
    reached = breadth_first_order(beats(counts), at(one), return_predecessors=False)
    return at(other) in reached
