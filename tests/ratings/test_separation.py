"""The condition is checked against what it promises: a top of the likelihood, or none."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from ratings.three_ways import board, tallied
from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, TIE
from tiltyard.ratings.connectivity import components
from tiltyard.ratings.separation import is_separated


def separated(votes: Comparisons, *, is_grounded: bool = False) -> bool:
    tied = (TIE,) if is_grounded else (TIE, BOTH_BAD)
    return is_separated(Counts.of(votes), tied=tied, is_grounded=is_grounded)


def test_two_models_that_beat_each_other_hold_a_threshold() -> None:
    assert not separated(tallied(("a", "b", (1, 1, 1))))


def test_a_win_and_a_tie_do_not() -> None:
    """Ever wider thresholds, with the winner as far above, make both as likely as can be."""
    assert separated(tallied(("a", "b", (1, 0, 1))))


def test_ties_alone_do_not() -> None:
    assert separated(tallied(("a", "b", (0, 0, 3)), ("b", "c", (0, 0, 1))))


def test_a_circle_of_wins_holds_a_threshold() -> None:
    circle = tallied(("a", "b", (1,)), ("b", "c", (1,)), ("c", "a", (1,)), ("a", "d", (0, 0, 1)))
    assert not separated(circle)


def test_two_wins_in_a_row_and_one_tie_back_hold_a_threshold() -> None:
    assert not separated(tallied(("a", "b", (1,)), ("b", "c", (1,)), ("c", "a", (0, 0, 1))))


def test_two_wins_in_a_row_and_two_ties_back_do_not() -> None:
    chain = tallied(("a", "b", (1,)), ("b", "c", (1, 0, 1)), ("a", "b", (0, 0, 1)))
    assert separated(chain)


def test_a_bar_between_a_winner_and_a_loser_holds_a_threshold() -> None:
    """b has won, so is above the bar; a was bad, so is below; and a beat b."""
    votes = tallied(("a", "b", (1, 0, 1)), ("a", "d", (0, 0, 0, 1)), ("b", "c", (1, 0, 0)))
    assert not separated(votes, is_grounded=True)


def test_a_bar_above_all_does_not_by_itself() -> None:
    assert separated(tallied(("a", "b", (1, 0, 1, 1))), is_grounded=True)


def test_two_that_tied_below_the_bar_hold_a_threshold() -> None:
    """c and d lost to a model that was bad, so are below the bar by the threshold; yet they tied,
    so one of them was above it."""
    votes = tallied(
        ("a", "b", (0, 0, 0, 1)), ("a", "c", (1,)), ("b", "d", (1,)), ("c", "d", (0, 0, 1))
    )  # fmt: skip
    assert not separated(votes, is_grounded=True)


@pytest.mark.parametrize("seed", range(40))
def test_small_boards_agree_with_linear_programming(seed: int) -> None:
    votes = _connected(np.random.default_rng(seed))
    assert separated(votes) == _has_direction(votes)


def _connected(rng: np.random.Generator) -> Comparisons:
    """A few wins and ties between four models or so that are connected both ways."""
    m, n = 5, 9
    while True:
        a = rng.integers(0, m, n)
        outcome = np.where(rng.random(n) < 0.4, TIE, A_WON)
        votes = board(a, (a + rng.integers(1, m, n)) % m, outcome, m)
        votes = votes.among(components(votes)[0])
        if len(votes.models) > 3 and len(np.unique(votes.outcome)) == 2:
            return votes


def _has_direction(votes: Comparisons) -> bool:
    """Whether strengths exist in which winners are above by 1, and ties are at most 1 apart."""
    m = len(votes.models)
    difference = np.zeros((len(votes), m))
    difference[np.arange(len(votes)), votes.a] = 1
    difference[np.arange(len(votes)), votes.b] = -1
    won, tied = votes.outcome == A_WON, votes.outcome == TIE
    assert not (votes.outcome == B_WON).any()
    limits = np.concatenate([-difference[won], difference[tied], -difference[tied]])
    most = np.repeat([-1.0, 1.0], [won.sum(), 2 * tied.sum()])
    return bool(linprog(np.zeros(m), A_ub=limits, b_ub=most, bounds=(None, None)).success)
