"""Which models the votes let us rate together, and which vote is missing where they do not."""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import NotIdentifiedError
from tiltyard.ratings.comparisons import (
    A_WON,
    B_WON,
    BOTH_BAD,
    GRADED,
    TIE,
    Codes,
    Comparisons,
)
from tiltyard.ratings.counts import Counts, sums

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# A board that is connected is so in a few steps; other boards are left to the general search.
_STEPS = 20


def components(votes: Comparisons | Counts) -> tuple[tuple[str, ...], ...]:
    """The models in groups: within one, a chain of wins leads from each to every other.

    A tie is a win for both. The group with the most models is first; of equal ones that with more
    votes inside, then that with the first name. Only models of one group can be rated together
    (Ford 1957).
    """
    counts = Counts.of(votes)
    count, label = _strong(counts)
    sizes = np.bincount(label, minlength=count)
    inside = label[counts.first] == label[counts.second]
    met = sums(label[counts.first[inside]], counts.votes[inside].sum(axis=1), count)
    members: list[list[str]] = [[] for _ in range(count)]
    for name, group in zip(counts.models, label.tolist(), strict=True):
        members[group].append(name)
    order = sorted(range(count), key=lambda g: (-sizes[g], -met[g], min(members[g])))
    return tuple(tuple(members[group]) for group in order)


def islands(votes: Comparisons | Counts) -> tuple[frozenset[str], ...]:
    """The models in groups that no vote joins, however it ended; in no order."""
    counts = Counts.of(votes)
    count, label = _components(counts, "weak")
    return tuple(
        frozenset(name for name, g in zip(counts.models, label, strict=True) if g == group)
        for group in range(count)
    )


def require_connected(votes: Comparisons | Counts) -> None:
    """Return if all models can be rated together.

    Raises:
        NotIdentifiedError: there are no models, or they fall into several `components`; the
            message names a vote that would help.
    """
    counts = Counts.of(votes)
    if not counts.models:
        raise NotIdentifiedError("there are no votes, so there is nothing to rate")
    if not _is_connected(counts) and _strong(counts)[0] > 1:
        groups = components(counts)
        raise NotIdentifiedError(
            f"the votes split {len(counts.models)} models into {len(groups)} groups that no chain "
            f"of wins joins both ways; the largest has {len(groups[0])}. {missing_bridge(counts)}"
        )


def largest_component(votes: Counts) -> Counts:
    """The votes within the first of `components`, and its models alone."""
    return votes.among(frozenset(components(votes)[0])) if votes.models else votes


def missing_bridge(votes: Comparisons | Counts) -> str:
    """What keeps the second group of `components` from the first, in a sentence."""
    counts = Counts.of(votes)
    largest, other = components(counts)[:2]
    ours = np.isin(counts.models, largest)
    theirs = np.isin(counts.models, other)
    outward = ours[counts.first] & theirs[counts.second]
    inward = theirs[counts.first] & ours[counts.second]
    won, lost = _wins(counts)
    ours_won = bool((won[outward]).any() or (lost[inward]).any())
    theirs_won = bool((lost[outward]).any() or (won[inward]).any())
    who = repr(other[0]) if len(other) == 1 else f"The group of {len(other)} with {other[0]!r}"
    if ours_won:
        return f"{who} only lost to the largest: a win or a tie against it is missing"
    if theirs_won:
        return f"{who} only won against the largest: a loss or a tie against it is missing"
    return f"{who} never met the largest: battles between the two are missing"


def why_unranked(votes: Counts, ranked: Set[str]) -> dict[str, str]:
    """Why votes do not place each model that is not among the ranked, in a sentence for people.

    The nearest reason comes first: a model that has only won needs no bridge but a loss.
    """
    met = {name for island in islands(votes) if island & ranked for name in island}
    return {
        name: _reason(rate, is_any_ranked=bool(ranked), has_met=name in met)
        for name, rate in zip(votes.models, votes.win_rates().tolist(), strict=True)
        if name not in ranked
    }


def _reason(win_rate: float, *, is_any_ranked: bool, has_met: bool) -> str:
    if win_rate == 1:
        return "Has only won so far: a rating needs a loss or a tie too"
    if win_rate == 0:
        return "Has only lost so far: a rating needs a win or a tie too"
    if not is_any_ranked:
        return "The votes so far do not connect it with another model both ways"
    if has_met:
        return "No chain of wins joins it to the ranked models both ways yet"
    return "Never met the ranked models, nor any that did"


def _wins(counts: Counts) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether the first of each pair ever won or tied, and whether the second did."""
    won = counts.votes[:, [A_WON, TIE, BOTH_BAD]].sum(axis=1) > 0
    lost = counts.votes[:, [B_WON, TIE, BOTH_BAD]].sum(axis=1) > 0
    if counts.graded is not None:
        worth = counts.graded[:, 0]
        won, lost = won | (worth > 0), lost | (worth < counts.total[:, GRADED])
    return won, lost


def _edges(counts: Counts) -> tuple[Codes, Codes]:
    """From each model that won or tied, to the one that lost or tied."""
    won, lost = _wins(counts)
    winner = np.concatenate([counts.first[won], counts.second[lost]])
    return winner, np.concatenate([counts.second[won], counts.first[lost]])


def _is_connected(counts: Counts) -> bool:
    """Whether a few steps lead from the first model to all others, and from them to it."""
    winner, loser = _edges(counts)
    return all(_reaches_all(*way, len(counts.models)) for way in ((winner, loser), (loser, winner)))


def _reaches_all(source: Codes, target: Codes, m: int) -> bool:
    reached = np.zeros(m, dtype=bool)
    reached[:1] = True
    for _ in range(_STEPS):
        reached[target[reached[source]]] = True
        if reached.all():
            return True
    return False


def beats(counts: Counts) -> csr_array:
    """An edge from each model to those that it beat or tied with."""
    from scipy.sparse import coo_array  # noqa: PLC0415 -- as above

    winner, loser = _edges(counts)
    m = len(counts.models)
    return coo_array((np.ones(len(winner), dtype=bool), (winner, loser)), shape=(m, m)).tocsr()


def _strong(counts: Counts) -> tuple[int, NDArray[np.intp]]:
    return _components(counts, "strong")


def _components(
    counts: Counts, connection: Literal["weak", "strong"]
) -> tuple[int, NDArray[np.intp]]:
    from scipy.sparse.csgraph import (  # noqa: PLC0415 -- slow to import, and few boards need it
        connected_components,
    )

    count, label = connected_components(beats(counts), connection=connection)
    return int(count), label.astype(np.intp)
