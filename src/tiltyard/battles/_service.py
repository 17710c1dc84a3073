"""The steps of a battle, each at most: check, keep, answer."""

from __future__ import annotations

import functools
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime

from tiltyard.battles._again import Showing
from tiltyard.battles._contender import Contender
from tiltyard.battles._counting import BoundedCounting, Bounds, Counting
from tiltyard.battles._draws import Draws
from tiltyard.battles._going_on import GoingOn
from tiltyard.battles._keeping import Keeper
from tiltyard.battles._limits import Limits, new_battle_id
from tiltyard.battles._live import End, LiveEvent
from tiltyard.battles._looking import Looking
from tiltyard.battles._opening import Opener, Wish
from tiltyard.battles._permission import check_prompt, may_skip, own
from tiltyard.battles._recorder import Recorder
from tiltyard.battles._running import Running
from tiltyard.battles._state import Action, require
from tiltyard.battles._view import BlindBattle, RevealedBattle
from tiltyard.errors import BattleStateError, LedgerError, NotEnoughModelsError
from tiltyard.records import Vote, Winner
from tiltyard.store import Store

log = logging.getLogger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


class Battles:
    """Every battle of an arena.

    Args:
        contenders: the models that may meet.
        store: where battles are kept.
        draws: where pairs come from.
        limits: sizes, pace and patience.
        on_vote: called after a vote is on disk.
        counting: what a vote counts as; every one counts if missing.
        clock: aware UTC time that battles and votes are stamped with.
        new_id: makes ids that nobody can guess.
    """

    def __init__(  # noqa: PLR0913 -- what is handed in, each with one meaning
        self,
        contenders: Sequence[Contender],
        store: Store,
        *,
        draws: Draws,
        limits: Limits,
        on_vote: Callable[[], None] = lambda: None,
        counting: Counting | None = None,
        clock: Callable[[], datetime] = _now,
        new_id: Callable[[], str] = new_battle_id,
    ) -> None:
        self._contenders = {contender.card.name: contender for contender in contenders}
        self._store = store
        self._draws = draws
        self._recorder = Recorder(store, draws, counting or BoundedCounting(Bounds()))
        self._limits = limits
        self._on_vote = on_vote
        self._clock = clock
        self._new_id = new_id
        self._showing = Showing(store, draws, self._recorder, limits.repeats, limits.pace, new_id)
        self._keep = Keeper()
        self._running = Running(store, self._keep, draws, limits)
        cards = {contender.card.name: contender.card for contender in contenders}
        self._looking = Looking(
            store, self._keep, self._recorder, self._running, cards, limits.promise
        )
        opener = Opener(
            store, self._keep, draws, self._recorder, self._running, limits, clock, new_id
        )
        self._going_on = GoingOn(
            store, self._keep, self._running, self._looking, opener, limits.turns
        )

    async def open(
        self,
        prompt: str,
        *,
        voter: str,
        key: str | None = None,
        may_publish: bool = False,
        client: str = "",
    ) -> BlindBattle | RevealedBattle:
        """Draw two models and ask them.

        The same voter and key return the battle that they opened before, wherever it stands.
        ``client``: hexadecimal digits that the voter's page adds to the draw, so that nobody knew
        it beforehand.
        ``may_publish``: the voter was told before asking that it may be published. That counts
        in an arena that publishes, and nothing else does: no setting stands for a voter.

        Raises:
            PromptError: the prompt cannot be asked.
            NotEnoughModelsError: fewer than two models can answer now.
        """
        check_prompt(prompt, self._limits.prompt_characters)
        return await self._going_on.opened(
            Wish(prompt=prompt, voter=voter, key=key, consent=may_publish, client=client)
        )

    async def again(
        self, *, voter: str, key: str | None = None, client: str = ""
    ) -> BlindBattle | RevealedBattle | None:
        """Show two answers that a voter judged before, who is willing; None if it is not its time.

        For ``key`` and ``client`` see `open`.

        Raises:
            StoreError: nothing was kept.
        """
        try:
            shown = await self._keep(
                self._showing.show, voter, client=client, key=key, now=self._clock()
            )
        except (LedgerError, NotEnoughModelsError) as error:
            # Nobody asked for this battle, so nobody must hear that there is none now.
            log.info("no answers are shown again: %s", error)
            return None
        return None if shown is None else await self.look(shown, voter=voter)

    async def follow_up(
        self, battle_id: str, prompt: str, *, voter: str, key: str | None = None
    ) -> BlindBattle | RevealedBattle:
        """Ask both models something more; after the reveal this does not count.

        Raises:
            PromptError: the prompt cannot be asked.
            BattleNotFoundError, BattleForbiddenError, BattleStateError: not this, not you, not now.
        """
        check_prompt(prompt, self._limits.prompt_characters)
        return await self._going_on.follow_up(
            self._contenders, battle_id, prompt, voter=voter, key=key
        )

    async def retry(
        self, battle_id: str, *, voter: str, key: str | None = None, client: str = ""
    ) -> BlindBattle | RevealedBattle:
        """Ask a failed or stopped turn again.

        A first turn that failed is asked of two newly drawn models: a new battle, with a new id.
        For ``client``, which adds to that draw, see `open`.

        Raises:
            BattleNotFoundError, BattleForbiddenError, BattleStateError: not this, not you, not now.
            NotEnoughModelsError: fewer than two models can answer now.
        """
        return await self._going_on.retry(
            self._contenders, battle_id, voter=voter, key=key, client=client
        )

    async def stop(self, battle_id: str, *, voter: str) -> BlindBattle | RevealedBattle:
        """Stop both answers, if they are not over; returns once that is kept.

        Raises:
            BattleNotFoundError, BattleForbiddenError: not this, not you.
        """
        live = self._running.get(battle_id)
        if live is not None:
            own(await self._looking.stored(battle_id), voter)
            live.stop()
            await live.over()
        return await self.look(battle_id, voter=voter)

    async def vote(
        self,
        battle_id: str,
        winner: Winner,
        *,
        voter: str,
        key: str | None = None,
        address: str | None = None,
    ) -> RevealedBattle:
        """Keep a vote, and only then tell the names.

        ``address``: where it came from, made coarse; it is kept nowhere.

        Raises:
            BattleNotFoundError, BattleForbiddenError: not this, not you.
            BattleStateError: not now; carries the receipt if a vote is stored already.
        """
        running = battle_id in self._running
        vote = Vote(self._new_id(), battle_id, winner, voter, self._clock())
        rule = functools.partial(require, action=Action.VOTE, voter=voter, running=running)
        try:
            await self._keep(self._recorder.add_vote, vote, key=key, rule=rule, address=address)
        except BattleStateError as error:
            raise await self._looking.explained(battle_id, voter, error) from error
        self._on_vote()
        return await self._looking.revealed(battle_id)

    async def skip(self, battle_id: str, *, voter: str) -> RevealedBattle:
        """Give a battle up: its names are told and nothing is counted.

        Raises:
            BattleNotFoundError, BattleForbiddenError: not this, not you.
            BattleStateError: not now; carries the receipt if a vote is stored already.
        """
        running = battle_id in self._running
        rule = functools.partial(may_skip, voter=voter, running=running)
        try:
            await self._keep(self._recorder.add_skip, battle_id, rule=rule)
        except BattleStateError as error:
            raise await self._looking.explained(battle_id, voter, error) from error
        return await self._looking.revealed(battle_id)

    async def look(self, battle_id: str, *, voter: str) -> BlindBattle | RevealedBattle:
        """The battle as it stands.

        Raises:
            BattleNotFoundError, BattleForbiddenError: not this, not you.
        """
        return await self._looking.look(battle_id, voter)

    async def watch(
        self, battle_id: str, *, voter: str, after: tuple[int, int, int] = (-1, -1, 0)
    ) -> AsyncGenerator[LiveEvent, None]:
        """The running turn from its start (or after a step seen before), then its end.

        Args:
            battle_id: which battle.
            voter: who watches; only the battle's own voter may.
            after: position, attempt and number of the last step seen.

        Raises:
            BattleNotFoundError, BattleForbiddenError: not this, not you.
        """
        live = self._running.get(battle_id)
        if live is not None:
            own(await self._looking.stored(battle_id), voter)
            seen = after[2] if after[:2] == live.place else 0
            async with aclosing(live.watch(seen)) as steps:
                async for event in steps:
                    yield event
        yield End(await self.look(battle_id, voter=voter))

    async def expire_undecided(self, before: datetime) -> int:
        """End the battles that were opened before a moment and not decided; returns how many.

        One that is being answered here and now is left alone. The seed of a stream may be told
        once all of its battles have ended, and not before: it tells who meets whom.

        Raises:
            StoreError: not all could be kept.
        """
        return await self._keep(
            self._recorder.expire_undecided, before, is_running=self._running.__contains__
        )

    async def serve(self, contenders: Sequence[Contender]) -> None:
        """Let these meet from now on; a battle of what was served before can only be voted on."""
        await self._keep(self._draws.serve, contenders)
        self._contenders = {contender.card.name: contender for contender in contenders}

    async def quiet(self) -> None:
        """Stop all answers, and keep what was said."""
        await self._running.quiet()

    async def close(self) -> None:
        """Stop all answers, keep what was said, and let go of threads."""
        await self.quiet()
        self._keep.close()
