"""Does a voter vote as people do? Evidence that grows by betting against it, one vote at a time.

Each bet multiplies a voter's capital by ``q(o) / p(o)``: how likely the vote was if the bet is
right, over how likely it was for an honest voter. Whoever votes as expected makes no money on
average, so that capital of 100 is seen in at most one honest voter of a hundred, however often one
looks (Ville 1939; Shafer 2021).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings.clusters import require_known
from tiltyard.ratings.comparisons import A_WON, TIE, Codes, Comparisons, Floats
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.tie_probabilities import fit_three_way, three_outcomes

# Nothing is thought less likely than LEAST, so that one odd vote proves nothing.
LEAST, MOST = 0.02, 0.96
CAUTION = 0.04
LEARNING = 0.8
# What is bet on, each with an equal share of the stake.
BETS = ("random", "left", "right", "taste")


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Capital of the bets against each voter; logarithms are natural.

    Attributes:
        voters: the codes of those who voted, in order.
        votes: how many votes each cast.
        running: log of the capital after each vote, in the order of the votes.
        current: log of each voter's capital after the last vote: for
            `e_benjamini_hochberg`, at a time that was fixed beforehand.
        highest: log of the highest capital each voter ever had, at least 0: for a threshold on
            one voter, such as ``log(100)``, crossed by chance in one voter of a hundred.
        bets: log of the capital of each bet after the voter's last vote, shape ``(V, 4)``, in the
            order of `BETS`: which suspicion won.
    """

    voters: Codes
    votes: Codes
    running: Floats
    current: Floats
    highest: Floats
    bets: Floats


def voter_evidence(
    votes: Comparisons, chance: Floats, *, cluster: str = "voter", caution: float = CAUTION
) -> Evidence:
    """What there is against each voter.

    Four bets share the capital: the voter clicks at random, always votes left, always votes
    right, or favours some models as their own past votes suggest. Both bad is a tie.

    Args:
        votes: each row one vote, in the order in which they were cast unless `voted_at` tells it.
        chance: how likely the outcomes were without this voter, shape ``(n, 3)``: a wins, b wins,
            tie; such as of `chances_without`.
        cluster: the name in `Comparisons.clusters` that says whose votes they are.
        caution: what each vote costs every bet, in nats. 0.04 leaves honest voters with a taste
            of their own in peace, and still catches clickers.

    Raises:
        DataError: the votes do not say whose they are, are graded or pooled, or ``chance`` is not
            one row of probabilities for each.
        ConfigurationError: the caution is negative.
    """
    from scipy.special import logsumexp  # noqa: PLC0415 -- slow to import, and few boards need it

    if caution < 0:
        raise ConfigurationError(f"caution must be 0 or more, not {caution}")
    _require_single(votes, cluster)
    p = _clipped(chance, len(votes))
    when = np.arange(len(votes)) if votes.voted_at is None else votes.voted_at
    voters, voter = np.unique(votes.clusters[cluster], return_inverse=True)
    order = np.lexsort((when, voter))
    sorted_votes, p, voter = votes.rows(order), p[order], voter[order]
    gains = _gains(sorted_votes, p, voter) - caution
    starts = np.flatnonzero(np.diff(voter, prepend=-1))
    many = np.diff(np.append(starts, len(voter)))
    paths = _grouped_sums(gains, starts, many)
    capital = logsumexp(paths, axis=1) - np.log(len(BETS))
    running = np.empty(len(votes))
    running[order] = capital
    return Evidence(
        voters=voters,
        votes=many,
        running=running,
        current=capital[starts + many - 1],
        highest=np.maximum(np.maximum.reduceat(capital, starts), 0) if len(starts) else capital,
        bets=paths[starts + many - 1],
    )


def chances_without(
    votes: Comparisons, *, rng: np.random.Generator, groups: int = 10, cluster: str = "voter"
) -> Floats:
    """How likely each vote's outcomes were, by votes of others: a wins, b wins, tie; ``(n, 3)``.

    Voters are drawn into groups, and the votes of a group are judged by a fit to all other
    groups, so that nobody is measured by what they themselves said. The bets against one voter
    are then fair but for the error of a fit that they had no part in. A correction of one common
    fit would be worst for the busiest.

    Args:
        votes: with their voters.
        rng: draws the groups.
        groups: how many fits; more leave more votes to each.
        cluster: the name in `Comparisons.clusters`.

    Raises:
        DataError: the votes do not say whose they are, or a vote is graded.
        ConfigurationError: there are fewer than two groups.
    """
    if groups < 2:
        raise ConfigurationError(f"there must be 2 groups or more, not {groups}")
    _require_single(votes, cluster)
    voters, voter = np.unique(votes.clusters[cluster], return_inverse=True)
    return chances_without_group(votes, rng.permutation(len(voters))[voter] % groups)


