from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.boards import rows
from ratings.single import wandering
from tiltyard import ratings
from tiltyard.errors import ConfigurationError, DataError, NotIdentifiedError
from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.history import DAY, Windows, cut, windows
from tiltyard.ratings.methods.bradley_terry import BradleyTerry


def rated(votes: Comparisons, **options: object) -> Windows:
    return windows(votes, rng=np.random.default_rng(0), **options)  # type: ignore[arg-type]


def weeks(*boards: Comparisons) -> Comparisons:
    """Boards of the same models, a week apart."""
    a, b, outcome, count = (
        np.concatenate([getattr(one, name) for one in boards])
        for name in ("a", "b", "outcome", "count")
    )
    at = np.repeat(np.arange(len(boards)) * 7 * DAY + 60, [len(one) for one in boards])
    return Comparisons(boards[0].models, a, b, outcome, count=count, voted_at=at)


def times(votes: Comparisons) -> Floats:
    assert votes.voted_at is not None
    return votes.voted_at


def duel(won: float, lost: float) -> Comparisons:
    return rows(("a", "b", 1.0, won), ("a", "b", 0.0, lost))


@pytest.fixture(scope="module")
def votes() -> Comparisons:
    return wandering(np.random.default_rng(1), 8, 6, 12_000, tau=0.03)[0]


def test_each_window_is_rated_by_its_own_votes(votes: Comparisons) -> None:
    found = rated(votes, width_days=7)
    second = votes.rows(np.floor(times(votes) / (7 * DAY)) == 1)
    own = ratings.load("bradley_terry").fit(second, rng=np.random.default_rng(0))
    np.testing.assert_allclose(found.estimates[1].strength, own.strength, atol=1e-9)


def test_windows_of_a_width_begin_at_its_multiples(votes: Comparisons) -> None:
    edges, _ = cut(votes, width_days=14)
    np.testing.assert_allclose(edges, np.arange(4) * 14 * DAY)


def test_a_window_holds_its_left_edge_and_not_its_right() -> None:
    board = replace(duel(1, 1), voted_at=np.array([10.0, 20.0]))
    assert cut(board, edges=np.array([10.0, 20.0, 30.0]))[1].tolist() == [0, 1]


def test_strengths_are_above_the_mean_of_the_reference(votes: Comparisons) -> None:
    reference = votes.models[:3]
    table = rated(votes, width_days=7).strengths(reference=reference)
    np.testing.assert_allclose(table[:, :3].mean(axis=1), 0, atol=1e-12)


def test_without_a_reference_all_models_that_were_always_there_are_it(votes: Comparisons) -> None:
    found = rated(votes, width_days=7)
    np.testing.assert_allclose(found.strengths(), found.strengths(reference=votes.models))


def test_a_model_that_came_later_has_no_rating_before(votes: Comparisons) -> None:
    late = (votes.a != 2) & (votes.b != 2) | (times(votes) >= 14 * DAY)
    table = rated(votes.rows(late), width_days=7).strengths()
    assert np.isnan(table[:, 2]).tolist() == [True, True, False, False, False, False]


def test_a_change_between_two_models_is_that_of_their_odds() -> None:
    found = rated(weeks(duel(30, 10), duel(10, 10)), width_days=7).change("a", 0, 1)
    assert found.points == pytest.approx(-SCALE * np.log(3) / 2)


def test_against_one_reference_model_the_wobble_has_its_closed_form() -> None:
    """1/won + 1/lost of both windows: the variance of two empirical log-odds."""
    method = BradleyTerry(errors="information")
    board = weeks(duel(30, 10), duel(20, 25))
    found = rated(board, width_days=7, method=method).change("a", 0, 1, reference=["b"])
    variance = 1 / 30 + 1 / 10 + 1 / 20 + 1 / 25
    assert found.standard_error == pytest.approx(SCALE * np.sqrt(variance))


def test_changes_of_unchanged_models_scatter_as_the_wobble_says() -> None:
    votes, _ = wandering(np.random.default_rng(3), 40, 30, 60_000, tau=0.0)
    found = rated(votes, width_days=7)
    changes = [
        found.change(name, window, window + 1)
        for name in votes.models
        for window in range(0, 29, 2)
    ]
    z = np.array([change.points / change.standard_error for change in changes])
    assert np.std(z) == pytest.approx(1, abs=0.1)


def test_a_model_without_a_loss_in_a_window_is_missing_there() -> None:
    first = rows(("a", "b", 1.0, 4), ("a", "b", 0.0, 4), ("c", "a", 1.0, 3))
    second = rows(("a", "b", 0.5, 4), ("c", "a", 0.5, 3))
    found = rated(weeks(first, second), width_days=7)
    assert found.missing == (frozenset({"c"}), frozenset())


def test_a_window_without_a_rating_has_all_its_models_missing() -> None:
    found = rated(weeks(duel(4, 4), rows(("a", "b", 1.0, 4))), width_days=7)
    assert found.missing == (frozenset(), frozenset({"a", "b"}))
    assert found.estimates[1].models == ()


def test_an_empty_window_has_no_estimate_and_nobody_missing() -> None:
    board = replace(weeks(duel(4, 4), duel(4, 4)), voted_at=np.array([0, 0, 20, 20]) * DAY)
    found = rated(board, width_days=7)
    assert (found.estimates[1].models, found.missing[1]) == ((), frozenset())


def test_windows_with_nothing_in_common_cannot_be_compared() -> None:
    names = ("a", "b", "c", "d")
    a, b = np.array([0, 0, 2, 2]), np.array([1, 1, 3, 3])
    board = Comparisons(names, a, b, np.array([0, 1, 0, 1]), voted_at=np.array([0, 0, 8, 8]) * DAY)
    with pytest.raises(NotIdentifiedError, match="nothing in common"):
        rated(board, width_days=7).strengths()


def test_a_reference_that_is_not_rated_is_refused(votes: Comparisons) -> None:
    with pytest.raises(DataError, match="'nobody' is not rated in every window"):
        rated(votes, width_days=7).change(votes.models[0], 0, 1, reference=["nobody"])


def test_a_window_is_not_compared_with_itself(votes: Comparisons) -> None:
    with pytest.raises(ConfigurationError, match="window 1 cannot be compared with itself"):
        rated(votes, width_days=7).change(votes.models[0], 1, 1)


def test_votes_without_times_are_refused() -> None:
    with pytest.raises(DataError, match="voted_at"):
        rated(duel(1, 1), width_days=7)


def test_votes_outside_the_edges_are_refused(votes: Comparisons) -> None:
    with pytest.raises(DataError, match="votes lie outside the windows, such as row"):
        rated(votes, edges=np.array([0.0, 7 * DAY]))


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(DataError, match="row 1: voted_at is nan"):
        rated(replace(duel(1, 1), voted_at=np.array([0.0, np.nan])), width_days=7)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "either the edges"),
        ({"edges": np.array([0.0, 1e9]), "width_days": 7.0}, "either the edges"),
        ({"edges": np.array([1e9, 0.0])}, "must rise"),
        ({"edges": np.array([1e9])}, "must rise"),
        ({"width_days": 0.0}, "width_days must be above 0"),
    ],
)
def test_windows_that_are_none_are_refused(
    votes: Comparisons, options: dict[str, object], message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message):
        rated(votes, **options)
