"""One vote for each voter and conversation: the first."""

from __future__ import annotations

import pytest

from pipeline.battles import NOON, rows
from pipeline.steps.deciding import reasons
from tiltyard.errors import ConfigurationError

AGAIN = "voted before"


def test_the_earliest_vote_counts_whatever_the_order() -> None:
    frame = rows({"created_at": NOON.replace(hour=15)}, {}, battle="b", voter="v")
    assert reasons("repeated_vote", frame) == [AGAIN, None]


def test_among_votes_of_one_time_the_shortest_conversation_counts() -> None:
    turns = ["one", "two"]
    frame = rows({"prompts": turns}, {}, battle="b", voter="v", created_at=NOON)
    assert reasons("repeated_vote", frame) == [AGAIN, None]


def test_among_equal_votes_the_lowest_id_counts() -> None:
    frame = rows({"id": "z"}, {"id": "a"}, battle="b", voter="v", created_at=None)
    assert reasons("repeated_vote", frame) == [AGAIN, None]


def test_others_may_vote_on_the_same_conversation() -> None:
    assert reasons("repeated_vote", rows({}, {}, battle="b")) == [None, None]


def test_how_many_others_may_vote_can_be_said() -> None:
    frame = rows({}, {"voter": "v0"}, {}, battle="b")
    found = reasons("repeated_vote", frame, voters=1)
    assert found == [None, AGAIN, "others voted before"]


def test_an_unknown_voter_is_one_person_for_each_conversation() -> None:
    frame = rows({}, {}, {"battle": "other"}, battle="b", voter=None)
    assert reasons("repeated_vote", frame.with_columns(battle=frame["battle"])) == [
        None,
        AGAIN,
        None,
    ]


def test_rows_without_a_conversation_stand_alone() -> None:
    assert reasons("repeated_vote", rows({}, {}, battle=None, voter="v")) == [None, None]


def test_nobody_cannot_be_asked_for() -> None:
    with pytest.raises(ConfigurationError, match="voters is 0, and should be 1 or more"):
        reasons("repeated_vote", rows({}), voters=0)
