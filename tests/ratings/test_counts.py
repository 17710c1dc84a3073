from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.boards import rows, strengths, votes
from tiltyard.errors import DataError
from tiltyard.ratings import Comparisons, Counts, _kernel, counts
from tiltyard.ratings.comparisons import FLIPPED, GRADED

COLUMNS = ["first", "second", "votes", "total", "square"]


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine without a C compiler."""
    monkeypatch.setenv("TILTYARD_KERNEL", "numpy")
    _kernel.compiled.cache_clear()
    yield
    _kernel.compiled.cache_clear()


def arena(seed: int, *, m: int = 8, n: int = 2_000) -> Comparisons:
    """Votes of every kind, one a row, with counts and weights."""
    rng = np.random.default_rng(seed)
    a = rng.integers(0, m, n)
    return Comparisons(
        models=tuple(f"model-{index}" for index in range(m)),
        a=a.astype(np.int16),
        b=((a + rng.integers(1, m, n)) % m).astype(np.int16),
        outcome=rng.integers(0, GRADED + 1, n).astype(np.uint8),
        score=rng.random(n),
        count=rng.integers(1, 4, n).astype(np.float64),
        weight=rng.random(n) + 0.1,
    )


def without_columns(board: Comparisons, names: list[str]) -> Comparisons:
    nothing: dict[str, Any] = dict.fromkeys(names)
    return replace(board, **nothing)


def assert_same(one: Counts, other: Counts) -> None:
    assert one.models == other.models
    for name in COLUMNS:
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-12)
    assert (one.graded is None) == (other.graded is None)
    if one.graded is not None and other.graded is not None:
        np.testing.assert_allclose(one.graded, other.graded, rtol=1e-9, atol=1e-9)


def test_votes_are_counted_by_pair_and_outcome_as_the_first_sees_them() -> None:
    found = Counts.of(
        rows(("x", "y", 1.0, 2), ("y", "x", 1.0, 1), ("x", "y", 0.5, 4), ("z", "y", 1.0, 3))
    )
    assert list(zip(found.first.tolist(), found.second.tolist(), strict=True)) == [(0, 1), (1, 2)]
    assert found.votes.tolist() == [[2, 1, 4, 0, 0], [0, 3, 0, 0, 0]]


def test_counts_of_counts_are_themselves() -> None:
    once = Counts.of(arena(0))
    assert Counts.of(once) is once


def test_nothing_can_be_counted() -> None:
    nothing = Counts.of(Comparisons.from_tallies([]))
    assert len(nothing) == 0
    assert nothing.effective_votes() == 0


def test_moments_are_the_weight_and_the_worth_of_each_pair() -> None:
    weight, worth = Counts.of(rows(("x", "y", 1.0, 2), ("y", "x", 0.3, 1))).moments()
    assert weight.tolist() == [3]
    assert worth.tolist() == pytest.approx([2.7])


def test_spread_is_the_sum_of_squared_errors() -> None:
    board = arena(1)
    found = Counts.of(board)
    expected = np.full(len(found), 0.3)
    first = board.a < board.b
    worth = np.where(first, board.worth(), 1 - board.worth())
    assert board.weight is not None
    error = board.mass() * board.weight * (worth - 0.3) ** 2
    assert found.spread(expected).sum() == pytest.approx(error.sum())


def test_equal_weights_are_worth_all_votes() -> None:
    board = replace(arena(2), weight=None)
    assert Counts.of(board).effective_votes() == pytest.approx(board.votes)


def test_one_heavy_vote_is_worth_little_more_than_one() -> None:
    board = replace(rows(("x", "y", 1.0, 1), ("x", "y", 0.0, 1)), weight=np.array([99.0, 1.0]))
    assert Counts.of(board).effective_votes() == pytest.approx(100**2 / (99**2 + 1))


def test_a_win_rate_counts_ties_as_halves() -> None:
    found = Counts.of(rows(("x", "y", 1.0, 2), ("x", "y", 0.5, 2)))
    assert found.win_rates().tolist() == [0.75, 0.25]


def test_a_model_without_votes_has_no_win_rate() -> None:
    lonely = replace(rows(("x", "y", 1.0, 2)), models=("x", "y", "z"))
    assert np.isnan(Counts.of(lonely).win_rates()).tolist() == [False, False, True]


def test_votes_of_models_are_counted_on_both_sides() -> None:
    found = Counts.of(rows(("x", "y", 1.0, 2), ("z", "x", 0.5, 3)))
    assert found.votes_of_models().tolist() == [5, 2, 3]


def test_the_gram_is_that_of_the_design_matrix() -> None:
    rng = np.random.default_rng(0)
    board = Counts.of(votes(rng, strengths(rng, 7), 500))
    x = np.zeros((len(board), 7))
    x[np.arange(len(x)), board.first], x[np.arange(len(x)), board.second] = 1, -1
    value = rng.random(len(x))
    np.testing.assert_allclose(board.gram(value), x.T @ np.diag(value) @ x, atol=1e-12)
    np.testing.assert_allclose(board.totals(value), x.T @ value, atol=1e-12)
    np.testing.assert_allclose(board.contrasts(value[:7]), x @ value[:7], atol=1e-12)


@given(st.integers(0, 2**32 - 1))
def test_parts_add_up_to_the_whole(seed: int) -> None:
    board = arena(seed)
    half = np.random.default_rng(seed).random(len(board)) < 0.5
    assert_same(Counts.of(board.rows(half)) + Counts.of(board.rows(~half)), Counts.of(board))


@given(st.integers(0, 2**32 - 1))
def test_what_was_added_can_be_taken_away(seed: int) -> None:
    board = arena(seed)
    half = np.random.default_rng(seed).random(len(board)) < 0.5
    rest = Counts.of(board) - Counts.of(board.rows(half))
    assert_same(rest, Counts.of(board.rows(~half)))


def test_parts_with_other_models_add_by_name() -> None:
    one = Counts.of(rows(("x", "y", 1.0, 2)))
    # Here the second model comes first in the alphabet of the whole.
    other = replace(Counts.of(rows(("x", "y", 1.0, 3), ("x", "y", 0.2, 1))), models=("y", "a"))
    found = one + other
    assert found.models == ("a", "x", "y")
    assert found.votes.tolist() == [[0, 3, 0, 0, 1], [2, 0, 0, 0, 0]]
    assert found.graded is not None
    np.testing.assert_allclose(found.graded, np.array([[0.8, 0.8, 0.64], [0, 0, 0]]))


def test_votes_that_were_never_added_cannot_be_taken_away() -> None:
    one, other = Counts.of(rows(("x", "y", 1.0, 2))), Counts.of(rows(("x", "y", 1.0, 3)))
    with pytest.raises(DataError, match="between 'x' and 'y' than are to be taken away"):
        one - other


def test_taking_all_away_leaves_the_models_and_no_pair() -> None:
    board = Counts.of(arena(3))
    rest = board - board
    assert rest.models == board.models
    assert len(rest) == 0


@given(st.integers(0, 2**32 - 1))
def test_swapping_sides_changes_no_count(seed: int) -> None:
    board = arena(seed)
    assert_same(Counts.of(board.swapped()), Counts.of(board))


def test_flipping_twice_is_where_we_began() -> None:
    assert FLIPPED[FLIPPED].tolist() == [0, 1, 2, 3, 4]


@pytest.mark.usefixtures("plainly")
@pytest.mark.parametrize("without", [[], ["count"], ["weight"], ["count", "weight"]])
def test_numpy_and_the_compiled_loop_count_the_same(without: list[str]) -> None:
    board = without_columns(arena(4), without)
    plain = Counts.of(board)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("TILTYARD_KERNEL")
        _kernel.compiled.cache_clear()
        assert_same(Counts.of(board), plain)
    _kernel.compiled.cache_clear()


def test_wide_codes_count_as_narrow_ones() -> None:
    board = arena(5)
    wide = replace(board, a=board.a.astype(np.int64), b=board.b.astype(np.int64))
    assert_same(Counts.of(wide), Counts.of(board))


@pytest.mark.parametrize("without", [[], ["count", "weight"]])
def test_too_many_models_for_a_table_count_the_same(
    without: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    board = without_columns(arena(6), without)
    expected = Counts.of(board)
    monkeypatch.setattr(counts, "MAX_TABLE", 0)
    assert_same(Counts.of(board), expected)


def test_among_keeps_pairs_inside() -> None:
    board = arena(7)
    chosen = frozenset(board.models[2:5])
    assert_same(Counts.of(board).among(chosen), Counts.of(board.among(chosen)))


def test_every_column_has_a_row_for_each_pair() -> None:
    found = Counts.of(arena(8))
    lengths = {len(getattr(found, field.name)) for field in fields(found) if field.name != "models"}
    assert lengths == {8 * 7 // 2}
