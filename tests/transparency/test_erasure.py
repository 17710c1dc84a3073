"""What was said is erased in every database; what was voted stays, and boards can be made of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from arenas import scripted
from store.rows import keep_answered
from tiltyard import ledger
from tiltyard.battles import BlindBattle
from tiltyard.bootstrap import Arena, assemble
from tiltyard.errors import BattleStateError, ConfigurationError
from tiltyard.records import Side, Winner
from tiltyard.store import Store
from tiltyard.transparency import erase

SCRIPT = {"chunk": 400, "every_seconds": 0.0, "text": "A secret answer."}


async def battle(arena: Arena) -> str:
    """A battle whose answers are there, and whose voter consented to publishing."""
    opened = await arena.battles.open("A secret question", voter="ada", may_publish=True)
    assert isinstance(opened, BlindBattle)
    async for _ in arena.battles.watch(opened.id, voter="ada"):
        pass
    return opened.id


@pytest.fixture(params=["sqlite", "postgres"])
def arena(request: pytest.FixtureRequest, tmp_path: Path) -> Arena:
    """An arena that publishes, on each kind of database."""
    url = request.getfixturevalue(f"{request.param}_url")
    settings = scripted(
        tmp_path / "data",
        {"oak": SCRIPT, "elm": SCRIPT},
        store={"url": url},
        battle={"publishable": True},
    )
    return assemble(settings)


def test_texts_go_and_the_vote_stays(arena: Arena) -> None:
    async def work() -> str:
        id = await battle(arena)
        await arena.battles.vote(id, Winner.TIE, voter="ada")
        await arena.battles.close()
        return id

    id = asyncio.run(work())
    before = arena.store.battle(id)
    place = erase(arena.store, id, "wish")
    after = arena.store.battle(id)
    size = arena.store.log.size()
    (last,) = map(ledger.decoded, arena.store.log.leaves(size - 1, size))
    arena.store.close()
    assert after.vote == before.vote
    assert [turn.prompt for turn in after.turns] == [""]
    assert {after.turns[0].answer(side).text for side in Side} == {""}  # type: ignore[union-attr]  # both answered
    assert before.seal is not None
    assert after.seal is not None
    assert (len(before.seal.salt), after.seal.salt) == (64, "")
    assert place == size - 1
    assert last == {
        "type": "tombstone",
        "leaf": before.seal.ending,
        "reason": "wish",
    }


def test_nobody_is_shown_what_was_erased_and_boards_count_it(arena: Arena) -> None:
    async def work() -> None:
        for number in range(2):
            id = await battle(arena)
            await arena.battles.vote(id, Winner.TIE, voter="ada")
            if number:
                erase(arena.store, id, "wish")
        await arena.battles.close()

    asyncio.run(work())
    arena.supply.open()
    arena.supply.step()  # labels what is left of them
    votes, texts = arena.supply.source.votes, arena.supply.source.texts
    rows = range(votes.rows)
    assert votes.rows == 2
    assert texts is not None
    shown = texts.read(votes.texts("id", rows), votes.texts("battle", rows))
    assert len(shown) == 1
    arena.supply.close()
    arena.store.close()


def test_an_open_battle_is_left(arena: Arena) -> None:
    async def work() -> str:
        id = await battle(arena)
        await arena.battles.close()
        return id

    id = asyncio.run(work())
    with pytest.raises(BattleStateError, match="still open"):
        erase(arena.store, id, "wish")
    assert arena.store.battle(id).turns[0].prompt == "A secret question"
    arena.store.close()


def test_a_battle_from_before_the_log_is_erased_without_a_leaf(store: Store) -> None:
    id = keep_answered(store).battle.id
    assert erase(store, id, "wish") is None
    assert store.battle(id).turns[0].prompt == ""
    assert store.log.size() == 0


@pytest.mark.parametrize("reason", ["", "Ada Lovelace asked", "WISH", "x" * 41])
def test_a_reason_is_a_short_code(store: Store, reason: str) -> None:
    with pytest.raises(ConfigurationError, match="is public for ever"):
        erase(store, "any", reason)
