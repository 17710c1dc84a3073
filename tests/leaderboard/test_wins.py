"""Pairs are counted."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import board_votes
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.leaderboard import Origin, Query, VotesSource, imported, pair_counts
from tiltyard.records import ModelCard


def source(rows: list[tuple[str, str, str]], *hidden: str) -> VotesSource:
    """Votes of these models and winners; some of the models are hidden."""
    whole = board_votes.votes(board_votes.cards(4), len(rows))
    frame = whole.with_columns(
        pl.Series(name, [row[place] for row in rows])
        for place, name in enumerate(("model_a", "model_b", "winner"))
    )
    return board_votes.source([ModelCard(name, listed=False) for name in hidden], frame)


def test_sides_do_not_matter() -> None:
    found = pair_counts(
        source([("oak", "elm", "model_a"), ("elm", "oak", "model_b"), ("oak", "elm", "model_b")]),
        Query(),
    )
    (row,) = found.rows()
    assert (row["model_a"], row["model_b"]) == ("elm", "oak")
    assert (row["model_a_wins"], row["model_b_wins"], row["votes"]) == (1, 2, 3)


def test_a_tie_and_both_bad_are_half_a_win() -> None:
    found = pair_counts(
        source([("oak", "elm", "tie"), ("oak", "elm", "both_bad"), ("oak", "elm", "model_b")]),
        Query(),
    )
    assert (found.rows()[0]["ties"], found.rows()[0]["both_bad"]) == (1, 1)
    assert found.rows()[0]["win_rate_a"] == pytest.approx(2 / 3)


def test_votes_on_hidden_models_are_counted_and_not_told() -> None:
    found = pair_counts(
        source([("oak", "elm", "tie"), ("oak", "ash", "tie"), ("ash", "yew", "tie")], "ash"),
        Query(),
    )
    assert [row["model_b"] for row in found.rows()] == ["oak"]
    assert found.not_shown == 2


def test_what_is_held_equal_leaves_no_vote_out() -> None:
    votes = source([("oak", "elm", "tie"), ("oak", "elm", "model_a")])
    assert pair_counts(votes, Query(control=("latency",))).rows()[0]["votes"] == 2


def test_a_slice_is_counted_alone() -> None:
    votes = source([("oak", "elm", "tie"), ("oak", "elm", "model_a")])
    found = pair_counts(votes, Query(without=("tie",)))
    assert found.rows()[0]["votes"] == 1


def test_a_slice_that_is_none_is_told() -> None:
    with pytest.raises(UnknownNameError, match="there is no label 'codign'"):
        pair_counts(source([("oak", "elm", "tie")]), Query(category=("codign",)))


def test_ratings_without_votes_have_nothing_to_count(tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text("category,model,rating,low,high\noverall,oak,1000,990,1010\n")
    with pytest.raises(ConfigurationError, match="has ratings and no votes"):
        pair_counts(imported("other", "Other", Origin(ratings=file)), Query())


def test_one_model_is_in_its_rows_and_two_are_in_one() -> None:
    found = pair_counts(
        source([("oak", "elm", "tie"), ("oak", "ash", "tie"), ("ash", "yew", "tie")]), Query()
    )
    assert len(found.rows("ash")) == 2
    assert [row["model_b"] for row in found.rows("oak", "elm")] == ["oak"]
    assert len(found.rows()) == 3
    assert found.rows("rowan") == []
