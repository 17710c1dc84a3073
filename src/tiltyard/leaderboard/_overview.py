"""What votes there are: how many, on whom, in which languages, when, and what is known of them.

Labels and languages that fewer than `SMALLEST` votes have are told together, so that nobody is
found by a rare one. When votes came is told as it is: the board shows it to whoever looks on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.leaderboard._columns import YES_OR_NO, label_counts
from tiltyard.leaderboard._contrasts import words_of
from tiltyard.leaderboard._encoded import UNKNOWN
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._record import Record, records
from tiltyard.leaderboard._slice import columns_of, pooled
from tiltyard.leaderboard._votes import Votes
from tiltyard.leaderboard._words import label_title, language_name
from tiltyard.ratings import Counts
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, TIE

SMALLEST = 5
_EPOCH, _DAY_SECONDS = date(1970, 1, 1), 86_400
_BY_DAY = 92  # up to so many days are told one by one, more by weeks


@dataclass(frozen=True, slots=True)
class Cell:
    """How many votes have something, and what share that is of those where it is known.

    ``words`` is a value as a query names it; empty where several small ones are told together.
    """

    words: str
    title: str
    votes: int
    share: float


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label: how many votes have each value; and how many have none, because it is not known.

    Of a label of answers a vote has a value if either answer has. One of yes or no has a single
    cell, of the votes that have it; none if no vote does.
    """

    name: str
    title: str
    cells: tuple[Cell, ...]
    unlabelled: int
    is_yes_or_no: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """Votes of a day, or of the days from one on, in UTC."""

    start: date
    decided: int
    ties: int
    both_bad: int

    @property
    def votes(self) -> int:
        """All of them."""
        return self.decided + self.ties + self.both_bad


