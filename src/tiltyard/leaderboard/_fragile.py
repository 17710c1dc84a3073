"""How fragile the order of a board is: counted of just the votes that it is of."""

from __future__ import annotations

from dataclasses import replace

from tiltyard.leaderboard._board import Board
from tiltyard.leaderboard._query import OF_ANSWERS, OF_MODELS, Query
from tiltyard.leaderboard._slice import comparisons
from tiltyard.leaderboard._votes import Votes
from tiltyard.ratings.connectivity import components
from tiltyard.ratings.counts import Counts
from tiltyard.ratings.fragility import MOST, Counting

__all__ = ["FIRST", "MOST", "carried", "counting", "is_countable", "said_of_order"]

# Neighbours that are counted from the top of a board that is one of many.
FIRST = 10
_COUNTABLE = ("bradley_terry", "contextual_bradley_terry")


def is_countable(query: Query) -> bool:
    """Whether it can be known how few votes turn an order of such a board."""
    return query.method in _COUNTABLE and not set(query.control) & set(OF_MODELS)


def counting(board: Board, votes: Votes, *, most: int = MOST) -> Counting:
    """The neighbours of a board, to be counted.

    Args:
        board: that `is_countable` is true of.
        votes: of its source; if some came since, those from before are looked at.
        most: how many neighbours are counted from the top, besides those at cuts.

    Raises:
        RatingError: the votes are others by now, and do not carry such a board.
    """
    then = votes.first(min(board.source_votes, votes.rows))
    used = comparisons(then, board.query, voters=then.voters)
    groups = components(Counts.of(used)) if used.models else ()
    if len(groups) > 1:
        used = used.among(groups[0])
    of_answers = set(board.query.control) & set(OF_ANSWERS)
    held = [one.feature for one in board.coefficients] if of_answers else []
    return Counting(used, board.sure_blocks, held_equal=held, most=most)


def carried(board: Board, votes: Votes | None, least: int, *, most: int = MOST) -> Board:
    """The board with what carries its order, counted now: this takes as long as some hundred fits.

    Args:
        board: one.
        votes: that it is of; none if there are none.
        least: see `Board.voters_to_flip`; 0 leaves the board as it is.
        most: see `counting`; 0 counts the neighbours at cuts alone.

    Raises:
        RatingError: as `counting`.
    """
    if least <= 0 or votes is None or not board.rows or not is_countable(board.query):
        return board
    begun = counting(board, votes, most=most)
    while begun.step():
        pass
    return replace(board, fragility=begun.told(), voters_to_flip=least)


def said_of_order(board: Board) -> str:
    """When an order of the board is printed as sure, in a sentence; empty if by ranges alone."""
    least, found = board.voters_to_flip, board.fragility
    if not least:
        return ""
    if found is None:
        return (
            "How many voters it would take to turn the order of neighbours is not counted yet, and "
            "until it is no order is printed as sure."
        )
    if found.voters is None:
        return (
            f"No order is printed as sure that fewer than {least:,} votes carry; who cast them is "
            "not known, and each is taken for a voter."
        )
    if found.voters < least:
        people = "1 person" if found.voters == 1 else f"{found.voters:,} people"
        return (
            f"An order is printed as sure only where it would take {least:,} voters to turn it, "
            f"and {people} voted in all: so none is."
        )
    # It is counted behind the board, which goes on meanwhile.
    earlier = "" if found.votes == board.votes else f" That was counted of {found.votes:,} votes."
    return (
        f"An order is printed as sure only where it would take {least:,} of the {found.voters:,} "
        f"voters, or more, to turn it.{earlier}"
    )
