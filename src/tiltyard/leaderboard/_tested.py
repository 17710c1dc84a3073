"""A board for one owner's eyes: the usual one, with models on it that nobody else sees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from tiltyard.leaderboard._board import Board
from tiltyard.leaderboard._compute import Ground, compute
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._source import VotesSource


def board_with(
    source: VotesSource, query: Query, names: Collection[str], *, computed_at: datetime
) -> Board:
    """A board on which these hidden models are shown; it must be kept from everybody else.

    Raises:
        UnknownNameError, ConfigurationError, RatingError: as `compute`.
    """
    ground = source.ground()
    cards = {
        name: replace(card, listed=True) if name in names else card
        for name, card in ground.cards.items()
    }
    shown = Ground(ground.kind, ground.votes, cards, ground.notes)
    return compute(source.usual(query), shown, computed_at=computed_at)
