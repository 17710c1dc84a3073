"""The turns that are being answered now, each with a task that keeps its answers in the end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

from tiltyard.battles._contender import Contender
from tiltyard.battles._draws import Draws
from tiltyard.battles._gold import Exchange
from tiltyard.battles._keeping import Keeper
from tiltyard.battles._limits import Limits
from tiltyard.battles._live import LiveTurn
from tiltyard.battles._state import operative
from tiltyard.records import Side, StoredBattle, Turn
from tiltyard.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked in a turn, and whom.

    Attributes:
        prompt: the voter's.
        contenders: who sits where.
        place: position and attempt of the turn.
        history: the turns before it.
        gold: the side that is given another question, if any.
        before: what that side was asked so far, in any attempt.
    """

    prompt: str
    contenders: Mapping[Side, Contender]
    place: tuple[int, int] = (0, 0)
    history: Sequence[Turn] = ()
    gold: Side | None = None
    before: Collection[str] = ()


def asked_of(stored: StoredBattle, turn: Turn, contenders: Mapping[Side, Contender]) -> Asked:
    """What is asked in a further turn of a battle, or in a further attempt at one."""
    answers = [one for before in stored.turns for one in before.answers]
    return Asked(
        prompt=turn.prompt,
        contenders=contenders,
        place=(turn.position, turn.attempt),
        history=[one for one in operative(stored.turns) if one.position < turn.position],
        gold=None if stored.seal is None else stored.seal.gold,
        before=[one.asked for one in answers if one.asked is not None],
    )


@dataclass(frozen=True, slots=True)
class _Turn:
    live: LiveTurn
    contenders: Mapping[Side, Contender]
    exchange: Exchange


class Running:
    """What is being answered, by battle: there is one turn of each at most.

    Args:
        store: where answers are kept.
        keep: calls it.
        draws: what picks questions at random.
        limits: pace and patience.
    """

    def __init__(self, store: Store, keep: Keeper, draws: Draws, limits: Limits) -> None:
        self._store = store
        self._keep = keep
        self._draws = draws
        self._limits = limits
        self._turns: dict[str, _Turn] = {}
        self._driving: set[asyncio.Task[None]] = set()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def __contains__(self, battle_id: str) -> bool:
        return battle_id in self._turns

    def get(self, battle_id: str) -> LiveTurn | None:
        """The turn of a battle that is being answered, if any."""
        found = self._turns.get(battle_id)
        return None if found is None else found.live

    def lock(self, name: str) -> asyncio.Lock:
        """A lock of this name, for as long as anybody has it or waits for it."""
        return self._locks.setdefault(name, asyncio.Lock())

    def start(self, battle_id: str, asked: Asked) -> None:
        """Ask both models now; `drive` or `abandon` follows."""
        exchange = Exchange.of(
            asked.gold, asked.prompt, asked=asked.before, choose=self._draws.any_of
        )
        streams = {
            side: one.endpoint.stream(
                one.request(side, asked.history, exchange.prompt(side, asked.prompt)), one.deadlines
            )
            for side, one in asked.contenders.items()
        }
        limits = self._limits
        live = LiveTurn(asked.place, streams, rhythm=limits.rhythm, patience=limits.patience)
        live.start()
        self._turns[battle_id] = _Turn(live, asked.contenders, exchange)

    def abandon(self, battle_id: str) -> None:
        """No battle was kept: stop asking for it."""
        self._turns.pop(battle_id).live.stop()

    def drive(self, battle_id: str, turn_id: int) -> None:
        """Keep the answers of a turn that was started, once they are over."""
        task = asyncio.create_task(self._finish(battle_id, turn_id, self._turns[battle_id]))
        self._driving.add(task)
        task.add_done_callback(self._driving.discard)

    async def quiet(self) -> None:
        """Stop all answers, and keep what was said."""
        for turn in list(self._turns.values()):
            turn.live.stop()
        await asyncio.gather(*self._driving, return_exceptions=True)

    async def _finish(self, battle_id: str, turn_id: int, turn: _Turn) -> None:
        try:
            await turn.live.finish()
            answers = turn.exchange.told(turn.live.answers(turn.contenders))
            await self._keep(self._store.add_answers, turn_id, answers)
        except Exception:
            # The turn is then seen as cut off, and can be asked again.
            log.exception("the answers of battle %s were not kept", battle_id)
        finally:
            del self._turns[battle_id]
            turn.live.dismiss()
