from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Coefficients, Difference, Estimate
from tiltyard.ratings.estimate import SCALE

CENTRED = np.eye(3) - 1 / 3
THREE = Estimate(("a", "b", "c"), np.array([0.5, 0.0, -0.5]), 0.01 * CENTRED)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def certain(*strength: float) -> Estimate:
    m = len(strength)
    return Estimate(tuple("abcdefgh"[:m]), np.array(strength), np.zeros((m, m)))


def test_odds_of_ten_are_400_points() -> None:
    strength = np.array([np.log(10) / 2, -np.log(10) / 2])
    assert Estimate(("a", "b"), strength, np.zeros((2, 2))).ratings() == pytest.approx([1200, 800])


def test_ratings_have_the_centre_as_mean() -> None:
    assert THREE.ratings(centre=1500).mean() == pytest.approx(1500)


def test_a_95_per_cent_interval_reaches_196_standard_errors() -> None:
    reach = 1.959964 * SCALE * np.sqrt(0.01 * 2 / 3)
    assert THREE.interval()[1] == pytest.approx([1000 - reach, 1000 + reach])


def test_a_one_sided_interval_reaches_less_far_and_has_one_end() -> None:
    reach = 1.644854 * SCALE * np.sqrt(0.01 * 2 / 3)
    assert THREE.interval(side="lower")[1].tolist() == pytest.approx([1000 - reach, np.inf])
    assert THREE.interval(side="upper")[1].tolist() == pytest.approx([-np.inf, 1000 + reach])


def test_adjusted_intervals_hold_together() -> None:
    """Three at once: a 3rd of 5 % each."""
    reach = 2.393980 * SCALE * np.sqrt(0.01 * 2 / 3)
    found = THREE.interval(adjustment="bonferroni")[1]
    assert found == pytest.approx([1000 - reach, 1000 + reach])


def test_simulated_intervals_are_narrower_than_the_worst_case() -> None:
    worst = np.ptp(THREE.interval(adjustment="sidak"), axis=1)
    simulated = np.ptp(THREE.interval(adjustment="max_t", rng=rng()), axis=1)
    assert (np.ptp(THREE.interval(), axis=1) < simulated).all()
    assert (simulated < worst).all()


def test_a_higher_level_is_a_wider_interval() -> None:
    low, high = THREE.interval(level=0.99)[0]
    assert low < THREE.interval(level=0.9)[0, 0] < THREE.interval(level=0.9)[0, 1] < high


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, float("nan")])
def test_a_level_that_is_no_probability_is_refused(level: float) -> None:
    with pytest.raises(ConfigurationError, match="between 0 and 1"):
        THREE.interval(level=level)


def test_a_difference_has_the_error_of_a_difference() -> None:
    found = THREE.difference("a", "c")
    assert found.points == pytest.approx(SCALE)
    assert found.standard_error == pytest.approx(SCALE * np.sqrt(0.02))


def test_a_model_does_not_differ_from_itself() -> None:
    assert THREE.difference("b", "b") == Difference(0.0, 0.0)


def test_the_interval_of_a_difference_is_around_it() -> None:
    assert Difference(10.0, 5.0).interval() == pytest.approx((10 - 9.79982, 10 + 9.79982))


def test_a_difference_has_one_sided_intervals() -> None:
    assert Difference(10.0, 5.0).interval(side="lower") == pytest.approx((10 - 8.224268, np.inf))
    assert Difference(10.0, 5.0).interval(side="upper") == pytest.approx((-np.inf, 10 + 8.224268))


@pytest.mark.parametrize(
    ("points", "error", "probability"),
    [(0, 5, 0.5), (5, 5, 0.841345), (-5, 5, 0.158655), (1, 0, 1), (-1, 0, 0), (0, 0, 0.5)],
)
def test_a_difference_says_how_probably_it_is_one(
    points: float, error: float, probability: float
) -> None:
    assert Difference(points, error).probability_above() == pytest.approx(probability, abs=1e-6)


def test_matrices_hold_every_difference() -> None:
    points, errors = THREE.differences()
    found = THREE.difference("a", "c")
    assert (points[0, 2], errors[0, 2]) == pytest.approx((found.points, found.standard_error))
    assert points[2, 0] == -points[0, 2]
    assert errors.diagonal().tolist() == [0, 0, 0]


