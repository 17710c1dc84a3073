"""How fragile the order of a board is: votes, and voters, that would turn each two neighbours.

Also which cuts through a board that carries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tiltyard.ratings.comparisons import Comparisons
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.flips import Leads

# Neighbours that are counted, from the top.
MOST = 50
Blocks = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Two models that follow each other on a board.

    Attributes:
        leader: the upper.
        follower: the lower.
        gap: how far it is ahead, in points.
        votes: how few would have to go for the lower to be ahead, by a fit without them; none: no
            number does.
        voters: likewise, with all their votes; none too where voters are not known.
    """

    leader: str
    follower: str
    gap: float
    votes: int | None
    voters: int | None


@dataclass(frozen=True, slots=True)
class Fragility:
    """What carries the order of a board.

    Attributes:
        neighbours: from the top, the first `MOST`; then those at which the board is cut.
        votes: of the board.
        voters: who cast them; none if that is not known.
    """

    neighbours: tuple[Neighbours, ...]
    votes: int
    voters: int | None

    def between(self, leader: str, follower: str) -> Neighbours | None:
        """Two neighbours, if they were counted."""
        wanted = (leader, follower)
        return next((one for one in self.neighbours if (one.leader, one.follower) == wanted), None)

    def withstands(self, leader: str, follower: str, least: int) -> bool:
        """Whether it takes so many voters, or more, to turn the order of two neighbours.

        Where voters are not known, a vote is taken for a voter: then there are no fewer. Of fewer
        voters in all nothing is known to withstand so many.
        """
        found = self.between(leader, follower)
        if found is None or (self.votes if self.voters is None else self.voters) < least:
            return False
        needed = found.votes if self.voters is None else found.voters
        return needed is None or needed >= least


class Counting:
    """What carries the order of a board, counted one pair of neighbours at a time.

    Args:
        votes: that the board is a Bradley–Terry fit of, without a prior.
        blocks: its models from the top, in groups between which it is cut; models that are not
            shown are not among them.
        held_equal: names of features that its fit holds equal, ``position`` perhaps among them.
        cluster: who casts votes, if they say it.
        most: how many neighbours are counted from the top, besides those at cuts.

    Raises:
        NotIdentifiedError: the votes do not connect the models, or do not bound a coefficient.
        DataError: the votes do not have a feature.
    """

    def __init__(
        self,
        votes: Comparisons | Counts,
        blocks: Blocks,
        *,
        held_equal: Sequence[str] = (),
        cluster: str = "voter",
        most: int = MOST,
    ) -> None:
        self._leads = Leads(votes, held_equal)
        self._votes = round(float(Counts.of(votes).votes.sum()))
        codes = votes.clusters.get(cluster) if isinstance(votes, Comparisons) else None
        self._cluster = None if codes is None else cluster
        self._voters = None if codes is None else int(np.count_nonzero(np.bincount(codes)))
        self._left = iter(_wanted(blocks, most))
        self._found: list[Neighbours] = []

    def step(self) -> bool:
        """Count the next two; whether there were any.

        Raises:
            DataError: a model is not among the votes.
        """
        pair = next(self._left, None)
        if pair is None:
            return False
        flip, voters = self._leads.votes(*pair), None
        if self._cluster is not None:
            voters = self._leads.voters(*pair, cluster=self._cluster).confirmed
        gap = flip.gap if flip.leader == pair[0] else -flip.gap
        self._found.append(Neighbours(*pair, gap, flip.confirmed, voters))
        return True

    def told(self) -> Fragility:
        """What was counted so far."""
        return Fragility(tuple(self._found), self._votes, self._voters)


def fragility(
    votes: Comparisons | Counts,
    blocks: Blocks,
    *,
    held_equal: Sequence[str] = (),
    cluster: str = "voter",
    most: int = MOST,
) -> Fragility:
    """What carries the order of a board; see `Counting`.

    Raises:
        NotIdentifiedError: the votes do not connect the models, or do not bound a coefficient.
        DataError: a model is not among the votes, or a feature.
    """
    counting = Counting(votes, blocks, held_equal=held_equal, cluster=cluster, most=most)
    while counting.step():
        pass
    return counting.told()


def earned(blocks: Blocks, found: Fragility | None, least: int) -> Blocks:
    """The blocks, cut only where the two neighbours at the cut withstand so many voters.

    Args:
        blocks: from the top, cut where ranges of ranks allow it.
        found: what carries the order; none if it was not counted, and then nothing is cut.
        least: how many voters; 0 leaves the blocks as they are.
    """
    if least <= 0:
        return blocks
    joined: list[tuple[str, ...]] = []
    for block in blocks:
        if joined and not (found and found.withstands(joined[-1][-1], block[0], least)):
            joined[-1] += block
        else:
            joined.append(block)
    return tuple(joined)


def ranges_of(
    blocks: Blocks, found: Fragility | None, least: int, ranges: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Ranges of ranks in which two models at a cut that is not earned may change places.

    Args:
        blocks: as in `earned`; likewise ``found`` and ``least``.
        found: likewise.
        least: likewise.
        ranges: the best and the worst rank of each model by the votes.
    """
    told, last = dict(ranges), 0
    for upper, lower in pairwise(blocks):
        last += len(upper)
        if least > 0 and not (found and found.withstands(upper[-1], lower[0], least)):
            one, other = told[upper[-1]], told[lower[0]]
            told[upper[-1]] = (one[0], max(one[1], last + 1))
            told[lower[0]] = (min(other[0], last), other[1])
    return told


def _wanted(blocks: Blocks, most: int) -> list[tuple[str, str]]:
    """The first neighbours, and all at cuts."""
    order = [name for block in blocks for name in block]
    cuts = {block[0] for block in blocks[1:]}
    return [
        (one, other)
        for place, (one, other) in enumerate(pairwise(order))
        if place < most or other in cuts
    ]
