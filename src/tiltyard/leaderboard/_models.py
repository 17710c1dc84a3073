"""One model: how its battles ended, whom it met, what its answers look like and cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard import ratings
from tiltyard.leaderboard._board import Board
from tiltyard.leaderboard._contrasts import MEASURED, measured, words_of
from tiltyard.leaderboard._gathered import gathered, nameable, require_models, rows_of, within
from tiltyard.leaderboard._pairs import record_of
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._record import Record
from tiltyard.leaderboard._source import Source
from tiltyard.leaderboard._votes import Votes
from tiltyard.ratings.comparisons import FLIPPED
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.shares import Share

Floats = NDArray[np.float64]
Quartiles = tuple[float, float, float, float, float]

# The field's style is measured on so many votes at most, evenly spread over all of them.
SAMPLE = 300_000
# A model counts in the field with so many answers, and the field with so many models.
FEWEST_ANSWERS, FEWEST_MODELS = 20, 4


@dataclass(frozen=True, slots=True)
class Meeting:
    """How a model fared against another: see `Record` and `Share`."""

    other: str
    record: Record
    share: Share


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a model's answers.

    Attributes:
        name: of the measure.
        title: for people.
        answers: how many answers it was measured on.
        mean: of them.
        median: likewise.
        field: of the means of all models the least, the lower quartile, the median, the upper
            quartile and the most; None where too few have one.
        above: the share of the other models whose mean is below this one, in [0, 1]; None as above.
    """

    name: str
    title: str
    answers: int
    mean: float
    median: float
    field: Quartiles | None
    above: float | None


@dataclass(frozen=True, slots=True)
class Model:
    """All that the votes of a slice say of one model.

    Attributes:
        name: its name.
        record: how its battles ended.
        share: what they were worth to it; None without votes.
        meetings: with the models that may be named, those that it met most often first.
        hidden: how many of the votes are on battles with hidden models.
        style: what its answers look like, over all votes of the source.
        spent: time and cost for each answer, likewise.
    """

    name: str
    record: Record
    share: Share | None
    meetings: tuple[Meeting, ...] = ()
    hidden: int = 0
    style: tuple[Measured, ...] = ()
    spent: tuple[Measured, ...] = ()


Field = dict[str, tuple[tuple[str, ...], Floats]]


def model(source: Source, query: Query, name: str, field: Field) -> Model:
    """What the votes of a slice say of a model.

    Args:
        source: whose votes.
        query: which of them.
        name: the model's.
        field: see `field_of`.

    Raises:
        UnknownNameError: it is not there, or a part of the slice is not.
        ConfigurationError: as `Query`.
    """
    require_models(source, name)
    votes = source.votes
    if votes is None or name not in votes.models:
        return Model(name, Record(), None)
    rows = rows_of(votes, [name])
    look = tuple(_measures(gathered(votes, rows), name, field))
    style = tuple(one for one in look if one.name not in MEASURED)
    spent = tuple(one for one in look if one.name in MEASURED)
    inside = gathered(votes, within(votes, query, rows))
    if not inside.rows:
        return Model(name, Record(), None, style=style, spent=spent)
    others, outcome = _turned(inside, name)
    meetings = list(_meetings(votes.models, others, outcome, query.level))
    known = set(nameable(source))
    record = record_of(outcome)
    return Model(
        name=name,
        record=record,
        share=_share(record, query.level),
        meetings=tuple(one for one in meetings if one.other in known),
        hidden=sum(one.record.votes for one in meetings if one.other not in known),
        style=style,
        spent=spent,
    )


def field_of(source: Source) -> Field:
    """What all models' answers look like: of each measure the models and the mean of each.

    Large tables are sampled: `SAMPLE` votes, evenly spread.
    """
    votes = source.votes
    if votes is None or not votes.rows:
        return {}
    step = max(-(-votes.rows // SAMPLE), 1)
    sample = gathered(votes, np.arange(0, votes.rows, step)) if step > 1 else votes
    listed = np.isin(np.array(votes.models), nameable(source))
    return {name: _means(sample, name, listed) for name in measured(votes)}


def expected(board: Board, one: str) -> dict[str, float]:
    """What a vote should be worth to a model against each other ranked model, in [0, 1].

    By the method itself if it says how votes end, and if the board has the engine's own answer;
    otherwise by the odds of the ratings. Empty if the model is not ranked.
    """
    row = board.row(one)
    if row is None:
        return {}
    others = [other for other in board.rows if other.card.name != one]
    by_method = getattr(ratings.load(board.method), "worth", None)
    if by_method is not None and board.ranking is not None:
        estimate = board.ranking.estimate
        told = {other.card.name: by_method(estimate, one, other.card.name) for other in others}
        return {name: float(worth) for name, worth in told.items() if worth is not None}
    return {
        other.card.name: float(1 / (1 + np.exp((other.rating - row.rating) / SCALE)))
        for other in others
    }


def _turned(votes: Votes, name: str) -> tuple[NDArray[Any], NDArray[Any]]:
    """The other model of each vote, and the outcome as this one sees it."""
    a, b, outcome = (votes.column(column) for column in ("a", "b", "outcome"))
    is_left = a == votes.models.index(name)
    return np.where(is_left, b, a), np.where(is_left, outcome, FLIPPED[outcome])


def _meetings(
    models: Sequence[str], others: NDArray[Any], outcome: NDArray[Any], level: float
) -> Iterator[Meeting]:
    met = np.bincount(others, minlength=len(models))
    for code in np.argsort(-met, kind="stable")[: np.count_nonzero(met)].tolist():
        record = record_of(outcome[others == code])
        yield Meeting(models[code], record, _share(record, level))


def _share(record: Record, level: float) -> Share:
    worth = record.wins + (record.ties + record.both_bad) / 2
    return Share.of(worth, record.votes, level=level)


def _means(votes: Votes, name: str, listed: NDArray[np.bool_]) -> tuple[tuple[str, ...], Floats]:
    """The models with enough answers, and the mean of a measure over those of each."""
    m = len(votes.models)
    total, answers = np.zeros(m), np.zeros(m)
    for side in ("a", "b"):
        value, who = votes.column(f"{name}_{side}"), votes.column(side)
        known = np.isfinite(value)
        total += np.bincount(who[known], value[known], minlength=m)
        answers += np.bincount(who[known], minlength=m)
    enough = np.flatnonzero((answers >= FEWEST_ANSWERS) & listed)
    return tuple(votes.models[code] for code in enough), total[enough] / answers[enough]


def _measures(votes: Votes, name: str, field: Field) -> Iterator[Measured]:
    is_left = votes.column("a") == votes.models.index(name)
    for measure in measured(votes):
        a, b = votes.column(f"{measure}_a"), votes.column(f"{measure}_b")
        own = np.where(is_left, a, b).astype(np.float64)
        own = own[np.isfinite(own)]
        if not len(own):
            continue
        mean = float(own.mean())
        quartiles, above = _place(mean, name, *field.get(measure, ((), np.empty(0))))
        title, _, _ = words_of(measure)
        yield Measured(measure, title, len(own), mean, float(np.median(own)), quartiles, above)


def _place(
    mean: float, name: str, models: Sequence[str], means: Floats
) -> tuple[Quartiles | None, float | None]:
    if len(models) < FEWEST_MODELS:
        return None, None
    least, low, middle, high, most = np.quantile(means, (0, 0.25, 0.5, 0.75, 1)).tolist()
    others = means[[other != name for other in models]]
    return (least, low, middle, high, most), float((others < mean).mean())
