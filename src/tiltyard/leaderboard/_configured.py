"""What was decided otherwise between two boards of the same slice, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tiltyard.leaderboard._history import Moment
from tiltyard.leaderboard._query import CONTROLS, Query
from tiltyard.leaderboard._words import control_title, label_title

# What has sentences of its own below.
_SAID = (
    *("control", "method", "level", "errors", "labels", "aliases", "dataset", "smallest"),
    *("log", "counting"),  # where the log was and what waited: not what was decided
)

_ERRORS = {
    "independent": "intervals now take all votes for independent",
    "voter": "intervals now let the votes of one voter depend on each other",
}


def decisions(before: Moment, after: Moment) -> tuple[str, ...]:
    """What was decided otherwise and touches this board: ``style control now on``."""
    return (*_of_board(before, after), *_of_votes(before, after))


def _of_board(before: Moment, after: Moment) -> Iterator[str]:
    old, new = Query.of(before.query), Query.of(after.query)
    for control in CONTROLS:
        if (control in new.control) != (control in old.control):
            title = control_title(replace(Query(), control=(control,)))
            yield f"{title} control now {'on' if control in new.control else 'off'}"
    if new.method != old.method:
        yield f"rated by {new.method}, before by {old.method}"
    if new.level != old.level:
        yield f"intervals and ranks now at {new.level:.3g}, before at {old.level:.3g}"
    if new.errors != old.errors:
        yield _ERRORS[new.errors]


def _of_votes(before: Moment, after: Moment) -> Iterator[str]:
    old, new = before.configuration, after.configuration
    yield from _of_labels(old.get("labels") or {}, new.get("labels") or {}, _named(after))
    if old.get("aliases") != new.get("aliases"):
        yield "other names now count as the same model"
    if old.get("dataset") != new.get("dataset"):
        yield "the dataset was cleaned or labelled anew"
    for name in sorted({*old, *new} - {*_SAID}):
        if old.get(name) != new.get(name):
            yield f"{name.replace('_', ' ')} now decided otherwise"
    version = ("tiltyard", "not known")
    earlier, now = before.made_with.get(*version), after.made_with.get(*version)
    if earlier != now:
        yield f"computed by version {now}, before by {earlier}"


def _of_labels(
    old: Mapping[str, Any], new: Mapping[str, Any], named: frozenset[str]
) -> Iterator[str]:
    """Of the labels that the board's slice names."""
    for name in sorted(named):
        if old.get(name) != new.get(name):
            yield f"label “{label_title(name)}” now found in another way"


def _named(moment: Moment) -> frozenset[str]:
    query = Query.of(moment.query)
    words = [*query.category, *query.without, *(["language"] if query.language else [])]
    return frozenset(word.partition(":")[0] for word in words)
