"""The votes of few models."""

from __future__ import annotations

import numpy as np
import pytest

from few_votes import frame, source
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.leaderboard import Query, VoteTable
from tiltyard.leaderboard._gathered import gathered, nameable, require_models, rows_of, within

ROWS = [
    ("oak", "elm", "model_a"),
    ("ash", "oak", "tie"),
    ("elm", "oak", "model_b"),
    ("ash", "elm", "both_bad"),
    ("oak", "elm", "model_b"),
]


def in_two_segments() -> VoteTable:
    table = VoteTable()
    more = [*ROWS, *[("ash", "elm", "tie")] * 20]
    table.append(frame(more))
    table.append(frame(ROWS[:2], id=["w0", "w1"]))
    assert len(table.votes.segments) == 2
    return table


def test_votes_of_two_models_are_found_whichever_way_they_sat() -> None:
    assert rows_of(source(ROWS).table.votes, ["oak", "elm"]).tolist() == [0, 2, 4]


def test_votes_of_one_model_are_found_in_every_segment() -> None:
    assert rows_of(in_two_segments().votes, ["oak"]).tolist() == [0, 1, 2, 4, 25, 26]


def test_a_model_without_votes_has_none() -> None:
    assert rows_of(source(ROWS).table.votes, ["oak", "yew"]).tolist() == []


def test_gathered_votes_are_those_of_their_rows() -> None:
    votes = in_two_segments().votes
    rows = np.array([1, 4, 25])
    few = gathered(votes, rows)
    assert few.rows == 3
    for name in ("a", "b", "outcome", "voted_at"):
        assert few.column(name).tolist() == votes.column(name)[rows].tolist()


def test_only_the_votes_of_a_slice_are_within_it() -> None:
    votes = source(ROWS, coding=[True, True, False, True, True]).table.votes
    rows = rows_of(votes, ["oak", "elm"])
    assert within(votes, Query(category=("coding",)), rows).tolist() == [0, 4]


def test_how_many_votes_a_voter_cast_is_counted_in_the_whole_table() -> None:
    voters = ["old hand"] * 10 + ["newcomer"]
    rows = [*[("ash", "elm", "tie")] * 9, ("oak", "elm", "model_a"), ("oak", "elm", "model_b")]
    votes = source(rows, voter=voters).table.votes
    assert within(votes, Query(voters="regular"), rows_of(votes, ["oak"])).tolist() == [9]


def test_a_hidden_model_may_not_be_named() -> None:
    assert nameable(source(ROWS, hidden=["ash"])) == ["elm", "oak"]


def test_a_hidden_model_is_refused_like_one_that_is_not_there() -> None:
    with pytest.raises(UnknownNameError, match="there is no model 'ash' here; known: elm, oak"):
        require_models(source(ROWS, hidden=["ash"]), "ash")


def test_of_many_models_the_near_ones_alone_are_named() -> None:
    many = source([(f"model-{i:02}", "elm", "tie") for i in range(30)])
    with pytest.raises(UnknownNameError, match=r"^there is no model 'zzz' here$"):
        require_models(many, "zzz")
    with pytest.raises(UnknownNameError, match="did you mean 'model-07'"):
        require_models(many, "model-07b")


def test_a_model_cannot_meet_itself() -> None:
    with pytest.raises(ConfigurationError, match="'oak' cannot meet itself"):
        require_models(source(ROWS), "oak", "oak")
