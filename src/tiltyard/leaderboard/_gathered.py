"""The votes of one model or of two: few of many, so that all further questions are quick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.leaderboard._arrow import Segment
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._slice import chosen
from tiltyard.leaderboard._source import Source
from tiltyard.leaderboard._votes import Votes
from tiltyard.registry import nearest

Rows = NDArray[np.intp]

# A message names so many models at most.
_FEW = 12


def nameable(source: Source) -> list[str]:
    """The models of a source that may be named, in alphabetical order: hidden ones are not there.

    Models without votes are among them, and so are those with votes and no card.
    """
    voted = source.votes.models if source.votes is not None else ()
    return sorted(
        name
        for name in {*voted, *source.cards}
        if name not in source.cards or source.cards[name].listed
    )


def require_models(source: Source, *names: str) -> None:
    """Return if a source has all of these models, each once, and they may be named.

    Raises:
        UnknownNameError: one is not there; near names are in the message.
        ConfigurationError: two are the same.
    """
    known = nameable(source)
    for name in names:
        if name not in known:
            raise UnknownNameError(f"there is no model {name!r} here{_near(name, known)}")
    if len(set(names)) < len(names):
        raise ConfigurationError(f"{names[0]!r} cannot meet itself: name two models")


def _near(name: str, known: list[str]) -> str:
    """The nearest of many names, or all of few."""
    found = nearest(name, known)
    return found if found.startswith("; did") or len(known) <= _FEW else ""


def rows_of(votes: Votes, models: Sequence[str]) -> Rows:
    """The places of the votes on battles of one model, or between two, in order, shape ``(r,)``."""
    if any(name not in votes.models for name in models):
        return np.empty(0, dtype=np.intp)
    codes = [votes.models.index(name) for name in models]
    a, b = votes.pieces("a"), votes.pieces("b")
    found, begin = [np.empty(0, dtype=np.intp)], 0
    for left, right in zip(a, b, strict=True):
        at = [(left == code) | (right == code) for code in codes]
        found.append(np.flatnonzero(np.logical_and.reduce(at)) + begin)
        begin += len(left)
    return np.concatenate(found)


def gathered(votes: Votes, rows: Rows) -> Votes:
    """A table of some of the votes alone, in their order; names and codes stay.

    It has no ``id`` and no ``battle``: ask the whole table for them.
    """
    pieces, begin = [], 0
    for segment in votes.segments:
        end = begin + segment.rows
        inside = rows[np.searchsorted(rows, begin) : np.searchsorted(rows, end)] - begin
        columns = {name: column[inside] for name, column in segment.numbers.items()}
        pieces.append(Segment(len(inside), columns, {}))
        begin = end
    return replace(votes, segments=tuple(pieces), rows=len(rows), settled=len(rows))


def within(votes: Votes, query: Query, rows: Rows) -> Rows:
    """Those of the places whose votes the question asks for.

    Raises:
        UnknownNameError, ConfigurationError: as `chosen`.
    """
    # How many votes a voter cast shows in the whole table alone.
    if query.voters is not None or votes.terms.least_votes:
        mask = chosen(votes, query)
        return rows if mask is None else rows[mask[rows]]
    mask = chosen(gathered(votes, rows), query)
    return rows if mask is None else rows[mask]
