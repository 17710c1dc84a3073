"""The steps of a battle, each at most: check, keep, answer."""

from __future__ import annotations

import asyncio
import functools
import logging
import secrets
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from tiltyard.battles._again import Repeats, Showing
from tiltyard.battles._contender import Contender
from tiltyard.battles._counting import BoundedCounting, Bounds, Counting
from tiltyard.battles._draws import Drawn, Draws
from tiltyard.battles._live import End, LiveEvent, LiveTurn, Patience, Rhythm
from tiltyard.battles._promise import Promise
from tiltyard.battles._recorder import Receipt, Recorder
from tiltyard.battles._state import (
    Action,
    TurnState,
    is_closed,
    is_revealed,
    operative,
    require,
    turn_state,
)
from tiltyard.battles._state import phase as _phase
from tiltyard.battles._view import BlindBattle, RevealedBattle, view
from tiltyard.errors import (
    BattleForbiddenError,
    BattleNotFoundError,
    BattleStateError,
    LedgerError,
    NotEnoughModelsError,
    PromptError,
    PromptTooLongError,
)
from tiltyard.records import (
    Battle,
    Pace,
    Phase,
    Side,
    StoredBattle,
    Turn,
    Vote,
    Winner,
)
from tiltyard.store import NewTurn, Store

log = logging.getLogger(__name__)
T = TypeVar("T")

WRITERS = 32
HEAD_START_SECONDS = 0.003


@dataclass(frozen=True, slots=True)
class Limits:
    """What a battle may use, how its answers flow, whether it may be published and counts."""

    prompt_characters: int = 12_000
    turns: int = 50
    pace: Pace = Pace.STRICT
    pace_characters: int = 12
    pace_seconds: float = 0.05
    attach_seconds: float = 10.0
    leave_seconds: float = 1.2
    publishable: bool = False
    promise: Promise = field(default_factory=Promise)
    repeats: Repeats = field(default_factory=Repeats)

    @property
    def rhythm(self) -> Rhythm | None:
        """Of the strict pace; None for the fast one."""
        if self.pace is Pace.FAST:
            return None
        return Rhythm(self.pace_characters, self.pace_seconds)

    @property
    def patience(self) -> Patience:
        """How long to go on answering when nobody watches."""
        return Patience(self.attach_seconds, self.leave_seconds)


def _now() -> datetime:
    return datetime.now(UTC)


