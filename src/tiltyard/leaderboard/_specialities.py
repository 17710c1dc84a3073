"""Where a model does better, and where worse: its rating on the board of each category."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tiltyard.errors import BoardError
from tiltyard.leaderboard._board import Board, Row
from tiltyard.leaderboard._query import Query


@dataclass(frozen=True, slots=True)
class Gain:
    """How far a model's rating on a board is above its rating on another, in points.

    Attributes:
        points: how far, once both boards have the same mean over the models that are on both.
        lower: low end of its interval, at the boards' level for this one gain; likewise ``upper``.
        upper: never below ``lower``.
        is_sure: whether it is not zero for somebody who looked at all of the boards (Bonferroni).
    """

    points: float
    lower: float
    upper: float
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Placing:
    """A model on one board.

    Attributes:
        query: of the board.
        board: as last computed; None if it is not there yet, or cannot be.
        row: the model's; None if it is not ranked.
        missing: why there is no row, for people; empty if there is one.
        gain: over its rating on the board of all votes; None without either, and for boards that
            leave out outcomes or labels which that one has.
    """

    query: Query
    board: Board | None
    row: Row | None
    missing: str
    gain: Gain | None = None


def placings(
    model: str, whole: Board | None, boards: Iterable[tuple[Query, Board | BoardError | None]]
) -> tuple[Placing, ...]:
    """A model on the boards of parts of the votes, in their order.

    Args:
        model: its name.
        whole: the board of all of the votes.
        boards: of each question the board, or why there is none; None if it is not there yet.
    """
    found = [_placing(model, query, board) for query, board in boards]
    of_whole = None if whole is None else whole.row(model)
    if whole is None or of_whole is None:
        return tuple(found)
    looked_at = max(sum(_is_comparable(one, whole) for one in found), 1)
    return tuple(
        replace(one, gain=gain(model, one.board, whole, looked_at=looked_at))
        if _is_comparable(one, whole) and one.board is not None
        else one
        for one in found
    )


def gain(model: str, part: Board, whole: Board, *, looked_at: int = 1) -> Gain | None:
    """How far a model's rating on the board of some votes is above that on the board of all.

    The votes of the one are among those of the other, so that their errors go together: the
    variance of the difference is the variance on the part less that on the whole (Hausman 1978),
    and at least that on the part times the share of the model's votes that the part lacks.

    Args:
        model: its name.
        part: the board of some of the votes.
        whole: the board of all of them.
        looked_at: how many gains are looked at together.

    Returns:
        None if it is not on both.
    """
    here, there = part.row(model), whole.row(model)
    if here is None or there is None:
        return None
    points = here.rating - there.rating - _shift(part, whole)
    variance = _error(here, part.level) ** 2 - _error(there, whole.level) ** 2
    error = math.sqrt(max(variance, _error(here, part.level) ** 2 * _lacking(here, there)))
    reach = _quantile(part.level) * error
    strict = _quantile(1 - (1 - part.level) / looked_at) * error
    return Gain(points, points - reach, points + reach, is_sure=abs(points) > strict)


def _placing(model: str, query: Query, board: Board | BoardError | None) -> Placing:
    if board is None:
        return Placing(query, None, None, "not computed yet")
    if isinstance(board, BoardError):
        return Placing(query, None, None, str(board))
    row = board.row(model)
    if row is not None:
        return Placing(query, board, row, "")
    reasons = (one.reason for one in board.unranked if one.card.name == model)
    return Placing(query, board, None, next(reasons, "no votes"))


def _is_comparable(placing: Placing, whole: Board) -> bool:
    """Whether a gain says something of the model: without ties, all ratings are further apart."""
    return placing.row is not None and placing.query.without == whole.query.without


def _shift(part: Board, whole: Board) -> float:
    """How much higher the ratings of the models on both are on the part, on average."""
    there = {row.card.name: row.rating for row in whole.rows}
    gaps = [row.rating - there[row.card.name] for row in part.rows if row.card.name in there]
    return sum(gaps) / len(gaps)


def _error(row: Row, level: float) -> float:
    return (row.high - row.low) / (2 * _quantile(level))


def _lacking(here: Row, there: Row) -> float:
    """The share of the model's votes that are not in the part; 1 if nobody knows."""
    if here.record is None or there.record is None or not there.record.votes:
        return 1.0
    return max(1 - here.record.votes / there.record.votes, 0.0)


def _quantile(level: float) -> float:
    from scipy.special import ndtri  # noqa: PLC0415 -- slow to import, and few boards need it

    return float(ndtri((1 + level) / 2))
