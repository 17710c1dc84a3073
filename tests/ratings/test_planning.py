from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import norm

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import ConfigurationError, DataError, NotConvergedError
from tiltyard.ratings import Counts, Estimate, planning
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.planning import to_reach, to_separate

METHOD = ratings.load("bradley_terry")


def board(m: int = 6, n: int = 1000) -> tuple[Estimate, Counts]:
    rng = np.random.default_rng(4)
    counts = Counts.of(votes(rng, strengths(rng, m), n))
    return METHOD.fit(counts, rng=rng), counts


def two(won: float = 55, lost: float = 45, tied: float = 0) -> tuple[Estimate, Counts]:
    battles = [("a", "b", 1.0, won), ("a", "b", 0.0, lost), ("a", "b", 0.5, tied)]
    counts = Counts.of(rows(*(battle for battle in battles if battle[3])))
    return METHOD.fit(counts, rng=np.random.default_rng(0)), counts


def refitted(estimate: Estimate, counts: Counts, one: str, other: str, more: float) -> Estimate:
    """With more votes between two models, worth what was expected, that tie as often as others."""
    strength = estimate.strength
    expected = 1 / (1 + np.exp(-counts.contrasts(strength)))
    alone = counts.votes.sum(axis=1) @ (expected * (1 - expected))
    i, j = sorted([estimate.index(one), estimate.index(other)])
    p = 1 / (1 + np.exp(strength[j] - strength[i]))
    tied = 4 * (1 - counts.spread(expected).sum() / alone) * p * (1 - p)
    table = np.zeros_like(counts.votes)
    pair = (counts.first == i) & (counts.second == j)
    table[pair, :3] = more * np.array([p - tied / 2, 1 - p - tied / 2, tied])
    added = replace(counts, votes=table, total=table, square=table)
    return METHOD.fit(counts + added, rng=np.random.default_rng(0))


def test_two_models_need_the_votes_of_the_textbook() -> None:
    """With p near a half and no ties: the error of the gap is sqrt(1 / (n p (1 - p)))."""
    estimate, counts = two(550, 450)
    plan = to_separate(estimate, counts, "a", "b", gap=20.0)
    reach = (norm.isf(0.025) + norm.isf(0.2)) * SCALE / 20
    assert plan.votes + 1000 == pytest.approx(reach**2 / (0.55 * 0.45), rel=0.005)


def test_ties_say_more_than_wins_and_losses() -> None:
    """Half of all votes tie, so that votes spread half as much and half as many are enough."""
    plain, tied = two(2000, 2000), two(1000, 1000, 2000)
    votes = [to_separate(*of, "a", "b", gap=5.0).votes + 4000 for of in (plain, tied)]
    assert votes[0] / votes[1] == pytest.approx(2, rel=0.01)


def test_weights_of_all_votes_change_no_plan() -> None:
    estimate, counts = two(550, 450)
    doubled = replace(counts, total=2 * counts.total, square=4 * counts.square)
    heavy = METHOD.fit(doubled, rng=np.random.default_rng(0))
    plans = [to_separate(*of, "a", "b", gap=20.0) for of in ((estimate, counts), (heavy, doubled))]
    assert plans[0].votes == pytest.approx(plans[1].votes, abs=2)


def test_the_planned_error_is_that_of_a_fit_with_the_votes() -> None:
    estimate, counts = board()
    plan = to_separate(estimate, counts, "model-001", "model-004", gap=20.0)
    after = refitted(estimate, counts, "model-001", "model-004", plan.votes)
    error = after.difference("model-001", "model-004").standard_error
    assert plan.standard_error == pytest.approx(error, rel=0.005)


def test_the_planned_error_is_the_one_that_was_needed() -> None:
    plan = to_separate(*board(), "model-001", "model-004", gap=20.0)
    needed = 20 / (norm.isf(0.025) + norm.isf(0.2))
    assert plan.standard_error == pytest.approx(needed, rel=1e-3)


def test_a_smaller_gap_needs_more_votes() -> None:
    found = [to_separate(*board(), "model-001", "model-004", gap=gap).votes for gap in (5, 10, 20)]
    assert found == sorted(found, reverse=True)
    assert found[0] > 3 * found[1]


def test_many_comparisons_need_more_votes_than_one() -> None:
    one, many = (
        to_separate(*board(), "model-001", "model-004", gap=20, family=family).votes
        for family in (1, 15)
    )
    assert many > 1.5 * one


def test_models_told_apart_already_need_no_votes() -> None:
    plan = to_separate(*two(900, 100), "a", "b")
    assert plan.votes == 0
    assert plan.pairs == {}


def test_equal_models_are_never_told_apart() -> None:
    plan = to_separate(*two(50, 50), "a", "b")
    assert plan.votes == np.inf
    assert plan.pairs == {}
    assert plan.standard_error == pytest.approx(0, abs=0.1)


