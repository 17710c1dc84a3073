"""Boards that somebody else published: shown as they are, and marked as imported.

There are no votes behind them, so that a slice is there if it was published and cannot be computed
otherwise.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import accumulate

from tiltyard import files
from tiltyard.errors import BoardError, UnknownNameError
from tiltyard.leaderboard._board import Board, Kind, Row
from tiltyard.leaderboard._cards import read_cards
from tiltyard.leaderboard._choices import Choices, choices_of_slices
from tiltyard.leaderboard._published import Origin, Rated, read_ratings
from tiltyard.leaderboard._published_slices import Slice, in_order, near, sliced
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._words import title_of
from tiltyard.records import ModelCard
from tiltyard.registry import nearest

LEVEL = 0.95  # of the intervals in files of either layout
STYLE = ("style",)
_NEEDS_VOTES = ("since", "until", "modality", "voters")
_RANKS = (
    "Ranks follow from the published intervals: a model is below another if their intervals do not "
    "meet. That is cautious for each two models, and does not hold for all of them at once."
)


@dataclass(frozen=True, slots=True, eq=False)
class ImportedSource:
    """Ratings of somebody else; see `Source`. Make it by `imported`.

    Attributes:
        origin: where they are from.
        plain: the published boards; ``styled`` those under style control.
        digest: of all files.
    """

    name: str
    title: str
    cards: Mapping[str, ModelCard]
    origin: Origin
    plain: Mapping[Slice, tuple[Rated, ...]]
    styled: Mapping[Slice, tuple[Rated, ...]]
    digest: str
    kind: Kind = field(default="imported", init=False)
    version: int = field(default=1, init=False)
    votes: None = field(default=None, init=False)
    texts: None = field(default=None, init=False)

    @property
    def notes(self) -> tuple[str, ...]:
        """See `Source.notes`."""
        return (self._told(), _RANKS)

    def labels(self) -> dict[str, tuple[str, ...]]:
        """See `Source.labels`: those that a published board is about."""
        found: dict[str, tuple[str, ...]] = {}
        slices = [*self.plain, *self.styled]
        for words in sorted({words for one in slices for words in one.category}):
            found[words] = ("false", "true")
        if languages := sorted({one.language for one in slices if one.language is not None}):
            found["language"] = tuple(languages)
        return found

    def slices(self) -> tuple[Query, ...]:
        """Every board that there is without control, as the question that asks for it."""
        return tuple(
            replace(one.query, source=self.name) for one in sorted(self.plain, key=in_order)
        )

    def usual(self, query: Query) -> Query:
        """What holds here where a question says nothing, given what does in the arena."""
        control = STYLE if query.control == STYLE and self.styled else ()
        return Query(source=self.name, control=control)

    def choices(self) -> Choices:
        """See `Source.choices`."""
        return choices_of_slices(self.slices(), STYLE if self.styled else ())

    def board(self, query: Query, *, computed_at: datetime) -> Board:
        """The board as it was published, or of some of its models.

        Raises:
            BoardError: it was not published, and without votes it cannot be computed.
            UnknownNameError: there is no such category, language or model.
        """
        rows = self._published(query)
        if query.models:
            rows = _among(rows, query.models)
        return Board(
            query=query,
            kind="imported",
            title=title_of(query),
            computed_at=computed_at,
            votes=_votes(rows),
            source_votes=0,
            rows=_ranked(rows, self.cards),
            sure_blocks=_blocks(rows),
            notes=self.notes,
            digest=self.digest,
        )

    def _published(self, query: Query) -> tuple[Rated, ...]:
        """The rows that the question asks for."""
        self._require_published(query)
        boards = self.styled if query.control else self.plain
        wanted = Slice.of(query)
        if wanted in boards:
            return boards[wanted]
        self._require_known(query)
        raise BoardError(
            f"{self.title!r} is imported, without votes, and has no board "
            f"{title_of(replace(query, models=()))!r}; what comes near: "
            + "; ".join(title_of(one.query) for one in near(wanted, boards))
        )

    def _require_published(self, query: Query) -> None:
        """Return if nothing is asked for that only votes could answer."""
        usual = Query()
        asked = [name for name in _NEEDS_VOTES if getattr(query, name) is not None]
        asked += [
            name
            for name in ("method", "level", "errors")
            if getattr(query, name) != getattr(usual, name)
        ]
        if asked:
            raise BoardError(
                f"{self.title!r} is imported, without votes: it cannot be asked for {asked[0]!r}, "
                "only for the categories and languages that were published"
            )
        if query.control and (query.control != STYLE or not self.styled):
            has = "'style' or none" if self.styled else "none"
            raise BoardError(
                f"{self.title!r} is imported, without votes: its control is {has}, and not "
                f"{','.join(query.control)!r}"
            )

    def _require_known(self, query: Query) -> None:
        """Return if each word of the question is known by itself."""
        labels = self.labels()
        for words in query.category:
            if words not in labels:
                raise UnknownNameError(
                    f"{self.title!r} has no category {words!r}{nearest(words, sorted(labels))}"
                )
        languages = labels.get("language", ())
        if query.language is not None and query.language not in languages:
            raise UnknownNameError(
                f"{self.title!r} has no language {query.language!r}"
                f"{nearest(query.language, sorted(languages))}"
            )

    def _told(self) -> str:
        where = self.origin.link or f"the file {self.origin.ratings.name}"
        when = (
            f"published on {self.origin.published_on:%-d %B %Y}"
            if self.origin.published_on
            else "when it was published is not stated"
        )
        return (
            f"Imported from {where}, {when}. These are ratings of somebody else, on their own "
            "scale; no vote of this arena is in them."
        )


def imported(name: str, title: str, origin: Origin) -> ImportedSource:
    """A source of published ratings, read from its files.

    Raises:
        ConfigurationError: a file is missing.
        DataError: a file is broken; file, category and model are named.
    """
    origin = origin.found()
    plain = sliced(origin.ratings, read_ratings(origin.ratings))
    styled = sliced(origin.style, read_ratings(origin.style)) if origin.style else {}
    told = read_cards(origin.cards) if origin.cards else {}
    seen = {one.model for boards in (plain, styled) for rows in boards.values() for one in rows}
    return ImportedSource(
        name=name,
        title=title,
        cards={model: told.get(model, ModelCard(model)) for model in sorted(seen)},
        origin=origin,
        plain=plain,
        styled=styled,
        digest=files.digest_of([files.sha256(path) for path in origin.files]),
    )


def _among(rows: Sequence[Rated], models: Iterable[str]) -> tuple[Rated, ...]:
    known = {one.model for one in rows}
    for model in models:
        if model not in known:
            raise UnknownNameError(
                f"there is no model {model!r} on this board{nearest(model, sorted(known))}"
            )
    return tuple(one for one in rows if one.model in set(models))


def _ranked(rows: Sequence[Rated], cards: Mapping[str, ModelCard]) -> tuple[Row, ...]:
    """Best rank: one more than there are models surely above; worst: all that may be above."""
    lows, highs = sorted(one.low for one in rows), sorted(one.high for one in rows)
    return tuple(
        Row(
            card=cards[one.model],
            rating=one.rating,
            low=one.low,
            high=one.high,
            rank_best=1 + len(rows) - bisect_right(lows, one.high),
            rank_worst=len(rows) - bisect_left(highs, one.low),
        )
        for one in rows
    )


def _blocks(rows: Sequence[Rated]) -> tuple[tuple[str, ...], ...]:
    """Models in groups: the intervals of one are wholly above those of the next."""
    highest = [*accumulate((one.high for one in reversed(rows)), max)][::-1]  # from here down
    lowest = [*accumulate((one.low for one in rows), min)]  # from here up
    blocks: list[list[str]] = []
    for place, one in enumerate(rows):
        if place == 0 or lowest[place - 1] > highest[place]:
            blocks.append([])
        blocks[-1].append(one.model)
    return tuple(tuple(block) for block in blocks)


def _votes(rows: Sequence[Rated]) -> int | None:
    """All votes, each of which is on two models; None if one of the numbers is not known."""
    told = [one.votes for one in rows if one.votes is not None]
    return sum(told) // 2 if rows and len(told) == len(rows) else None
