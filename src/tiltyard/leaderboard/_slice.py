"""The votes that a question asks for: which rows of a table, and as what a method takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.leaderboard._encoded import UNKNOWN
from tiltyard.leaderboard._query import TIES, Query
from tiltyard.leaderboard._table import Votes
from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import BOTH_BAD, TIE, Features
from tiltyard.registry import nearest

Bools = NDArray[np.bool_]

# Voters with fewer votes than this are new.
REGULAR = 10
_SIDES = ("_a", "_b")
_OUTCOMES = {"tie": TIE, "both_bad": BOTH_BAD}
# What columns a control looks at, `_a` and `_b` of each; what is proportional is compared as logs.
CONTROLLED = {
    "style": ("tokens", "headers", "lists", "bold"),
    "length": ("tokens",),
    "sentiment": ("sentiment", "emoji"),
    "latency": ("seconds",),
    "cost": ("cost_usd",),
}
_AS_LOGS = ("seconds", "cost_usd")


def chosen(votes: Votes, query: Query) -> Bools | None:
    """Which votes are asked for, shape ``(n,)``; None for all of them.

    Raises:
        UnknownNameError: there is no such label, value, language or model.
        ConfigurationError: a label has values, and none is named.
    """
    masks = [_with(votes, words, wanted=True) for words in query.category]
    masks += [_with(votes, words, wanted=False) for words in query.without if words not in TIES]
    outcomes = [_OUTCOMES[words] for words in query.without if words in TIES]
    if outcomes:
        masks.append(~np.isin(votes.column("outcome"), outcomes))
    if query.language is not None:
        masks.append(_of_value(votes, "language", query.language))
    masks += _in_period(votes, query)
    if query.modality is not None:
        masks.append((votes.column("images") > 0) == (query.modality == "image"))
    if query.voters is not None:
        masks.append(_of_voters(votes, regular=query.voters == "regular"))
    if query.models:
        masks.append(_of_models(votes, query.models))
    return np.logical_and.reduce(masks) if masks else None


def comparisons(votes: Votes, query: Query, *, timed: bool = False) -> Comparisons:
    """The votes that are asked for, models in alphabetical order, with what is to be held equal.

    Votes on which a control has nothing to go by (a time or a price that is not known) are left
    out.

    Args:
        votes: of which.
        query: what is asked.
        timed: whether the times of votes are needed too.

    Raises:
        UnknownNameError, ConfigurationError: as `chosen`.
    """
    mask: Bools | None = chosen(votes, query)
    names, values = _differences(votes, query)
    known = np.isfinite(values).all(axis=1) if names else None
    if known is not None and not known.all():
        mask = np.asarray(known if mask is None else mask & known)
    order = sorted(range(len(votes.models)), key=votes.models.__getitem__)
    place = np.empty(len(order), dtype=np.int16)
    place[order] = np.arange(len(order), dtype=np.int16)
    a, b, outcome = (_taken(votes.column(name), mask) for name in ("a", "b", "outcome"))
    whole = Comparisons(
        models=tuple(votes.models[code] for code in order),
        a=place[a],
        b=place[b],
        outcome=outcome,
        features=Features(names, _taken(values, mask)) if names else None,
        voted_at=_times(_taken(votes.column("voted_at"), mask)) if timed else None,
    )
    seen = np.bincount(whole.a, minlength=len(order)) + np.bincount(whole.b, minlength=len(order))
    if seen.all():
        return whole
    return whole.among([whole.models[code] for code in np.flatnonzero(seen).tolist()])


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
    raise UnknownNameError(f"there is no label {name!r}{nearest(name, sorted(labels(votes)))}")


def _base(votes: Votes, column: str) -> str:
    """``refusal`` of ``refusal_a``, if there is one of either side."""
    stem = column[:-2]
    is_side = column.endswith(_SIDES) and all(stem + side in votes.labels for side in _SIDES)
    return stem if is_side else column


def _with(votes: Votes, words: str, *, wanted: bool) -> Bools:
    """Which votes have a label, on either side; or have it on none, if it is not wanted."""
    name, _, value = words.partition(":")
    columns = columns_of(votes, name)
    values = votes.labels[columns[0]]
    if not value and values != ("false", "true"):
        raise ConfigurationError(
            f"label {name!r} has values: write {name}:VALUE, with one of {', '.join(values)}"
        )
    found = [_of_value(votes, column, value or "true") for column in columns]
    either = found[0] | found[-1]  # of a label of prompts both are the same
    return either if wanted else ~either


def _of_value(votes: Votes, column: str, value: str) -> Bools:
    if column not in votes.labels:
        raise UnknownNameError(f"these votes have no label {column!r}")
    values = votes.labels[column]
    if value not in values:
        raise UnknownNameError(f"no vote has {column} {value!r}{nearest(value, sorted(values))}")
    return np.asarray(votes.column(column) == values.index(value))


def _in_period(votes: Votes, query: Query) -> list[Bools]:
    """Of votes whose time is not known none is in any period."""
    masks: list[Bools] = []
    if query.since is not None:
        masks.append(votes.column("voted_at") >= query.since.timestamp())
    if query.until is not None:
        masks.append(votes.column("voted_at") < query.until.timestamp())
    return masks


def _of_voters(votes: Votes, *, regular: bool) -> Bools:
    voters = votes.column("voter")
    _, code, count = np.unique(voters, return_inverse=True, return_counts=True)
    many = count[code] >= REGULAR
    return np.asarray((many == regular) & (voters != UNKNOWN))


def _of_models(votes: Votes, names: Sequence[str]) -> Bools:
    for name in names:
        if name not in votes.models:
            near = nearest(name, sorted(votes.models))
            raise UnknownNameError(f"there are no votes on a model {name!r}{near}")
    is_kept = np.isin(np.array(votes.models), names)
    return np.asarray(is_kept[votes.column("a")] & is_kept[votes.column("b")])


def _differences(votes: Votes, query: Query) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """What differed between the answers of every vote, for each control that asks for it."""
    wanted = [name for control in query.control for name in CONTROLLED.get(control, ())]
    names = tuple(dict.fromkeys(wanted))
    found = np.empty((votes.rows, len(names)), dtype=np.float32)
    for place, name in enumerate(names):
        _require_known(votes, name, query)
        a, b = (votes.column(name + side) for side in _SIDES)
        found[:, place] = _difference(name, a, b)
    return names, found


def _difference(name: str, a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.float32]:
    """As `tiltyard.style.difference`; what has a price or takes time as the log of a ratio."""
    if name in _AS_LOGS:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.log(a) - np.log(b), dtype=np.float32)
    return np.asarray((a - b) / (np.abs(a) + np.abs(b) + 1), dtype=np.float32)


def _require_known(votes: Votes, name: str, query: Query) -> None:
    if all(name + side in votes.numbers for side in _SIDES):
        return
    control = next(one for one in query.control if name in CONTROLLED.get(one, ()))
    raise ConfigurationError(f"these votes cannot be controlled for {control}: they have no {name}")


def _taken(column: NDArray[Any], mask: Bools | None) -> NDArray[Any]:
    return column if mask is None else column[mask]


def _times(at: NDArray[np.float64]) -> NDArray[np.float64] | None:
    return None if np.isnan(at).any() else at
