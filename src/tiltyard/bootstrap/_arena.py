"""An `Arena`, and `assemble`, which makes one of settings."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import numpy as np

from tiltyard import matchmaking
from tiltyard.battles import Battles, Limits, new_battle_id
from tiltyard.bootstrap._boards import decide, make_polls, make_snapshots, make_supply
from tiltyard.bootstrap._models import make_contenders, make_endpoints
from tiltyard.bootstrap._secret_key import secret_key_of
from tiltyard.bootstrap._store import make_store
from tiltyard.errors import BoardError
from tiltyard.leaderboard import (
    Boards,
    Example,
    Feed,
    Polls,
    Snapshots,
    Supply,
    interval_of,
    publish,
)
from tiltyard.providers import Endpoint
from tiltyard.records import ModelCard, Pace
from tiltyard.settings import Settings
from tiltyard.store import Store

log = logging.getLogger(__name__)

# A start waits for votes that came while the arena was down, but no longer.
_CATCH_UP_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Arena:
    """A wired arena, one attribute per use: `start` it, serve, then `close` it."""

    name: str
    battles: Battles
    boards: Boards
    supply: Supply
    polls: Polls
    snapshots: Snapshots
    snapshot_every: timedelta | None
    cards: tuple[ModelCard, ...]
    store: Store
    endpoints: Mapping[str, Endpoint]
    limits: Limits
    refresh_seconds: float
    secret_key: str
    _background: list[asyncio.Task[None]]

    @property
    def feed(self) -> Feed:
        """What brings the arena's own votes to its boards."""
        return self.supply.own

    @property
    def example(self) -> Example:
        """The board of simulated votes, which anybody who runs the arena may remove."""
        return self.supply.example

    async def start(self) -> None:
        """Read the votes, compute the first board, and keep both up to date in the background."""
        await asyncio.to_thread(self.supply.open)
        self._background.append(asyncio.create_task(self.supply.run()))
        await self.feed.caught_up(_CATCH_UP_SECONDS)
        await asyncio.to_thread(self.supply.show_example)
        try:
            await self.boards.refresh(self.boards.usual)
        except BoardError as error:
            # Votes may be such that nothing can be said yet; battles go on all the same.
            log.error("there is no usual board: %s", error)
        self._background.append(asyncio.create_task(self.boards.run()))
        deciding = self.polls.run(partial(decide, self.boards))
        self._background.append(asyncio.create_task(deciding))
        if self.snapshot_every is not None:
            own, every = self.supply.source, self.snapshot_every
            taking = publish(self.snapshots, own, lambda: self.boards.usual, every=every)
            self._background.append(asyncio.create_task(taking))

    async def close(self) -> None:
        """Stop answers, models and the background; keep what was said."""
        await self.battles.close()
        for task in self._background:
            task.cancel()
        self.snapshots.stop()
        for failure in await asyncio.gather(*self._background, return_exceptions=True):
            if isinstance(failure, Exception):
                log.error("a task in the background failed: %r", failure)
        await asyncio.to_thread(self.supply.close)
        closing = (endpoint.close() for endpoint in self.endpoints.values())
        for failure in await asyncio.gather(*closing, return_exceptions=True):
            if isinstance(failure, Exception):
                log.error("an endpoint did not close: %r", failure)
        await asyncio.to_thread(self.store.close)


def assemble(
    settings: Settings,
    *,
    rng: np.random.Generator | None = None,
    new_id: Callable[[], str] = new_battle_id,
) -> Arena:
    """The arena that the settings describe, its tables brought up to date.

    Args:
        settings: what to build.
        rng: draws pairs and seats; by default nobody can predict it.
        new_id: makes the ids of battles and receipts; by default nobody can guess them.

    Raises:
        ConfigurationError: the settings do not fit together.
        StoreError: the database cannot be used.
    """
    secret_key = secret_key_of(settings)
    endpoints = make_endpoints(settings)
    store = make_store(settings)
    contenders = make_contenders(settings, endpoints, store)
    supply = make_supply(settings, store)
    polls = make_polls(settings, store)
    decide(supply.boards, polls.decided())
    limits = _limits(settings)
    battles = Battles(
        contenders,
        store,
        sampler=matchmaking.load(settings.battle.sampler),
        rng=rng or np.random.default_rng(),
        limits=limits,
        on_vote=supply.own.touch,
        new_id=new_id,
    )
    return Arena(
        name=settings.name,
        battles=battles,
        boards=supply.boards,
        supply=supply,
        polls=polls,
        snapshots=make_snapshots(settings, supply.own),
        snapshot_every=interval_of(settings.leaderboard.snapshot_every),
        cards=tuple(contender.card for contender in contenders),
        store=store,
        endpoints=endpoints,
        limits=limits,
        refresh_seconds=settings.leaderboard.refresh_seconds,
        secret_key=secret_key,
        _background=[],
    )


def _limits(settings: Settings) -> Limits:
    battle = settings.battle
    return Limits(
        prompt_characters=battle.prompt_characters,
        turns=battle.turns,
        pace=Pace(battle.pace),
        pace_characters=battle.pace_characters,
        pace_seconds=battle.pace_seconds,
        publishable=battle.publishable,
    )
