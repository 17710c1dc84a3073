from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.single import board, on_one_model
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import A_WON
from tiltyard.ratings.cusum import Cusum
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.tie_probabilities import ThreeWay, chances

PLAIN = ThreeWay(("a", "b"), np.zeros(2), -np.inf)


def lost(n: int) -> Comparisons:
    """``n`` votes that b lost."""
    return Comparisons(("a", "b"), np.zeros(n, int), np.ones(n, int), np.full(n, A_WON))


def test_the_path_is_the_recursion_of_page() -> None:
    evidence = np.random.default_rng(1).normal(-0.1, 1, 500)
    s, path = 0.7, []
    for x in evidence:
        s = max(0.0, s + x)
        path.append(s)
    np.testing.assert_allclose(Cusum().path(evidence, start=0.7), path, atol=1e-12)


def test_a_watch_that_goes_on_ends_where_one_watch_does() -> None:
    rng = np.random.default_rng(2)
    truth = board(rng, 6)
    votes = on_one_model(rng, truth, 400)
    whole = Cusum().watch(votes, truth.models[0], board=truth)
    first = Cusum().watch(votes.rows(np.arange(150)), truth.models[0], board=truth)
    rest = votes.rows(np.arange(150, 400))
    second = Cusum().watch(rest, truth.models[0], board=truth, start=float(first.path[-1]))
    np.testing.assert_allclose(second.path, whole.path[150:], atol=1e-12)


def test_a_lost_vote_adds_the_log_of_how_much_likelier_it_is_after_a_drop() -> None:
    drop = 400 / SCALE  # odds of ten
    path = Cusum(drop=400).watch(lost(1), "b", board=PLAIN).path
    assert path[0] == pytest.approx(np.log((1 / (1 + np.exp(-drop))) / 0.5))


def test_the_alarm_is_the_first_vote_at_the_threshold() -> None:
    each = Cusum().watch(lost(1), "b", board=PLAIN).path[0]
    watch = Cusum(threshold=10.5 * each).watch(lost(30), "b", board=PLAIN)
    assert watch.alarm == 10


def test_no_alarm_rings_for_who_wins() -> None:
    assert Cusum().watch(lost(500), "a", board=PLAIN).alarm is None


def test_a_negative_drop_watches_for_a_rise() -> None:
    assert Cusum(drop=-100).watch(lost(500), "a", board=PLAIN).alarm is not None


def test_sides_do_not_matter() -> None:
    rng = np.random.default_rng(3)
    truth = board(rng, 6)
    votes = on_one_model(rng, truth, 300)
    one, other = (Cusum().watch(v, truth.models[0], board=truth) for v in (votes, votes.swapped()))
    np.testing.assert_allclose(one.path, other.path)


def test_votes_are_watched_in_the_order_of_their_times() -> None:
    rng = np.random.default_rng(4)
    truth = board(rng, 6)
    votes = on_one_model(rng, truth, 200)
    timed = replace(votes, voted_at=np.arange(200.0)).rows(rng.permutation(200))
    one, other = (Cusum().watch(v, truth.models[0], board=truth) for v in (votes, timed))
    np.testing.assert_allclose(one.path, other.path)


def test_votes_without_the_model_are_passed_over() -> None:
    truth = board(np.random.default_rng(5), 3)
    votes = Comparisons(truth.models, np.array([1, 0, 2]), np.array([2, 1, 0]), np.array([0, 1, 1]))
    assert Cusum().watch(votes, truth.models[0], board=truth).rows.tolist() == [1, 2]


def test_the_mean_evidence_of_an_unchanged_model_is_below_zero() -> None:
    """Minus the divergence of Kullback and Leibler."""
    eta = np.array([-2.0, 0.0, 1.0])
    evidence = Cusum(drop=50).evidence(eta, 0.2)
    assert ((chances(eta, 0.2) * evidence).sum(axis=1) < 0).all()


def test_a_drop_of_100_points_is_found_within_a_thousand_votes() -> None:
    rng = np.random.default_rng(6)
    truth = board(rng, 20)
    alarms = [
        Cusum().watch(
            on_one_model(rng, truth, 1_500, rise=-100 / SCALE), truth.models[0], board=truth
        ).alarm
        for _ in range(20)
    ]  # fmt: skip
    assert sum(alarm is not None and alarm < 1_000 for alarm in alarms) >= 18


def test_a_model_without_votes_has_an_empty_path() -> None:
    watch = Cusum().watch(lost(3), "c", board=ThreeWay(("a", "b", "c"), np.zeros(3), 0.0))
    assert (len(watch.path), watch.alarm) == (0, None)


def test_a_model_that_is_not_on_the_board_is_refused() -> None:
    with pytest.raises(DataError, match="'c' is not on the board of 2 models"):
        Cusum().watch(lost(3), "c", board=PLAIN)


def test_an_opponent_that_is_not_on_the_board_is_refused() -> None:
    with pytest.raises(DataError, match="'b' is not on the board of 1 models"):
        Cusum().watch(lost(3), "a", board=ThreeWay(("a",), np.zeros(1), 0.0))


def test_pooled_votes_are_refused() -> None:
    with pytest.raises(DataError, match="row 0 counts 2 votes"):
        Cusum().watch(replace(lost(2), count=np.full(2, 2.0)), "a", board=PLAIN)


@pytest.mark.parametrize("drop", [0.0, np.nan, np.inf])
def test_a_drop_of_nothing_is_refused(drop: float) -> None:
    with pytest.raises(ConfigurationError, match="drop must be points other than 0"):
        Cusum(drop=drop)


def test_a_threshold_of_0_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="threshold must be above 0"):
        Cusum(threshold=0.0)