@dataclass(frozen=True, slots=True)
class Pairs:
    """How well votes cover the pairs of models: how many there are, and how many met.

    ``median`` and ``fewest`` are votes of the pairs that met.
    """

    possible: int
    met: int
    median: float
    fewest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that is told of the votes of a source.

    Attributes:
        votes: how many.
        voters: how many are known by a number; ``by_nobody_known`` the votes of the others.
        first_at: the time of the first vote, if known; ``last_at`` of the last.
        untimed: votes whose time is not known.
        outcomes: in the order of `OUTCOMES`.
        language: of prompts, if labelled.
        labels: the others, yes or no first.
        days: how long a period is: 1, or 7 from a Monday on.
        records: of every model that is shown, most votes first.
        consent: votes whose conversation may be published, may not, and is not known.
        measures: what is measured of answers, for people, and for what share of votes of both.
    """

    votes: int
    voters: int
    by_nobody_known: int
    first_at: datetime | None
    last_at: datetime | None
    untimed: int
    outcomes: tuple[Cell, ...]
    language: Labelled | None
    labels: tuple[Labelled, ...]
    days: int
    periods: tuple[Period, ...]
    records: tuple[tuple[str, Record], ...]
    pairs: Pairs
    with_pictures: int
    consent: tuple[int, int, int]
    measures: tuple[tuple[str, float], ...]


def overview(votes: Votes, hidden: Collection[str] = ()) -> Overview:
    """All that is told of votes; reads every column once.

    Args:
        votes: which.
        hidden: models that are not told of; their votes are among all others.
    """
    voters = votes.column("voter")
    outcome = votes.column("outcome")
    at = votes.column("voted_at")
    timed = at[~np.isnan(at)]
    labels = {name: _labelled(votes, name, counts) for name, counts in label_counts(votes).items()}
    language = labels.pop("language", None)
    days, periods = _periods(at, outcome)
    counts = Counts.of(pooled(votes, Query()))
    shown = [name for name in counts.models if name not in hidden]
    told = records(counts)
    return Overview(
        votes=votes.rows,
        voters=_distinct(voters[voters != UNKNOWN]),
        by_nobody_known=int((voters == UNKNOWN).sum()),
        first_at=_moment(timed.min()) if len(timed) else None,
        last_at=_moment(timed.max()) if len(timed) else None,
        untimed=votes.rows - len(timed),
        outcomes=_outcomes(outcome),
        language=language,
        labels=tuple(sorted(labels.values(), key=lambda one: (not one.is_yes_or_no, one.title))),
        days=days,
        periods=periods,
        records=tuple(
            sorted(((name, told[name]) for name in shown), key=lambda one: (-one[1].votes, one[0]))
        ),
        pairs=_pairs(counts, shown),
        with_pictures=int((votes.column("images") > 0).sum()),
        consent=_consent(votes.column("consent")),
        measures=_measures(votes),
    )


def cells(counts: Iterable[tuple[str, str, int]], whole: int) -> tuple[Cell, ...]:
    """Cells by their votes, the small ones together at the end; none for what nobody has.

    Args:
        counts: words, title and votes of each value.
        whole: of how many votes it is known.
    """
    there = [one for one in counts if one[2]]
    small = [one for one in there if one[2] < SMALLEST]
    kept = sorted((one for one in there if one[2] >= SMALLEST), key=lambda one: (-one[2], one[1]))
    found = [Cell(words, title, votes, votes / whole) for words, title, votes in kept]
    if small:
        rest = sum(votes for _, _, votes in small)
        title = f"{len(small)} with fewer than {SMALLEST} votes" + (" each" if small[1:] else "")
        found.append(Cell("", title, rest, rest / whole))
    return tuple(found)


def _labelled(votes: Votes, name: str, counts: Mapping[str, int]) -> Labelled:
    known = np.zeros(votes.rows, dtype=bool)
    for column in columns_of(votes, name):
        known |= votes.column(column) != UNKNOWN
    whole = int(known.sum())
    title = label_title(name)
    is_yes_or_no = tuple(counts) == YES_OR_NO
    if is_yes_or_no:
        found = cells([(name, title, counts["true"])], whole)
    elif name == "language":
        found = cells(((code, language_name(code), n) for code, n in counts.items()), whole)
    else:
        each = ((f"{name}:{one}", one.replace("_", " "), n) for one, n in counts.items())
        found = cells(each, whole)
    return Labelled(name, title, found, votes.rows - whole, is_yes_or_no)


def _outcomes(outcome: NDArray[Any]) -> tuple[Cell, ...]:
    """All four, whatever their votes: of them nobody is known."""
    found = np.bincount(outcome, minlength=4).tolist()
    titles = {A_WON: "Left was better", B_WON: "Right was better", TIE: "Tie", BOTH_BAD: "Both bad"}
    whole = max(len(outcome), 1)
    return tuple(
        Cell("", title, found[code], found[code] / whole) for code, title in titles.items()
    )


def _periods(at: NDArray[np.float64], outcome: NDArray[Any]) -> tuple[int, tuple[Period, ...]]:
    """How many days a period has, and every period, those between that have no votes too."""
    known = ~np.isnan(at)
    if not known.any():
        return 1, ()
    day = np.floor_divide(at[known], _DAY_SECONDS).astype(np.int64)
    length = 1 if np.ptp(day) <= _BY_DAY else 7
    # Day 0 was a Thursday; weeks begin on Monday.
    offset = 0 if length == 1 else 3
    place = (day + offset) // length
    first = int(place.min())
    rows = np.bincount((place - first) * 4 + outcome[known], minlength=4)
    rows = np.append(rows, np.zeros(-len(rows) % 4, dtype=rows.dtype)).reshape(-1, 4)
    return length, tuple(
        Period(
            _EPOCH + timedelta((first + step) * length - offset),
            decided=int(row[A_WON] + row[B_WON]),
            ties=int(row[TIE]),
            both_bad=int(row[BOTH_BAD]),
        )
        for step, row in enumerate(rows)
    )


def _pairs(counts: Counts, shown: Collection[str]) -> Pairs:
    is_shown = np.isin(np.array(counts.models), list(shown))
    met = counts.votes.sum(axis=1)[is_shown[counts.first] & is_shown[counts.second]]
    possible = len(shown) * (len(shown) - 1) // 2
    if not len(met):
        return Pairs(possible, 0, 0.0, 0)
    return Pairs(possible, len(met), float(np.median(met)), round(met.min()))


def _distinct(numbers: NDArray[np.int64]) -> int:
    """How many there are; sorted, since hashing them takes twenty times as long."""
    ordered = np.sort(numbers)
    return int((ordered[1:] != ordered[:-1]).sum()) + bool(len(ordered))


def _consent(codes: NDArray[Any]) -> tuple[int, int, int]:
    yes, no = int((codes == 1).sum()), int((codes == 0).sum())
    return yes, no, len(codes) - yes - no


def _measures(votes: Votes) -> tuple[tuple[str, float], ...]:
    """Of each measure of answers the share of votes for which both are known."""
    names: Sequence[str] = [
        name.removesuffix("_a") for name in votes.numbers if name.endswith("_a")
    ]
    found = []
    for name in names:
        if f"{name}_b" not in votes.numbers or not votes.rows:
            continue
        known = np.isfinite(votes.column(f"{name}_a")) & np.isfinite(votes.column(f"{name}_b"))
        found.append((words_of(name)[0], float(known.mean())))
    return tuple(found)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(float(seconds), UTC)
