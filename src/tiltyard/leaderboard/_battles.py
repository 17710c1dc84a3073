"""Battles to read: those of a slice whose texts may be shown, the newest votes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard._columns import CORRECT, YES_OR_NO
from tiltyard.leaderboard._encoded import UNKNOWN
from tiltyard.leaderboard._gathered import Rows, nameable, require_models, rows_of, within
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._slice import columns_of, labels
from tiltyard.leaderboard._source import Source
from tiltyard.leaderboard._texts import Conversation, Texts
from tiltyard.leaderboard._votes import Votes
from tiltyard.ratings.comparisons import A_WON, B_WON, OUTCOMES
from tiltyard.records import Winner

MOST = 100
# For one page so many votes are looked at, for those whose texts may be shown: no page takes long.
_LOOKED_AT, _AT_ONCE = 256, 16


@dataclass(frozen=True, slots=True)
class ShownBattle:
    """A battle to read; nothing in it says who voted.

    Attributes:
        id: of the vote.
        models: who sat on side a, and on side b.
        winner: what the vote says.
        voted_at: when, aware; None if not known.
        labels: what the battle is labelled with, as a slice names it.
        conversation: what was said.
    """

    id: str
    models: tuple[str, str]
    winner: Winner
    voted_at: datetime | None
    labels: tuple[str, ...]
    conversation: Conversation


@dataclass(frozen=True, slots=True)
class BattlePage:
    """Some battles, the newest votes first.

    Attributes:
        battles: fewer than asked for, or none, where the texts of many votes are not there.
        after: where the next page begins; None if there is none.
    """

    battles: tuple[ShownBattle, ...]
    after: str | None


def battles(  # noqa: PLR0913 -- keyword-only, each narrows what is found
    source: Source,
    query: Query,
    *,
    models: Sequence[str] = (),
    label: str | None = None,
    winner: str | None = None,
    after: str | None = None,
    limit: int = 10,
) -> BattlePage:
    """Battles of a slice whose texts may be shown, the newest votes first; blocks.

    Texts are shown of voters who were told that they may be, and where the licence of a dataset
    allows it. Personal data that rules find is replaced by marks. Battles of hidden models are
    not there.

    Args:
        source: whose.
        query: which slice.
        models: one that took part, or two that met; all if none.
        label: a further label that they must have, as ``category`` names it.
        winner: the name of the model that won, ``tie`` or ``both_bad``.
        after: the `BattlePage.after` of the page before.
        limit: how many at most, 1 to `MOST`.

    Raises:
        UnknownNameError: there is no such model, label or value; near ones are named.
        ConfigurationError: an argument makes no sense.
    """
    require_models(source, *models)
    if not 1 <= limit <= MOST:
        raise ConfigurationError(f"limit is {limit}: give 1 to {MOST}")
    if label:
        query = replace(query, category=tuple(dict.fromkeys([*query.category, label])))
    if source.votes is None or source.texts is None:
        return BattlePage((), None)
    reading = _Reading(source, source.votes, source.texts)
    return reading.page(reading.rows(query, models, winner), _Key.read(after), limit)


class _Key(NamedTuple):
    """The place of a vote in the order of pages: newer ones have greater keys."""

    voted_at: float
    row: int

    @classmethod
    def read(cls, after: str | None) -> _Key | None:
        """The key that `__str__` wrote."""
        if after is None:
            return None
        at, _, row = after.partition("_")
        try:
            return cls(float(at), int(row))
        except ValueError:
            raise ConfigurationError(
                f"after is {after!r}: give what the page before said"
            ) from None

    def __str__(self) -> str:
        return f"{self.voted_at!r}_{self.row}"


class _Reading:
    """Votes and what was said in them, as they are now."""

    def __init__(self, source: Source, votes: Votes, texts: Texts) -> None:
        self.source = source
        self.votes = votes
        self.texts = texts

    def rows(self, query: Query, models: Sequence[str], winner: str | None) -> Rows:
        """The places of the votes that are asked for, and could be shown, the newest first."""
        votes = self.votes
        rows = within(votes, query, rows_of(votes, models) if models else np.arange(votes.rows))
        a, b = (votes.column(side)[rows] for side in ("a", "b"))
        outcome, consent = votes.column("outcome")[rows], votes.column("consent")[rows]
        keeps = (consent == 1) | ((consent == UNKNOWN) & self.texts.shows_unknown)
        if not models or len(models) == 1:
            may_be_named = np.isin(np.array(votes.models), nameable(self.source))
            keeps &= may_be_named[a] & may_be_named[b]
        if winner in (Winner.TIE.value, Winner.BOTH_BAD.value):
            keeps &= outcome == OUTCOMES.index(Winner(winner))
        elif winner:
            require_models(self.source, winner)
            code = votes.models.index(winner) if winner in votes.models else UNKNOWN
            keeps &= ((a == code) & (outcome == A_WON)) | ((b == code) & (outcome == B_WON))
        kept: Rows = rows[keeps]
        return kept

    def page(self, rows: Rows, after: _Key | None, limit: int) -> BattlePage:
        """So many battles, from those after the key on."""
        at = np.nan_to_num(self.votes.column("voted_at")[rows], nan=-np.inf)
        if after is not None:
            is_older = (at < after.voted_at) | ((at == after.voted_at) & (rows < after.row))
            rows, at = rows[is_older], at[is_older]
        order = _newest(at, _LOOKED_AT)
        found: list[ShownBattle] = []
        last = None
        for place, shown in self._read(rows[order]):
            last = _Key(float(at[order[place]]), int(rows[order[place]]))
            if shown is not None:
                found.append(shown)
            if len(found) == limit:
                break
        is_end = last is None or (len(order) == len(rows) and last.row == rows[order[-1]])
        return BattlePage(tuple(found), None if is_end else str(last))

    def _read(self, rows: Rows) -> Iterator[tuple[int, ShownBattle | None]]:
        """Each of the votes, by its place, with its battle if that may be shown."""
        for begin in range(0, len(rows), _AT_ONCE):
            some = rows[begin : begin + _AT_ONCE]
            ids = self.votes.texts("id", some)
            read = self.texts.read(ids, self.votes.texts("battle", some))
            for place, (row, id) in enumerate(zip(some.tolist(), ids, strict=True), begin):
                yield place, self._one(row, id, read[id]) if id in read else None

    def _one(self, row: int, id: str, conversation: Conversation) -> ShownBattle:
        votes = self.votes
        at = float(_at(votes, "voted_at", row))
        return ShownBattle(
            id=id,
            models=(votes.models[_at(votes, "a", row)], votes.models[_at(votes, "b", row)]),
            winner=OUTCOMES[_at(votes, "outcome", row)],
            voted_at=None if np.isnan(at) else datetime.fromtimestamp(at, UTC),
            labels=tuple(self._labels(row)),
            conversation=conversation,
        )

    def _labels(self, row: int) -> Iterator[str]:
        """What either side is labelled with, but for what is not so, for counts, and for `CORRECT`.

        Which of the two is right would have to be said with that.
        """
        for name in labels(self.votes):
            if name == CORRECT:
                continue
            found = {}
            for column in columns_of(self.votes, name):
                code = int(_at(self.votes, column, row))
                if code != UNKNOWN:
                    found[self.votes.labels[column][code]] = column
            if set(found) <= set(YES_OR_NO):
                yield from [name] * ("true" in found)
            else:
                yield from (f"{name}:{value}" for value in found if not value.isdigit())


def _at(votes: Votes, column: str, row: int) -> Any:  # noqa: ANN401 -- of each column its own
    for segment in votes.segments:
        if row < segment.rows:
            return votes.piece(segment, column)[row]
        row -= segment.rows
    raise IndexError(row)


def _newest(at: NDArray[np.float64], most: int) -> Rows:
    """Places of the greatest times, from the greatest down; of equal ones the last comes first."""
    places = np.arange(len(at))
    if len(at) > most:
        least = np.partition(at, len(at) - most)[len(at) - most]
        above, equal = np.flatnonzero(at > least), np.flatnonzero(at == least)
        places = np.concatenate([above, equal[len(above) - most :]])
    return places[np.lexsort((-places, -at[places]))]
