"""Votes and options that the method refuses, and what it says of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.styled import board, coefficients, fit, known, styled, with_features
from tiltyard.errors import ConfigurationError, DataError, NotIdentifiedError
from tiltyard.ratings import Counts
from tiltyard.ratings.comparisons import A_WON, B_WON
from tiltyard.ratings.covariates import joined, of_models


def test_a_prior_on_strengths_is_that_of_the_plain_board() -> None:
    never = board(18, models=3, n=30)
    first = np.full(30, A_WON, dtype=np.uint8)
    lopsided = replace(never, a=np.zeros(30, dtype=int), b=np.arange(30) % 2 + 1, outcome=first)
    with pytest.raises(NotIdentifiedError, match="groups"):
        fit(lopsided)
    assert fit(lopsided, ridge=1.0).notes == ("ridge 1",)


def test_a_feature_that_is_always_zero_is_refused_by_name() -> None:
    votes = board(19)
    with pytest.raises(NotIdentifiedError, match="'bold' is zero in every vote"):
        fit(with_features(votes, length=known(votes)[:, 0], bold=np.zeros(len(votes))))


def test_a_copy_of_a_feature_is_refused_by_name() -> None:
    votes = board(20)
    length, headers = known(votes)[:, 0], known(votes)[:, 1]
    with pytest.raises(NotIdentifiedError, match="'words' follows from 'length'"):
        fit(with_features(votes, headers=headers, length=length, words=-3 * length))


def test_a_sum_of_features_is_refused_with_its_parts() -> None:
    votes = board(21)
    x = known(votes)
    with pytest.raises(NotIdentifiedError, match="'all' follows from 'length' and 'headers'"):
        fit(with_features(votes, length=x[:, 0], headers=x[:, 1], all=x[:, 0] + x[:, 1]))


def test_a_number_of_each_model_cannot_be_told_from_its_strength() -> None:
    votes = board(22)
    price = of_models(votes, "price", {name: i**2 for i, name in enumerate(votes.models)})
    with pytest.raises(NotIdentifiedError, match="'price' follows from which models met"):
        fit(replace(votes, features=price))


def test_a_number_of_each_model_times_one_of_the_vote_can() -> None:
    votes = board(23)
    size = np.random.default_rng(23).uniform(0, 1, len(votes))
    values = {name: float(i) for i, name in enumerate(votes.models)}
    assert votes.features is not None
    both = joined(votes.features, of_models(votes, "price of long prompts", values, times=size))
    assert coefficients(fit(replace(votes, features=both))).names[-1] == "price of long prompts"


def test_a_feature_that_tells_every_winner_is_refused() -> None:
    votes = board(24)
    sign = np.random.default_rng(24).choice([-1.0, 1.0], len(votes))
    outcome = np.where(sign > 0, A_WON, B_WON).astype(np.uint8)
    with pytest.raises(NotIdentifiedError, match="'oracle' tells the winner"):
        fit(with_features(replace(votes, outcome=outcome), oracle=sign))


def test_votes_against_a_feature_make_it_finite() -> None:
    """40 of 4,000 against it: odds of 99."""
    votes = board(25, models=3)
    sign = np.random.default_rng(25).choice([-1.0, 1.0], len(votes))
    outcome = np.where(sign > 0, A_WON, B_WON).astype(np.uint8)
    outcome[:40] = 1 - outcome[:40]
    fitted = coefficients(fit(with_features(replace(votes, outcome=outcome), oracle=sign)))
    assert fitted.value == pytest.approx([np.log(99)], abs=0.1)


def test_counts_have_lost_the_features() -> None:
    with pytest.raises(DataError, match="needs single votes"):
        fit(Counts.of(board(26)))


def test_an_unknown_feature_is_named_with_the_nearest() -> None:
    with pytest.raises(DataError, match=r"no feature 'lengths'.*did you mean 'length'"):
        fit(board(27), features=("lengths",))


def test_a_feature_named_position_is_not_the_position() -> None:
    votes = board(28)
    with pytest.raises(DataError, match="'position' already"):
        fit(with_features(votes, position=known(votes)[:, 0]), position=True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"coefficient_ridge": -1.0}, "coefficient_ridge"),
        ({"ridge": np.inf}, "ridge"),
        ({"errors": "none"}, "errors"),
        ({"features": ("bold", "bold")}, "named twice"),
    ],
)
def test_options_that_make_no_sense_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        fit(board(29), **options)


def test_few_voters_are_noted() -> None:
    votes = styled(np.random.default_rng(30), models=4, n=2_000, voters=8)[0]
    (note,) = fit(votes, cluster=("voter",)).notes
    assert "only 8 different 'voter'" in note
