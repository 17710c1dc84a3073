"""What was counted once is not counted again, and never wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from leaderboard.drawn import drawn
from tiltyard.leaderboard import Query, VoteTable, _cells, _table
from tiltyard.leaderboard._cells import Cells, Part
from tiltyard.leaderboard._slice import comparisons, pooled
from tiltyard.leaderboard._votes import Votes
from tiltyard.ratings import Counts
from tiltyard.ratings.comparisons import Codes

CODING = Query(category=("coding",))


@pytest.fixture(autouse=True)
def _short_segments_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_cells, "LASTING", 100)
    monkeypatch.setattr(_table, "LASTING", 100)


@pytest.fixture
def table() -> VoteTable:
    """Two segments that last, and one that does not."""
    table = VoteTable()
    for size in (150, 130, 20):
        table.append(drawn(size, first=table.votes.rows))
    return table


def counted(votes: Votes, query: Query) -> Counts:
    return Counts.of(comparisons(votes, query))


def same(one: Counts, other: Counts) -> bool:
    return one.models == other.models and np.array_equal(one.votes, other.votes)


class Looked:
    """Gives the votes of segments, and remembers which were asked for."""

    def __init__(self) -> None:
        self.rows: list[int] = []

    def __call__(self, parts: Sequence[Part]) -> Iterator[Sequence[Codes]]:
        for part in parts:
            does = slice(None) if part.counting is None else part.counting
            a, b, outcome = (part.segment.numbers[name][does] for name in ("a", "b", "outcome"))
            self.rows.append(len(a))
            yield a.astype(np.int16), b.astype(np.int16), outcome


def rows_looked_at(
    cells: Cells, votes: Votes, *counting: NDArray[np.bool_] | None
) -> Iterable[int]:
    looked = Looked()
    parts = [Part(*one) for one in zip_longest(votes.segments, counting)]
    found = cells.of("all", parts, len(votes.models), looked)
    whole = sum(
        part.segment.rows if part.counting is None else part.counting.sum() for part in parts
    )
    assert found.sum() == whole
    return looked.rows


def test_segments_that_last_are_looked_at_once(table: VoteTable) -> None:
    cells = Cells()
    assert rows_looked_at(cells, table.votes) == [150, 130, 20]
    assert rows_looked_at(cells, table.votes) == [20]


def test_of_votes_that_count_no_longer_these_alone_are_looked_at(table: VoteTable) -> None:
    cells = Cells()
    does = np.arange(150) >= 10
    rows_looked_at(cells, table.votes)
    assert rows_looked_at(cells, table.votes, does) == [10, 20]
    assert rows_looked_at(cells, table.votes, does) == [20]
    assert rows_looked_at(cells, table.votes) == [10, 20]


def test_of_votes_that_count_instead_of_others_both_are_looked_at(table: VoteTable) -> None:
    cells = Cells()
    rows_looked_at(cells, table.votes, np.arange(150) >= 10)
    assert rows_looked_at(cells, table.votes, np.arange(150) < 147, np.arange(130) < 1) == [
        10,
        3,
        129,
        20,
    ]


def test_of_another_table_nothing_is_known(table: VoteTable) -> None:
    cells, other = Cells(), VoteTable()
    other.append(drawn(150))
    rows_looked_at(cells, table.votes)
    assert rows_looked_at(cells, other.votes) == [150]


def test_what_does_not_fit_is_forgotten(table: VoteTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_cells, "MOST_BYTES", 0)
    cells = Cells()
    assert rows_looked_at(cells, table.votes) == rows_looked_at(cells, table.votes)


NEW = Query(voters="new")


@pytest.mark.parametrize("query", [Query(), CODING, replace(CODING, level=0.8), NEW])
def test_votes_that_came_since_are_counted(table: VoteTable, query: Query) -> None:
    pooled(table.votes, query)
    table.append(drawn(140, first=table.votes.rows, models=9))
    assert same(Counts.of(pooled(table.votes, query)), counted(table.votes, query))


def test_a_table_that_had_fewer_votes_is_counted_as_it_was(table: VoteTable) -> None:
    pooled(table.votes, CODING)
    before = table.votes.first(200)
    assert same(Counts.of(pooled(before, CODING)), counted(before, CODING))


def test_each_question_has_its_own(table: VoteTable) -> None:
    assert not same(Counts.of(pooled(table.votes, CODING)), Counts.of(pooled(table.votes, Query())))


def test_a_label_that_comes_later_is_no_other_label(table: VoteTable) -> None:
    pooled(table.votes, Query(language="en"))
    frame = drawn(120, first=table.votes.rows).with_columns(language=pl.lit("xx"))
    table.append(frame)
    query = Query(language="en")
    assert same(Counts.of(pooled(table.votes, query)), counted(table.votes, query))
