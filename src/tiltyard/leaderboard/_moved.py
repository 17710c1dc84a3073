"""Who moves if the votes that moderators excluded count as well."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tiltyard.leaderboard._board import Board
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._votes import Votes

# A rating that changes by less is printed the same, near enough.
_POINTS = 1.0


@dataclass(frozen=True, slots=True)
class Moved:
    """A model on a board and on the same one with all votes; it may be ranked on one alone.

    Attributes:
        model: its name.
        ranks: its best and worst rank without the excluded votes; none if it has none.
        ranks_with: and with them.
        points: by how much they change its rating; none if it is not ranked on both.
    """

    model: str
    ranks: tuple[int, int] | None
    ranks_with: tuple[int, int] | None
    points: float | None


def with_exclusions(query: Query, votes: Votes | None) -> Query | None:
    """The same question with all votes; none if it is one of those, or no vote is excluded."""
    if votes is None or query.exclusions == "none" or not len(votes.terms.excluded):
        return None
    return replace(query, exclusions="none")


def moved(board: Board, other: Board) -> tuple[Moved, ...]:
    """Who has another range of ranks, or a rating that changes by a point; the most moved first.

    Args:
        board: without the excluded votes.
        other: with them.
    """
    # By ranges alone, for what carries the order may not be counted yet on one of them.
    here, there = ({row.card.name: row for row in one.rows} for one in (board, other))
    found = []
    for name in dict.fromkeys([*here, *there]):
        one, two = here.get(name), there.get(name)
        ranks = None if one is None else (one.rank_best, one.rank_worst)
        ranks_with = None if two is None else (two.rank_best, two.rank_worst)
        points = None if one is None or two is None else two.rating - one.rating
        if ranks != ranks_with or points is None or abs(points) >= _POINTS:
            found.append(Moved(name, ranks, ranks_with, points))
    return tuple(sorted(found, key=lambda one: -abs(one.points or 0.0)))
