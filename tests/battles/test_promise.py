from __future__ import annotations

import pytest

from tiltyard.battles import Promise

TEAM = Promise()
PUBLIC = Promise(is_bounded=True, delay_hours=24, least_votes=5, guest_hours=1)


def test_without_bounds_a_vote_is_said_to_count() -> None:
    assert TEAM.before().counts
    assert TEAM.before().text.startswith("Your vote counts: ")


def test_with_bounds_it_is_told_after_the_vote() -> None:
    assert PUBLIC.before().counts is None
    assert "once your vote is in" in PUBLIC.before().text.lower()


def test_a_delay_alone_is_told_before_the_vote() -> None:
    said = Promise(delay_hours=1).before()
    assert said.counts
    assert "counts after 1 hour:" in said.text


@pytest.mark.parametrize(
    ("counts", "is_counted", "said"),
    [
        ("yes", True, "after 24 hours and once you have cast 5 votes in 30 days."),
        (None, True, "after 24 hours"),
        ("guest", False, "on the guests’ board: for the first hour after"),
        ("limit", False, "a limit for voters is reached"),
        ("owner", False, "one of the two models is your own"),
        ("gold", False, "moves no board"),
    ],
)
def test_after_the_vote_it_is_said_what_became_of_it(
    counts: str | None, is_counted: bool, said: str
) -> None:
    status = PUBLIC.after(counts)
    assert status.counts is is_counted
    assert said in status.text
