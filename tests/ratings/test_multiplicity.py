from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm, studentized_range

from tiltyard.errors import ConfigurationError
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.multiplicity import (
    MAX_SIMULATED,
    Adjustment,
    alone,
    bonferroni,
    for_models,
    for_pairs,
    in_effect,
    sidak,
    tails,
)


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def equal(m: int) -> Floats:
    """Independent errors of the same size, less their mean."""
    return np.asarray(np.eye(m) - 1 / m)


def pairs(covariance: Floats, adjustment: Adjustment, *, draws: int = 4000) -> float:
    strength = np.zeros(len(covariance))
    return for_pairs(
        strength, covariance, level=0.95, adjustment=adjustment, rng=rng(), draws=draws
    )


def test_one_interval_at_95_per_cent_reaches_1_96_errors() -> None:
    assert alone(0.95) == pytest.approx(1.959964, abs=1e-6)


def test_one_side_alone_reaches_1_64_errors() -> None:
    assert alone(0.95, side="lower") == pytest.approx(1.644854, abs=1e-6)


def test_a_one_sided_interval_leaves_all_that_it_misses_on_its_side() -> None:
    assert tails(0.9, side="lower") == pytest.approx((0.1, 0))
    assert tails(0.9, side="upper") == pytest.approx((0, 0.1))
    assert tails(0.9) == pytest.approx((0.05, 0.05))


def test_bonferroni_divides_what_may_miss() -> None:
    assert bonferroni(0.95, 10) == pytest.approx(norm.isf(0.05 / 20))


def test_sidak_takes_the_root_of_what_must_hold() -> None:
    assert 1 - (1 - 2 * norm.sf(sidak(0.95, 10))) ** 10 == pytest.approx(0.05)


def test_no_claims_are_as_one() -> None:
    assert bonferroni(0.95, 0) == sidak(0.95, 0) == pytest.approx(alone(0.95))


def test_one_pair_needs_no_adjustment() -> None:
    assert pairs(equal(2), "max_t") == pairs(equal(2), "bonferroni") == alone(0.95)


@pytest.mark.parametrize("m", [3, 10, 50])
def test_max_t_of_equal_errors_is_the_studentised_range(m: int) -> None:
    tukey = studentized_range.ppf(0.95, m, np.inf) / np.sqrt(2)
    assert pairs(equal(m), "max_t", draws=40_000) == pytest.approx(tukey, rel=0.01)


def test_max_t_depends_on_how_errors_are_correlated_not_on_their_size() -> None:
    assert pairs(400 * equal(20), "max_t") == pytest.approx(pairs(equal(20), "max_t"), rel=1e-6)


def test_adjustments_are_in_order_of_what_they_demand() -> None:
    """Holm begins where Bonferroni stays, and goes on only if something is sure."""
    ways: list[Adjustment] = ["none", "max_t", "sidak", "bonferroni"]
    found = [pairs(equal(30), way) for way in ways]
    assert found == sorted(found)
    assert pairs(equal(30), "holm") == pytest.approx(found[-1])


def test_pairs_without_error_do_not_count() -> None:
    """Two of three models are known to be equal, so that two pairs are left, with one error."""
    covariance = np.zeros((3, 3))
    covariance[2, 2] = 1
    assert pairs(covariance, "bonferroni") == pytest.approx(bonferroni(0.95, 2))
    assert pairs(covariance, "max_t", draws=40_000) == pytest.approx(alone(0.95), rel=0.02)


def test_holm_asks_less_of_the_rest_once_some_are_sure() -> None:
    """Of 3 pairs 2 are sure, so the last has to pass the bar for 4 of 6 claims."""
    strength = np.array([10.0, 0.0, 0.1])
    found = for_pairs(strength, equal(3), level=0.95, adjustment="holm")
    assert found == pytest.approx(norm.isf(0.05 / 4))


def test_holm_ends_at_the_last_bar_if_all_are_sure() -> None:
    found = for_pairs(np.array([9.0, 0, -9]), equal(3), level=0.95, adjustment="holm")
    assert found == pytest.approx(norm.isf(0.05 / 4))


def test_holm_of_no_pairs_is_as_of_one() -> None:
    assert pairs(np.zeros((1, 1)), "holm") == alone(0.95)


def test_with_very_many_models_max_t_is_sidak() -> None:
    assert in_effect("max_t", MAX_SIMULATED) == "max_t"
    assert in_effect("max_t", MAX_SIMULATED + 1) == "sidak"


def test_an_unknown_adjustment_is_named_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="'bonferonni'; did you mean 'bonferroni'"):
        in_effect("bonferonni", 3)  # type: ignore[arg-type]  # that is the point


def test_max_t_needs_a_generator() -> None:
    with pytest.raises(ConfigurationError, match="rng"):
        for_pairs(np.zeros(3), equal(3), level=0.95, adjustment="max_t")


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, float("nan")])
def test_a_level_that_is_no_probability_is_refused(level: float) -> None:
    with pytest.raises(ConfigurationError, match="between 0 and 1"):
        sidak(level, 3)


def test_an_unknown_side_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="'both', 'lower' or 'upper', not 'left'"):
        alone(0.95, side="left")  # type: ignore[arg-type]  # that is the point


def test_intervals_of_independent_models_hold_together_at_sidak() -> None:
    found = for_models(
        np.eye(30), level=0.95, side="both", adjustment="max_t", rng=rng(), draws=40_000
    )
    assert found == pytest.approx(sidak(0.95, 30), rel=0.01)


def test_one_sided_intervals_hold_together_with_less() -> None:
    both, lower = (
        for_models(np.eye(9), level=0.95, side=side, adjustment="max_t", rng=rng())
        for side in ("both", "lower")
    )
    assert alone(0.95) < lower < both


def test_an_anchor_without_error_does_not_count() -> None:
    found = for_models(np.diag([0.0, 1, 1]), level=0.95, side="both", adjustment="bonferroni")
    assert found == pytest.approx(bonferroni(0.95, 2))


def test_one_sided_sidak_is_bonferroni() -> None:
    found = for_models(np.eye(3), level=0.95, side="upper", adjustment="sidak")
    assert found == pytest.approx(bonferroni(0.95, 3, side="upper"))


def test_one_uncertain_model_needs_no_simulation() -> None:
    covariance = np.diag([0.0, 1])
    assert for_models(covariance, level=0.95, side="both", adjustment="max_t", rng=rng()) == alone(
        0.95
    )


def test_holm_has_no_intervals() -> None:
    with pytest.raises(ConfigurationError, match="'holm' says which claims are sure"):
        for_models(np.eye(2), level=0.95, side="both", adjustment="holm")
