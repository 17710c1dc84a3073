"""Models by boards: where each model stands on the board of every category and language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tiltyard.errors import BoardError
from tiltyard.leaderboard._board import Board, Row
from tiltyard.leaderboard._boards import Boards
from tiltyard.leaderboard._choices import Choices
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._words import title_of
from tiltyard.records import ModelCard
from tiltyard.registry import nearest


@dataclass(frozen=True, slots=True)
class Column:
    """One of the boards.

    Attributes:
        key: what tells it from the others, in an address.
        title: what it is about that the others are not.
        board: none if there is none.
        reason: why there is none and will be none with these votes; empty if it comes.
    """

    key: str
    query: Query
    title: str
    board: Board | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A model, and its row on the board of every column, in their order; None if not ranked."""

    card: ModelCard
    rows: tuple[Row | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The overview of a source.

    Attributes:
        columns: boards that rank somebody, or are still to come; that of all votes is the first.
        lacking: boards that rank nobody, with the reasons.
        lines: every model that some board ranks, those first that are first in the column by
            which it is sorted.
        sort: the key of that column.
    """

    columns: tuple[Column, ...]
    lacking: tuple[Column, ...]
    lines: tuple[Line, ...]
    sort: str


def columns_of(boards: Boards, base: Board, choices: Choices) -> tuple[Column, ...]:
    """The boards of an overview as they are now; those that are missing are begun.

    Args:
        boards: where they are.
        base: of all votes, the first column.
        choices: what its source has.
    """
    rest = [query for query in choices.columns(base.query) if query != base.query]
    first = Column("all", base.query, "Overall" if not base.query.models else base.title, base)
    return (first, *(_column(query, base.query, boards.soon(query)) for query in rest))


def matrix(columns: Sequence[Column], *, sort: str = "all") -> Matrix:
    """The overview of these boards.

    Raises:
        BoardError: there is no such column to sort by; near ones are named.
    """
    shown = tuple(one for one in columns if not one.reason)
    keys = [one.key for one in columns]
    if sort not in keys:
        raise BoardError(f"there is no column {sort!r} to sort by{nearest(sort, keys)}")
    found = [{row.card.name: row for row in one.board.rows} if one.board else {} for one in shown]
    by_sort = sorted(range(len(shown)), key=lambda place: shown[place].key != sort)
    cards = {name: row.card for place in by_sort for name, row in found[place].items()}
    return Matrix(
        columns=shown,
        lacking=tuple(one for one in columns if one.reason),
        lines=tuple(
            Line(card, tuple(rows.get(name) for rows in found)) for name, card in cards.items()
        ),
        sort=sort,
    )


def _column(query: Query, base: Query, found: Board | BoardError | None) -> Column:
    title = title_of(
        replace(
            query,
            category=_beyond(query.category, base.category),
            without=_beyond(query.without, base.without),
            since=None,
            until=None,
            modality=None,
            voters=None,
            models=(),
        )
    )
    board = found if isinstance(found, Board) else None
    reason = str(found) if isinstance(found, BoardError) else ""
    if board is not None and not board.rows:
        reason = "its votes rank nobody yet"
    return Column(_key(query), query, title.removeprefix("In "), board, reason)


def _key(query: Query) -> str:
    """What a column is sorted by, short enough for an address."""
    parts = [*query.category, *(f"-{one}" for one in query.without)]
    return ",".join([*parts, *([f"in:{query.language}"] if query.language else [])])


def _beyond(own: Iterable[str], common: Iterable[str]) -> tuple[str, ...]:
    known = set(common)
    return tuple(one for one in own if one not in known)
