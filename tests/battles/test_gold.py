"""A check of attention: one model is given another question, and the vote moves no board."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from arenas import scripted
from battles.streams import told
from tiltyard import ledger, pipeline
from tiltyard.battles import Action, BlindBattle, End, Gold, RevealedBattle
from tiltyard.battles._gold import unrelated
from tiltyard.battles._questions import QUESTIONS
from tiltyard.bootstrap import Arena, assemble
from tiltyard.errors import BattleStateError
from tiltyard.records import Side, StoredBattle, Winner
from tiltyard.store import Begun
from tiltyard.web.schemas import battle_view

PROMPT = "Why is the sea salty?"
ECHO = {"text": "You asked: {prompt}", "chunk": 1_000}
Story = Callable[[Arena], Coroutine[Any, Any, None]]


def play(folder: Path, story: Story, **voters: int) -> None:
    """Let a story happen in an arena whose models say what they were asked."""

    async def whole() -> None:
        rules = {"gold": 2, "gold_among": 2} | voters
        arena = assemble(scripted(folder, {"oak": ECHO, "elm": ECHO}, voters=rules))
        try:
            await story(arena)
        finally:
            await arena.close()

    asyncio.run(whole())


async def opened(arena: Arena) -> BlindBattle:
    """A battle of Ada's whose answers are finished."""
    battle = await arena.battles.open(PROMPT, voter="ada")
    return await answered(arena, battle)


async def answered(arena: Arena, battle: BlindBattle | RevealedBattle) -> BlindBattle:
    """The battle once its turn is over."""
    assert isinstance(battle, BlindBattle)
    async for event in arena.battles.watch(battle.id, voter="ada"):
        if isinstance(event, End):
            assert isinstance(event.battle, BlindBattle)
            return event.battle
    raise AssertionError("no end")


def side_of(stored: StoredBattle) -> Side:
    """Which side was given another question."""
    assert stored.seal is not None
    assert stored.seal.gold is not None
    return stored.seal.gold