def chances_without_group(
    votes: Comparisons, group: Codes, *, trusted: NDArray[np.bool_] | None = None
) -> Floats:
    """How likely each vote's outcomes were, by votes of other groups; as `chances_without`.

    Args:
        votes: of which.
        group: the group of each vote; all votes of a voter are in one.
        trusted: the votes that others are judged by; all if missing.
    """
    lean = replace(votes, clusters={}, features=None, voted_at=None)
    by = np.ones(len(votes), dtype=np.bool_) if trusted is None else trusted
    chance = np.empty((len(votes), 3))
    for g in np.unique(group):
        mine = group == g
        others = fit_three_way(Counts.of(lean.rows(by & ~mine)))
        chance[mine] = others.chances(votes.a[mine], votes.b[mine])
    return chance


def e_benjamini_hochberg(e: Floats, alpha: float) -> Codes:
    """The places of the voters to exclude, by falling evidence.

    With ``V`` values, the first ``k`` where ``k`` is the largest for which the ``k``-th is at
    least ``V / (kα)``. Of those excluded at most a share ``alpha`` is honest on average, whatever
    the voters' dependence (Wang and Ramdas 2022). That holds for the capital at a time fixed
    beforehand, not for the highest it ever was.

    Args:
        e: evidence (not its logarithm), 0 or more, shape ``(V,)``; infinity counts as proof.
        alpha: the share of false exclusions to allow, in (0, 1).

    Raises:
        DataError: a value is negative or missing.
        ConfigurationError: alpha is out of range.
    """
    if not 0 < alpha < 1:
        raise ConfigurationError(f"alpha must be between 0 and 1; it is {alpha}")
    if (bad := ~(e >= 0)).any():
        raise DataError(f"evidence {int(bad.argmax())} is {e[bad][0]}; it must be 0 or more")
    order = np.argsort(-e, kind="stable")
    enough = e[order] * alpha * np.arange(1, len(e) + 1) >= len(e)
    return order[: int(np.flatnonzero(enough)[-1]) + 1 if enough.any() else 0]


def _gains(votes: Comparisons, p: Floats, voter: Codes) -> Floats:
    """Log of what each vote multiplies the capital of each bet by, shape ``(n, 4)``.

    Args:
        votes: sorted by voter, and by time within each.
        p: chances, clipped.
        voter: code of each vote's voter.
    """
    row, outcome = np.arange(len(votes)), three_outcomes(votes.outcome)
    tilt = _taste(votes, p, voter)[:, None] * np.array([1.0, -1.0, 0.0])
    adaptive = p * np.exp(tilt)
    adaptive /= adaptive.sum(axis=1, keepdims=True)
    left = np.array([MOST, LEAST, LEAST])
    right = left[[1, 0, 2]]
    bets = [np.full(len(p), 1 / 3), left[outcome], right[outcome], adaptive[row, outcome]]
    return np.log(np.column_stack(bets) / p[row, outcome][:, None])


def _taste(votes: Comparisons, p: Floats, voter: Codes) -> Floats:
    """How much more the voter liked ``a`` than ``b`` before each vote, in log-odds.

    A taste for a model is `LEARNING` times the sum of the voter's surprises about it so far.
    """
    worth = votes.worth()
    surprise = LEARNING * (worth - p[:, A_WON] - p[:, TIE] / 2)
    m = len(votes.models)
    slot = np.concatenate([voter * m + votes.a, voter * m + votes.b])
    row = np.tile(np.arange(len(votes)), 2)
    order = np.lexsort((row, slot))
    value = np.concatenate([surprise, -surprise])[order]
    starts = np.flatnonzero(np.diff(slot[order], prepend=-1))
    many = np.diff(np.append(starts, len(slot)))
    before = np.empty(len(slot))
    before[order] = _grouped_sums(value[:, None], starts, many)[:, 0] - value
    on_a, on_b = before[: len(votes)], before[len(votes) :]
    return np.asarray(on_a - on_b)


def _grouped_sums(value: Floats, starts: Codes, many: Codes) -> Floats:
    """Running sums of each column that begin again at every start; shape as ``value``."""
    running = np.cumsum(value, axis=0)
    ahead = np.vstack([np.zeros((1, value.shape[1])), running])[starts]
    return np.asarray(running - np.repeat(ahead, many, axis=0))


def _clipped(chance: Floats, n: int) -> Floats:
    """The chances within `LEAST` and `MOST`, which sum to one again."""
    if chance.shape != (n, 3) or not np.allclose(chance.sum(axis=1), 1) or (chance < 0).any():
        raise DataError(
            f"chances must be probabilities of 3 outcomes for each of the {n} votes, "
            f"not of shape {chance.shape} or with other sums than 1"
        )
    clipped = np.clip(chance, LEAST, MOST)
    return np.asarray(clipped / clipped.sum(axis=1, keepdims=True))


def _require_single(votes: Comparisons, cluster: str) -> None:
    require_known(votes, [cluster])
    if votes.count is not None and (votes.count != 1).any():
        row = int((votes.count != 1).argmax())
        raise DataError(f"row {row} counts {votes.count[row]:g} votes; here each row must be one")
