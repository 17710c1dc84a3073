from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from tiltyard.errors import ConfigurationError
from tiltyard.ratings.selection import (
    expected_maximum,
    family_quantile,
    pool_standard_error,
    remaining_bias,
    selection_bias,
    winner_coverage,
)


@pytest.mark.parametrize(
    ("variants", "known"),
    [
        (1, 0.0),
        (2, 1 / np.sqrt(np.pi)),
        (3, 1.5 / np.sqrt(np.pi)),
        (4, 3 / np.sqrt(np.pi) * (0.5 + np.arcsin(1 / 3) / np.pi)),
        (5, 2.5 / np.sqrt(np.pi) * (0.5 + 3 * np.arcsin(1 / 3) / np.pi)),
    ],
)
def test_the_largest_of_a_few_normals_has_its_closed_form(variants: int, known: float) -> None:
    assert expected_maximum(variants) == pytest.approx(known, abs=1e-10)


@pytest.mark.parametrize(
    ("variants", "printed"), [(10, 1.5388), (20, 1.8675), (50, 2.2491), (100, 2.5076)]
)
def test_the_largest_of_many_normals_is_as_printed(variants: int, printed: float) -> None:
    """Harter (1961), Expected values of normal order statistics, to the digits given here."""
    assert expected_maximum(variants) == pytest.approx(printed, abs=0.5001e-4)


def test_the_largest_of_a_million_is_near_its_asymptote() -> None:
    """Gumbel: ``b + γ/b`` for the quantile ``b`` of 1 - 1/k, to about 1/b³."""
    b = norm.isf(1e-6)
    assert expected_maximum(10**6) == pytest.approx(b + np.euler_gamma / b, abs=0.02)


@pytest.mark.parametrize(
    ("variants", "votes", "points"),
    [(2, 200, 14), (5, 1_000, 13), (20, 200, 46), (27, 3_000, 13), (50, 1_000, 25)],
)
def test_the_best_of_equal_variants_seems_better_by_so_many_points(
    variants: int, votes: int, points: int
) -> None:
    assert round(selection_bias(variants, pool_standard_error(votes))) == points


def test_a_rating_against_a_known_pool_has_an_error_of_347_points_over_the_root() -> None:
    assert pool_standard_error(1) == pytest.approx(347.4, abs=0.05)


def test_ties_make_a_rating_surer() -> None:
    """Half-wins scatter by 1 - t, and each vote still moves the strength as much."""
    assert pool_standard_error(100, ties=0.36) == pytest.approx(0.8 * pool_standard_error(100))


@pytest.mark.parametrize(
    ("variants", "share"), [(1, 0.95), (5, 0.88), (10, 0.78), (27, 0.50), (50, 0.28)]
)
def test_the_winners_interval_holds_the_truth_less_often(variants: int, share: float) -> None:
    assert round(winner_coverage(variants), 2) == share


def test_the_winners_coverage_is_what_is_simulated() -> None:
    best = np.random.default_rng(1).standard_normal((200_000, 7)).max(axis=1)
    covered = float(np.mean(np.abs(best) < norm.isf(0.025)))
    assert winner_coverage(7) == pytest.approx(covered, abs=0.004)


@pytest.mark.parametrize(
    ("variants", "z"), [(1, 1.96), (2, 2.24), (5, 2.58), (10, 2.81), (20, 3.02), (50, 3.29)]
)
def test_bonferroni_widens_intervals_as_tabled(variants: int, z: float) -> None:
    assert round(family_quantile(variants), 2) == z


def test_sidak_holds_exactly_for_independent_errors() -> None:
    z = family_quantile(6, level=0.9, rule="sidak")
    assert (1 - 2 * norm.sf(z)) ** 6 == pytest.approx(0.9)


def test_sidak_is_a_trace_shorter_than_bonferroni() -> None:
    sidak, bonferroni = (family_quantile(20, rule=rule) for rule in ("sidak", "bonferroni"))
    assert 0.98 < sidak / bonferroni < 1


def test_after_2000_fresh_votes_on_3000_old_three_fifths_of_the_bias_remain() -> None:
    assert remaining_bias(3_000, 2_000) == 0.6


def test_votes_after_the_release_alone_have_no_bias() -> None:
    assert remaining_bias(0, 2_000) == 0


def test_no_variant_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="1 variant or more, not 0"):
        expected_maximum(0)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="not 'holm'"):
        family_quantile(3, rule="holm")


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0])
def test_a_level_outside_0_and_1_is_refused(level: float) -> None:
    with pytest.raises(ConfigurationError, match="level must be between 0 and 1"):
        family_quantile(3, level=level)


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0])
def test_the_coverage_at_a_level_outside_0_and_1_is_refused(level: float) -> None:
    with pytest.raises(ConfigurationError, match="level must be between 0 and 1"):
        winner_coverage(3, level=level)


@pytest.mark.parametrize(("votes", "ties"), [(0, 0.0), (-1, 0.0), (10, 1.0), (10, -0.1)])
def test_an_error_without_votes_or_of_ties_alone_is_refused(votes: float, ties: float) -> None:
    with pytest.raises(ConfigurationError, match="votes must be above 0"):
        pool_standard_error(votes, ties=ties)


@pytest.mark.parametrize(("old", "fresh"), [(-1, 5), (5, -1), (0, 0)])
def test_impossible_numbers_of_votes_are_refused(old: float, fresh: float) -> None:
    with pytest.raises(ConfigurationError, match="cannot be negative or all 0"):
        remaining_bias(old, fresh)