def new_battle_id() -> str:
    """An id that nobody can guess: 128 random bits."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A battle to open; see `Battles.open`."""

    prompt: str
    voter: str
    key: str | None
    consent: bool
    client: str = ""
    retry_of: str | None = None
    is_anew: bool = False


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
        self._cards = {contender.card.name: contender.card for contender in contenders}
        self._store = store
        self._draws = draws
        self._recorder = Recorder(store, draws, counting or BoundedCounting(Bounds()))
        self._limits = limits
        self._on_vote = on_vote
        self._clock = clock
        self._new_id = new_id
        self._showing = Showing(store, draws, self._recorder, limits.repeats, limits.pace, new_id)
        self._live: dict[str, LiveTurn] = {}
        self._driving: set[asyncio.Task[None]] = set()
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._threads = ThreadPoolExecutor(WRITERS, thread_name_prefix="battles-store")

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
        self._check_prompt(prompt)
        wish = _Wish(prompt, voter, key, consent=may_publish, client=client)
        return await self._open(wish)

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
        self._check_prompt(prompt)
        stored = await self._stored(battle_id)
        turns = operative(stored.turns)
        if len(turns) >= self._limits.turns:
            raise BattleStateError(f"a battle has at most {self._limits.turns} turns; start anew")
        turn = NewTurn(prompt, _phase(stored), position=turns[-1].position + 1, key=key)
        return await self._ask(stored, turn, Action.FOLLOW_UP, voter=voter)

    async def retry(
        self, battle_id: str, *, voter: str, key: str | None = None
    ) -> BlindBattle | RevealedBattle:
        """Ask a failed or stopped turn again.

        A first turn that failed is asked of two newly drawn models: a new battle, with a new id.

        Raises:
            BattleNotFoundError, BattleForbiddenError, BattleStateError: not this, not you, not now.
            NotEnoughModelsError: fewer than two models can answer now.
        """
        stored = await self._stored(battle_id)
        running = battle_id in self._live
        if is_closed(stored):
            _own(stored, voter)
            earlier = await self._keep(self._store.find, voter, key or f"retry:{battle_id}")
            if earlier is not None:
                return await self.look(earlier, voter=voter)
        require(stored, Action.RETRY, voter=voter, running=running)
        last = stored.turns[-1]
        failed = turn_state(last, running=running) is TurnState.FAILED
        if failed and last.position == 0 and not is_revealed(stored):
            # One new battle for a failed one, however often it is asked for.
            key = key or f"retry:{battle_id}"
            earlier = await self._keep(self._store.find, voter, key)
            if earlier is not None:
                return await self.look(earlier, voter=voter)
            # What was asked before anybody was told stays private when it is asked again.
            consent = stored.battle.consent
            wish = _Wish(last.prompt, voter, key, consent=consent, retry_of=battle_id)
            return await self._open(wish)
        turn = NewTurn(last.prompt, _phase(stored), last.position, last.attempt + 1, key)
        return await self._ask(stored, turn, Action.RETRY, voter=voter)

    async def stop(self, battle_id: str, *, voter: str) -> BlindBattle | RevealedBattle:
        """Stop both answers, if they are not over; returns once that is kept.

        Raises:
            BattleNotFoundError, BattleForbiddenError: not this, not you.
        """
        live = self._live.get(battle_id)
        if live is not None:
            _own(await self._stored(battle_id), voter)
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
        running = battle_id in self._live
        vote = Vote(self._new_id(), battle_id, winner, voter, self._clock())
        rule = functools.partial(require, action=Action.VOTE, voter=voter, running=running)
        try:
            await self._keep(self._recorder.add_vote, vote, key=key, rule=rule, address=address)
        except BattleStateError as error:
            raise await self._explain(battle_id, voter, error) from error
        self._on_vote()
        return await self._revealed(battle_id)

    async def skip(self, battle_id: str, *, voter: str) -> RevealedBattle:
        """Give a battle up: its names are told and nothing is counted.

        Raises:
            BattleNotFoundError, BattleForbiddenError: not this, not you.
            BattleStateError: not now; carries the receipt if a vote is stored already.
        """
        running = battle_id in self._live
        rule = functools.partial(_may_skip, voter=voter, running=running)
        try:
            await self._keep(self._recorder.add_skip, battle_id, rule=rule)
        except BattleStateError as error:
            raise await self._explain(battle_id, voter, error) from error
        return await self._revealed(battle_id)

    async def look(self, battle_id: str, *, voter: str) -> BlindBattle | RevealedBattle:
        """The battle as it stands.

        Raises:
            BattleNotFoundError, BattleForbiddenError: not this, not you.
        """
        async with self._asking.setdefault(battle_id, asyncio.Lock()):
            # Asked before reading: a turn that ends in between is then seen with its answers.
            live = self._live.get(battle_id)
            stored, receipt = await self._shown(battle_id)
        _own(stored, voter)
        if live is not None:
            live.seen()
        return self._view(stored, running=live is not None, receipt=receipt)

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
        live = self._live.get(battle_id)
        if live is not None:
            _own(await self._stored(battle_id), voter)
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
            self._recorder.expire_undecided, before, is_running=self._live.__contains__
        )

    async def serve(self, contenders: Sequence[Contender]) -> None:
        """Let these meet from now on; a battle of what was served before can only be voted on."""
        await self._keep(self._draws.serve, contenders)
        self._contenders = {contender.card.name: contender for contender in contenders}

    async def quiet(self) -> None:
        """Stop all answers, and keep what was said."""
        for live in list(self._live.values()):
            live.stop()
        await asyncio.gather(*self._driving, return_exceptions=True)

    async def close(self) -> None:
        """Stop all answers, keep what was said, and let go of threads."""
        await self.quiet()
        self._threads.shutdown()

    async def _open(self, wish: _Wish) -> BlindBattle | RevealedBattle:
        try:
            drawn = await self._drawn(wish.client)
        except NotEnoughModelsError:
            key = wish.key
            earlier = await self._keep(self._store.find, wish.voter, key) if key else None
            if earlier is None:
                raise
            return await self.look(earlier, voter=wish.voter)
        battle = self._battle(drawn, wish)
        live = self._live[battle.id] = self._start((0, 0), drawn.pair, [], wish.prompt)
        # Models think while the disk is written, so that keeping a battle costs no waiting time.
        # They are asked first: a thread that writes would share the interpreter with the asking.
        try:
            await asyncio.sleep(HEAD_START_SECONDS)
            turn = NewTurn(wish.prompt, Phase.BLIND, key=wish.key)
            stored = await self._keep(
                self._recorder.add_battle, drawn, battle, turn, retry_of=wish.retry_of
            )
        except LedgerError as error:
            # The clock had jumped, and the seed is told: what it would draw is no secret.
            self._abandon(battle.id, live)
            if wish.is_anew:
                raise
            log.warning("a pair is drawn anew: %s", error)
            return await self._open(replace(wish, is_anew=True))
        except BaseException:
            self._abandon(battle.id, live)
            raise
        if stored.battle.id != battle.id:
            self._abandon(battle.id, live)
            return await self.look(stored.battle.id, voter=wish.voter)
        self._drive(battle.id, stored.turns[0], live, drawn.pair)
        return self._view(stored, running=True)

    def _abandon(self, battle_id: str, live: LiveTurn) -> None:
        """No battle was kept: stop asking for it."""
        del self._live[battle_id]
        live.stop()

    async def _ask(
        self, stored: StoredBattle, new: NewTurn, action: Action, *, voter: str
    ) -> BlindBattle | RevealedBattle:
        battle_id = stored.battle.id
        rule = functools.partial(
            _may_ask, action=action, voter=voter, phase=new.phase, running=battle_id in self._live
        )
        contenders = self._contenders_of(stored.battle)
        # Nobody looks between the keeping of a turn and its start, nor starts it twice.
        async with self._asking.setdefault(battle_id, asyncio.Lock()):
            turn = await self._keep(self._store.add_turn, battle_id, new, rule=rule)
            if not turn.answers and battle_id not in self._live:
                history = [one for one in operative(stored.turns) if one.position < turn.position]
                live = self._start((turn.position, turn.attempt), contenders, history, turn.prompt)
                self._drive(battle_id, turn, live, contenders)
        return await self.look(battle_id, voter=voter)

    async def _drawn(self, client: str) -> Drawn:
        while (drawn := self._draws.draw(client)) is None:
            await self._keep(self._draws.begin)
        return drawn

    def _battle(self, drawn: Drawn, wish: _Wish) -> Battle:
        return Battle(
            id=self._new_id(),
            voter=wish.voter,
            created_at=self._clock(),
            version_a=drawn.pair[Side.MODEL_A].version,
            version_b=drawn.pair[Side.MODEL_B].version,
            pair_probability=drawn.draw.probability,
            pace=self._limits.pace,
            consent=self._limits.publishable and wish.consent,
        )

    def _contenders_of(self, battle: Battle) -> dict[Side, Contender]:
        """Who sits where; a model that is served differently now cannot go on with this battle."""
        pair = {side: self._contenders.get(battle.version(side).model) for side in Side}
        same = {
            side: contender
            for side, contender in pair.items()
            if contender is not None and contender.version.id == battle.version(side).id
        }
        if len(same) < len(Side):
            raise BattleStateError(
                "a model of this battle is not served as it was; please start a new battle"
            )
        return same

    def _start(
        self,
        place: tuple[int, int],
        contenders: Mapping[Side, Contender],
        history: Sequence[Turn],
        prompt: str,
    ) -> LiveTurn:
        streams = {
            side: one.endpoint.stream(one.request(side, history, prompt), one.deadlines)
            for side, one in contenders.items()
        }
        limits = self._limits
        live = LiveTurn(place, streams, rhythm=limits.rhythm, patience=limits.patience)
        live.start()
        return live

    def _drive(
        self, battle_id: str, turn: Turn, live: LiveTurn, contenders: Mapping[Side, Contender]
    ) -> None:
        async def drive() -> None:
            try:
                await live.finish()
                await self._keep(self._store.add_answers, turn.id, live.answers(contenders))
            except Exception:
                # The turn is then seen as cut off, and can be asked again.
                log.exception("the answers of battle %s were not kept", battle_id)
            finally:
                del self._live[battle_id]
                live.dismiss()

        self._live[battle_id] = live
        task = asyncio.create_task(drive())
        self._driving.add(task)
        task.add_done_callback(self._driving.discard)

    def _check_prompt(self, prompt: str) -> None:
        if not prompt.strip():
            raise PromptError("the prompt is empty: type a question first")
        if len(prompt) > self._limits.prompt_characters:
            raise PromptTooLongError(
                f"the prompt has {len(prompt):,} characters; "
                f"at most {self._limits.prompt_characters:,} are possible"
            )
        if "\0" in prompt or not _is_text(prompt):
            raise PromptError("the prompt holds a NUL or half of a surrogate pair: not valid text")

    async def _explain(
        self, battle_id: str, voter: str, error: BattleStateError
    ) -> BattleStateError | BattleForbiddenError:
        stored = await self._stored(battle_id)
        if stored.battle.voter != voter:
            return BattleForbiddenError("this battle belongs to another session")
        receipt = stored.vote.id if stored.vote is not None else None
        return BattleStateError(str(error), receipt=receipt)

    async def _revealed(self, battle_id: str) -> RevealedBattle:
        stored, receipt = await self._shown(battle_id)
        shown = self._view(stored, receipt=receipt)
        if not isinstance(shown, RevealedBattle):
            raise BattleStateError("the vote is not stored")
        return shown

    def _view(
        self, stored: StoredBattle, *, running: bool = False, receipt: Receipt | None = None
    ) -> BlindBattle | RevealedBattle:
        promise = self._limits.promise
        return view(stored, self._cards, running=running, receipt=receipt, promise=promise)

    async def _stored(self, battle_id: str) -> StoredBattle:
        if "\0" in battle_id:
            raise BattleNotFoundError("there is no such battle")  # no database could look for it
        return await self._keep(self._store.battle, battle_id)

    async def _shown(self, battle_id: str) -> tuple[StoredBattle, Receipt | None]:
        """A battle, and where the log has its end."""
        stored = await self._stored(battle_id)
        if stored.seal is None or stored.seal.ending is None:
            return stored, None
        return stored, await self._keep(self._recorder.receipt, stored)

    # Any: whatever the store's method takes.
    async def _keep(self, method: Callable[..., T], *args: Any, **kwargs: Any) -> T:  # noqa: ANN401
        """Call the store in a thread: it blocks until the disk has it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, functools.partial(method, *args, **kwargs))


def _own(stored: StoredBattle, voter: str) -> None:
    if stored.battle.voter != voter:
        raise BattleForbiddenError("this battle belongs to another session")


def _may_ask(
    stored: StoredBattle, *, action: Action, voter: str, phase: Phase, running: bool
) -> None:
    require(stored, action, voter=voter, running=running)
    if _phase(stored) is not phase:
        raise BattleStateError("the battle was decided meanwhile; send your message again")


def _may_skip(stored: StoredBattle, *, voter: str, running: bool) -> None:
    _own(stored, voter)
    if stored.skipped_at is None:
        require(stored, Action.SKIP, voter=voter, running=running)


def _is_text(prompt: str) -> bool:
    try:
        prompt.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
