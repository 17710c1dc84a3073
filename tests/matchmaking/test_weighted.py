from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy.stats import chisquare

from tiltyard import matchmaking
from tiltyard.matchmaking import Seeded
from tiltyard.records import Draw

SAMPLER = matchmaking.load("weighted")


def probabilities(weights: list[int], n: int = 2_000) -> dict[str, float]:
    """As stated, by pair."""
    models = list("abcdefgh")[: len(weights)]
    chance = Seeded(np.random.default_rng(0))
    draws = [SAMPLER.pair(models, weights, chance) for _ in range(n)]
    return {"".join(sorted([one.model_a, one.model_b])): one.probability for one in draws}


def test_a_pair_is_as_likely_as_the_product_of_its_weights() -> None:
    found = probabilities([1, 2, 3])
    assert found == pytest.approx({"ab": 2 / 11, "ac": 3 / 11, "bc": 6 / 11})


def test_equal_weights_make_all_pairs_equal() -> None:
    assert probabilities([5] * 4) == pytest.approx(
        dict.fromkeys(["ab", "ac", "ad", "bc", "bd", "cd"], 1 / 6)
    )


def test_only_ratios_of_weights_matter() -> None:
    assert probabilities([10**300, 2 * 10**300, 3 * 10**300]) == pytest.approx(
        probabilities([1, 2, 3])
    )


def test_small_weights_are_not_lost_behind_a_large_one() -> None:
    assert probabilities([10**20, 1, 3]) == pytest.approx({"ab": 0.25, "ac": 0.75})


def test_500_models_are_drawn_as_stated() -> None:
    rng = np.random.default_rng(1)
    weights = (np.exp(rng.normal(0, 1, 500)) * 1e6).astype(int).tolist()
    models = [str(index) for index in range(500)]
    w = np.array(weights, dtype=float)
    share = w * (w.sum() - w)
    chance = Seeded(rng)
    drawn: Counter[str] = Counter()
    for _ in range(5_000):
        one = SAMPLER.pair(models, weights, chance)
        drawn.update([one.model_a, one.model_b])
    expected = 10_000 * share / share.sum()
    # The two of a pair are drawn without replacement, so the statistic is below a chi-square.
    assert chisquare([drawn[name] for name in models], expected).pvalue > 0.001


class Written:
    """Chance that somebody wrote down."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = iter(numbers)
        self.ends: list[int] = []

    def below(self, end: int) -> int:
        """The next number."""
        self.ends.append(end)
        return next(self.numbers)


# By hand: weights 1, 2, 3 have S = 6, S^2 - (1 + 4 + 9) = 22, and w (S - w) = 5, 8, 9, whose
# running sums are 5, 13, 22.
@pytest.mark.parametrize(
    ("x", "y", "coin", "left", "right", "parts"),
    [
        (4, 0, 0, "a", "b", 181_818_181_819),
        (4, 1, 0, "a", "b", 181_818_181_819),
        (4, 2, 0, "a", "c", 272_727_272_728),
        (5, 0, 0, "b", "a", 181_818_181_819),
        (12, 1, 0, "b", "c", 545_454_545_455),
        (13, 2, 0, "c", "b", 545_454_545_455),
        (21, 0, 1, "a", "c", 272_727_272_728),
    ],
)
def test_a_stranger_can_repeat_a_draw_by_hand(
    x: int, y: int, coin: int, left: str, right: str, parts: int
) -> None:
    chance = Written(x, y, coin)
    assert SAMPLER.pair("abc", [1, 2, 3], chance) == Draw(left, right, parts)
    assert chance.ends == [22, 6 - [1, 2, 3]["abc".index(left if coin == 0 else right)], 2]


def test_a_pair_that_hardly_ever_meets_has_a_probability_above_0() -> None:
    draw = SAMPLER.pair("abc", [1, 1, 10**20], Written(0, 0, 0))
    assert (draw.model_a, draw.model_b, draw.parts) == ("a", "b", 1)
