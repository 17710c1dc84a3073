"""The votes that a question asks for, as what a method takes: pooled, or with what differed.

A segment is looked at after another, so that no whole column is ever copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard._arrow import Segment
from tiltyard.leaderboard._cells import Part
from tiltyard.leaderboard._conditions import (
    LABELLED,
    Condition,
    asked,
    columns_of,
    conditions,
    counting,
    labels,
    passing,
)
from tiltyard.leaderboard._encoded import UNKNOWN
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._voters import Voters
from tiltyard.leaderboard._votes import Votes
from tiltyard.ratings import Comparisons, pooling
from tiltyard.ratings.comparisons import Features

__all__ = ["CONTROLLED", "chosen", "columns_of", "comparisons", "labels", "pooled"]

Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]

_SIDES = ("_a", "_b")
# What columns a control looks at, `_a` and `_b` of each; what is proportional is compared as logs.
CONTROLLED = {
    "style": ("tokens", "headers", "lists", "bold"),
    "length": ("tokens",),
    "sentiment": ("sentiment_score", "emoji"),
    "latency": ("seconds",),
    "cost": ("cost_usd",),
}
_AS_LOGS = ("seconds", "cost_usd")
# Any of these will do where they do not matter: they choose no votes.
_METHOD, _LEVEL = "bradley_terry", 0.95
# Rows whose differences are computed at once, so that they stay in the processor's cache.
_STRIP = 1 << 15


def chosen(votes: Votes, query: Query) -> Bools | None:
    """Which votes are asked for and count, shape ``(n,)``; None for all of them.

    Raises:
        UnknownNameError: there is no such label, value, language or model.
        ConfigurationError: a label has values, and none is named.
    """
    wanted = conditions(votes, query)
    if not wanted:
        return None
    masks = [passing(wanted, segment) for segment in votes.segments]
    return np.concatenate([np.empty(0, dtype=np.bool_), *masks])


def pooled(votes: Votes, query: Query) -> Comparisons:
    """The votes that are asked for, alike ones in one row; models in alphabetical order.

    Raises:
        UnknownNameError, ConfigurationError: as `chosen`.
    """
    wanted = asked(votes, query)
    parts = [Part(*one) for one in zip(votes.segments, counting(votes, query), strict=True)]

    def pieces(parts: Sequence[Part]) -> Iterator[tuple[NDArray[Any], ...]]:
        return (_columns(part.segment, _rows_of(part, wanted)) for part in parts)

    # Whether a voter is a regular one changes with every vote.
    is_moving = query.voters in ("new", "regular")
    if is_moving or not pooling.has_table(len(votes.models)):
        return pooling.pooled(votes.models, pieces(parts))
    key = replace(query, source="", control=(), method=_METHOD, level=_LEVEL, errors="independent")
    table = votes.cells.of(key, parts, len(votes.models), pieces)
    return pooling.of_table(votes.models, table)


def comparisons(
    votes: Votes, query: Query, *, timed: bool = False, voters: Voters | None = None
) -> Comparisons:
    """The votes that are asked for, models in alphabetical order, with what is to be held equal.

    Votes on which a control has nothing to go by (a time or a price that is not known) are left
    out, and so are features in which no two answers differ, while there are others.

    Args:
        votes: of which.
        query: what is asked.
        timed: whether the times of votes are needed too.
        voters: of the votes, if it is needed who cast them, as the cluster ``voter``; it is missing
            where of some of them nobody knows.

    Raises:
        UnknownNameError, ConfigurationError: as `chosen`.
    """
    wanted = conditions(votes, query)
    names = _features(votes, query)
    rows = [_rows(wanted, segment) for segment in votes.segments]
    kept, values = _measured(votes, rows, names)
    order = sorted(range(len(votes.models)), key=votes.models.__getitem__)
    place = np.empty(len(order), dtype=np.int16)
    place[order] = np.arange(len(order), dtype=np.int16)
    a, b, outcome = _joined([_columns(*one) for one in kept], (np.int16, np.int16, np.uint8))
    names, values = _that_differ(names, values)
    times = [_some(segment.numbers["voted_at"], rows) for segment, rows in kept] if timed else []
    whole = Comparisons(
        models=tuple(votes.models[code] for code in order),
        a=place[a],
        b=place[b],
        outcome=outcome,
        features=Features(names, values) if names else None,
        voted_at=_times(np.concatenate([np.empty(0), *times])) if timed else None,
        clusters={} if voters is None else _clusters(voters, kept),
    )
    seen = _seen(whole)
    return (
        whole if seen.all() else whole.among({whole.models[code] for code in np.flatnonzero(seen)})
    )


def _rows(wanted: Sequence[Condition], segment: Segment) -> Rows | None:
    """The places of the votes of a segment that are asked for; None for all."""
    return np.flatnonzero(passing(wanted, segment)) if wanted else None


def _rows_of(part: Part, wanted: Sequence[Condition]) -> Rows | None:
    """The places of the votes of a part that are asked for and count; None for all."""
    if part.counting is None:
        return _rows(wanted, part.segment)
    does = part.counting
    return np.flatnonzero(does & passing(wanted, part.segment) if wanted else does)


def _some(column: NDArray[Any], rows: Rows | None) -> NDArray[Any]:
    return column if rows is None else column.take(rows)


def _columns(segment: Segment, rows: Rows | None) -> tuple[NDArray[Any], ...]:
    a, b, outcome = (_some(segment.numbers[name], rows) for name in ("a", "b", "outcome"))
    return a.view(np.int16), b.view(np.int16), outcome  # what loops in C read without a copy


def _joined(
    pieces: Sequence[tuple[NDArray[Any], ...]], kinds: Sequence[type[np.generic]]
) -> Iterator[NDArray[Any]]:
    """Each column in one piece."""
    for number, kind in enumerate(kinds):
        each = [piece[number] for piece in pieces]
        yield np.concatenate([np.empty(0, dtype=kind), *each], dtype=kind, casting="unsafe")


def _seen(votes: Comparisons) -> Bools:
    """Which models have votes, shape ``(m,)``."""
    seen = np.zeros(len(votes.models), dtype=np.bool_)
    for begin in range(0, len(votes), _STRIP):
        if seen.all():
            break
        seen[votes.a[begin : begin + _STRIP]] = True
        seen[votes.b[begin : begin + _STRIP]] = True
    return seen


def _features(votes: Votes, query: Query) -> tuple[str, ...]:
    """What is to be held equal, as columns without their side."""
    wanted = [name for control in query.control for name in CONTROLLED.get(control, ())]
    names = tuple(dict.fromkeys(wanted))
    # Of no votes nothing is known yet, nor of those that are shown before they are labelled.
    for name in names if votes.settled else ():
        if not all(name + side in votes.numbers for side in _SIDES):
            control = next(one for one in query.control if name in CONTROLLED.get(one, ()))
            raise ConfigurationError(
                f"these votes cannot be controlled for {control}: they have no {name}"
                + ("" if name in _AS_LOGS else f"; {LABELLED}")
            )
    return names


def _measured(
    votes: Votes, wanted: Sequence[Rows | None], names: Sequence[str]
) -> tuple[list[tuple[Segment, Rows | None]], NDArray[np.float32]]:
    """Those of the rows of which everything is known that is to be held equal, and what it is."""
    pairs = list(zip(votes.segments, wanted, strict=True))
    sizes = [segment.rows if rows is None else len(rows) for segment, rows in pairs]
    values = np.empty((sum(sizes), len(names)), dtype=np.float32)
    if not names:
        return pairs, values
    kept, end = [], 0
    for (segment, rows), size in zip(pairs, sizes, strict=True):
        here = values[end : end + size]
        if not _fill(here, votes, segment, rows, names):
            known = np.flatnonzero(np.isfinite(here).all(axis=1))
            rows = known if rows is None else rows[known]  # noqa: PLW2901 -- fewer of the same
            here[: len(known)] = here[known]
            size = len(known)  # noqa: PLW2901 -- likewise
        kept.append((segment, rows))
        end += size
    return kept, values[:end]


def _fill(
    values: NDArray[np.float32],
    votes: Votes,
    segment: Segment,
    rows: Rows | None,
    names: Sequence[str],
) -> bool:
    """Compute how answers differ, shape ``(n, k)``; returns whether all of it is known."""
    both = [[_measure(votes, segment, name + side) for side in _SIDES] for name in names]
    is_known = True
    for begin in range(0, len(values), _STRIP):
        here = slice(begin, begin + _STRIP)
        for place, (name, (a, b)) in enumerate(zip(names, both, strict=True)):
            left, right = (x[here] if rows is None else x.take(rows[here]) for x in (a, b))
            values[here, place] = _difference(name, left, right)
        is_known = is_known and bool(np.isfinite(values[here]).all())
    return is_known


def _measure(votes: Votes, segment: Segment, column: str) -> NDArray[Any]:
    """A column of numbers; unknown where no vote has it yet."""
    if column in votes.numbers:
        return votes.piece(segment, column)
    return np.full(segment.rows, np.nan, dtype=np.float32)


def _that_differ(
    names: tuple[str, ...], values: NDArray[np.float32]
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Features that tell any two answers apart; all of them if none does."""
    differs = np.zeros(len(names), dtype=np.bool_)
    for begin in range(0, len(values), _STRIP):
        if differs.all():
            break
        differs |= values[begin : begin + _STRIP].any(axis=0)
    if differs.all() or not differs.any():
        return names, values
    return tuple(name for name, does in zip(names, differs, strict=True) if does), values[
        :, differs
    ]


def _difference(name: str, a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.float32]:
    """As `tiltyard.style.difference`; what has a price or takes time as the log of a ratio."""
    if name in _AS_LOGS:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.log(a) - np.log(b), dtype=np.float32)
    return np.asarray((a - b) / (np.abs(a) + np.abs(b) + 1), dtype=np.float32)


def _clusters(
    voters: Voters, kept: Sequence[tuple[Segment, Rows | None]]
) -> dict[str, NDArray[np.int32]]:
    """The voters of some rows as a cluster; nothing if one is not known."""
    if any((_some(segment.numbers["voter"], rows) == UNKNOWN).any() for segment, rows in kept):
        return {}
    pieces, _ = voters.of([segment for segment, _ in kept])
    codes = [_some(piece, rows) for piece, (_, rows) in zip(pieces, kept, strict=True)]
    return {"voter": np.concatenate([np.empty(0, dtype=np.int32), *codes])}


def _times(at: NDArray[np.float64]) -> NDArray[np.float64] | None:
    return None if np.isnan(at).any() else at
