"""A poll takes one choice of each voter until it closes, and then decides."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tiltyard.errors import ConfigurationError, PollError, UnknownNameError
from tiltyard.leaderboard import CONTROL, Poll, Polls, control_of
from tiltyard.store import Store, open_store

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def poll(name: str = "control", **more: Any) -> Poll:
    """A poll on the usual control that closes in an hour."""
    usual: dict[str, Any] = {
        "question": "What should the board hold equal?",
        "options": ("none", "style", "style,position"),
        "decides": CONTROL,
        "closes_at": NOON + timedelta(hours=1),
    }
    return Poll(name=name, **usual | more)


@pytest.fixture
def kept(sqlite_url: str) -> Iterator[Store]:
    """A store for choices."""
    store = open_store(sqlite_url)
    store.upgrade()
    yield store
    store.close()


@pytest.fixture
def clock() -> Clock:
    """Noon, until it is moved."""
    return Clock()


def choose(polls: Polls, option: str, voter: str = "ada", name: str = "control") -> None:
    """Choose, and wait until it is kept."""
    asyncio.run(polls.choose(name, option, voter=voter))


def test_the_result_is_told_to_who_has_chosen(kept: Store, clock: Clock) -> None:
    polls = Polls([poll()], kept, clock=clock)
    choose(polls, "style")
    choose(polls, "none", "ben")
    (seen,) = asyncio.run(polls.standings("ada"))
    assert (seen.mine, seen.winner, seen.votes) == ("style", None, 2)
    assert seen.counts == {"none": 1, "style": 1, "style,position": 0}


@pytest.mark.parametrize("voter", [None, "eve"])
def test_who_has_not_chosen_is_not_led_by_the_others(
    kept: Store, clock: Clock, voter: str | None
) -> None:
    polls = Polls([poll()], kept, clock=clock)
    choose(polls, "style")
    (seen,) = asyncio.run(polls.standings(voter))
    assert (seen.is_open, seen.mine, seen.counts) == (True, None, None)


def test_a_choice_can_be_changed_while_the_poll_is_open(kept: Store, clock: Clock) -> None:
    polls = Polls([poll()], kept, clock=clock)
    choose(polls, "style")
    choose(polls, "none")
    (seen,) = asyncio.run(polls.standings("ada"))
    assert (seen.mine, seen.votes) == ("none", 1)


def test_a_closed_poll_takes_no_choice(kept: Store, clock: Clock) -> None:
    polls = Polls([poll()], kept, clock=clock)
    clock.now = NOON + timedelta(hours=1)
    with pytest.raises(PollError, match="closed"):
        choose(polls, "style")


def test_everybody_sees_the_result_of_a_closed_poll(kept: Store, clock: Clock) -> None:
    polls = Polls([poll()], kept, clock=clock)
    choose(polls, "style")
    clock.now += timedelta(hours=1)
    (seen,) = asyncio.run(polls.standings(None))
    assert (seen.is_open, seen.winner, seen.votes) == (False, "style", 1)


def test_nothing_is_decided_while_the_poll_is_open(kept: Store, clock: Clock) -> None:
    polls = Polls([poll()], kept, clock=clock)
    choose(polls, "style")
    assert polls.decided() == {}


def test_the_winner_becomes_the_setting(kept: Store, clock: Clock) -> None:
    polls = Polls([poll()], kept, clock=clock)
    choose(polls, "style,position")
    clock.now += timedelta(hours=1)
    assert polls.decided() == {CONTROL: "style,position"}
    assert control_of("style,position") == ("style", "position")


def test_a_draw_decides_nothing(kept: Store, clock: Clock) -> None:
    polls = Polls([poll()], kept, clock=clock)
    choose(polls, "none")
    choose(polls, "style", "ben")
    clock.now += timedelta(hours=1)
    assert polls.decided() == {}


def test_a_poll_without_choices_decides_nothing(kept: Store, clock: Clock) -> None:
    polls = Polls([poll()], kept, clock=clock)
    clock.now += timedelta(hours=1)
    assert polls.decided() == {}


def test_of_two_polls_the_one_closed_last_decides(kept: Store, clock: Clock) -> None:
    later = poll("again", closes_at=NOON + timedelta(hours=2))
    polls = Polls([later, poll()], kept, clock=clock)
    choose(polls, "style")
    choose(polls, "none", name="again")
    clock.now += timedelta(hours=1)
    assert polls.decided() == {CONTROL: "style"}
    clock.now += timedelta(hours=1)
    assert polls.decided() == {CONTROL: "none"}


def test_a_poll_that_decides_nothing_sets_nothing(kept: Store, clock: Clock) -> None:
    polls = Polls([poll(decides=None, options=("cake", "tea"))], kept, clock=clock)
    choose(polls, "tea")
    clock.now += timedelta(hours=1)
    assert polls.decided() == {}


def test_open_polls_stand_before_closed_ones(kept: Store, clock: Clock) -> None:
    polls = Polls([poll("old", closes_at=NOON), poll("new")], kept, clock=clock)
    seen = asyncio.run(polls.standings(None))
    assert [one.poll.name for one in seen] == ["new", "old"]


def test_an_option_that_is_none_names_the_nearest(kept: Store, clock: Clock) -> None:
    with pytest.raises(PollError, match=r"no option 'stile'; did you mean 'style'"):
        choose(Polls([poll()], kept, clock=clock), "stile")


def test_a_poll_that_is_none_names_the_nearest(kept: Store, clock: Clock) -> None:
    with pytest.raises(UnknownNameError, match=r"no poll 'controlx'; did you mean 'control'"):
        choose(Polls([poll()], kept, clock=clock), "style", name="controlx")


def test_a_poll_that_closes_is_told_at_once(kept: Store) -> None:
    closes_at = datetime.now(UTC) + timedelta(seconds=0.5)
    polls = Polls([poll(closes_at=closes_at)], kept)
    told: list[Mapping[str, str]] = []

    async def wait() -> None:
        running = asyncio.create_task(polls.run(told.append))
        await polls.choose("control", "style", voter="ada")
        while not told:
            await asyncio.sleep(0.01)
        running.cancel()

    asyncio.run(asyncio.wait_for(wait(), 5))
    assert told == [{CONTROL: "style"}]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"options": ("style",)}, "two options or more"),
        ({"options": ("style", "style")}, "each of them once"),
        ({"options": ("style", "colour")}, "option 'colour': there is no control 'colour'"),
        ({"closes_at": None}, "say when it closes_at"),
        ({"closes_at": datetime(2026, 3, 4)}, "needs a zone"),
    ],
)
def test_a_poll_that_makes_no_sense_is_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError, match=f"poll 'control'.*{said}"):
        poll(**wrong)


@pytest.mark.parametrize(
    ("option", "title"),
    [
        ("none", "Nothing held equal"),
        ("style", "Style held equal"),
        ("style,position", "Style and position held equal"),
    ],
)
def test_an_option_on_control_is_told_in_words(option: str, title: str) -> None:
    assert poll().title_of(option) == title


def test_any_other_option_is_its_own_title() -> None:
    assert poll(decides=None, options=("cake", "tea")).title_of("cake") == "cake"