def test_models_that_cannot_meet_are_told_apart_by_others() -> None:
    estimate, counts = board()
    wanted = {"model-001", "model-004"}
    others = [pair for pair in combinations(estimate.models, 2) if set(pair) != wanted]
    direct = to_separate(estimate, counts, *sorted(wanted), gap=20.0)
    around = to_separate(estimate, counts, *sorted(wanted), gap=20.0, pairs=others)
    assert direct.votes < around.votes < np.inf
    assert around.standard_error == pytest.approx(direct.standard_error, rel=1e-3)


def test_no_battle_tells_two_models_apart_like_their_own() -> None:
    estimate, counts = board()
    every = list(combinations(estimate.models, 2))
    plan = to_separate(estimate, counts, "model-001", "model-004", gap=20.0, pairs=every)
    assert next(iter(plan.pairs)) == ("model-001", "model-004")
    assert plan.pairs["model-001", "model-004"] > 0.9 * plan.votes


def test_battles_of_strangers_never_tell_two_models_apart() -> None:
    strangers = [("model-002", "model-003")]
    plan = to_separate(*board(), "model-001", "model-004", gap=20.0, pairs=strangers)
    assert plan.votes == np.inf
    assert plan.standard_error > 20 / 2.8


def test_a_width_is_reached() -> None:
    plan = to_reach(*board(), "model-002", 10.0)
    assert plan.standard_error * norm.isf(0.025) == pytest.approx(10, rel=1e-3)
    assert all("model-002" in pair for pair in plan.pairs)
    assert sum(plan.pairs.values()) == plan.votes


def test_pairs_with_most_votes_are_first() -> None:
    found = list(to_reach(*board(), "model-002", 10.0).pairs.values())
    assert found == sorted(found, reverse=True)


def test_against_an_anchor_votes_go_to_battles_with_it() -> None:
    estimate, counts = board()
    plan = to_reach(estimate.anchored("model-000"), counts, "model-002", 10.0)
    assert next(iter(plan.pairs)) == ("model-002", "model-000")


def test_a_single_opponent_may_not_be_enough() -> None:
    pairs = [("model-002", "model-003")]
    assert to_reach(*board(), "model-002", 1.0, pairs=pairs).votes == np.inf


def test_no_other_allocation_of_the_votes_is_much_better() -> None:
    """Against scipy's search over all ways to divide as many votes."""
    estimate, counts = board()
    plan = to_reach(estimate, counts, "model-002", 12.0)
    pairs = [("model-002", name) for name in estimate.models if name != "model-002"]
    contrast = np.full(6, -1 / 6)
    contrast[2] += 1
    start = planning._board(estimate, counts, contrast, pairs)

    def variance(share: Floats) -> float:
        ahead, parts = start, np.exp(share - share.max())
        for place, part in enumerate(parts / parts.sum()):
            ahead = ahead.with_votes(place, plan.votes * part)
        return ahead.variance

    best = minimize(variance, np.zeros(5), method="Nelder-Mead", options={"maxiter": 2000})
    assert plan.standard_error / SCALE <= 1.01 * np.sqrt(best.fun)


@pytest.mark.parametrize("power", [0.4, 1.0])
def test_a_power_that_is_none_is_refused(power: float) -> None:
    with pytest.raises(ConfigurationError, match="power"):
        to_separate(*board(), "model-001", "model-004", power=power)


def test_a_model_is_not_told_from_itself() -> None:
    with pytest.raises(ConfigurationError, match="'model-001' cannot be told from itself"):
        to_separate(*board(), "model-001", "model-001")


def test_a_width_of_nothing_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="above 0 points"):
        to_reach(*board(), "model-001", 0.0)


def test_a_model_that_was_not_rated_is_named() -> None:
    with pytest.raises(DataError, match="'zebra' is not among"):
        to_reach(*board(), "zebra", 5.0)


def test_a_pair_of_one_model_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="'model-003' cannot meet itself"):
        to_reach(*board(), "model-001", 5.0, pairs=[("model-003", "model-003")])


def test_no_pairs_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="no pairs can meet"):
        to_reach(*board(), "model-001", 5.0, pairs=[])


def test_counts_of_other_models_are_refused() -> None:
    with pytest.raises(DataError, match="of other models"):
        to_reach(board()[0], two()[1], "model-001", 5.0)


def test_more_steps_than_are_taken_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "_MAX_STEPS", 3)
    with pytest.raises(NotConvergedError, match="votes are planned"):
        to_reach(*board(), "model-001", 1.0)


def test_a_few_ties_do_not_say_that_all_votes_will_tie() -> None:
    """Two votes in which the fit hides half of the spread: as many are needed as if half tied."""
    counts = Counts.of(rows(("a", "b", 0.5, 2)))
    estimate = METHOD.fit(counts, rng=np.random.default_rng(0))
    plan = to_separate(estimate, counts, "a", "b", gap=20.0)
    reach = (norm.isf(0.025) + norm.isf(0.2)) * SCALE / 20
    assert plan.votes + 2 == pytest.approx(reach**2 * 4 / 2, rel=0.01)


def test_no_votes_of_pairs_are_planned_to_find_a_level() -> None:
    estimate, counts = board()
    grounded = replace(estimate, is_grounded=True)
    with pytest.raises(DataError, match=r"estimate\.anchored\(None\)"):
        to_reach(grounded, counts, estimate.models[0], 10.0)
