from __future__ import annotations

import numpy as np
import pytest

from ratings.boards import rows
from tiltyard.errors import DataError
from tiltyard.ratings.covariates import joined, of_matches, of_models

VOTES = rows(("ant", "bee", 1.0, 1), ("bee", "ant", 0.0, 1), ("cat", "ant", 0.5, 1))
PRICE = {"ant": 1.0, "bee": 4.0, "cat": 9.0}
MAKER = {"ant": "acme", "bee": "bolt", "cat": "acme"}


def test_a_number_of_models_is_that_of_a_less_that_of_b() -> None:
    assert of_models(VOTES, "price", PRICE).values[:, 0].tolist() == [-3, 3, 8]


def test_it_can_matter_more_in_some_votes() -> None:
    times = np.array([0.0, 1.0, 2.0])
    assert of_models(VOTES, "price", PRICE, times=times).values[:, 0].tolist() == [0, 3, 16]


def test_a_match_is_for_the_side_that_alone_has_it() -> None:
    wanted = ["acme", "acme", "acme"]
    assert of_matches(VOTES, "own", MAKER, wanted).values[:, 0].tolist() == [1, -1, 0]


def test_nobody_matches_what_neither_is() -> None:
    assert of_matches(VOTES, "own", MAKER, ["other"] * 3).values[:, 0].tolist() == [0, 0, 0]


def test_features_stand_side_by_side() -> None:
    both = joined(of_models(VOTES, "price", PRICE), of_matches(VOTES, "own", MAKER, ["bolt"] * 3))
    assert both.names == ("price", "own")
    assert both.values.tolist() == [[-3, -1], [3, 1], [8, 0]]


def test_a_name_occurs_once() -> None:
    with pytest.raises(DataError, match="named twice"):
        joined(of_models(VOTES, "price", PRICE), of_models(VOTES, "price", PRICE))


def test_every_model_needs_a_value() -> None:
    with pytest.raises(DataError, match="no value for model 'cat'"):
        of_models(VOTES, "price", {"ant": 1.0, "bee": 4.0})


def test_every_vote_needs_a_group() -> None:
    with pytest.raises(DataError, match="each of 3 votes, not 2"):
        of_matches(VOTES, "own", MAKER, ["acme", "bolt"])
