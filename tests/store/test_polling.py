"""What every store promises of votes in polls, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

from store.rows import AT
from tiltyard.records import PollVote
from tiltyard.store import Store, open_store


def choose(store: Store, option: str, *, voter: str = "ada", seconds: int = 0) -> None:
    """Choose an option of the poll, so many seconds after the first."""
    store.add_poll_vote(PollVote("control", option, voter, AT + timedelta(seconds=seconds)))


def test_a_poll_counts_the_last_choice_of_each_voter(store: Store) -> None:
    choose(store, "none")
    choose(store, "style", voter="ben")
    choose(store, "style")
    assert store.poll_counts("control") == {"style": 2}


def test_a_voter_finds_their_last_choice(store: Store) -> None:
    choose(store, "none")
    choose(store, "style")
    assert store.poll_choice("control", "ada") == "style"


def test_who_chose_nothing_has_no_choice(store: Store) -> None:
    choose(store, "none", voter="ben")
    assert store.poll_choice("control", "ada") is None


def test_polls_are_counted_apart(store: Store) -> None:
    choose(store, "none")
    assert store.poll_counts("another") == {}
    assert store.poll_choice("another", "ada") is None


def test_what_was_chosen_before_a_moment_is_counted_as_it_was(store: Store) -> None:
    choose(store, "none", seconds=1)
    choose(store, "style", seconds=2)
    choose(store, "style", voter="ben", seconds=2)
    moment = AT + timedelta(seconds=2)
    assert store.poll_counts("control", before=moment) == {"none": 1}


def test_choices_survive_the_program(store: Store, database_url: str) -> None:
    choose(store, "style")
    store.close()
    again = open_store(database_url)
    assert again.poll_counts("control") == {"style": 1}
    again.close()