def test_coefficients_have_intervals_of_their_own() -> None:
    one = Coefficients(
        ("length",), np.array([0.25]), np.array([[0.01]]), mean=np.zeros(1), scale=np.ones(1)
    )
    assert one.interval()[0] == pytest.approx([0.25 - 0.1959964, 0.25 + 0.1959964])
    assert one.interval(side="lower")[0].tolist() == pytest.approx([0.25 - 0.1644854, np.inf])


def test_an_anchor_is_at_the_centre_without_an_interval() -> None:
    anchored = THREE.anchored("b")
    assert anchored.anchor == "b"
    assert anchored.ratings(centre=1114)[1] == 1114
    assert anchored.interval(centre=1114)[1].tolist() == [1114, 1114]


def test_an_anchor_changes_no_difference() -> None:
    points, errors = THREE.anchored("c").differences()
    np.testing.assert_allclose(points, THREE.differences()[0], atol=1e-9)
    np.testing.assert_allclose(errors, THREE.differences()[1], atol=1e-9)


def test_intervals_against_an_anchor_are_those_of_differences_from_it() -> None:
    low, high = THREE.anchored("c").interval(centre=0)[0]
    assert (low, high) == pytest.approx(THREE.difference("a", "c").interval())


def test_an_anchor_is_lifted_again() -> None:
    back = THREE.anchored("c").anchored(None)
    assert back.anchor is None
    np.testing.assert_allclose(back.strength, THREE.strength, atol=1e-12)
    np.testing.assert_allclose(back.covariance, THREE.covariance, atol=1e-12)


def test_no_models_have_no_anchor_to_be_lifted() -> None:
    assert THREE.among([]).anchored(None).models == ()


def test_an_anchor_that_was_not_rated_is_named() -> None:
    with pytest.raises(DataError, match="'zebra'"):
        THREE.anchored("zebra")


def test_an_anchor_among_some_of_the_models_stays() -> None:
    some = THREE.anchored("c").among(["a", "c"])
    assert (some.anchor, some.strength[1]) == ("c", 0)
    assert some.strength[0] == pytest.approx(1)


def test_without_their_anchor_the_mean_of_some_is_zero() -> None:
    some = THREE.anchored("c").among(["a", "b"])
    assert some.anchor is None
    assert some.strength == pytest.approx([0.25, -0.25])


def test_some_of_grounded_models_keep_their_level() -> None:
    grounded = replace(THREE, strength=THREE.strength + 2, is_grounded=True)
    assert grounded.among(["a", "b"]).strength == pytest.approx([2.5, 2])
    assert grounded.anchored("b").is_grounded is False


def test_a_model_that_was_not_rated_is_named() -> None:
    with pytest.raises(DataError, match="'zebra' is not among the 3 models"):
        THREE.difference("a", "zebra")


def test_some_of_the_models_differ_as_before() -> None:
    some = THREE.among(["c", "a"])
    assert some.models == ("c", "a")
    assert some.strength.mean() == pytest.approx(0)
    assert some.difference("a", "c").points == pytest.approx(THREE.difference("a", "c").points)
    assert some.difference("a", "c").standard_error == pytest.approx(
        THREE.difference("a", "c").standard_error
    )
    assert some.covariance.sum(axis=0) == pytest.approx([0, 0])


def test_none_of_the_models_are_no_models() -> None:
    assert THREE.among([]).models == ()
    assert THREE.among([]).rank_range(rng=rng()).shape == (0, 2)


def test_arrays_of_the_wrong_shape_are_refused() -> None:
    with pytest.raises(DataError, match="3 models need strengths of shape"):
        Estimate(("a", "b", "c"), np.zeros(2), np.zeros((3, 3)))


def test_ranks_of_models_far_apart_are_single() -> None:
    assert THREE.rank_range(rng=rng()).tolist() == [[1, 1], [2, 2], [3, 3]]


def test_models_that_cannot_be_told_apart_share_their_ranks() -> None:
    close = Estimate(("a", "b", "c"), np.array([0.51, 0.49, -1.0]), 0.01 * CENTRED)
    assert close.rank_range(rng=rng()).tolist() == [[1, 2], [1, 2], [3, 3]]


def test_one_model_is_first() -> None:
    assert certain(0.0).rank_range(rng=rng()).tolist() == [[1, 1]]
    assert certain(0.0).interval().tolist() == [[1000, 1000]]


