from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from ratings.boards import strengths, votes
from tiltyard import ratings
from tiltyard.errors import DataError
from tiltyard.ratings import Estimate
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.pareto import Place, frontier

CHEAP_AND_DEAR = {"ant": 1.0, "bee": 10.0}


def two(gap: float, error: float = 0.2) -> Estimate:
    """``bee`` is above ``ant`` by a gap that has this standard error."""
    half = error**2 / 4 * np.array([[1.0, -1.0], [-1.0, 1.0]])
    return Estimate(("ant", "bee"), np.array([-gap / 2, gap / 2]), half)


def places(estimate: Estimate, costs: dict[str, float], *, draws: int = 40_000) -> dict[str, Place]:
    found = frontier(estimate, costs, rng=np.random.default_rng(1), draws=draws)
    return {one.model: one for one in found}


def board(m: int = 8, seed: int = 2) -> Estimate:
    rng = np.random.default_rng(seed)
    return ratings.load("bradley_terry").fit(votes(rng, strengths(rng, m), 900), rng=rng)


def is_beaten(row: int, strength: Floats, cost: Floats) -> bool:
    """By the definition, one by one."""
    return any(
        cost[other] <= cost[row]
        and strength[other] >= strength[row]
        and (cost[other] < cost[row] or strength[other] > strength[row])
        for other in range(len(cost))
    )


@pytest.mark.parametrize("gap", [-0.3, 0.0, 0.1, 0.4])
def test_the_dearer_of_two_is_worth_it_if_it_is_better(gap: float) -> None:
    found = places(two(gap), CHEAP_AND_DEAR)
    assert found["bee"].probability == pytest.approx(norm.cdf(gap / 0.2), abs=0.01)


@pytest.mark.parametrize("gap", [-0.3, 0.0, 0.4])
def test_the_cheapest_is_always_on_the_frontier(gap: float) -> None:
    assert places(two(gap), CHEAP_AND_DEAR)["ant"].probability == 1


def test_of_two_at_one_price_the_better_is_on_it() -> None:
    found = places(two(0.1), {"ant": 5.0, "bee": 5.0})
    assert found["bee"].probability == pytest.approx(norm.cdf(0.5), abs=0.01)
    assert found["ant"].probability == pytest.approx(norm.cdf(-0.5), abs=0.01)


def test_equals_at_one_price_do_not_beat_each_other() -> None:
    found = places(two(0, error=0), {"ant": 5.0, "bee": 5.0})
    assert [one.is_on_frontier for one in found.values()] == [True, True]
    assert [one.probability for one in found.values()] == [1, 1]


def test_an_equal_at_a_higher_price_is_beaten() -> None:
    assert places(two(0, error=0), CHEAP_AND_DEAR)["bee"] == Place(
        "bee", 10.0, is_on_frontier=False, probability=0.0, beaten_by="ant", surely=0.5
    )


def test_who_is_beaten_is_told_by_whom_and_how_surely() -> None:
    found = places(two(-0.3), CHEAP_AND_DEAR)["bee"]
    assert found.beaten_by == "ant"
    assert found.surely == pytest.approx(norm.cdf(1.5))


def test_what_is_certain_is_certain() -> None:
    assert places(two(-0.3, error=0), CHEAP_AND_DEAR)["bee"].surely == 1


def test_the_surest_of_several_is_named() -> None:
    three = Estimate(("a", "b", "c"), np.array([0.5, 1.0, 0.0]), np.diag([0.1, 4.0, 0.1]))
    assert places(three, {"a": 1.0, "b": 1.0, "c": 2.0})["c"].beaten_by == "a"


def test_nobody_beats_who_is_on_the_frontier() -> None:
    found = places(two(0.4), CHEAP_AND_DEAR)["bee"]
    assert found.is_on_frontier
    assert (found.beaten_by, found.surely) == (None, None)


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=8),
)
def test_the_frontier_is_as_defined(drawn: list[tuple[int, int]]) -> None:
    strength, cost = np.array(drawn, dtype=float).T
    names = tuple(f"m{place}" for place in range(len(drawn)))
    certain = Estimate(names, strength, np.zeros((len(drawn),) * 2))
    found = frontier(
        certain, dict(zip(names, cost, strict=True)), rng=np.random.default_rng(1), draws=20
    )
    wanted = [not is_beaten(row, strength, cost) for row in range(len(drawn))]
    assert [one.is_on_frontier for one in found] == wanted
    assert [one.probability for one in found] == [float(one) for one in wanted]


def test_probabilities_are_those_of_strengths_drawn_one_by_one() -> None:
    estimate, rng = board(), np.random.default_rng(7)
    cost = np.array([1.0, 2.0, 2.0, 3.0, 5.0, 5.0, 5.0, 9.0])
    found = places(estimate, dict(zip(estimate.models, cost.tolist(), strict=True)))
    drawn = rng.multivariate_normal(estimate.strength, estimate.covariance, 4_000)
    shares = [
        np.mean([not is_beaten(row, strength, cost) for strength in drawn]) for row in range(8)
    ]
    assert [one.probability for one in found.values()] == pytest.approx(shares, abs=0.035)


def test_the_order_of_models_changes_nothing_certain() -> None:
    estimate = board()
    costs = {model: float(place % 3) for place, model in enumerate(estimate.models)}
    turned = places(estimate.among(reversed(estimate.models)), costs)
    found = places(estimate, costs)
    assert [turned[name].beaten_by for name in found] == [one.beaten_by for one in found.values()]
    shares = [turned[name].probability for name in found]
    assert shares == pytest.approx([one.probability for one in found.values()], abs=0.02)


def test_costs_count_by_their_order_alone() -> None:
    estimate = board()
    costs = {model: float(place + 1) for place, model in enumerate(estimate.models)}
    squares = {model: cost**2 for model, cost in costs.items()}
    shares = [[one.probability for one in places(estimate, by).values()] for by in (costs, squares)]
    assert shares[0] == shares[1]


def test_the_same_seed_gives_the_same_answer() -> None:
    costs = dict.fromkeys(board().models, 1.0)
    assert places(board(), costs, draws=500) == places(board(), costs, draws=500)


def test_no_models_have_no_frontier() -> None:
    nobody = Estimate((), np.zeros(0), np.zeros((0, 0)))
    assert frontier(nobody, {}, rng=np.random.default_rng(1)) == ()


@pytest.mark.parametrize("costs", [{"ant": 1.0}, {"ant": 1.0, "bee": float("nan")}])
def test_every_cost_is_known(costs: dict[str, float]) -> None:
    with pytest.raises(DataError, match="the cost of 'bee' is"):
        frontier(two(0.1), costs, rng=np.random.default_rng(1))
