"""Rankings: their shape, and the votes that they imply."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.errors import DataError
from tiltyard.ratings.comparisons import A_WON
from tiltyard.ratings.rankings import Rankings

MODELS = ("A", "B", "C", "D")


def two(**columns: object) -> Rankings:
    """A > B > C, and C > A."""
    return Rankings(MODELS[:3], np.array([0, 1, 2, 2, 0]), np.array([0, 3, 5]), **columns)  # type: ignore[arg-type]  # as each test asks


def test_a_ranking_is_as_long_as_its_models() -> None:
    assert two().sizes.tolist() == [3, 2]


def test_names_become_codes_in_alphabetical_order() -> None:
    made = Rankings.from_names([["C", "A"], ["B", "C", "A"]])
    assert made.models == ("A", "B", "C")
    assert made.items.tolist() == [2, 0, 1, 2, 0]


def test_a_ranking_of_three_is_three_votes() -> None:
    votes = two().pairs()
    assert list(zip(votes.a.tolist(), votes.b.tolist(), strict=True)) == [
        (0, 1),
        (0, 2),
        (1, 2),
        (2, 0),
    ]
    assert (votes.outcome == A_WON).all()


def test_the_votes_of_a_ranking_are_one_cluster() -> None:
    assert two().pairs().clusters["ranking"].tolist() == [0, 0, 0, 1]


def test_counts_weights_and_voters_go_with_their_ranking() -> None:
    votes = two(
        count=np.array([2.0, 1.0]),
        weight=np.array([1.0, 3.0]),
        clusters={"voter": np.array([7, 8])},
    ).pairs()
    assert votes.mass().tolist() == [2, 2, 2, 3]
    assert votes.clusters["voter"].tolist() == [7, 7, 7, 8]


def test_mass_is_count_times_weight() -> None:
    made = two(count=np.array([2.0, 1.0]), weight=np.array([0.5, 3.0]))
    assert made.mass().tolist() == [1, 3]


@given(st.lists(st.permutations(MODELS).flatmap(lambda p: st.sampled_from([p, p[:3], p[:2]]))))
def test_every_two_models_of_a_ranking_are_a_vote(orders: list[list[str]]) -> None:
    votes = Rankings.from_names(orders).pairs()
    expected = [pair for order in orders for pair in combinations(order, 2)]
    names = votes.models
    assert [(names[a], names[b]) for a, b in zip(votes.a, votes.b, strict=True)] == expected


def test_no_rankings_are_no_votes() -> None:
    assert len(Rankings.from_names([]).pairs()) == 0


def test_a_ranking_of_one_is_refused() -> None:
    with pytest.raises(DataError, match="ranking 1 has 1 models; it needs at least two"):
        Rankings(MODELS, np.array([0, 1, 2]), np.array([0, 2, 3]))


def test_a_model_twice_in_a_ranking_is_refused() -> None:
    with pytest.raises(DataError, match="ranking 1 has 'C' twice"):
        Rankings.from_names([["A", "C"], ["C", "A", "C"]])


def test_a_model_may_be_in_many_rankings() -> None:
    assert len(Rankings.from_names([["A", "C"], ["C", "A"]])) == 2


def test_a_code_beyond_the_models_is_refused() -> None:
    with pytest.raises(DataError, match="item 1 is 4; it must be 0 to 3"):
        Rankings(MODELS, np.array([0, 4]), np.array([0, 2]))


def test_starts_must_reach_the_end() -> None:
    with pytest.raises(DataError, match="from 0 to the 3 items"):
        Rankings(MODELS, np.array([0, 1, 2]), np.array([0, 2]))


def test_a_model_named_twice_is_refused() -> None:
    with pytest.raises(DataError, match="named twice"):
        Rankings(("A", "A"), np.array([0, 1]), np.array([0, 2]))


@pytest.mark.parametrize("value", [0.0, -1.0, np.inf, np.nan])
@pytest.mark.parametrize("name", ["count", "weight"])
def test_what_is_not_above_zero_and_finite_is_refused(name: str, value: float) -> None:
    with pytest.raises(DataError, match=f"ranking 1: {name} is"):
        two(**{name: np.array([1.0, value])})


def test_columns_of_another_length_are_refused() -> None:
    with pytest.raises(DataError, match="voter has 1 values for 2 rankings"):
        two(clusters={"voter": np.array([0])})


def test_a_cluster_below_zero_is_refused() -> None:
    with pytest.raises(DataError, match="voter codes"):
        two(clusters={"voter": np.array([0, -1])})
