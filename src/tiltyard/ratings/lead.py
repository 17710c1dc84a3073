"""Which two models are compared, which votes go, and who is ahead where no fit tells."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple, Protocol

import numpy as np

from tiltyard.ratings.comparisons import Codes, Comparisons, Floats
from tiltyard.ratings.connectivity import beats, components
from tiltyard.ratings.counts import Counts, sums
from tiltyard.ratings.methods.bradley_terry import BradleyTerry

# What rounding may leave of votes that are all gone, as a share of them.
_ROUNDING = 1e-9


class Lead(NamedTuple):
    """The model that is ahead, and the other."""

    leader: str
    follower: str

    def among(self, models: tuple[str, ...]) -> Floats:
        """What makes of strengths the lead: 1, -1 and zeros, shape ``(m,)``."""
        wanted = np.zeros(len(models))
        wanted[[models.index(self.leader), models.index(self.follower)]] = 1, -1
        return wanted


class Removed(NamedTuple):
    """Rows that go, by place; ``votes`` of each, or all of them."""

    rows: Codes
    votes: Floats | None = None


class Fit(Protocol):
    """Votes and their fit.

    Attributes:
        rows: the votes, in rows that can be removed.
        strength: of their models, in log-odds.
        is_exact: whether `nearly` is `gap_without`.
    """

    @property
    def rows(self) -> Comparisons: ...  # noqa: D102 -- as above
    @property
    def strength(self) -> Floats: ...  # noqa: D102 -- as above
    @property
    def is_exact(self) -> bool: ...  # noqa: D102 -- as above

    def influence(self, lead: Lead) -> Floats:
        """What removing each row would add to the lead, to first order, shape ``(n,)``."""
        ...

    def nearly(self, removed: Removed, lead: Lead) -> float:
        """About the lead without some votes, in little time."""
        ...

    def gap_without(self, removed: Removed, lead: Lead) -> float:
        """The lead without some votes; ``-inf`` or nan where no fit tells: see `limit`."""
        ...


def taken(rows: Comparisons, removed: Removed) -> Comparisons:
    """The votes that go, as rows."""
    bare = replace(rows, features=None, voted_at=None, clusters={})
    some = bare.rows(removed.rows)
    return some if removed.votes is None else replace(some, count=removed.votes)


def moments_without(counts: Counts, rows: Comparisons) -> tuple[Floats, Floats]:
    """`Counts.moments` of what is left, shape ``(p,)`` each; nothing is left of what is all gone.

    Args:
        counts: all votes.
        rows: those that go.
    """
    m, p = len(counts.models), len(counts)
    a, b = rows.a.astype(np.int64), rows.b.astype(np.int64)
    pair = np.searchsorted(
        counts.first * m + counts.second, np.minimum(a, b) * m + np.maximum(a, b)
    )
    mass, y = rows.mass(), rows.worth()
    weight, worth = counts.moments()
    left = _rounded(weight - sums(pair, mass, p), weight)
    won = _rounded(worth - sums(pair, mass * np.where(a < b, y, 1 - y), p), weight)
    lost = _rounded(left - won, weight)
    return won + lost, won


def limit(counts: Counts, lead: Lead) -> float:
    """Leader less follower where no fit exists, as the limit of ever weaker priors.

    Within a group that wins join both ways the fit is its own. If a chain of wins leads from the
    follower to the leader, and none back, it is infinitely far above; nan if it does not.
    """
    for group in components(counts):
        if lead.leader in group and lead.follower in group:
            return fitted_lead(counts.among(frozenset(group)), lead)
    return -np.inf if _leads_to(counts, lead.follower, lead.leader) else np.nan


def _leads_to(counts: Counts, one: str, other: str) -> bool:
    """Whether a chain of wins or ties leads from one model to the other."""
    from scipy.sparse.csgraph import breadth_first_order  # noqa: PLC0415 -- slow to import, and few boards need it

    at = counts.models.index
    reached = breadth_first_order(beats(counts), at(one), return_predecessors=False)
    return at(other) in reached


def fitted_lead(counts: Counts, lead: Lead) -> float:
    """The lead in a fit from the beginning."""
    method = BradleyTerry(errors="information")
    fitted = method.fit(counts, rng=np.random.default_rng(0))
    return float(lead.among(fitted.models) @ fitted.strength)


def _rounded(left: Floats, of: Floats) -> Floats:
    return np.where(left > _ROUNDING * of, left, 0.0)
