"""Boards whose errors come from votes drawn again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analysis.made import duel
from tiltyard import rank
from tiltyard.analysis import Ranking
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Comparisons, Counts

RNG = np.random.default_rng(5)
N = 1_500
LEFT = RNG.integers(0, 3, N)
PLAIN = Comparisons(
    models=("x", "y", "z"),
    a=LEFT,
    b=(LEFT + RNG.integers(1, 3, N)) % 3,
    outcome=RNG.integers(0, 2, N).astype(np.uint8),
)
HEAVY = replace(PLAIN, weight=RNG.choice([1.0, 12.0], N))
NINEFOLD = PLAIN.rows(np.repeat(np.arange(N // 9), 9))
NINEFOLD = replace(NINEFOLD, clusters={"voter": np.repeat(np.arange(N // 9), 9)})


def drawn(votes: Any, **choices: Any) -> Ranking:
    board = rank(votes, errors="bootstrap", replicates=300, **choices)
    assert isinstance(board, Ranking)
    return board


def width(board: Ranking) -> float:
    return board["x"].upper - board["x"].lower


def test_errors_agree_with_the_sandwich() -> None:
    assert width(drawn(PLAIN)) == pytest.approx(width(rank(PLAIN)), rel=0.15)


def test_the_ratings_are_those_of_the_votes_themselves() -> None:
    assert drawn(PLAIN)["x"].rating == rank(PLAIN)["x"].rating


def test_unequal_weights_cost_what_the_sandwich_says_they_cost() -> None:
    """Weights pooled before they are drawn would make this a quarter too narrow."""
    assert width(drawn(HEAVY)) == pytest.approx(width(rank(HEAVY)), rel=0.15)


def test_a_board_says_how_its_errors_came_about() -> None:
    board = drawn(PLAIN)
    assert (board.errors, board.replicates) == ("bootstrap", 300)


def test_clusters_are_drawn_whole() -> None:
    assert width(drawn(NINEFOLD, cluster="voter")) == pytest.approx(
        3 * width(drawn(NINEFOLD)), rel=0.2
    )


def test_few_clusters_are_told() -> None:
    few = replace(PLAIN, clusters={"voter": np.arange(N) % 7})
    assert "only 7 different 'voter'" in drawn(few, cluster="voter").notes[0]


def test_the_same_seed_gives_the_same_board() -> None:
    assert drawn(PLAIN, seed=2).models == drawn(PLAIN, seed=2).models


def test_another_seed_gives_other_errors() -> None:
    assert drawn(PLAIN, seed=2)["x"].upper != drawn(PLAIN, seed=3)["x"].upper


def test_pooled_counts_are_drawn_as_the_votes_that_they_are() -> None:
    assert width(drawn(Counts.of(PLAIN))) == pytest.approx(width(drawn(PLAIN)), rel=0.15)


@pytest.mark.parametrize("votes", [Counts.of(HEAVY), replace(HEAVY, count=np.full(N, 2.0))])
def test_weights_of_votes_that_are_counted_together_cannot_be_drawn(votes: Any) -> None:
    with pytest.raises(ConfigurationError, match="drawn again row by row"):
        drawn(votes)


def test_votes_without_their_cluster_are_refused() -> None:
    with pytest.raises(DataError, match="do not say their 'voter'"):
        drawn(PLAIN, cluster="voter")


def test_replicates_that_fall_apart_are_told() -> None:
    assert "of 300 replicates did not connect" in drawn(duel()).notes[0]


def test_rankings_of_several_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="these are rankings"):
        drawn({"ranking": ["x > y > z", "y > x > z", "z > x > y"]}, ranking="ranking")


def test_an_empty_board_has_nothing_to_draw() -> None:
    one_sided = {"model_a": ["x"], "model_b": ["y"], "winner": ["model_a"]}
    assert drawn(one_sided, split=True).models == ()


def test_coefficients_keep_the_errors_of_the_method_and_a_note_says_so() -> None:
    tied = replace(PLAIN, outcome=np.where(np.arange(N) % 4, PLAIN.outcome, 2).astype(np.uint8))
    board = rank(tied, errors="bootstrap", replicates=3, method="davidson")
    assert "coefficients are not from the bootstrap" in " ".join(board.notes)
