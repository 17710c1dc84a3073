"""Boards without refusals and without ties, the position of answers, and boards of few votes."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from leaderboard.priced import NAMES, board, drawn, frame, votes
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.leaderboard import Query
from tiltyard.leaderboard._slice import chosen
from tiltyard.leaderboard._worth import worth

ENDS = ["model_a", "tie", "both_bad", "model_b", "model_a"]
REFUSALS = frame(
    {
        "model_a": ["oak"] * 5,
        "model_b": ["elm"] * 5,
        "winner": ENDS,
        "refusal_a": [False, True, None, None, False],
        "refusal_b": [False, False, None, True, None],
    }
)


def kept(*without: str) -> list[int]:
    """The places of the votes that are left."""
    mask = chosen(votes(REFUSALS), Query(without=without))
    assert mask is not None
    return np.flatnonzero(mask).tolist()


def test_a_refusal_of_either_side_leaves() -> None:
    assert not {1, 3} & set(kept("refusal"))


def test_what_could_not_be_told_stays() -> None:
    assert kept("refusal") == [0, 2, 4]


def test_ties_leave_and_both_bad_stays() -> None:
    assert kept("tie") == [0, 2, 3, 4]


def test_both_bad_leaves_and_ties_stay() -> None:
    assert kept("both_bad") == [0, 1, 3, 4]


def test_several_leave_together() -> None:
    assert kept("refusal", "tie", "both_bad") == [0, 4]


def test_a_label_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'refusal'"):
        kept("refusals")


def test_a_board_without_ties_has_none() -> None:
    found = board(drawn(), without=("tie", "both_bad"))
    assert {row.record.ties + row.record.both_bad for row in found.rows if row.record} == {0}
    assert found.votes == drawn().filter(~pl.col("winner").is_in(["tie", "both_bad"])).height


def test_without_ties_ratings_are_further_apart() -> None:
    plain, decided = (board(drawn(), without=without).rows for without in ((), ("tie",)))
    assert decided[0].rating - decided[-1].rating > plain[0].rating - plain[-1].rating


def to_the_left(pull: float, n: int = 20_000) -> pl.DataFrame:
    """Votes on equal models where the left side has this much more, in log-odds."""
    rng = np.random.default_rng(6)
    a = rng.integers(0, 8, n)
    names = np.array(NAMES)
    return frame(
        {
            "model_a": names[a],
            "model_b": names[(a + rng.integers(1, 8, n)) % 8],
            "winner": np.where(rng.random(n) < 1 / (1 + np.exp(-pull)), "model_a", "model_b"),
        }
    )


def test_what_the_left_side_is_worth_is_told_in_points() -> None:
    (one,) = board(to_the_left(0.2), control=("position",)).coefficients
    found = worth(one)
    assert (one.feature, one.scale) == ("position", 1)
    assert found.low < 400 / np.log(10) * 0.2 < found.high
    assert found.high - found.low < 12


def test_a_method_that_holds_nothing_equal_says_so() -> None:
    with pytest.raises(ConfigurationError, match="'elo' holds nothing equal"):
        board(drawn(), control=("position",), method="elo")


@pytest.mark.parametrize(("n", "notes"), [(299, ("provisional: 299 votes",)), (300, ())])
def test_a_board_of_few_votes_is_provisional(n: int, notes: tuple[str, ...]) -> None:
    assert board(drawn(n)).notes == notes


def test_one_vote_is_one_vote() -> None:
    assert board(drawn(1)).notes == ("provisional: 1 vote",)


def test_no_votes_are_no_provisional_board() -> None:
    assert board(drawn(1).clear()).notes == ()


def test_few_are_counted_in_the_slice() -> None:
    assert board(drawn(3_000), models=("oak", "elm")).notes[0].startswith("provisional: ")
