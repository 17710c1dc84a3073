"""Boards at the edge: each method gives a defined answer, or an error that says why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ratings.boards import rows
from tiltyard import ratings
from tiltyard.errors import DataError, NotIdentifiedError, TiltyardError
from tiltyard.ratings import Comparisons, Counts, Estimate, Features
from tiltyard.ratings.comparisons import BOTH_BAD, GRADED

EMPTY = Comparisons.from_tallies([])
ALONE = replace(EMPTY, models=("alone",))
CIRCLE = rows(("a", "b", 1, 1), ("b", "c", 1, 1), ("c", "a", 1, 1))

EDGES = {
    "no votes": EMPTY,
    "one model": ALONE,
    "two models without votes": replace(EMPTY, models=("a", "b")),
    "a single win": rows(("a", "b", 1, 1)),
    "a single tie": rows(("a", "b", 0.5, 1)),
    "a single both-bad": replace(rows(("a", "b", 0.5, 1)), outcome=np.array([BOTH_BAD])),
    "an undefeated model": rows(("a", "b", 1, 30), ("b", "c", 1, 5), ("c", "b", 1, 5)),
    "a model that always lost": rows(("a", "b", 1, 5), ("b", "a", 1, 5), ("b", "c", 1, 30)),
    "two islands": rows(("a", "b", 1, 5), ("b", "a", 1, 5), ("c", "d", 1, 5), ("d", "c", 1, 5)),
    "a model without votes": replace(CIRCLE, models=("a", "b", "c", "unseen")),
    "a circle": CIRCLE,
    "ties alone": rows(("a", "b", 0.5, 50), ("b", "c", 0.5, 50), ("a", "c", 0.5, 50)),
    "both bad alone": replace(
        rows(("a", "b", 0.5, 50), ("b", "c", 0.5, 50)), outcome=np.full(2, BOTH_BAD)
    ),
    "no ties": rows(("a", "b", 1, 30), ("a", "b", 0, 20), ("b", "c", 1, 30), ("c", "b", 1, 20)),
    "a million to one": rows(("a", "b", 1, 10**6), ("a", "b", 0, 1)),
    "a million to a tie": rows(("a", "b", 1, 10**6), ("a", "b", 0.5, 1)),
    "a lopsided ladder": rows(
        *((f"{i:02}", f"{i + 1:02}", 1, 10**4) for i in range(20)),
        *((f"{i + 1:02}", f"{i:02}", 1, 1) for i in range(20)),
    ),
    "weights far apart": replace(
        rows(("a", "b", 1, 10), ("a", "b", 0, 10), ("a", "b", 0.5, 10)),
        weight=np.array([1e-9, 1e9, 1.0]),
    ),
    "a grade next to nothing": rows(("a", "b", 1e-9, 10), ("a", "b", 1, 10)),
}


def known(board: Comparisons, rng: np.random.Generator) -> Comparisons:
    """The board with all that a method may ask for."""
    n = len(board)
    return replace(
        board,
        clusters={"voter": np.arange(n) // 2},
        features=Features(("length",), rng.normal(size=(n, 1)).astype(np.float32)),
        voted_at=np.arange(float(n)),
    )


def answer(name: str, board: Comparisons | Counts, **options: object) -> Estimate | None:
    """What the method says; nothing if it refuses, which it must do in words."""
    try:
        return ratings.load(name, **options).fit(board, rng=np.random.default_rng(0))
    except TiltyardError as error:
        require_words(error)
        return None


def require_words(error: TiltyardError) -> None:
    """The error says something that a person can act on."""
    assert len(str(error)) > 20


def require_sound(estimate: Estimate | None) -> None:
    """A board that can be shown: all of it finite, and no variance negative."""
    if estimate is None:
        return
    own = estimate.covariance.diagonal()
    assert np.isfinite(estimate.strength).all()
    assert np.isfinite(estimate.covariance).all()
    assert (own >= 0).all()
    largest = own.max(initial=0)
    assert (own[:, None] + own - 2 * estimate.covariance >= -1e-9 * largest).all()
    assert np.linalg.eigvalsh(estimate.covariance).min(initial=0) >= -1e-9 * largest


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("name", ratings.names())
def test_a_board_at_the_edge_has_an_answer_or_an_error(name: str, edge: str) -> None:
    require_sound(answer(name, known(EDGES[edge], np.random.default_rng(1))))


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("name", ratings.names())
def test_the_same_board_pooled_has_an_answer_or_an_error(name: str, edge: str) -> None:
    require_sound(answer(name, Counts.of(EDGES[edge])))


@st.composite
def boards(draw: st.DrawFn) -> Comparisons:
    """Up to six models and 25 rows of anything, with counts and weights of every size."""
    m = draw(st.integers(2, 6))
    n = draw(st.integers(1, 25))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    a = rng.integers(0, m, n)
    width = draw(st.sampled_from([0, 2, 6]))  # decimal orders between the largest and the smallest
    board = Comparisons(
        models=tuple("uvwxyz"[:m]),
        a=a,
        b=(a + rng.integers(1, m, n)) % m,
        outcome=rng.integers(0, draw(st.sampled_from([2, 3, 4, 5])), n),
        score=rng.random(n),
        count=np.ceil(10 ** (width * rng.random(n))),
        weight=10 ** (width * rng.random(n) - width / 2) if draw(st.booleans()) else None,
    )
    return known(board, rng)


@pytest.mark.parametrize("name", ratings.names())
@given(board=boards())
@settings(max_examples=60)
def test_no_variance_is_ever_negative(name: str, board: Comparisons) -> None:
    require_sound(answer(name, board))


@given(board=boards())
@settings(max_examples=60)
def test_no_variance_is_negative_where_votes_are_clustered(board: Comparisons) -> None:
    require_sound(answer("bradley_terry", board, cluster=("voter",), ridge=0.01))


@given(board=boards())
@settings(max_examples=60)
def test_what_plain_bradley_terry_refuses_has_an_answer_with_a_prior(board: Comparisons) -> None:
    shrunk = ratings.load("bradley_terry", ridge=0.01)
    require_sound(shrunk.fit(board, rng=np.random.default_rng(0)))


def test_with_a_prior_a_model_without_votes_is_as_uncertain_as_the_prior() -> None:
    """Two of them, at ``±d`` around their mean: each has half of ``1 / ridge``."""
    nobody = replace(EMPTY, models=("a", "b"))
    shrunk = ratings.load("bradley_terry", ridge=4.0).fit(nobody, rng=np.random.default_rng(0))
    np.testing.assert_allclose(shrunk.covariance.diagonal(), 1 / 8)


def bradley_terry(board: Comparisons | Counts) -> Estimate:
    return ratings.load("bradley_terry").fit(board, rng=np.random.default_rng(0))


def test_an_undefeated_model_is_named_with_what_is_missing() -> None:
    with pytest.raises(NotIdentifiedError, match=r"'a' only won .*: a loss or a tie"):
        bradley_terry(EDGES["an undefeated model"])


def test_a_bridge_between_islands_is_named_as_missing() -> None:
    with pytest.raises(NotIdentifiedError, match="'c' never met the largest: battles between"):
        bradley_terry(EDGES["two islands"])


def test_a_model_without_votes_is_named() -> None:
    with pytest.raises(NotIdentifiedError, match="'unseen' never met the largest"):
        bradley_terry(EDGES["a model without votes"])


def test_one_win_says_nothing_of_how_far() -> None:
    with pytest.raises(NotIdentifiedError, match="2 models into 2 groups"):
        bradley_terry(EDGES["a single win"])


def test_one_tie_is_an_even_board_that_is_sure_of_nothing() -> None:
    estimate = bradley_terry(EDGES["a single tie"])
    low, high = estimate.difference("a", "b").interval()
    assert (low < -400, high > 400) == (True, True)


def test_ties_alone_are_an_even_board() -> None:
    estimate = bradley_terry(EDGES["ties alone"])
    assert estimate.strength.tolist() == pytest.approx([0, 0, 0])


def test_a_ladder_is_as_high_as_its_steps() -> None:
    top, *_, bottom = bradley_terry(EDGES["a lopsided ladder"]).strength
    assert top - bottom == pytest.approx(20 * np.log(10**4))


def test_a_weight_that_is_next_to_nothing_still_connects() -> None:
    """The lighter side won ten times by weights of 1e-9, against 1e10 + 5.

    A fit stops where what is left is nothing against its errors, and here these are large.
    """
    strong, weak = bradley_terry(EDGES["weights far apart"]).strength
    assert strong - weak == pytest.approx(np.log((1e-8 + 5) / (1e10 + 5)), rel=1e-5)


@pytest.mark.parametrize("wrong", [0.0, -1.0, np.inf, np.nan])
@pytest.mark.parametrize("column", ["count", "weight"])
def test_a_row_that_counts_for_nothing_is_to_be_left_out(column: str, wrong: float) -> None:
    changed: dict[str, Any] = {column: np.array([1.0, wrong, 1.0])}
    with pytest.raises(DataError, match=rf"row 1: {column} is .* .leave out rows"):
        replace(CIRCLE, **changed)


@pytest.mark.parametrize("wrong", [-0.1, 1.1, np.nan])
def test_a_grade_outside_0_to_1_is_refused(wrong: float) -> None:
    with pytest.raises(DataError, match=r"row 2: score is .* must be in \[0, 1\]"):
        replace(CIRCLE, outcome=np.array([0, 0, GRADED]), score=np.array([0, 0, wrong]))


def test_a_model_that_meets_itself_is_refused() -> None:
    with pytest.raises(DataError, match="row 1: a and b are both 'b'; a model cannot meet itself"):
        replace(CIRCLE, b=np.array([1, 1, 0]))


def many(models: int, rng: np.random.Generator) -> Comparisons:
    """A ring of all models, and twenty times as many votes between any two of them."""
    ring = np.arange(models)
    a = np.concatenate([ring, rng.integers(0, models, 20 * models)])
    b = np.concatenate([(ring + 1) % models, rng.integers(0, models, 20 * models)])
    board = Comparisons(
        models=tuple(f"model-{at:05}" for at in ring),
        a=np.where(a == b, (a + 1) % models, a),
        b=b,
        outcome=np.zeros(len(a), dtype=np.uint8),
    )
    return replace(board, outcome=rng.integers(0, 3, len(a)))


def test_500_models_that_seldom_meet_have_a_board() -> None:
    estimate = bradley_terry(many(500, np.random.default_rng(2)))
    require_sound(estimate)


def test_a_chain_of_500_models_is_as_uncertain_as_its_links() -> None:
    """Each step is ten wins to ten, with a variance of ``1 / (20 · ¼)``."""
    chain = rows(
        *((f"{i:03}", f"{i + 1:03}", 1, 10) for i in range(499)),
        *((f"{i + 1:03}", f"{i:03}", 1, 10) for i in range(499)),
    )
    whole = ratings.load("bradley_terry", errors="information")
    ends = whole.fit(chain, rng=np.random.default_rng(0)).difference("000", "499")
    assert (ends.standard_error / ratings.estimate.SCALE) ** 2 == pytest.approx(499 / 5)


@pytest.mark.slow
def test_10_000_models_have_a_board() -> None:
    estimate = bradley_terry(many(10_000, np.random.default_rng(3)))
    assert (estimate.covariance.diagonal() > 0).all()
