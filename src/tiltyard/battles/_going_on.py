"""A battle goes on: with a further question, with a further attempt, or as another battle."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from tiltyard.battles._contender import Contender, still_served
from tiltyard.battles._keeping import Keeper
from tiltyard.battles._looking import Looking
from tiltyard.battles._opening import Opener, Wish
from tiltyard.battles._permission import may_ask, own
from tiltyard.battles._running import Running, asked_of
from tiltyard.battles._state import (
    Action,
    TurnState,
    is_closed,
    is_revealed,
    operative,
    phase,
    require,
    turn_state,
)
from tiltyard.battles._view import BlindBattle, RevealedBattle
from tiltyard.errors import BattleStateError
from tiltyard.records import StoredBattle
from tiltyard.store import NewTurn, Store

Served = Mapping[str, Contender]
View = BlindBattle | RevealedBattle


@dataclass(frozen=True, slots=True)
class GoingOn:
    """Who asks in battles that are there; ``turns`` is how many one may have."""

    store: Store
    keep: Keeper
    running: Running
    looking: Looking
    opener: Opener
    turns: int

    async def opened(self, wish: Wish) -> View:
        """A battle that is opened, or was by the same key."""
        found = await self.opener.open(wish)
        if isinstance(found, str):
            return await self.looking.look(found, wish.voter)
        return self.looking.view(found, is_running=True)

    async def follow_up(
        self, served: Served, battle_id: str, prompt: str, *, voter: str, key: str | None
    ) -> View:
        """See `Battles.follow_up`; ``served`` are the models of now, by name."""
        stored = await self.looking.stored(battle_id)
        turns = operative(stored.turns)
        if len(turns) >= self.turns:
            raise BattleStateError(f"a battle has at most {self.turns} turns; start anew")
        turn = NewTurn(prompt, phase(stored), position=turns[-1].position + 1, key=key)
        return await self._ask(served, stored, turn, Action.FOLLOW_UP, voter=voter)

    async def retry(
        self, served: Served, battle_id: str, *, voter: str, key: str | None, client: str
    ) -> View:
        """See `Battles.retry`; ``served`` are the models of now, by name."""
        stored = await self.looking.stored(battle_id)
        running = battle_id in self.running
        # One new battle for a failed one, however often it is asked for.
        anew = key or f"retry:{battle_id}"
        if is_closed(stored):
            own(stored, voter)
            earlier = await self.keep(self.store.find, voter, anew)
            if earlier is not None:
                return await self.looking.look(earlier, voter)
        require(stored, Action.RETRY, voter=voter, running=running)
        last = stored.turns[-1]
        failed = turn_state(last, running=running) is TurnState.FAILED
        if failed and last.position == 0 and not is_revealed(stored):
            return await self._anew(stored, anew, client)
        turn = NewTurn(last.prompt, phase(stored), last.position, last.attempt + 1, key)
        return await self._ask(served, stored, turn, Action.RETRY, voter=voter)

    async def _anew(self, stored: StoredBattle, key: str, client: str) -> View:
        """The same question in another battle."""
        before = stored.battle
        earlier = await self.keep(self.store.find, before.voter, key)
        if earlier is not None:
            return await self.looking.look(earlier, before.voter)
        wish = Wish(
            prompt=stored.turns[-1].prompt,
            voter=before.voter,
            key=key,
            # What was asked before anybody was told stays private when it is asked again.
            consent=before.consent,
            client=client,
            retry_of=before.id,
        )
        return await self.opened(wish)

    async def _ask(
        self, served: Served, stored: StoredBattle, new: NewTurn, action: Action, *, voter: str
    ) -> View:
        battle_id = stored.battle.id
        rule = functools.partial(
            may_ask,
            action=action,
            voter=voter,
            phase_then=new.phase,
            running=battle_id in self.running,
        )
        contenders = still_served(stored.battle, served)
        # Nobody looks between the keeping of a turn and its start, nor starts it twice.
        async with self.running.lock(battle_id):
            turn = await self.keep(self.store.add_turn, battle_id, new, rule=rule)
            if not turn.answers and battle_id not in self.running:
                self.running.start(battle_id, asked_of(stored, turn, contenders))
                self.running.drive(battle_id, turn.id)
        return await self.looking.look(battle_id, voter)
