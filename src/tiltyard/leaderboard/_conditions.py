"""What a question asks of a vote, as tests that look at a segment of votes at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tiltyard import categories
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.leaderboard._arrow import Segment
from tiltyard.leaderboard._encoded import UNKNOWN
from tiltyard.leaderboard._leaving import LeftOut
from tiltyard.leaderboard._query import TIES, Query
from tiltyard.leaderboard._terms import GUEST, YES
from tiltyard.leaderboard._votes import Votes
from tiltyard.leaderboard._words import language_name
from tiltyard.ratings.comparisons import BOTH_BAD, TIE
from tiltyard.registry import nearest

Bools = NDArray[np.bool_]
# Which votes of a segment pass.
Condition = Callable[[Segment], Bools]

# Voters with fewer votes than this are new.
REGULAR = 10
# How labels and style come about where they are missing.
LABELLED = (
    "whoever runs the arena adds what a dataset lacks by `tiltyard data label DIR`, DIR being its "
    "folder"
)
_SIDES = ("_a", "_b")
_OUTCOMES = {"tie": TIE, "both_bad": BOTH_BAD}


def conditions(votes: Votes, query: Query) -> list[Condition]:
    """The tests that a vote must pass to count; none if all votes do.

    Raises:
        UnknownNameError, ConfigurationError: as `asked`.
    """
    return [*asked(votes, query), *_counting(votes, query)]


def asked(votes: Votes, query: Query) -> list[Condition]:
    """The tests that a vote must pass to be asked for, whether it counts or not.

    Raises:
        UnknownNameError: there is no such label, value, language or model.
        ConfigurationError: a label has values, and none is named.
    """
    return list(_conditions(votes, query))


def _conditions(votes: Votes, query: Query) -> Iterator[Condition]:
    for words in query.category:
        yield _labelled(votes, words)
    for words in query.without:
        yield _left_out(votes, words)
    if query.language is not None:
        yield _of_value(votes, "language", query.language)
    yield from _in_period(query)
    if query.modality is not None:
        yield _of_modality(is_image=query.modality == "image")
    if query.voters in ("new", "regular"):
        yield _of_voters(votes, regular=query.voters == "regular")
    if query.models:
        yield _of_models(votes, query.models)


def passing(wanted: Sequence[Condition], segment: Segment) -> Bools:
    """Which votes of a segment pass all tests, of which there is one at least."""
    found = wanted[0](segment)
    for condition in wanted[1:]:
        found = found & condition(segment)
    return found


def why_left_out(votes: Votes, query: Query) -> list[LeftOut | None]:
    """Which votes do not count on a board and why, by segment; see `Terms.left_out`."""
    wanted = GUEST if query.voters == "guest" else YES
    return votes.terms.left_out(votes.segments, votes.by_epoch, wanted)


def counting(votes: Votes, query: Query) -> list[Bools | None]:
    """Which votes count on a board, whether they are asked for or not, by segment; None for all.

    It is the same array for a segment until another of its votes counts.
    """
    found = why_left_out(votes, query)
    if query.exclusions == "none":
        return [None if one is None else one.counting_excluded for one in found]
    return [None if one is None else one.counting for one in found]


def _counting(votes: Votes, query: Query) -> Iterator[Condition]:
    """What is laid over the votes: nothing if all of them count."""
    found = counting(votes, query)
    if all(one is None for one in found):
        return
    by_segment = dict(zip(map(id, votes.segments), found, strict=True))

    def condition(segment: Segment) -> Bools:
        does = by_segment[id(segment)]
        return np.ones(segment.rows, dtype=np.bool_) if does is None else does

    yield condition


def labels(votes: Votes) -> dict[str, tuple[str, ...]]:
    """Every label that votes can be chosen by, with its values; a label of answers once."""
    found: dict[str, tuple[str, ...]] = {}
    for column, values in votes.labels.items():
        name = _base(votes, column)
        found[name] = tuple(dict.fromkeys([*found.get(name, ()), *values]))
    return found


def columns_of(votes: Votes, name: str) -> list[str]:
    """The columns of a label: one, or that of either side.

    Raises:
        UnknownNameError: there is no such label; near ones are named.
    """
    if name in votes.labels:
        return [name]
    both = [name + side for side in _SIDES]
    if all(column in votes.labels for column in both):
        return both
    raise UnknownNameError(_no_label(votes, name))


def _no_label(votes: Votes, name: str) -> str:
    """Why votes cannot be chosen by a label, and what to do; near names are named."""
    if not votes.rows:
        return f"there are no votes yet, and none has the label {name!r}"
    if name in categories.names():
        return f"these votes have no label {name!r} yet: {LABELLED}"
    known = sorted(labels(votes))
    told = nearest(name, known) if known else f", nor any other: {LABELLED}"
    return f"there is no label {name!r}{told}"


def _base(votes: Votes, column: str) -> str:
    """``refusal`` of ``refusal_a``, if there is one of either side."""
    stem = column[:-2]
    is_side = column.endswith(_SIDES) and all(stem + side in votes.labels for side in _SIDES)
    return stem if is_side else column


def _left_out(votes: Votes, words: str) -> Condition:
    """Whether a vote is without an outcome, or without a label on either side."""
    if words in TIES:
        return _other_outcome(_OUTCOMES[words])
    name, known = words.partition(":")[0], sorted(labels(votes))
    if known and name not in (*known, *categories.names()):
        near = nearest(name, [*TIES, *known])
        raise UnknownNameError(f"there is no label {name!r}, nor an outcome of that name{near}")
    return _not(_labelled(votes, words))


def _labelled(votes: Votes, words: str) -> Condition:
    """Whether a vote has a label, on either side."""
    name, _, value = words.partition(":")
    columns = columns_of(votes, name)
    values = votes.labels[columns[0]]
    if not value and values != ("false", "true"):
        raise ConfigurationError(
            f"label {name!r} has values: write {name}:VALUE, with one of {', '.join(values)}"
        )
    _require_value(votes, columns, value or "true")
    found = [_of_value(votes, column, value or "true", required=False) for column in columns]
    if len(found) == 1:
        return found[0]
    return lambda segment: found[0](segment) | found[1](segment)


def _require_value(votes: Votes, columns: Sequence[str], value: str) -> None:
    known = sorted({one for column in columns for one in votes.labels[column]})
    if value not in known:
        named = [one for one in known if language_name(one).lower() == value.lower()]
        near = f"; did you mean {named[0]!r}?" if named else nearest(value, known)
        raise UnknownNameError(f"no vote has {columns[0].removesuffix('_a')} {value!r}{near}")


def _of_value(votes: Votes, column: str, value: str, *, required: bool = True) -> Condition:
    if column not in votes.labels:
        raise UnknownNameError(_no_label(votes, column))
    if required:
        _require_value(votes, [column], value)
    values = votes.labels[column]
    # Of two sides, one may have a value that the other never had.
    code = values.index(value) if value in values else len(values)
    return lambda segment: np.asarray(votes.piece(segment, column) == code)


def _not(condition: Condition) -> Condition:
    return lambda segment: ~condition(segment)


def _other_outcome(outcome: int) -> Condition:
    return lambda segment: np.asarray(segment.numbers["outcome"] != outcome)


def _in_period(query: Query) -> Iterator[Condition]:
    """Of votes whose time is not known none is in any period."""
    since, until = query.since, query.until
    if since is not None:
        first = since.timestamp()
        yield lambda segment: np.asarray(segment.numbers["voted_at"] >= first)
    if until is not None:
        end = until.timestamp()
        yield lambda segment: np.asarray(segment.numbers["voted_at"] < end)


def _of_modality(*, is_image: bool) -> Condition:
    return lambda segment: np.asarray((segment.numbers["images"] > 0) == is_image)


def _of_voters(votes: Votes, *, regular: bool) -> Condition:
    pieces, counts = votes.voters.of(votes.segments)
    rows = dict(zip(map(id, votes.segments), pieces, strict=True))
    many = counts >= REGULAR

    def condition(segment: Segment) -> Bools:
        is_known = segment.numbers["voter"] != UNKNOWN
        return np.asarray((many[rows[id(segment)]] == regular) & is_known)

    return condition


def _of_models(votes: Votes, names: Sequence[str]) -> Condition:
    for name in names:
        if name not in votes.models:
            # No near names: a table does not know which of its models may be named.
            raise UnknownNameError(f"there are no votes on a model {name!r}")
    is_kept = np.isin(np.array(votes.models), names)
    return lambda segment: np.asarray(is_kept[segment.numbers["a"]] & is_kept[segment.numbers["b"]])
