"""One board: what was asked, who is on it, and where its numbers come from. It never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from tiltyard.analysis import Coefficient, Ranking
from tiltyard.leaderboard._query import Errors, Query
from tiltyard.leaderboard._record import Record
from tiltyard.ratings.fragility import Blocks, Fragility, earned, ranges_of
from tiltyard.records import ModelCard

# Votes of people as they come, votes of a dataset, invented ones, or ratings of somebody else.
Kind = Literal["live", "dataset", "simulated", "imported"]


@dataclass(frozen=True, slots=True)
class Row:
    """A ranked model.

    Rating, ``low`` and ``high`` are in points, around 1000 for the mean of all rows; the interval
    is at the board's level for this model alone. The ranks are the best and worst that the votes
    allow, and hold for all rows at once. Votes are all that the model took part in; an imported
    board may not know them.
    """

    card: ModelCard
    rating: float
    low: float
    high: float
    rank_best: int
    rank_worst: int
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Unranked:
    """A model that the votes cannot place yet; ``reason`` says why, for people."""

    card: ModelCard
    votes: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A leaderboard: rows from the highest rating down, the unranked by votes.

    Attributes:
        query: what was asked.
        kind: where the numbers come from.
        title: the slice in words.
        computed_at: when, aware.
        votes: that the slice holds, those on models not shown among them; none if imported
            without them.
        source_votes: that the source held then, in all slices together.
        rows: the ranked models.
        unranked: the others.
        sure_blocks: names in groups, from the top: by their ranges of ranks all of a group are
            surely above all of the next.
        fragility: how few votes, and voters, turn neighbours; none if it was not counted, or not
            yet.
        voters_to_flip: how many voters the order of two must withstand to be printed; 0 if it is
            not asked for.
        coefficients: what was held equal, and what it is worth.
        errors: what intervals and ranks take for independent; not always what was asked for.
        notes: what a reader must be told.
        digest: of the votes that were used.
        ranking: the engine's own answer; none if imported.
    """

    query: Query
    kind: Kind
    title: str
    computed_at: datetime
    votes: int | None
    source_votes: int
    rows: tuple[Row, ...]
    unranked: tuple[Unranked, ...] = ()
    sure_blocks: Blocks = ()
    fragility: Fragility | None = None
    voters_to_flip: int = 0
    coefficients: tuple[Coefficient, ...] = ()
    errors: Errors = "independent"
    notes: tuple[str, ...] = ()
    digest: str = ""
    ranking: Ranking | None = field(default=None, repr=False, compare=False)

    @property
    def level(self) -> float:
        """Of intervals and ranks."""
        return self.query.level

    @property
    def method(self) -> str:
        """How ratings were estimated."""
        return self.ranking.method if self.ranking else self.query.method

    @property
    def tied_blocks(self) -> Blocks:
        """The names in groups, from the top, cut where ranges and enough voters carry it."""
        return earned(self.sure_blocks, self.fragility, self.voters_to_flip)

    @property
    def ranks(self) -> dict[str, tuple[int, int]]:
        """The best and the worst rank of each model, as far apart as enough voters carry it."""
        ranges = {row.card.name: (row.rank_best, row.rank_worst) for row in self.rows}
        return ranges_of(self.sure_blocks, self.fragility, self.voters_to_flip, ranges)

    def row(self, model: str) -> Row | None:
        """The row of a model; None if it is not ranked."""
        return next((row for row in self.rows if row.card.name == model), None)

    def lean(self) -> Board:
        """The same without the engine's own answer, which is large."""
        return replace(self, ranking=None)


def as_dict(board: Board) -> dict[str, Any]:
    """The board in plain types, as the API gives it: numbers unrounded, times as ISO 8601."""
    return {
        "source": board.query.source,
        "kind": board.kind,
        "title": board.title,
        "query": board.query.words(),
        "computed_at": board.computed_at.isoformat(),
        "votes": board.votes,
        "source_votes": board.source_votes,
        "method": board.method,
        "level": board.level,
        "errors": board.errors,
        "digest": board.digest,
        "coefficients": [asdict(one) for one in board.coefficients],
        "notes": list(board.notes),
        "rows": [_row(row) for row in board.rows],
        "unranked": [
            {"model": card_dict(one.card), "votes": one.votes, "reason": one.reason}
            for one in board.unranked
        ],
        "tied_blocks": [list(block) for block in board.tied_blocks],
        "voters_to_flip": board.voters_to_flip,
        "fragility": None if board.fragility is None else asdict(board.fragility),
    }


def card_dict(card: ModelCard) -> dict[str, Any]:
    """A card in plain types."""
    held = asdict(card)
    del held["listed"]  # only listed models are on a board
    if card.variants is None:
        del held["variants"]  # it is a word about few, and older snapshots have none
    if card.released_on is not None:
        held["released_on"] = card.released_on.isoformat()
    return held


def place_dict(row: Row) -> dict[str, Any]:
    """Where a model stands, in plain types."""
    return {
        "rating": row.rating,
        "low": row.low,
        "high": row.high,
        "rank_best": row.rank_best,
        "rank_worst": row.rank_worst,
        "votes": None if row.record is None else row.record.votes,
    }


def _row(row: Row) -> dict[str, Any]:
    record: Mapping[str, Any] = {name: None for name in ("wins", "losses", "ties", "both_bad")}
    if row.record is not None:
        record = asdict(row.record)
    return {
        "model": card_dict(row.card),
        **place_dict(row),
        **record,
    }
