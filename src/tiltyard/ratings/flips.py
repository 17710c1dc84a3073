"""How few votes, or voters, carry the order of two models: found to first order, then confirmed.

Broderick, Giordano and Meager (2020); of arenas, Huang, Shen, Wei and Broderick (2025).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from tiltyard.errors import DataError
from tiltyard.ratings.clusters import require_known
from tiltyard.ratings.comparisons import Comparisons
from tiltyard.ratings.counts import Counts, sums
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.helpful import Groups, Helpful
from tiltyard.ratings.influence import contrast
from tiltyard.ratings.lead import Fit, Lead, Removed, taken
from tiltyard.ratings.removals import Pooled, Regressed

# A refit must put the other model ahead by more than rounding, in log-odds.
_AHEAD = 1e-9


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


class Leads:
    """Votes and their fit, of which any two models can be asked.

    Args:
        votes: rows or pooled. Pooled with unequal weights, each pair and outcome has the mean of
            its weights.
        held_equal: names of `Comparisons.features` that the fit holds equal, ``position`` perhaps
            among them; none is plain Bradley–Terry.

    Raises:
        NotIdentifiedError: the votes do not connect the models, or do not bound a coefficient.
        DataError: they do not have a feature.
    """

    def __init__(self, votes: Comparisons | Counts, held_equal: Sequence[str] = ()) -> None:
        self._votes = votes
        self._groups: dict[str, Groups] = {}
        self._fit: Fit
        self._of_votes: Fit
        if held_equal:
            if isinstance(votes, Counts):
                raise DataError("to hold features equal, single votes are needed, not counts")
            self._fit = self._of_votes = Regressed.of(votes, tuple(held_equal))
        else:
            self._of_votes = pooled = Pooled.of(votes)
            self._fit = pooled.by(votes) if isinstance(votes, Comparisons) else pooled

    def votes(self, one: str, other: str) -> Flip:
        """How few votes would have to go for the one of the two that is behind to be ahead.

        Raises:
            DataError: a model is not among them, or they are the same.
        """
        fit = self._of_votes
        lead = self._lead(one, other)
        rows, effect = fit.rows, fit.influence(lead)
        size = np.ones(len(rows)) if rows.count is None else rows.count
        helpful = Helpful.of(effect / size, size, _gap(fit, lead))

        def first(many: int) -> Removed:
            return Removed(*helpful.first(many))

        guess = helpful.enough(_gap(fit, lead))
        return _flip(fit, lead, "vote", (guess, helpful.most, int(size.sum())), first)

    def voters(self, one: str, other: str, *, cluster: str = "voter") -> Flip:
        """How few voters would have to go, with all their votes.

        Args:
            one: a model.
            other: another.
            cluster: what is removed together: a name of `Comparisons.clusters`.

        Raises:
            DataError: a model is not among them, they are the same, or the votes do not say the
                cluster.
        """
        require_known(self._votes, (cluster,))
        lead = self._lead(one, other)
        fit, groups = self._fit, self._of(cluster)
        effect = sums(groups.codes, fit.influence(lead), groups.size)
        helpful = Helpful.of(effect, np.ones(groups.size), _gap(fit, lead))

        def first(many: int) -> Removed:
            return Removed(groups.rows_of(helpful.first(many)[0]))

        guess = helpful.enough(_gap(fit, lead))
        flip = _flip(fit, lead, cluster, (guess, helpful.most, groups.available), first)
        chosen = helpful.first(flip.confirmed)[0] if flip.confirmed else np.empty(0, dtype=np.intp)
        return replace(flip, clusters=tuple(chosen.tolist()))

    def _lead(self, one: str, other: str) -> Lead:
        """Who of the two is ahead; the one if neither is."""
        models = self._fit.rows.models
        gap = contrast(models, one, other) @ self._fit.strength
        return Lead(one, other) if gap >= 0 else Lead(other, one)

    def _of(self, cluster: str) -> Groups:
        if cluster not in self._groups:
            self._groups[cluster] = Groups.of(self._fit.rows.clusters[cluster])
        return self._groups[cluster]


def votes_to_flip(
    votes: Comparisons | Counts, one: str, other: str, *, held_equal: Sequence[str] = ()
) -> Flip:
    """How few votes would have to go for the one of the two that is behind to be ahead.

    See `Leads`, which is for many pairs of the same votes.

    Raises:
        DataError: a model is not among them, or they are the same.
        NotIdentifiedError: the votes do not connect the models.
    """
    return Leads(votes, held_equal).votes(one, other)


def voters_to_flip(
    votes: Comparisons,
    one: str,
    other: str,
    *,
    cluster: str = "voter",
    held_equal: Sequence[str] = (),
) -> Flip:
    """How few voters would have to go, with all their votes; see `Leads.voters`.

    Raises:
        DataError: a model is not among them, they are the same, or the votes do not say the
            cluster.
        NotIdentifiedError: the votes do not connect the models.
    """
    require_known(votes, (cluster,))
    return Leads(votes, held_equal).voters(one, other, cluster=cluster)


def _gap(fit: Fit, lead: Lead) -> float:
    return float(lead.among(fit.rows.models) @ fit.strength)


def _flip(
    fit: Fit,
    lead: Lead,
    unit: str,
    numbers: tuple[int | None, int, int],
    first: Callable[[int], Removed],
) -> Flip:
    """The answer, given the guess, how many help the leader, and how many there are."""
    guess, helpful, available = numbers
    gap, confirmed, after = _gap(fit, lead), None, None
    exactly = cache(lambda many: fit.gap_without(first(many), lead))
    if helpful:
        near = guess or helpful
        if not fit.is_exact:
            near = _smallest(lambda k: fit.nearly(first(k), lead), gap, near, helpful) or near
        confirmed = _smallest(exactly, gap, near, helpful, is_near=not fit.is_exact)
    if confirmed is not None:
        after = SCALE * exactly(confirmed)
    removed = first(confirmed) if confirmed else Removed(np.empty(0, dtype=np.intp))
    return Flip(
        leader=lead.leader,
        follower=lead.follower,
        gap=float(SCALE * gap),
        unit=unit,
        available=available,
        first_order=guess,
        confirmed=confirmed,
        gap_after=None if after is None else float(after),
        removed=Counts.of(taken(fit.rows, removed)),
    )


def _smallest(
    gap: Callable[[int], float],
    gap_of_none: float,
    guess: int,
    most: int,
    *,
    is_near: bool = False,
) -> int | None:
    """A number up to ``most`` that turns the gap while one less does not, near the guess.

    The gap is nearly a straight line in the number, so that a few fits find where it turns: by
    false position (Illinois), or in the middle where an end is infinite. Of a guess that should be
    right, the number before it is tried first.
    """
    if is_near and guess > 1 and gap(guess) < -_AHEAD and not gap(guess - 1) < -_AHEAD:
        return guess
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
