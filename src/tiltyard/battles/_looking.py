"""A battle as it is kept becomes what its voter may see of it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tiltyard.battles._keeping import Keeper
from tiltyard.battles._permission import own
from tiltyard.battles._promise import Promise
from tiltyard.battles._recorder import Receipt, Recorder
from tiltyard.battles._running import Running
from tiltyard.battles._view import BlindBattle, RevealedBattle, view
from tiltyard.errors import BattleForbiddenError, BattleNotFoundError, BattleStateError
from tiltyard.records import ModelCard, StoredBattle
from tiltyard.store import Store


@dataclass(frozen=True, slots=True)
class Looking:
    """Who reads battles; ``cards`` are those of models by name, for when names are out."""

    store: Store
    keep: Keeper
    recorder: Recorder
    running: Running
    cards: Mapping[str, ModelCard]
    promise: Promise

    async def stored(self, battle_id: str) -> StoredBattle:
        """All that is kept of a battle.

        Raises:
            BattleNotFoundError: there is none.
        """
        if "\0" in battle_id:
            raise BattleNotFoundError("there is no such battle")  # no database could look for it
        return await self.keep(self.store.battle, battle_id)

    async def look(self, battle_id: str, voter: str) -> BlindBattle | RevealedBattle:
        """See `Battles.look`."""
        async with self.running.lock(battle_id):
            # Asked before reading: a turn that ends in between is then seen with its answers.
            live = self.running.get(battle_id)
            stored, receipt = await self._shown(battle_id)
        own(stored, voter)
        if live is not None:
            live.seen()
        return self.view(stored, is_running=live is not None, receipt=receipt)

    async def revealed(self, battle_id: str) -> RevealedBattle:
        """A battle that has just been decided."""
        stored, receipt = await self._shown(battle_id)
        shown = self.view(stored, receipt=receipt)
        if not isinstance(shown, RevealedBattle):
            raise BattleStateError("the vote is not stored")
        return shown

    def view(
        self, stored: StoredBattle, *, is_running: bool = False, receipt: Receipt | None = None
    ) -> BlindBattle | RevealedBattle:
        """What a voter may see of it."""
        return view(stored, self.cards, running=is_running, receipt=receipt, promise=self.promise)

    async def explained(
        self, battle_id: str, voter: str, error: BattleStateError
    ) -> BattleStateError | BattleForbiddenError:
        """A refusal, with the receipt of the vote that is stored already."""
        stored = await self.stored(battle_id)
        if stored.battle.voter != voter:
            return BattleForbiddenError("this battle belongs to another session")
        receipt = stored.vote.id if stored.vote is not None else None
        return BattleStateError(str(error), receipt=receipt)

    async def _shown(self, battle_id: str) -> tuple[StoredBattle, Receipt | None]:
        """A battle, and where the log has its end."""
        stored = await self.stored(battle_id)
        if stored.seal is None or stored.seal.ending is None:
            return stored, None
        return stored, await self.keep(self.recorder.receipt, stored)
