"""Did its score really move?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.single import board, drawn, pairs
from tiltyard.drift import did_move
from tiltyard.errors import DataError
from tiltyard.ratings import Comparisons
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.history import DAY

NAMES = tuple(f"model-{number:03}" for number in range(6))


def weeks(seed: int, each: int, *, drop: float = 0.0) -> Comparisons:
    """Two weeks of votes; in the second the first model is so many points of the board worse."""
    rng = np.random.default_rng(seed)
    truth = board(rng, 6, ties=0.0001)
    lower = truth.strength - np.eye(6)[0] * drop / SCALE
    a, b = pairs(rng, 6, 2 * each)
    is_after = np.arange(2 * each) >= each
    first, second = (
        replace(truth, strength=strength).chances(a, b) for strength in (truth.strength, lower)
    )
    outcome = drawn(rng, np.where(is_after[:, None], second, first))
    at = rng.random(2 * each) * 7 * DAY + np.where(is_after, 7 * DAY, 0)
    return Comparisons(truth.models, a, b, outcome, voted_at=at)


def rng() -> np.random.Generator:
    """Draws the errors."""
    return np.random.default_rng(0)


def test_a_model_that_fell_is_said_to_have_moved() -> None:
    answer = did_move(weeks(1, 6_000, drop=100), NAMES[0], rng=rng())
    assert answer.is_real
    assert answer.move.points == pytest.approx(-100, abs=3 * answer.move.standard_error)
    assert "fell by" in answer.words()[0]
    assert "It really moved" in answer.words()[-1]


def test_a_model_that_did_not_is_said_to_wobble() -> None:
    answer = did_move(weeks(2, 6_000), NAMES[0], rng=rng())
    assert not answer.is_real
    assert abs(answer.move.points) < 2 * answer.wobble
    assert "no sign of a change" in answer.words()[-1]


def test_one_unchanged_model_in_twenty_is_out_of_its_wobble() -> None:
    """Two standard errors are the wobble; 60 tries, of which three are expected to be out."""
    out = [
        abs(answer.move.points) > answer.wobble
        for seed in range(60)
        for answer in [did_move(weeks(100 + seed, 700), NAMES[seed % 6], rng=rng())]
    ]
    assert sum(out) <= 9


def test_the_middle_is_that_of_the_models_votes_if_nobody_says_it() -> None:
    answer = did_move(weeks(3, 3_000), NAMES[0], rng=rng())
    assert abs(answer.votes[0] - answer.votes[1]) <= 1


def test_the_windows_are_those_that_were_said() -> None:
    edges = (DAY, 7 * DAY, 13 * DAY)
    answer = did_move(weeks(4, 3_000), NAMES[0], edges=edges, rng=rng())
    assert answer.edges == edges


def test_the_pinned_models_alone_are_the_measure() -> None:
    votes = weeks(5, 3_000)
    answer = did_move(votes, NAMES[0], pinned=[NAMES[1], NAMES[2]], rng=rng())
    assert answer.pinned == (NAMES[1], NAMES[2])
    assert f"against {NAMES[1]} and {NAMES[2]}" in answer.words()[0]


def test_without_pinned_models_all_others_are() -> None:
    answer = did_move(weeks(5, 3_000), NAMES[0], rng=rng())
    assert answer.are_all
    assert answer.pinned == NAMES[1:]


def test_votes_without_times_are_refused() -> None:
    with pytest.raises(DataError, match="do not say when they were cast"):
        did_move(replace(weeks(6, 100), voted_at=None), NAMES[0], rng=rng())


def test_a_model_without_votes_is_refused() -> None:
    with pytest.raises(DataError, match="no votes on 'larch'"):
        did_move(weeks(6, 100), "larch", rng=rng())


@pytest.mark.parametrize("edges", [(5 * DAY, 4 * DAY, 9 * DAY), (DAY, 9 * DAY, 9 * DAY)])
def test_edges_out_of_order_are_refused(edges: tuple[float, float, float]) -> None:
    with pytest.raises(DataError, match="the middle must lie after the beginning"):
        did_move(weeks(6, 500), NAMES[0], edges=edges, rng=rng())


def test_a_time_without_votes_on_the_model_is_refused() -> None:
    with pytest.raises(DataError, match=r"no votes on 'model-000' in that time"):
        did_move(weeks(6, 500), NAMES[0], edges=(90 * DAY, None, 91 * DAY), rng=rng())


def test_a_pinned_model_that_cannot_be_rated_is_named() -> None:
    votes = weeks(7, 500)
    assert votes.voted_at is not None
    late = ((votes.a != 1) & (votes.b != 1)) | (votes.voted_at > 7 * DAY)
    with pytest.raises(DataError, match="'model-001' cannot be rated by the votes before"):
        did_move(
            votes.rows(late),
            NAMES[0],
            edges=(None, 7 * DAY, None),
            pinned=[NAMES[1]],
            rng=rng(),
        )
