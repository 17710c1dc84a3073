from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import chi2

from ratings.boards import rows
from ratings.single import board, on_one_model
from tiltyard import ratings
from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.comparisons import A_WON, BOTH_BAD, TIE, Floats
from tiltyard.ratings.drift import moved, two_windows
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.tie_probabilities import ThreeWay, chances

PLAIN = ThreeWay(("a", "b"), np.zeros(2), 0.0)


def likelihood_ratio(before: Comparisons, after: Comparisons, truth: ThreeWay) -> float:
    """The statistic on the first model, by a general optimiser."""

    def cost(value: Floats, which: tuple[int, int]) -> float:
        total = 0.0
        for votes, k in zip((before, after), which, strict=True):
            strength = truth.strength.copy()
            strength[0] = value[k]
            p = chances(strength[votes.a] - strength[votes.b], value[-1])
            total -= np.log(p[np.arange(len(votes)), votes.outcome]).sum()
        return float(total)

    together = minimize(cost, np.zeros(2), args=((0, 0),), tol=1e-10).fun
    apart = minimize(cost, np.zeros(3), args=((0, 1),), tol=1e-10).fun
    return float(2 * (together - apart))


def shifted(seed: int, n: int, rise: float) -> tuple[Comparisons, Comparisons, ThreeWay]:
    rng = np.random.default_rng(seed)
    truth = board(rng, 8)
    return on_one_model(rng, truth, n), on_one_model(rng, truth, n, rise=rise), truth


@pytest.mark.parametrize("seed", range(3))
def test_a_general_optimiser_finds_the_same_statistic(seed: int) -> None:
    before, after, truth = shifted(seed, 300, 0.3)
    found = two_windows(before, after, truth.models[0], board=truth)
    assert found.statistic == pytest.approx(likelihood_ratio(before, after, truth), abs=1e-6)


def test_without_ties_and_with_one_opponent_the_windows_have_their_own_odds() -> None:
    before = rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 10))
    after = rows(("a", "b", 1.0, 20), ("a", "b", 0.0, 40))
    found = two_windows(before, after, "a", board=PLAIN)
    assert (found.before, found.after) == pytest.approx((np.log(3), -np.log(2)))


def test_without_ties_the_statistic_is_the_g_test_of_a_table_of_four() -> None:
    table = np.array([[30.0, 10.0], [20.0, 40.0]])
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    before = rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 10))
    after = rows(("a", "b", 1.0, 20), ("a", "b", 0.0, 40))
    found = two_windows(before, after, "a", board=PLAIN)
    assert found.statistic == pytest.approx(2 * (table * np.log(table / expected)).sum())
    assert found.p_value == pytest.approx(chi2.sf(found.statistic, 1))


def test_equal_windows_show_no_shift() -> None:
    votes, _, truth = shifted(1, 400, 0.0)
    found = two_windows(votes, votes, truth.models[0], board=truth)
    assert (found.points, found.p_value) == pytest.approx((0, 1), abs=1e-4)


def test_a_planted_drop_is_seen_at_its_size() -> None:
    before, after, truth = shifted(2, 20_000, -100 / SCALE)
    found = two_windows(before, after, truth.models[0], board=truth)
    assert found.points == pytest.approx(-100, abs=15)
    assert found.p_value < 1e-6


def test_sides_do_not_matter() -> None:
    before, after, truth = shifted(3, 300, 0.2)
    one = two_windows(before, after, truth.models[0], board=truth)
    other = two_windows(before.swapped(), after, truth.models[0], board=truth)
    assert other.statistic == pytest.approx(one.statistic)


def test_pooled_votes_give_the_same() -> None:
    before, after, truth = shifted(3, 300, 0.2)
    one = two_windows(before, after, truth.models[0], board=truth)
    other = two_windows(Counts.of(before), Counts.of(after), truth.models[0], board=truth)
    assert other == one


def test_votes_without_the_model_are_not_looked_at() -> None:
    before, after, truth = shifted(4, 300, 0.2)
    names = (*truth.models, "x", "y")
    more = Comparisons(
        names, np.append(before.a, 8), np.append(before.b, 9), np.append(before.outcome, A_WON)
    )
    one = two_windows(before, after, truth.models[0], board=truth)
    assert two_windows(more, after, truth.models[0], board=truth).statistic == pytest.approx(
        one.statistic
    )


def test_both_bad_is_a_tie() -> None:
    before, after, truth = shifted(5, 300, 0.2)
    bad = replace(before, outcome=np.where(before.outcome == TIE, BOTH_BAD, before.outcome))
    one = two_windows(before, after, truth.models[0], board=truth)
    assert two_windows(bad, after, truth.models[0], board=truth) == one


def test_a_window_that_was_won_throughout_has_a_statistic_all_the_same() -> None:
    """Its own likelihood is one; that of a third won by 30 wins and 10 losses is as ever."""
    before = rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 10))
    found = two_windows(before, rows(("a", "b", 1.0, 20)), "a", board=PLAIN)
    log = np.log
    apart = 30 * log(0.75) + 10 * log(0.25)
    together = 50 * log(50 / 60) + 10 * log(10 / 60)
    assert found.after == np.inf
    assert found.statistic == pytest.approx(2 * (apart - together))


