"""What is usually held equal in an arena, and cannot be on boards of a source."""

from __future__ import annotations

import logging
from dataclasses import replace

from tiltyard.leaderboard._board import Board
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._source import Source
from tiltyard.leaderboard._words import control_title

_log = logging.getLogger(__name__)


class Unheld:
    """What the boards of sources lack of the arena's usual control; each is logged once."""

    def __init__(self) -> None:
        self._told: set[tuple[str, tuple[str, ...]]] = set()

    def usual(self, wanted: Query, source: Source) -> Query:
        """What holds for a source where nothing is said, given what does in the arena."""
        usual = source.usual(replace(wanted, source=source.name))
        lost = _lost(wanted, usual)
        if lost and (said := (source.name, lost)) not in self._told:
            self._told.add(said)
            _log.warning("boards of %r cannot hold %s equal", source.title, ", ".join(lost))
        return usual


def unheld(wanted: Query, source: Source) -> str:
    """What is usual in the arena and cannot be held equal here, in words; empty for nothing."""
    return control_title(Query(control=_lost(wanted, source.usual(wanted))))


def noted(board: Board, wanted: Query, source: Source) -> Board:
    """The board, with a note if it lacks what is usually held equal; not if that was asked for."""
    usual = source.usual(wanted)
    if board.query.control != usual.control or not _lost(wanted, usual):
        return board
    note = (
        f"{unheld(wanted, source)} is usually held equal in this arena, and is not here: the "
        f"{'ratings' if board.kind == 'imported' else 'votes'} do not tell what that takes"
    )
    return replace(board, notes=(*board.notes, note))


def _lost(wanted: Query, usual: Query) -> tuple[str, ...]:
    return tuple(one for one in wanted.control if one not in usual.control)
