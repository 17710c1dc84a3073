"""How alike a voter judges the same two answers when they see them again days later."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tiltyard.ratings.shares import Share
from tiltyard.records import Retest, Winner
from tiltyard.store import Store

_SIDES = (Winner.MODEL_A, Winner.MODEL_B)


@dataclass(frozen=True, slots=True)
class Consistency:
    """Votes on answers that were shown again, beside the first votes on them.

    Attributes:
        pairs: how many times somebody judged the same answers twice.
        voters: how many people that were.
        alike: how often they said the same of the four things that a vote can say.
        opposite: how often they preferred one model first, and then the other.
    """

    pairs: int
    voters: int
    alike: int
    opposite: int

    @property
    def share(self) -> Share | None:
        """Of the times that were alike, with its interval (Wilson, 95 %); None without any.

        The interval takes each pair for a case of its own: with many of few voters it is too
        narrow for what voters in general would do.
        """
        return Share.of(self.alike, self.pairs) if self.pairs else None


def consistency(retests: Iterable[Retest], excluded: Collection[int] = ()) -> Consistency:
    """How alike people judged; votes that are excluded, by their leaves, are left out."""
    used = [one for one in retests if not any(leaf in excluded for leaf in one.leaves)]
    sides = [one for one in used if one.first in _SIDES and one.second in _SIDES]
    return Consistency(
        pairs=len(used),
        voters=len({one.voter for one in used}),
        alike=sum(one.first is one.second for one in used),
        opposite=sum(one.first is not one.second for one in sides),
    )


def consistency_of(store: Store) -> Consistency:
    """How alike the voters of an arena judged so far; waits for the database.

    Raises:
        StoreError: it could not be read.
    """
    return consistency(store.retests(), store.log.excluded())