def test_one_window_won_and_one_lost_is_as_far_apart_as_can_be() -> None:
    found = two_windows(rows(("a", "b", 1.0, 10)), rows(("a", "b", 0.0, 10)), "a", board=PLAIN)
    assert (found.before, found.after) == (np.inf, -np.inf)
    assert found.statistic == pytest.approx(2 * 20 * np.log(2))


def test_two_windows_that_were_won_throughout_show_no_shift() -> None:
    won = rows(("a", "b", 1.0, 10))
    found = two_windows(won, won, "a", board=PLAIN)
    assert (found.points, found.statistic, found.p_value) == (0, 0, 1)


def test_ties_alone_say_nothing() -> None:
    tied = rows(("a", "b", 0.5, 10))
    with pytest.raises(NotIdentifiedError, match="every vote on 'a' was a tie"):
        two_windows(tied, tied, "a", board=PLAIN)


def test_a_window_without_the_model_is_refused() -> None:
    with pytest.raises(DataError, match="'c' has no vote in the window before"):
        two_windows(
            rows(("a", "b", 1.0, 1)),
            rows(("c", "b", 1.0, 1)),
            "c",
            board=ThreeWay(("a", "b", "c"), np.zeros(3), 0.0),
        )


def test_an_opponent_that_is_not_on_the_board_is_refused() -> None:
    votes = rows(("a", "z", 1.0, 1))
    with pytest.raises(DataError, match="'z' is not on the board of 2 models"):
        two_windows(votes, votes, "a", board=PLAIN)


def estimate(strength: list[float], error: float) -> Estimate:
    """Models m, r, s, t with independent errors, up to the gauge."""
    names = ("m", "r", "s", "t")
    centre = np.eye(4) - 0.25
    return Estimate(names, centre @ np.array(strength), error**2 * centre)


def test_a_move_is_measured_against_the_median_of_the_reference() -> None:
    before, after = estimate([1.0, 0, 0, 0], 0.01), estimate([0.5, 0.1, 0.1, 9.0], 0.01)
    found = moved(before, after, "m", ["r", "s", "t"], rng=np.random.default_rng(0))
    assert found.points == pytest.approx(SCALE * (-0.5 - 0.1))


def test_with_one_reference_model_the_error_is_that_of_four_errors() -> None:
    """Two models in two windows, 0.02 each."""
    before, after = estimate([0.0] * 4, 0.02), estimate([0.1, 0, 0, 0], 0.02)
    found = moved(before, after, "m", ["r"], rng=np.random.default_rng(0), draws=200_000)
    assert found.standard_error == pytest.approx(SCALE * 0.04, rel=0.01)


def test_a_shift_of_the_scale_is_no_move() -> None:
    rng = np.random.default_rng(6)
    method = ratings.load("bradley_terry")
    before = method.fit(
        rows(("a", "b", 1.0, 60), ("a", "b", 0.0, 40), ("b", "c", 0.5, 90)), rng=rng
    )
    after = replace(before, strength=before.strength + 5)
    assert moved(before, after, "a", ["b", "c"], rng=rng).p_value == pytest.approx(1)


def test_a_move_of_30_points_in_10_000_votes_per_window_is_no_chance() -> None:
    before, after = estimate([30 / SCALE, 0, 0, 0], 3.5 / SCALE), estimate([0.0] * 4, 3.5 / SCALE)
    found = moved(before, after, "m", ["r", "s", "t"], rng=np.random.default_rng(0))
    assert -7 < found.points / found.standard_error < -4


@pytest.mark.parametrize("reference", [[], ["m", "r"]])
def test_a_reference_without_other_models_is_refused(reference: list[str]) -> None:
    one = estimate([0.0] * 4, 0.1)
    with pytest.raises(DataError, match="other models than 'm'"):
        moved(one, one, "m", reference, rng=np.random.default_rng(0))


def test_ratings_without_errors_are_refused() -> None:
    one = estimate([0.0] * 4, 0.0)
    with pytest.raises(DataError, match="no errors"):
        moved(one, one, "m", ["r"], rng=np.random.default_rng(0))


@pytest.mark.parametrize("weight", [0.01, 2.0, 50.0])
def test_the_weight_of_all_votes_is_no_evidence(weight: float) -> None:
    before, after, truth = shifted(0, 300, 0.3)
    plain = two_windows(before, after, truth.models[0], board=truth)
    heavy = [replace(votes, weight=np.full(300, weight)) for votes in (before, after)]
    found = two_windows(heavy[0], heavy[1], truth.models[0], board=truth)
    assert found.statistic == pytest.approx(plain.statistic, rel=1e-9)


def test_unequal_weights_are_no_evidence_either() -> None:
    """Of models that did not change, one in twenty has a p-value below 0.05."""
    below = []
    for seed in range(150):
        rng = np.random.default_rng(seed)
        before, after, truth = shifted(seed, 150, 0.0)
        first, second = (
            replace(one, weight=rng.exponential(5, 150) + 0.1) for one in (before, after)
        )
        below.append(two_windows(first, second, truth.models[0], board=truth).p_value < 0.05)
    assert 0.005 < np.mean(below) < 0.11