def test_two_models_need_no_simulation_of_more() -> None:
    error = 0.1
    covariance = error**2 / 4 * np.array([[1.0, -1.0], [-1.0, 1.0]])
    just_not = Estimate(("a", "b"), np.array([0.0975, -0.0975]), covariance)
    just = Estimate(("a", "b"), np.array([0.0985, -0.0985]), covariance)
    assert just_not.rank_range(rng=rng()).tolist() == [[1, 2], [1, 2]]
    assert just.rank_range(rng=rng()).tolist() == [[1, 1], [2, 2]]


def test_certain_ties_share_a_rank() -> None:
    assert certain(0.0, 0.0, 0.0).rank_range(rng=rng()).tolist() == [[1, 3]] * 3


def test_certain_differences_are_ranks() -> None:
    assert certain(0.2, -0.1, -0.1).rank_range(rng=rng()).tolist() == [[1, 1], [2, 3], [2, 3]]


def test_the_last_digit_of_a_certain_strength_is_no_difference() -> None:
    same = certain(0.1 + 0.2, 0.3, -0.6)
    assert same.strength[0] > same.strength[1]
    assert same.rank_range(rng=rng()).tolist() == [[1, 2], [1, 2], [3, 3]]


@pytest.mark.parametrize("rounding", [1e-16, -1e-16])
def test_an_error_lost_in_rounding_is_none(rounding: float) -> None:
    """``a`` and ``b`` move together; rounding makes the variance between them tiny, or negative."""
    covariance = np.array([[1.0, 1.0, -2.0], [1.0, 1.0, -2.0], [-2.0, -2.0, 4.0]]) / 9
    covariance[0, 1] = covariance[1, 0] = covariance[0, 0] + rounding
    estimate = Estimate(("a", "b", "c"), np.array([0.1, 0.1, -0.2]), covariance)
    assert estimate.difference("a", "b").standard_error == 0
    assert estimate.rank_range(rng=rng()).tolist() == [[1, 3]] * 3


def test_a_pair_without_error_does_not_spoil_the_others() -> None:
    """``a`` and ``b`` are known to be equal; ``c`` is uncertain against both."""
    part = np.array([[1.0, 1.0, -2.0], [1.0, 1.0, -2.0], [-2.0, -2.0, 4.0]]) / 9
    half_certain = Estimate(("a", "b", "c"), np.array([0.1, 0.1, -0.2]), part)
    assert half_certain.rank_range(rng=rng()).tolist() == [[1, 3]] * 3


def test_simultaneous_ranks_claim_less_than_one_pair_alone() -> None:
    """Ten equal models: the largest of 45 differences is 2.2 errors apart by luck."""
    m = 10
    strength = np.linspace(-0.11, 0.11, m)
    estimate = Estimate(tuple("abcdefghij"), strength, 0.005 * (np.eye(m) - 1 / m))
    alone = estimate.difference("j", "a").interval()
    assert alone[0] > 0
    assert estimate.rank_range(rng=rng()).tolist() == [[1, m]] * m


def test_ranks_can_be_adjusted_otherwise() -> None:
    m = 10
    estimate = Estimate(
        tuple("abcdefghij"), np.linspace(-0.11, 0.11, m), 0.005 * (np.eye(m) - 1 / m)
    )
    assert estimate.rank_range(adjustment="none")[0, 0] > 1
    assert estimate.rank_range(adjustment="holm").tolist() == [[1, m]] * m


def test_the_quantile_is_that_of_the_studentised_range() -> None:
    """Independent equal errors are Tukey's case: for 10 means the 95 % point is 4.474 / √2."""
    m = 10
    strength = np.zeros(m)
    tukey = 4.474 / np.sqrt(2)

    def is_told_apart(errors: float) -> bool:
        strength[0] = errors * np.sqrt(2)
        found = Estimate(tuple("abcdefghij"), strength, np.eye(m) - 1 / m)
        return bool(found.rank_range(rng=rng(), draws=20_000)[1, 0] > 1)

    assert is_told_apart(tukey * 1.02)
    assert not is_told_apart(tukey * 0.98)


def test_the_same_seed_gives_the_same_ranks() -> None:
    strength = np.linspace(-0.2, 0.2, 3)
    estimate = Estimate(("a", "b", "c"), strength, 0.01 * CENTRED)
    one, other = estimate.rank_range(rng=rng()), estimate.rank_range(rng=rng())
    assert one.tolist() == other.tolist()
