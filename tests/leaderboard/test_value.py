"""What models cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from leaderboard.priced import CARDS, drawn, frame, votes
from tiltyard.leaderboard import Query
from tiltyard.leaderboard._value import Spent, values_of
from tiltyard.records import ModelCard

FEW = frame(
    {
        "model_a": ["oak", "elm", "oak", "oak"],
        "model_b": ["elm", "oak", "ash", "elm"],
        "winner": ["model_a", "tie", "model_b", "model_a"],
        "seconds_a": [1.0, 2.0, 9.0, None],
        "seconds_b": [4.0, 2.0, None, None],
    }
)


def test_either_side_counts() -> None:
    assert values_of(votes(FEW), Query(), {})["oak"].seconds == Spent(3, mean=4.0, median=2.0)


def test_what_was_not_measured_counts_for_nothing() -> None:
    assert values_of(votes(FEW), Query(), {})["elm"].seconds == Spent(2, mean=3.0, median=3.0)


def test_who_was_never_measured_is_not_there() -> None:
    assert "ash" not in values_of(votes(FEW), Query(), {})


def test_a_measure_that_nobody_took_is_of_nobody() -> None:
    assert {one.cost for one in values_of(votes(FEW), Query(), CARDS).values()} == {None}


def test_it_is_that_of_the_slice() -> None:
    found = values_of(votes(FEW), Query(without=("tie",)), {})["oak"].seconds
    assert found is not None
    assert found.battles == 2


def test_means_and_medians_are_numpys() -> None:
    made = drawn()
    both = pl.concat(
        [made.select(model=f"model_{side}", took=f"seconds_{side}") for side in ("a", "b")]
    )
    took = both.filter(pl.col("model") == "fir")["took"].to_numpy().astype(np.float32)
    found = values_of(votes(made), Query(), {})["fir"].seconds
    assert found is not None
    assert found.battles == len(took)
    assert (found.mean, found.median) == pytest.approx((took.mean(), np.median(took)))


def test_prices_and_measures_stand_together() -> None:
    found = values_of(votes(drawn()), Query(), CARDS)["elm"]
    assert (found.price_in_usd, found.price_out_usd, found.price_usd) == (3.0, 15.0, 6.0)
    assert found.parameters == 70_000_000_000
    assert found.cost is not None
    assert found.seconds is not None


def test_models_without_votes_or_without_a_card_are_there() -> None:
    found = values_of(votes(FEW), Query(), {"yew": ModelCard("yew", price_in_usd=1.0)})
    assert sorted(found) == ["elm", "oak", "yew"]
    assert (found["yew"].seconds, found["oak"].price_usd) == (None, None)


def test_hidden_models_are_not() -> None:
    hidden = {"oak": replace(CARDS["oak"], listed=False)}
    assert list(values_of(votes(FEW), Query(), hidden)) == ["elm"]


def test_nothing_is_known_of_an_empty_slice() -> None:
    assert values_of(votes(FEW.clear()), Query(), {}) == {}
