"""What boards are made of: votes that come, votes of a dataset, invented ones, ratings imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from tiltyard.leaderboard._board import Board, Kind
from tiltyard.leaderboard._choices import Choices, choices_of, controls_of
from tiltyard.leaderboard._compute import Ground, compute
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._slice import labels
from tiltyard.leaderboard._table import VoteTable
from tiltyard.leaderboard._terms import Excluded
from tiltyard.leaderboard._texts import Texts
from tiltyard.leaderboard._votes import Votes
from tiltyard.records import ModelCard


class Source(Protocol):
    """Something that boards can be asked of. Every method may be called from any thread."""

    @property
    def name(self) -> str:
        """What a query calls it; empty for the arena's own votes."""
        ...

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    @property
    def kind(self) -> Kind:
        """Where its numbers come from."""
        ...

    @property
    def version(self) -> int:
        """Another number once boards may have changed."""
        ...

    @property
    def cards(self) -> Mapping[str, ModelCard]:
        """What is known of its models, by name."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What every reader must be told."""
        ...

    @property
    def votes(self) -> Votes | None:
        """The votes as they are now; None where only ratings were imported."""
        ...

    @property
    def texts(self) -> Texts | None:
        """What was said in the battles; None where nobody has it."""
        ...

    def labels(self) -> dict[str, tuple[str, ...]]:
        """What a slice can name, with the values of each; ``false`` and ``true`` for yes or no."""
        ...

    def choices(self) -> Choices:
        """What its boards can be asked, for a form; takes up to half a second."""
        ...

    def usual(self, query: Query) -> Query:
        """What holds here where a question says nothing, given what does in the arena."""
        ...

    def board(self, query: Query, *, computed_at: datetime) -> Board:
        """Compute a board; takes up to a second or so.

        Raises:
            UnknownNameError, ConfigurationError, RatingError: as `compute`.
            BoardError: it would need votes, and there are none.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class VotesSource:
    """Votes in a table.

    Attributes:
        notes: what every reader must be told.
        texts: what was said in the battles, if anybody has it.
        excluded: the leaves of votes that were excluded when the log had some size.
    """

    name: str
    title: str
    kind: Kind
    table: VoteTable
    cards: Mapping[str, ModelCard]
    notes: tuple[str, ...] = ()
    texts: Texts | None = None
    excluded: Excluded = lambda _size: frozenset()

    @property
    def votes(self) -> Votes:
        """See `Source.votes`."""
        return self.table.votes

    @property
    def version(self) -> int:
        """Another number once there are more votes, or they have other labels."""
        return self.table.version

    def labels(self) -> dict[str, tuple[str, ...]]:
        """See `Source.labels`."""
        return labels(self.table.votes)

    def choices(self) -> Choices:
        """See `Source.choices`."""
        return choices_of(self.table.votes, self.cards)

    def usual(self, query: Query) -> Query:
        """See `Source.usual`: without what these votes or cards do not tell enough of."""
        votes = self.table.votes
        if not query.control or not votes.rows:  # of no votes nothing is known yet
            return query
        can = set(controls_of(votes, self.cards.values()))
        return replace(query, control=tuple(one for one in query.control if one in can))

    def ground(self) -> Ground:
        """The votes as they are now, and who they are about."""
        return Ground(self.kind, self.table.votes, self.cards, self.notes)

    def board(self, query: Query, *, computed_at: datetime) -> Board:
        """See `Source.board`."""
        return compute(query, self.ground(), computed_at=computed_at)
