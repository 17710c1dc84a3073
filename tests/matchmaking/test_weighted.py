from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy.stats import chisquare

from tiltyard import matchmaking

SAMPLER = matchmaking.load("weighted")


def probabilities(weights: list[float], n: int = 2_000) -> dict[str, float]:
    """As stated, by pair."""
    models = list("abcdefgh")[: len(weights)]
    rng = np.random.default_rng(0)
    draws = [SAMPLER.pair(models, weights, rng) for _ in range(n)]
    return {"".join(sorted([one.model_a, one.model_b])): one.probability for one in draws}


def test_a_pair_is_as_likely_as_the_product_of_its_weights() -> None:
    found = probabilities([1.0, 2.0, 3.0])
    assert found == pytest.approx({"ab": 2 / 11, "ac": 3 / 11, "bc": 6 / 11})


def test_equal_weights_make_all_pairs_equal() -> None:
    assert probabilities([5.0] * 4) == pytest.approx(
        dict.fromkeys(["ab", "ac", "ad", "bc", "bd", "cd"], 1 / 6)
    )


def test_only_ratios_of_weights_matter() -> None:
    assert probabilities([1e300, 2e300, 3e300]) == pytest.approx(probabilities([1.0, 2.0, 3.0]))


def test_small_weights_are_not_lost_behind_a_large_one() -> None:
    assert probabilities([1e20, 1.0, 3.0]) == pytest.approx({"ab": 0.25, "ac": 0.75})


def test_500_models_are_drawn_as_stated() -> None:
    rng = np.random.default_rng(1)
    weights = np.exp(rng.normal(0, 1, 500)).tolist()
    models = [str(index) for index in range(500)]
    w = np.array(weights)
    chance = w * (w.sum() - w)
    drawn: Counter[str] = Counter()
    for _ in range(5_000):
        one = SAMPLER.pair(models, weights, rng)
        drawn.update([one.model_a, one.model_b])
    expected = 10_000 * chance / chance.sum()
    # The two of a pair are drawn without replacement, so the statistic is below a chi-square.
    assert chisquare([drawn[name] for name in models], expected).pvalue > 0.001
