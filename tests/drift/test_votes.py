"""The watch over votes in a real store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from leaderboard.stored import opened
from store.rows import AT, answer, anything_goes, new_battle, vote_on
from tiltyard.drift import Alarm
from tiltyard.drift._votes import LATE, VoteWatch, Watched
from tiltyard.errors import DataError
from tiltyard.records import Phase, Side, Winner
from tiltyard.store import NewTurn, Store

LATER = AT + timedelta(days=3)
REFERENCE = 40


@dataclass
class Votes:
    """A store, and votes in it."""

    store: Store
    path: Path
    minutes: int = 0

    def cast(self, winner: Winner, *, a: str = "elm", b: str = "oak", name: str = "m-1") -> None:
        """One vote, a minute after the last."""
        self.minutes += 1
        at = AT + timedelta(minutes=self.minutes)
        stored = self.store.add_battle(
            replace(new_battle(self.store, a=a, b=b), created_at=at), NewTurn("Why?", Phase.BLIND)
        )
        answers = [replace(answer(side), served_model=name) for side in Side]
        self.store.add_answers(stored.turns[0].id, answers)
        vote = replace(vote_on(stored, winner), created_at=at)
        self.store.add_vote(vote, key=None, rule=anything_goes)

    def even(self, many: int, **which: str) -> None:
        """As many wins as losses, and some ties."""
        for number in range(many):
            winner = (Winner.MODEL_A, Winner.MODEL_B, Winner.MODEL_B, Winner.MODEL_A, Winner.TIE)
            self.cast(winner[number % 5], **which)

    def lost(self, many: int) -> None:
        """The elm loses."""
        for _ in range(many):
            self.cast(Winner.MODEL_B)

    def watch(self) -> VoteWatch:
        """One that reads them."""
        return VoteWatch(self.store, self.path, reference_votes=REFERENCE)


@pytest.fixture
def votes(tmp_path: Path) -> Iterator[Votes]:
    """An empty store."""
    store = opened(f"sqlite:///{tmp_path / 'arena.db'}")
    yield Votes(store, tmp_path / "drift" / "votes.json")
    store.close()


def of(watch: VoteWatch, model: str) -> Watched:
    """What is known of a model."""
    return next(one for one in watch.watched if one.model == model)


def test_a_level_is_frozen_once_there_are_votes_enough(votes: Votes) -> None:
    watch = votes.watch()
    votes.even(REFERENCE - 1)
    watch.step(LATER)
    assert of(watch, "elm").level is None
    votes.even(1)
    watch.step(LATER)
    level = of(watch, "elm").level
    assert level is not None
    assert level.votes == REFERENCE


def test_a_model_that_loses_what_it_won_rings_and_its_rival_does_not(votes: Votes) -> None:
    watch = votes.watch()
    votes.even(REFERENCE)
    votes.lost(140)
    (alarm,) = watch.step(LATER)
    assert (alarm.model, alarm.kind, alarm.version_number) == ("elm", "votes", 1)
    assert alarm.evidence["sum"] >= alarm.evidence["threshold"] == 8
    assert len(alarm.evidence["path"]) == 140


def test_the_alarm_says_since_when(votes: Votes) -> None:
    watch = votes.watch()
    votes.even(REFERENCE)
    for _ in range(10):
        votes.cast(Winner.MODEL_A)
    votes.lost(140)
    (alarm,) = watch.step(LATER)
    assert alarm.evidence["since"] == (AT + timedelta(minutes=REFERENCE + 11)).isoformat()


def test_a_watch_that_goes_on_from_disk_is_the_same(votes: Votes) -> None:
    whole, parted = votes.watch(), votes.path.with_name("parted.json")
    for part in (30, 30, 30):
        votes.even(part)
        VoteWatch(votes.store, parted, reference_votes=REFERENCE).step(LATER)
    whole.step(LATER)
    again = VoteWatch(votes.store, parted, reference_votes=REFERENCE)
    assert again.watched == whole.watched


def test_votes_of_the_last_minute_wait(votes: Votes) -> None:
    watch = votes.watch()
    votes.even(3)
    watch.step(AT + timedelta(minutes=3) + LATE - timedelta(seconds=1))
    assert sum(sum(ended) for ended in watch._met.values()) == 2
    watch.step(AT + timedelta(minutes=3) + LATE)
    assert sum(sum(ended) for ended in watch._met.values()) == 3


def test_another_name_of_what_is_served_rings(votes: Votes) -> None:
    watch = votes.watch()
    votes.even(25, name="m-1")
    assert watch.step(LATER) == []
    votes.even(25, name="m-2")
    alarms = watch.step(LATER)
    assert {(one.model, one.kind) for one in alarms} == {
        ("elm", "votes_name"),
        ("oak", "votes_name"),
    }
    assert (alarms[0].evidence["before"], alarms[0].evidence["now"]) == (["m-1"], ["m-2"])


def test_a_name_among_known_ones_does_not_ring(votes: Votes) -> None:
    watch = votes.watch()
    for _ in range(15):
        votes.even(1, name="m-1")
        votes.even(1, name="m-2")
    votes.even(25, name="m-2")
    assert watch.step(LATER) == []


def dismissed(watch: VoteWatch) -> Alarm:
    """An alarm on the elm that people dismissed."""
    version = of(watch, "elm").version
    return Alarm(1, "elm", version, 1, "votes", LATER, state="dismissed", decided_at=LATER)


def test_a_dismissed_alarm_begins_the_watch_anew_once(votes: Votes) -> None:
    watch = votes.watch()
    votes.even(REFERENCE)
    votes.lost(5)
    watch.step(LATER)
    assert of(watch, "elm").total > 0
    for _ in range(2):
        watch.settle([dismissed(watch)])
    one = of(watch, "elm")
    assert (one.level, one.total, one.resets) == (None, 0, 1)
    assert of(votes.watch(), "elm").resets == 1


def test_after_a_dismissal_the_level_is_that_of_later_votes(votes: Votes) -> None:
    watch = votes.watch()
    votes.even(REFERENCE)
    watch.step(LATER)
    watch.settle([dismissed(watch)])
    votes.lost(REFERENCE + 20)
    watch.step(LATER)
    one = of(watch, "elm")
    assert one.level is not None
    assert (one.level.votes, one.counted) == (REFERENCE, 20)
    assert one.total < 1  # losing is what is known of it now


def test_a_watch_of_another_store_begins_anew(
    votes: Votes, caplog: pytest.LogCaptureFixture
) -> None:
    votes.even(2)
    votes.watch().step(LATER)
    votes.path.write_text(votes.path.read_text().replace('"after": "', '"after": "gone-'))
    again = votes.watch()
    again.step(LATER)
    assert [sum(ended) for ended in again._met.values()] == [2]
    assert "not those of the store" in caplog.text


def test_a_damaged_file_is_named(votes: Votes) -> None:
    votes.path.parent.mkdir()
    votes.path.write_text("{")
    with pytest.raises(DataError, match=r"votes\.json.*remove it, and all votes are read anew"):
        votes.watch().step(LATER)


def test_the_picture_keeps_few_moments_and_the_last(votes: Votes) -> None:
    one = Watched("elm", 1, 1)
    for minute in range(5_000):
        one.add(float(minute), 0.01)
    assert len(one.path) <= 480
    assert one.path[-1][0] == 4_999.0
    assert one.path[-1][1] == pytest.approx(50)
