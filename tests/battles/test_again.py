"""Answers are shown again to who judged them, days later, and to nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from battles.streams import Clock, Field, contenders, told
from store.rows import answer, anything_goes
from tiltyard import ledger
from tiltyard.battles import (
    Action,
    Battles,
    BlindBattle,
    BoundedCounting,
    Bounds,
    Limits,
    Repeats,
    RevealedBattle,
)
from tiltyard.battles._again import Showing
from tiltyard.battles._entries import opening_of
from tiltyard.battles._recorder import Recorder
from tiltyard.battles._state import actions, operative
from tiltyard.errors import BattleStateError, NotEnoughModelsError
from tiltyard.records import Battle, Pace, Phase, Side, StoredBattle, Vote, Winner
from tiltyard.store import NewTurn, Store, open_store
from tiltyard.transparency import erase

# The second day of an epoch of 30.
MORNING = datetime(2026, 3, 10, 9, tzinfo=UTC)
_ids = count()


def new_id() -> str:
    return f"again-{next(_ids)}"


@dataclass
class Room:
    """Where somebody votes, waits, and is shown answers again."""

    store: Store
    share: float = 1.0
    clock: Clock = field(default_factory=lambda: Clock(MORNING))

    def __post_init__(self) -> None:
        self.field = Field(self.store, contenders(self.store, oak=1.0, elm=1.0), self.clock)
        self.recorder = Recorder(self.store, self.field.draws, BoundedCounting(Bounds()))
        repeats = Repeats(share=self.share, days=7)
        self.showing = Showing(
            self.store, self.field.draws, self.recorder, repeats, Pace.STRICT, new_id
        )

    def opened(self, voter: str = "ada", *, follow_up: bool = False) -> str:
        while (drawn := self.field.draws.draw("")) is None:
            self.field.draws.begin()
        a, b = (drawn.pair[side].version for side in Side)
        battle = Battle(new_id(), voter, self.clock(), a, b, drawn.draw.probability, Pace.STRICT)
        stored = self.recorder.add_battle(drawn, battle, NewTurn("Why?", Phase.BLIND))
        self.store.add_answers(stored.turns[0].id, [answer(side) for side in Side])
        if follow_up:
            more = NewTurn("And?", Phase.BLIND, 1)
            turn = self.store.add_turn(battle.id, more, rule=anything_goes)
            self.store.add_answers(turn.id, [answer(side) for side in Side])
        return battle.id

    def vote(self, battle: str, winner: Winner = Winner.MODEL_A) -> StoredBattle:
        voter = self.store.battle(battle).battle.voter
        vote = Vote(f"vote on {battle}", battle, winner, voter, self.clock())
        self.recorder.add_vote(vote, key=None, rule=anything_goes)
        return self.store.battle(battle)

    def show(self, voter: str = "ada", key: str | None = None) -> str | None:
        return self.showing.show(voter, client="0a", key=key, now=self.clock())


@pytest.fixture(params=["sqlite", "postgres"])
def room(request: pytest.FixtureRequest) -> Iterator[Room]:
    store = open_store(request.getfixturevalue(f"{request.param}_url"))
    store.upgrade()
    yield Room(store)
    store.close()


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Room]:
    store = open_store(f"sqlite:///{tmp_path / 'arena.db'}")
    store.upgrade()
    yield Room(store)
    store.close()


def shown_again(room: Room) -> tuple[StoredBattle, StoredBattle]:
    """A battle that was voted on, and a week later the one that shows its answers again."""
    first = room.vote(room.opened())
    room.clock.go(days=7, seconds=1)
    id = room.show()
    assert id is not None
    return first, room.store.battle(id)


def test_the_same_answers_come_back_with_their_models(room: Room) -> None:
    first, second = shown_again(room)
    (was,), (now,) = operative(first.turns), operative(second.turns)
    turned = first.battle.version_a != second.battle.version_a
    for side in Side:
        other = next(one for one in Side if one is not side)
        before = was.answer(other if turned else side)
        after = now.answer(side)
        assert before is not None
        assert after is not None
        assert after.text == before.text
    assert now.prompt == was.prompt
    assert {first.battle.version_a, first.battle.version_b} == {
        second.battle.version_a,
        second.battle.version_b,
    }


def test_both_seatings_are_drawn(quick: Room) -> None:
    seats = set()
    for _ in range(24):
        quick.vote(quick.opened())
    quick.clock.go(days=8)
    for _ in range(24):
        battle = quick.store.battle(quick.show() or "").battle
        seats.add(battle.version_a.model)
    assert seats == {"oak", "elm"}


def test_the_log_ties_it_to_the_first_vote_and_counts_it_for_nothing(room: Room) -> None:
    first, second = shown_again(room)
    room.vote(second.battle.id, Winner.TIE)
    before, after = told(room.store.log, "vote")
    assert first.seal is not None
    assert after["reveal"]["again"] == first.seal.ending
    assert (before["counts"], after["counts"]) == ("yes", "repeat")
    assert before["voter"] == after["voter"]
    assert after["reveal"]["probability"] == ledger.PARTS
    opened = told(room.store.log, "open")[1]
    assert ledger.opens(opening_of(second), opened["commitment"])


def test_both_judgements_are_told_in_the_seats_of_the_first(room: Room) -> None:
    first, second = shown_again(room)
    turned = first.battle.version_a != second.battle.version_a
    room.vote(second.battle.id, Winner.MODEL_B if turned else Winner.MODEL_A)
    (retest,) = room.store.retests()
    assert (retest.voter, retest.first, retest.second) == ("ada", Winner.MODEL_A, Winner.MODEL_A)


def test_every_vote_is_asked_about_once(room: Room) -> None:
    _, second = shown_again(room)
    room.vote(second.battle.id)
    room.clock.go(days=8)
    assert room.show() is None


def test_a_request_that_is_sent_again_shows_the_same(room: Room) -> None:
    room.vote(room.opened())
    room.vote(room.opened())
    room.clock.go(days=8)
    assert room.show(key="once") == room.show(key="once")


def test_votes_on_it_are_in_no_tally(room: Room) -> None:
    _, second = shown_again(room)
    before = room.store.tallies()
    room.vote(second.battle.id)
    assert room.store.tallies() == before


def test_to_erase_one_is_to_erase_both(room: Room) -> None:
    first, second = shown_again(room)
    room.vote(second.battle.id)
    erase(room.store, first.battle.id, "wish")
    both = [room.store.battle(one.battle.id) for one in (first, second)]
    assert [turn.prompt for one in both for turn in one.turns] == ["", ""]
    assert len(told(room.store.log, "tombstone")) == 2


def test_nothing_is_erased_while_it_is_shown_again(quick: Room) -> None:
    first, second = shown_again(quick)
    with pytest.raises(BattleStateError, match=f"{second.battle.id!r} is still open"):
        erase(quick.store, first.battle.id, "wish")
    kept = [quick.store.battle(one.battle.id).turns[0].prompt for one in (first, second)]
    assert kept[0] == kept[1] != ""
    assert told(quick.store.log, "tombstone") == []


def test_what_is_erased_is_not_shown(quick: Room) -> None:
    erase(quick.store, quick.vote(quick.opened()).battle.id, "wish")
    quick.clock.go(days=8)
    assert quick.show() is None


@pytest.mark.parametrize("days", [6, 29])
def test_it_is_not_shown_too_early_nor_near_the_end_of_the_epoch(quick: Room, days: int) -> None:
    quick.vote(quick.opened())
    quick.clock.go(days=days)
    assert quick.show() is None


def test_others_do_not_see_it(quick: Room) -> None:
    quick.vote(quick.opened())
    quick.clock.go(days=8)
    assert quick.show("ben") is None


def test_a_conversation_of_several_turns_is_not_shown(quick: Room) -> None:
    quick.vote(quick.opened(follow_up=True))
    quick.clock.go(days=8)
    assert quick.show() is None


def test_an_arena_without_repeats_shows_none(quick: Room) -> None:
    quick.vote(quick.opened())
    quick.clock.go(days=8)
    never = Room(quick.store, share=0.0, clock=quick.clock)
    assert never.show() is None


def test_it_happens_as_often_as_is_set(quick: Room) -> None:
    draws = quick.field.draws
    many = sum(draws.happens(0.25) for _ in range(10_000))
    assert abs(many - 2_500) < 5 * (10_000 * 0.25 * 0.75) ** 0.5


def test_nothing_is_drawn_while_models_are_down(quick: Room) -> None:
    quick.vote(quick.opened())
    quick.clock.go(days=8)
    quick.field.switch("oak")
    with pytest.raises(NotEnoughModelsError):
        quick.show()


def test_it_is_judged_as_it_is(quick: Room) -> None:
    _, second = shown_again(quick)
    assert actions(second) == (Action.VOTE, Action.SKIP)


def test_a_vote_in_another_epoch_is_refused(quick: Room) -> None:
    _, second = shown_again(quick)
    quick.clock.go(days=30)
    with pytest.raises(BattleStateError, match="too old"):
        quick.vote(second.battle.id)


def arena(quick: Room) -> Battles:
    """What holds the battles of the room."""
    limits = Limits(repeats=Repeats(share=1.0, days=7))
    models = quick.field.contenders
    return Battles(models, quick.store, draws=quick.field.draws, limits=limits, clock=quick.clock)


async def judged_again(quick: Room) -> tuple[BlindBattle, RevealedBattle]:
    battles = arena(quick)
    shown = await battles.again(voter="ada", client="0a")
    assert isinstance(shown, BlindBattle)
    voted = await battles.vote(shown.id, Winner.TIE, voter="ada")
    await battles.close()
    return shown, voted


def test_its_voter_sees_it_blind_and_is_told_afterwards(quick: Room) -> None:
    quick.vote(quick.opened())
    quick.clock.go(days=8)
    shown, voted = asyncio.run(judged_again(quick))
    assert shown.turns[0].text_a
    assert "judged these two answers before" in voted.battle.status.text
    assert voted.battle.status.counts is False
    assert voted.opening is not None
    assert voted.opening.again is not None


def test_nobody_hears_that_there_is_nothing_to_show(quick: Room) -> None:
    async def work() -> object:
        battles = arena(quick)
        shown = await battles.again(voter="ada")
        await battles.close()
        return shown

    assert asyncio.run(work()) is None
