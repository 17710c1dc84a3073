"""What every pair sampler must do, ours and those of other packages."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from scipy.stats import binomtest, chisquare

from tiltyard import matchmaking
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.ledger import Lot
from tiltyard.matchmaking import Sampler, Seeded
from tiltyard.records import Draw

MODELS = ["a", "b", "c", "d", "e"]
WEIGHTS = [10, 20, 5, 40, 10]
N = 20_000


@pytest.fixture(params=matchmaking.names())
def sampler(request: pytest.FixtureRequest) -> Sampler:
    return matchmaking.load(request.param)


def seeded(seed: int = 0) -> Seeded:
    return Seeded(np.random.default_rng(seed))


def draw(sampler: Sampler, n: int = N, seed: int = 0) -> list[Draw]:
    chance = seeded(seed)
    return [sampler.pair(MODELS, WEIGHTS, chance) for _ in range(n)]


def stated(draws: list[Draw]) -> dict[frozenset[str], float]:
    return {frozenset({one.model_a, one.model_b}): one.probability for one in draws}


def test_weighted_is_there() -> None:
    assert "weighted" in matchmaking.names()


def test_an_unknown_sampler_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'weighted'"):
        matchmaking.load("weight")


def test_two_different_models_meet(sampler: Sampler) -> None:
    assert all(one.model_a != one.model_b for one in draw(sampler))


def test_the_probabilities_of_all_pairs_sum_to_one(sampler: Sampler) -> None:
    probability = stated(draw(sampler))
    assert set(probability) == {frozenset(pair) for pair in combinations(MODELS, 2)}
    assert sum(probability.values()) == pytest.approx(1)


def test_pairs_come_as_often_as_stated(sampler: Sampler) -> None:
    draws = draw(sampler)
    met = Counter(frozenset({one.model_a, one.model_b}) for one in draws)
    probability = stated(draws)
    observed = [met[pair] for pair in probability]
    assert chisquare(observed, [N * p for p in probability.values()]).pvalue > 0.001


def test_sides_are_a_fair_coin_for_every_pair(sampler: Sampler) -> None:
    seated = Counter((one.model_a, one.model_b) for one in draw(sampler))
    p = [
        binomtest(seated[x, y], seated[x, y] + seated[y, x]).pvalue
        for x, y in combinations(MODELS, 2)
    ]
    assert min(p) > 0.0001


def test_a_model_of_weight_0_is_never_drawn(sampler: Sampler) -> None:
    chance = seeded(1)
    draws = [sampler.pair(MODELS, [1, 0, 2, 0, 1], chance) for _ in range(2_000)]
    assert {name for one in draws for name in (one.model_a, one.model_b)} == {"a", "c", "e"}


def test_two_models_always_meet(sampler: Sampler) -> None:
    found = sampler.pair(["a", "b", "c"], [0, 1, 10**12], seeded(2))
    assert {found.model_a, found.model_b} == {"b", "c"}
    assert found.probability == 1


def test_a_draw_can_be_repeated_by_who_knows_the_seed(sampler: Sampler) -> None:
    draws = [sampler.pair(MODELS, WEIGHTS, Lot(bytes(32), 7, b"page")) for _ in range(2)]
    assert draws[0] == draws[1]


def test_the_same_seed_draws_the_same_pairs(sampler: Sampler) -> None:
    assert draw(sampler, 50, seed=3) == draw(sampler, 50, seed=3)


def test_a_weight_below_0_is_named(sampler: Sampler) -> None:
    with pytest.raises(ConfigurationError, match="weight of model 'b' is -1"):
        sampler.pair(["a", "b", "c"], [1, -1, 1], seeded())


@pytest.mark.parametrize("weights", [[0, 0], [1, 0]])
def test_fewer_than_two_that_may_be_drawn_are_refused(sampler: Sampler, weights: list[int]) -> None:
    with pytest.raises(ConfigurationError, match="a battle needs two"):
        sampler.pair(["a", "b"], weights, seeded())


def test_nobody_to_draw_is_refused(sampler: Sampler) -> None:
    with pytest.raises(ConfigurationError, match="0 of 0 models"):
        sampler.pair([], [], seeded())


def test_every_model_needs_a_weight(sampler: Sampler) -> None:
    with pytest.raises(ConfigurationError, match="3 models have 2 weights"):
        sampler.pair(["a", "b", "c"], [1, 1], seeded())


def test_a_model_cannot_be_drawn_against_itself(sampler: Sampler) -> None:
    with pytest.raises(ConfigurationError, match="named twice"):
        sampler.pair(["a", "a"], [1, 1], seeded())