def test_one_side_answers_the_voter_and_the_other_another_question(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        battle = await opened(arena)
        stored = arena.store.battle(battle.id)
        (turn,) = stored.turns
        broken = side_of(stored)
        for side in Side:
            answer = turn.answer(side)
            assert answer is not None
            asked = answer.asked if side is broken else PROMPT
            assert answer.text == f"You asked: {asked}"
            assert (answer.asked in QUESTIONS) is (side is broken)
        assert (turn.prompt, battle.turns[0].prompt) == (PROMPT, PROMPT)

    play(tmp_path, story)


def test_every_blind_turn_has_a_question_of_its_own(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        first = await opened(arena)
        more = await arena.battles.follow_up(first.id, "And lakes?", voter="ada")
        await answered(arena, more)
        stored = arena.store.battle(first.id)
        answers = [turn.answer(side_of(stored)) for turn in stored.turns]
        assert len({one.asked for one in answers if one is not None} - {None}) == 2

    play(tmp_path, story)


def test_a_model_remembers_what_it_was_asked_itself(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        first = await opened(arena)
        stored = arena.store.battle(first.id)
        broken = side_of(stored)
        contender = arena.battles._contenders[stored.battle.version(broken).model]
        answer = stored.turns[0].answer(broken)
        said = contender.request(broken, stored.turns, "And lakes?").messages
        assert answer is not None
        assert [one.content for one in said] == [answer.asked, answer.text, "And lakes?"]

    play(tmp_path, story)


def test_before_the_vote_nothing_is_said_of_it_and_after_it_all(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        battle = await opened(arena)
        stored = arena.store.battle(battle.id)
        assert "check" not in battle.status.text
        assert battle.actions == (Action.VOTE, Action.SKIP, Action.FOLLOW_UP)
        revealed = await arena.battles.vote(battle.id, Winner.TIE, voter="ada")
        broken = side_of(stored)
        model = stored.battle.version(broken).model
        words = revealed.battle.status.text
        assert revealed.battle.status.counts is False
        assert f"check of attention: {broken.value[-1].upper()}, {model}, was given" in words
        assert any(question in words for question in QUESTIONS)
        assert revealed.battle.actions == ()
        with pytest.raises(BattleStateError):
            await arena.battles.follow_up(battle.id, "And lakes?", voter="ada")

    play(tmp_path, story)


def test_a_program_can_check_that_it_was_committed_to(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        battle = await opened(arena)
        before = battle_view(battle).model_dump_json()
        revealed = await arena.battles.vote(battle.id, Winner.TIE, voter="ada")
        after = battle_view(revealed).model_dump(mode="json")
        assert "gold" not in before
        assert after["opening"]["gold"] == side_of(arena.store.battle(battle.id)).value
        assert ledger.opens(ledger.opening(after["opening"]), after["commitment"]["digest"])

    play(tmp_path, story)


def test_who_skips_is_told_as_well(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        battle = await opened(arena)
        revealed = await arena.battles.skip(battle.id, voter="ada")
        assert "check of attention" in revealed.battle.status.text
        assert revealed.battle.actions == ()

    play(tmp_path, story)


def test_the_log_tells_it_and_nothing_else_takes_the_vote(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        battle = await opened(arena)
        await arena.battles.vote(battle.id, Winner.MODEL_A, voter="ada")
        (leaf,) = told(arena.store.log, "vote")
        assert leaf["counts"] == "gold"
        assert leaf["reveal"]["gold"] == side_of(arena.store.battle(battle.id)).value
        assert arena.store.tallies() == []
        counts = pipeline.import_store(tmp_path / "data", arena.store, name="here")
        assert counts.rows == 0
        long_ago, in_a_year = (arena.store.battle(battle.id).battle.created_at,) * 2
        span = (long_ago.replace(year=2000), in_a_year.replace(year=2100, month=1, day=1))
        assert arena.store.repeatable("ada", span) is None

    play(tmp_path, story)


def test_nobody_has_more_of_them_by_opening_many_at_once(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        found = await asyncio.gather(*(arena.battles.open(PROMPT, voter="ada") for _ in range(6)))
        seals = [arena.store.battle(one.id).seal for one in found if isinstance(one, BlindBattle)]
        assert sum(seal is not None and seal.gold is not None for seal in seals) == 2

    play(tmp_path, story, gold_among=6)


def test_of_the_first_ten_battles_two_are_checks_and_each_as_often() -> None:
    rng, gold = random.Random(1), Gold(battles=2, among=10)
    where = [0] * 12
    for _ in range(2_000):
        had = 0
        for battle in range(12):
            if rng.random() < gold.chance(Begun(battle, had)):
                had += 1
                where[battle] += 1
        assert had == 2
    assert where[10:] == [0, 0]
    assert all(320 < often < 480 for often in where[:10])


def test_questions_are_short_and_each_is_there_once() -> None:
    assert len(set(QUESTIONS)) == len(QUESTIONS) >= 40
    assert max(map(len, QUESTIONS)) < 80
    assert all("?" in question for question in QUESTIONS)


@pytest.mark.parametrize(
    ("prompt", "about"), [("Whose EGGS are blue?", " egg "), ("Who tunes ukuleles?", "ukulele")]
)
def test_the_other_question_is_about_something_else(prompt: str, about: str) -> None:
    offered: list[str] = []

    def first(questions: Any) -> str:
        offered.extend(questions)
        return str(questions[0])

    unrelated(prompt, (), first)
    assert len(offered) == len(QUESTIONS) - 1
    assert not any(about in one for one in offered)


def test_a_prompt_of_all_words_is_given_the_question_that_shares_fewest() -> None:
    assert unrelated(" ".join(QUESTIONS), QUESTIONS[1:], lambda some: some[0]) == QUESTIONS[0]


def test_a_question_was_not_asked_before() -> None:
    assert unrelated(PROMPT, QUESTIONS[:-1], lambda some: some[-1]) == QUESTIONS[-1]
