"""Boards on which numbers of models are held equal."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from analysis.made import arena
from ratings.boards import votes
from tiltyard import rank
from tiltyard.analysis import Ranking
from tiltyard.analysis._diagnosis import findings
from tiltyard.errors import ConfigurationError, NotIdentifiedError
from tiltyard.ratings import Comparisons
from tiltyard.ratings.model_covariates import held_equal

VOTES = votes(np.random.default_rng(5), np.linspace(1.2, -1.2, 9), 9_000)
PRICES = {"price": dict(zip(VOTES.models, [1.5, 0.2, 1.1, 0.9, 0.1, 0.4, 0, -1, 0.3], strict=True))}
CHEAP, FIRST = "model-007", "model-000"


def board(**choices: Any) -> Ranking:
    made = rank(VOTES, held_equal=PRICES, **choices)
    assert isinstance(made, Ranking)
    return made


def test_ratings_are_what_the_covariate_leaves() -> None:
    left = held_equal(rank(VOTES).estimate, PRICES)
    found = [board()[name].strength for name in VOTES.models]
    assert found == left.strength.tolist()


def test_intervals_and_rank_ranges_are_those_of_what_is_left() -> None:
    left = held_equal(rank(VOTES).estimate, PRICES)
    low, high = left.interval()[left.index(CHEAP)].tolist()
    best, worst = left.rank_range(rng=np.random.default_rng(0))[left.index(CHEAP)].tolist()
    row = board()[CHEAP]
    assert (row.lower, row.upper, row.rank_lower, row.rank_upper) == (low, high, best, worst)


def test_who_is_good_for_the_price_rises() -> None:
    assert board()[CHEAP].rank < rank(VOTES)[CHEAP].rank


def test_the_coefficient_is_on_the_board_with_its_unit() -> None:
    one = board().coefficients[0]
    known = np.array(list(PRICES["price"].values()))
    assert one.feature == "price"
    assert one.lower < one.value < one.upper
    assert (one.mean, one.scale) == pytest.approx((known.mean(), known.std()))


def test_the_board_says_what_is_held_equal() -> None:
    assert board().held_equal == ("price",)
    assert "price held equal among 9 models" in board().notes[-1]


def test_an_unknown_value_is_the_reason_for_no_place() -> None:
    some = {"price": {name: PRICES["price"][name] for name in VOTES.models[1:]}}
    made = rank(VOTES, held_equal=some)
    assert [(one.model, one.reason) for one in made.unranked] == [(FIRST, "Its price is not known")]
    assert made.unranked[0].votes == rank(VOTES)[FIRST].votes


def test_models_that_are_not_shown_do_not_move_the_line() -> None:
    shown = VOTES.models[2:]
    far = {"price": {**PRICES["price"], FIRST: 30.0}}
    first, second = (rank(VOTES, held_equal=one, shown=shown).models for one in (PRICES, far))
    assert first == second


def test_models_that_are_not_shown_are_not_told_to_lack_a_price() -> None:
    some = {"price": {name: PRICES["price"][name] for name in VOTES.models[1:]}}
    assert rank(VOTES, held_equal=some, shown=VOTES.models[1:]).unranked == ()


def test_an_anchor_gets_a_thousand_points() -> None:
    assert board(anchor=CHEAP)[CHEAP].rating == 1000


def test_style_and_price_go_together() -> None:
    each = np.repeat(np.arange(len(VOTES)), VOTES.mass().astype(int))
    ends = np.array(["model_a", "model_b", "tie", "both_bad"])
    single = {
        "model_a": [VOTES.models[one] for one in VOTES.a[each]],
        "model_b": [VOTES.models[one] for one in VOTES.b[each]],
        "winner": ends[VOTES.outcome[each]].tolist(),
        "tokens": np.random.default_rng(1).uniform(-1, 1, len(each)).tolist(),
    }
    made = rank(single, style="tokens", held_equal=PRICES)
    assert [one.feature for one in made.coefficients] == ["tokens", "price"]


def test_no_votes_are_said_to_tell_more_of_the_two() -> None:
    near = min(board().models[1:], key=lambda row: abs(row.rating - board().models[0].rating))
    assert board().compare(board().models[0].model, near.model).votes_needed in (None, 0)


def test_fit_is_not_tested_of_what_is_left() -> None:
    assert "goodness of fit" not in dict(findings(board()))


def test_few_models_have_no_line() -> None:
    with pytest.raises(NotIdentifiedError, match="5 ranked models or more must have a value"):
        rank(VOTES.among(VOTES.models[:4]), held_equal=PRICES)


def test_a_board_without_ranked_models_is_no_error() -> None:
    alone = Comparisons.from_columns(["x"], ["y"], ["model_a"])
    assert rank(alone, split=True, held_equal=PRICES).models == ()


def test_no_interval_holds_at_any_time() -> None:
    with pytest.raises(ConfigurationError, match="leave out anytime or held_equal"):
        board(anytime=True)


def test_two_close_models_can_be_compared_though_others_are_not_shown() -> None:
    names = [row.model for row in arena().models]
    made = rank(arena().counts, shown=names[2:5])
    assert made.compare(names[3], names[4]).votes_needed
