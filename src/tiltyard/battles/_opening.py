"""A battle is opened: two models are drawn and asked, while what was drawn is written down."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tiltyard.battles._draws import Drawn, Draws
from tiltyard.battles._keeping import Keeper
from tiltyard.battles._limits import Limits
from tiltyard.battles._recorder import Recorder
from tiltyard.battles._running import Asked, Running
from tiltyard.errors import LedgerError, NotEnoughModelsError
from tiltyard.records import Battle, Phase, Side, StoredBattle
from tiltyard.store import NewTurn, Store

log = logging.getLogger(__name__)

HEAD_START_SECONDS = 0.003


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A battle to open; see `Battles.open`."""

    prompt: str
    voter: str
    key: str | None
    consent: bool
    client: str = ""
    retry_of: str | None = None


@dataclass(frozen=True, slots=True)
class Opener:
    """Who opens battles."""

    store: Store
    keep: Keeper
    draws: Draws
    recorder: Recorder
    running: Running
    limits: Limits
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    async def open(self, wish: Wish) -> StoredBattle | str:
        """The battle, whose models are being asked; the id of the one that the key opened before.

        Raises:
            NotEnoughModelsError: fewer than two models can answer now.
            LedgerError: the clock jumped twice.
            StoreError: nothing was kept.
        """
        if not await self._may_be_gold(wish.voter):
            return await self._open_once_more(wish, is_gold=False)
        # Nobody gets more checks by opening several battles at the same moment.
        async with self.running.lock(f"opened by {wish.voter}"):
            return await self._open_once_more(wish, is_gold=await self._is_gold(wish.voter))

    async def _chance(self, voter: str) -> float:
        gold = self.limits.gold
        if not gold.battles:
            return 0.0
        return gold.chance(await self.keep(self.store.begun, voter, gold.among))

    async def _may_be_gold(self, voter: str) -> bool:
        return await self._chance(voter) > 0

    async def _is_gold(self, voter: str) -> bool:
        return self.draws.happens(await self._chance(voter))

    async def _open_once_more(self, wish: Wish, *, is_gold: bool) -> StoredBattle | str:
        try:
            return await self._open(wish, is_gold=is_gold)
        except LedgerError as error:
            # The clock had jumped, and the seed is told: what it would draw is no secret.
            log.warning("a pair is drawn anew: %s", error)
            return await self._open(wish, is_gold=is_gold)

    async def _open(self, wish: Wish, *, is_gold: bool) -> StoredBattle | str:
        try:
            drawn = await self._drawn(wish.client, is_gold=is_gold)
        except NotEnoughModelsError:
            key = wish.key
            earlier = await self.keep(self.store.find, wish.voter, key) if key else None
            if earlier is None:
                raise
            return earlier
        battle = self._battle(drawn, wish)
        asked = Asked(prompt=wish.prompt, contenders=drawn.pair, gold=drawn.seal.gold)
        self.running.start(battle.id, asked)
        # Models think while the disk is written, so that keeping a battle costs no waiting time.
        # They are asked first: a thread that writes would share the interpreter with the asking.
        try:
            await asyncio.sleep(HEAD_START_SECONDS)
            turn = NewTurn(wish.prompt, Phase.BLIND, key=wish.key)
            stored = await self.keep(
                self.recorder.add_battle, drawn, battle, turn, retry_of=wish.retry_of
            )
        except BaseException:
            self.running.abandon(battle.id)
            raise
        if stored.battle.id != battle.id:
            self.running.abandon(battle.id)
            return stored.battle.id
        self.running.drive(battle.id, stored.turns[0].id)
        return stored

    async def _drawn(self, client: str, *, is_gold: bool) -> Drawn:
        while (drawn := self.draws.draw(client, is_gold=is_gold)) is None:
            await self.keep(self.draws.begin)
        return drawn

    def _battle(self, drawn: Drawn, wish: Wish) -> Battle:
        return Battle(
            id=self.new_id(),
            voter=wish.voter,
            created_at=self.clock(),
            version_a=drawn.pair[Side.MODEL_A].version,
            version_b=drawn.pair[Side.MODEL_B].version,
            pair_probability=drawn.draw.probability,
            pace=self.limits.pace,
            consent=self.limits.publishable and wish.consent,
        )
