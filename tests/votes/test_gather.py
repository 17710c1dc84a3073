"""Pooled counts: the same as those of single votes, however votes are cut into batches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard import votes
from tiltyard.ratings import Counts
from tiltyard.votes import Columns, _batches, _gather
from votes.making import FORMATS, VOTES, Table, written

RNG = np.random.default_rng(11)


def many(n: int, models: int = 7) -> dict[str, Any]:
    """Votes with counts and weights."""
    a = RNG.integers(0, models, n)
    b = (a + RNG.integers(1, models, n)) % models
    winners = np.array(["model_a", "model_b", "tie", "tie (bothbad)"])
    return {
        "model_a": [f"m{code}" for code in a],
        "model_b": [f"m{code}" for code in b],
        "winner": winners[RNG.integers(0, 4, n)].tolist(),
        "count": RNG.integers(1, 5, n).tolist(),
        "weight": (RNG.integers(1, 9, n) / 4).tolist(),
    }


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets how many rows are read at a time, and so pooled at a time."""

    def cut(rows: int) -> None:
        monkeypatch.setattr(_batches, "BATCH", rows)
        monkeypatch.setattr(_gather, "POOLED_AT", 2 * rows)

    return cut


def require_equal(one: Counts, other: Counts, *, relative: float = 0) -> None:
    """Fail unless the counts are the same."""
    assert one.models == other.models
    assert np.array_equal(one.first, other.first)
    assert np.array_equal(one.second, other.second)
    assert np.array_equal(one.votes, other.votes)
    np.testing.assert_allclose(one.total, other.total, rtol=relative)
    np.testing.assert_allclose(one.square, other.square, rtol=relative)


def pooled(table: Any, **options: Any) -> Counts:
    """The votes of a table, pooled as they are read."""
    counts = votes.read(table, pooled=True, **options).votes
    assert isinstance(counts, Counts)
    return counts


@pytest.mark.parametrize("name", FORMATS)
def test_pooled_counts_are_those_of_single_votes(name: str, tmp_path: Path) -> None:
    path = written(many(300), tmp_path / name)
    require_equal(pooled(path), Counts.of(votes.read(path).votes))


@pytest.mark.parametrize("rows", [1, 7, 100, 1000])
def test_batches_of_any_size_give_the_same_counts(
    rows: int, small_batches: Callable[[int], None]
) -> None:
    table = many(300)
    whole = pooled(table)
    small_batches(rows)
    require_equal(pooled(table), whole)


def test_batches_of_any_size_give_the_same_votes(small_batches: Callable[[int], None]) -> None:
    table = {**many(300), "judge": RNG.integers(0, 40, 300).astype(str).tolist()}
    whole = votes.read(table)
    small_batches(7)
    cut = votes.read(table)
    assert cut.digest == whole.digest
    assert np.array_equal(cut.votes.a, whole.votes.a)  # type: ignore[union-attr]  # single votes
    assert np.array_equal(
        cut.votes.clusters["voter"],  # type: ignore[union-attr]  # single votes
        whole.votes.clusters["voter"],  # type: ignore[union-attr]  # single votes
    )


def test_weights_that_do_not_add_exactly_agree_to_rounding() -> None:
    table = {**many(300), "weight": (RNG.random(300) + 0.5).tolist()}
    require_equal(pooled(table), Counts.of(votes.read(table).votes), relative=1e-13)


def test_graded_votes_are_pooled_too(small_batches: Callable[[int], None]) -> None:
    table = many(300)
    del table["winner"]
    table["score"] = (RNG.integers(0, 9, 300) / 8).tolist()
    single = Counts.of(votes.read(table).votes)
    small_batches(7)
    counts = pooled(table)
    require_equal(counts, single)
    assert single.graded is not None
    assert counts.graded is not None
    np.testing.assert_allclose(counts.graded, single.graded, rtol=1e-13)


def test_the_digest_of_pooled_votes_is_that_of_plain_single_votes() -> None:
    table = many(300)
    assert votes.read(table, pooled=True).digest == votes.read(table).digest


@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_change_counts(order: list[int]) -> None:
    shuffled = {name: [column[row] for row in order] for name, column in VOTES.items()}
    require_equal(pooled(shuffled), pooled(VOTES))


def test_bad_rows_are_told_of_pooled_votes_too(small_batches: Callable[[int], None]) -> None:
    table = {**VOTES, "winner": ["tie", "tie", "tie", "?", "tie", "!"]}
    small_batches(2)
    reading = votes.read(table, pooled=True, on_error="drop")
    assert [(bad.row, bad.reason) for bad in reading.bad_rows] == [
        (4, "unknown winner '?'"),
        (6, "unknown winner '!'"),
    ]
    assert reading.dropped == {"unknown winner": 2}


def test_what_was_counted_of_a_broken_file_is_not_counted_twice(
    tmp_path: Path, small_batches: Callable[[int], None]
) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("model_a,model_b,winner\n" + "A,B,tie\n" * 50_000 + "A,B,tie,more\n")
    small_batches(1000)
    reading = votes.read(path, pooled=True, on_error="drop")
    assert reading.votes.votes.sum() == 50_000  # type: ignore[union-attr]  # counts
    assert [bad.row for bad in reading.bad_rows] == [50_002]


def test_columns_that_pooled_votes_do_not_keep_are_not_needed() -> None:
    table: Table = {**VOTES, "tstamp": ["never"] * 6, "judge": [None] * 6}
    require_equal(pooled(table), pooled(VOTES))


def test_no_votes_pool_to_no_counts() -> None:
    nothing = {name: column[:0] for name, column in VOTES.items()}
    counts = pooled({**nothing}, columns=Columns())
    assert (counts.models, len(counts)) == ((), 0)
