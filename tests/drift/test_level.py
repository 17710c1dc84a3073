"""What is known of a model before it is watched."""

from __future__ import annotations

import numpy as np
import pytest

from tiltyard.drift._level import CAUTION, WATCH, level_of, path_of, votes_of
from tiltyard.ratings import Counts
from tiltyard.ratings.comparisons import Comparisons
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.tie_probabilities import fit_three_way

MET = {("elm", "oak"): (60, 30, 10), ("elm", "yew"): (50, 40, 10), ("oak", "yew"): (40, 40, 20)}


def test_votes_are_counted_on_either_side() -> None:
    assert votes_of(MET, "elm") == votes_of(MET, "yew") == 200


def test_the_gap_is_that_of_the_fit_less_the_caution() -> None:
    a, b, outcome, count = np.array([
        [0, 1, 0, 60], [0, 1, 1, 30], [0, 1, 2, 10],
        [0, 2, 0, 50], [0, 2, 1, 40], [0, 2, 2, 10],
        [1, 2, 0, 40], [1, 2, 1, 40], [1, 2, 2, 20],
    ]).T  # fmt: skip
    votes = Comparisons(
        ("elm", "oak", "yew"), a, b, outcome.astype(np.uint8), count=count.astype(float)
    )
    board = fit_three_way(Counts.of(votes))
    level = level_of(MET, "elm")
    plain = board.strength[0] - board.strength[1]
    assert level.gaps["oak"] == pytest.approx(plain - CAUTION * level.error / SCALE)
    assert level.log_nu == pytest.approx(board.log_nu)


def test_the_error_falls_with_the_root_of_the_votes() -> None:
    more = {pair: (100 * won, 100 * lost, 100 * tied) for pair, (won, lost, tied) in MET.items()}
    assert level_of(more, "elm").error == pytest.approx(level_of(MET, "elm").error / 10, rel=0.02)


def test_the_error_is_about_415_points_over_the_root_of_the_votes_at_equal_strength() -> None:
    """Where 30 % tie: 2 / sqrt(0.7 n) in log-odds."""
    even = {("elm", "oak"): (3_500, 3_500, 3_000)}
    assert level_of(even, "elm").error == pytest.approx(415 / 100, rel=0.01)


def test_a_rival_with_few_votes_is_not_known() -> None:
    level = level_of({**MET, ("elm", "new"): (3, 1, 0)}, "elm")
    assert set(level.gaps) == {"oak", "yew"}
    assert level.evidence("new", 1) is None


def test_a_loss_speaks_for_a_drop_and_a_win_against() -> None:
    level = level_of(MET, "elm")
    won, lost = level.evidence("oak", 0), level.evidence("oak", 1)
    assert won is not None
    assert lost is not None
    assert won < 0 < lost


def test_the_sum_goes_on_where_it_stood() -> None:
    steps = np.array([0.5, -2.0, 1.0])
    whole = path_of(steps, 1.0)
    assert path_of(steps[1:], float(whole[0])).tolist() == whole[1:].tolist() == [0.0, 1.0]


def test_the_alarm_is_the_one_that_the_methods_page_measured() -> None:
    assert (WATCH.drop, WATCH.threshold, CAUTION) == (30, 8, 1)
