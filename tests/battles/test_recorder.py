"""What happens to battles, and what the log has of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from arenas import QUICK, scripted
from battles.streams import told
from tiltyard import ledger
from tiltyard.battles import BlindBattle, End, RevealedBattle
from tiltyard.bootstrap import Arena, assemble
from tiltyard.errors import BattleStateError, StoreError
from tiltyard.ledger import opens, pseudonym
from tiltyard.records import Winner

Story = Callable[[Arena], Coroutine[Any, Any, None]]
SOON = timedelta(minutes=1)
BROKEN = {"oak": {"fail": "bad_request"}, "elm": {}}


def play(folder: Path, story: Story, models: dict[str, dict[str, Any]] | None = None) -> None:
    """Let a story happen in an arena."""

    async def whole() -> None:
        arena = assemble(scripted(folder, models or {"oak": QUICK, "elm": QUICK}))
        try:
            await story(arena)
        finally:
            await arena.close()

    asyncio.run(whole())


async def opened(arena: Arena, client: str = "") -> BlindBattle:
    """A battle whose answers are over."""
    battle = await arena.battles.open("Why?", voter="ada", client=client)
    assert isinstance(battle, BlindBattle)
    async for event in arena.battles.watch(battle.id, voter="ada"):
        if isinstance(event, End):
            assert isinstance(event.battle, BlindBattle)
            return event.battle
    raise AssertionError("no end")


def leaves(arena: Arena, kind: str) -> list[dict[str, Any]]:
    """The leaves of one kind."""
    return told(arena.store.log, kind)


def test_a_blind_battle_carries_its_commitment_and_a_revealed_one_opens_it(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        blind = await opened(arena, client="00ff")
        shown = await arena.battles.vote(blind.id, Winner.MODEL_A, voter="ada")
        assert blind.commitment is not None
        assert shown.opening is not None
        assert opens(shown.opening, blind.commitment.digest)
        assert (shown.opening.client, shown.opening.model_a) == ("00ff", shown.model_a.number)
        (leaf,) = leaves(arena, "open")
        assert leaf["commitment"] == blind.commitment.digest
        assert told(arena.store.log)[blind.commitment.leaf] == leaf

    play(tmp_path, story)


def test_a_receipt_is_the_place_and_the_hash_of_the_votes_leaf(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        blind = await opened(arena)
        shown = await arena.battles.vote(blind.id, Winner.TIE, voter="ada")
        receipt = shown.receipt
        assert receipt is not None
        (data,) = arena.store.log.leaves(receipt.leaf, receipt.leaf + 1)
        assert ledger.decoded(data)["winner"] == "tie"
        assert ledger.leaf_hash(data).hex() == receipt.hash
        again = await arena.battles.look(blind.id, voter="ada")
        assert isinstance(again, RevealedBattle)
        assert again.receipt == receipt

    play(tmp_path, story)


def test_a_votes_leaf_has_a_pseudonym_an_hour_and_a_digest_of_what_was_said(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        blind = await opened(arena)
        await arena.battles.vote(blind.id, Winner.TIE, voter="ada")
        (leaf,) = leaves(arena, "vote")
        now = datetime.now(UTC)
        key = arena.store.log.epoch_key(ledger.epoch_of(now))
        assert leaf["voter"] == pseudonym(key, "ada")
        assert leaf["hour"] == int(now.timestamp()) // 3600
        stored = arena.store.battle(blind.id)
        assert stored.seal is not None
        turn = blind.turns[0]
        said = [(turn.prompt, turn.text_a, turn.text_b)]
        assert leaf["text"] == ledger.text_digest(stored.seal.salt, said)

    play(tmp_path, story)


def test_no_text_and_no_voter_is_in_the_log(tmp_path: Path) -> None:
    # No name of hexadecimal digits: a digest of the log would hold "ada" now and then.
    voter = "zoe.somebody@example.org"

    async def story(arena: Arena) -> None:
        battle = await arena.battles.open("Why?", voter=voter)
        assert isinstance(battle, BlindBattle)
        async for _ in arena.battles.watch(battle.id, voter=voter):
            pass
        await arena.battles.vote(battle.id, Winner.TIE, voter=voter)
        assert leaves(arena, "vote")
        whole = b"\n".join(arena.store.log.leaves(0, arena.store.log.size()))
        assert b"Why?" not in whole
        assert b"answer of some" not in whole
        assert voter.encode() not in whole

    play(tmp_path, story)


def test_what_is_asked_after_the_reveal_is_not_in_the_digest(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        blind = await opened(arena)
        await arena.battles.follow_up(blind.id, "And?", voter="ada")
        async for _ in arena.battles.watch(blind.id, voter="ada"):
            pass
        await arena.battles.vote(blind.id, Winner.TIE, voter="ada")
        stored = arena.store.battle(blind.id)
        assert stored.seal is not None
        text = QUICK["text"]
        said = [("Why?", text, text), ("And?", text, text)]
        assert leaves(arena, "vote")[0]["text"] == ledger.text_digest(stored.seal.salt, said)

    play(tmp_path, story)


def test_a_skip_ends_a_battle_in_the_log(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        blind = await opened(arena)
        for _ in range(2):
            shown = await arena.battles.skip(blind.id, voter="ada")
        (leaf,) = leaves(arena, "expire")
        assert leaf["reason"] == "skipped"
        assert shown.receipt is not None
        assert shown.opening is not None

    play(tmp_path, story)


def test_a_battle_that_is_asked_of_others_ends_as_restarted(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        blind = await opened(arena)
        first = await arena.battles.retry(blind.id, voter="ada")
        again = await arena.battles.retry(blind.id, voter="ada")
        assert isinstance(first, BlindBattle)
        assert isinstance(again, BlindBattle)
        assert first.id == again.id
        assert [leaf["reason"] for leaf in leaves(arena, "expire")] == ["restarted"]

    play(tmp_path, story, BROKEN)


def test_a_request_that_is_sent_again_is_told_as_repeated(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        first = await arena.battles.open("Why?", voter="ada", key="k")
        again = await arena.battles.open("Why?", voter="ada", key="k")
        assert isinstance(first, BlindBattle)
        assert isinstance(again, BlindBattle)
        assert first.id == again.id
        await opened(arena)
        assert [leaf["skipped"] for leaf in leaves(arena, "open")] == [[], [[1, "repeated"]]]

    play(tmp_path, story)


def test_an_abandoned_battle_ends_takes_no_vote_and_says_why(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        blind = await opened(arena)
        assert await arena.battles.expire_undecided(datetime.now(UTC) + SOON) == 1
        assert await arena.battles.expire_undecided(datetime.now(UTC) + SOON) == 0
        (leaf,) = leaves(arena, "expire")
        assert leaf["reason"] == "abandoned"
        with pytest.raises(BattleStateError, match="closed without a vote"):
            await arena.battles.vote(blind.id, Winner.TIE, voter="ada")
        with pytest.raises(BattleStateError, match="closed without a vote"):
            await arena.battles.skip(blind.id, voter="ada")
        now = await arena.battles.look(blind.id, voter="ada")
        assert isinstance(now, BlindBattle)
        assert now.actions == ()
        assert "closed without a vote" in now.status.text

    play(tmp_path, story)


def test_a_battle_whose_last_turn_failed_ends_as_failed(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        await opened(arena)
        await arena.battles.expire_undecided(datetime.now(UTC) + SOON)
        assert [leaf["reason"] for leaf in leaves(arena, "expire")] == ["failed"]

    play(tmp_path, story, BROKEN)


def test_a_battle_that_is_being_answered_is_left_alone(tmp_path: Path) -> None:
    slow = {"text": "slow " * 200, "every_seconds": 0.05}

    async def story(arena: Arena) -> None:
        running = await arena.battles.open("Why?", voter="ada")
        assert isinstance(running, BlindBattle)
        assert await arena.battles.expire_undecided(datetime.now(UTC) + SOON) == 0
        await arena.battles.stop(running.id, voter="ada")
        assert await arena.battles.expire_undecided(datetime.now(UTC) + SOON) == 1

    play(tmp_path, story, {"oak": slow, "elm": slow})


def test_young_battles_do_not_expire(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        await opened(arena)
        assert await arena.battles.expire_undecided(datetime.now(UTC) - SOON) == 0

    play(tmp_path, story)


def test_a_seed_that_is_told_in_between_draws_the_pair_anew(tmp_path: Path) -> None:
    async def story(arena: Arena) -> None:
        first = await opened(arena)
        await arena.battles.vote(first.id, Winner.TIE, voter="ada")
        (stream,) = arena.store.log.untold(date.max)
        leaf = {"type": "seed", "stream": stream.id, "seed": stream.seed.hex()}
        arena.store.log.tell(stream.id, leaf)
        second = await opened(arena)
        assert second.commitment is not None
        assert second.commitment.stream != stream.id
        assert arena.store.census().battles == 2

    play(tmp_path, story)


def test_a_draw_that_could_not_be_kept_is_told_by_the_next_battle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise StoreError("the disk is full")

    async def story(arena: Arena) -> None:
        await opened(arena)
        with monkeypatch.context() as broken:
            broken.setattr(type(arena.store), "add_battle", fail)
            with pytest.raises(StoreError):
                await arena.battles.open("Why?", voter="ada")
        await opened(arena)
        assert [leaf["skipped"] for leaf in leaves(arena, "open")] == [[], [[1, "not_kept"]]]

    play(tmp_path, story)
