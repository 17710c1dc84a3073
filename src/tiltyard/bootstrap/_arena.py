"""An `Arena`, and `assemble`, which makes one of settings."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta
from functools import partial

import numpy as np

from tiltyard.battles import Battles, BoundedCounting, Limits, new_battle_id
from tiltyard.bootstrap._boards import decide, make_polls, make_snapshots, make_supply
from tiltyard.bootstrap._drift import make_drift, serve_in
from tiltyard.bootstrap._log import make_draws
from tiltyard.bootstrap._models import make_contenders, make_endpoints
from tiltyard.bootstrap._moderation import make_moderation, screening_time
from tiltyard.bootstrap._owners import Owners, make_owners
from tiltyard.bootstrap._private import in_use, register_private, until_told
from tiltyard.bootstrap._private_models import PrivateModels
from tiltyard.bootstrap._publishing import make_publisher, make_records
from tiltyard.bootstrap._secret_key import secret_key_of
from tiltyard.bootstrap._store import make_store
from tiltyard.bootstrap._tokens import Token, make_tokens
from tiltyard.bootstrap._voters import VoterRules, voter_rules
from tiltyard.drift import Drift
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
from tiltyard.screening import Moderation, nightly
from tiltyard.settings import Settings
from tiltyard.store import Store
from tiltyard.transparency import Publisher

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
    publisher: Publisher
    moderation: Moderation
    screen_at: time | None
    drift: Drift
    cards: tuple[ModelCard, ...]
    store: Store
    endpoints: Mapping[str, Endpoint]
    limits: Limits
    voters: VoterRules
    refresh_seconds: float
    secret_key: str
    tokens: tuple[Token, ...]
    owners: Owners
    private: PrivateModels
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
            # What it says must not be older than the tree that it names.
            taking = publish(
                self.snapshots,
                own,
                lambda: self.boards.usual,
                every=every,
                fresh=self.feed.step,
            )
            self._background.append(asyncio.create_task(taking))
        self._background.append(asyncio.create_task(self.publisher.run()))
        if self.screen_at is not None:
            screening = nightly(self.moderation, self.screen_at)
            self._background.append(asyncio.create_task(screening))
        self._background.append(asyncio.create_task(self.drift.run()))

    async def close(self) -> None:
        """Stop answers, models and the background; keep what was said."""
        await self.battles.close()
        for task in self._background:
            task.cancel()
        self.snapshots.stop()
        for failure in await asyncio.gather(*self._background, return_exceptions=True):
            if isinstance(failure, Exception):
                log.error("a task in the background failed: %r", failure)
        await asyncio.to_thread(self.publisher.stop)
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
        rng: makes the seeds that pairs and seats are drawn with; by default nobody can predict
            them.
        new_id: makes the ids of battles and receipts; by default nobody can guess them.

    Raises:
        ConfigurationError: the settings do not fit together.
        StoreError: the database cannot be used.
    """
    secret_key = secret_key_of(settings)
    tokens = make_tokens(settings)
    written, settings = settings, in_use(settings)
    endpoints = make_endpoints(settings)
    store = make_store(settings)
    publisher = make_publisher(settings, store)
    contenders = until_told(written, make_contenders(settings, endpoints, store))
    register_private(written, contenders, store)
    owners = make_owners(settings)
    supply = make_supply(settings, store)
    polls = make_polls(settings, store)
    decide(supply.boards, polls.decided())
    voters = voter_rules(settings)
    limits = replace(
        _limits(settings), promise=voters.promise, repeats=voters.repeats, gold=voters.gold
    )
    battles = Battles(
        contenders,
        store,
        draws=make_draws(settings, contenders, store, rng),
        limits=limits,
        on_vote=supply.own.touch,
        counting=BoundedCounting(voters.bounds, is_owner=owners.is_owner),
        new_id=new_id,
    )
    drift = make_drift(written, contenders, endpoints, store)
    drift.serve = serve_in(battles, store)
    snapshots = make_snapshots(settings, supply.own)
    publisher.expire = battles.expire_undecided
    publisher.public.records = make_records(settings, store, snapshots, supply.source)
    return Arena(
        name=settings.name,
        battles=battles,
        boards=supply.boards,
        supply=supply,
        polls=polls,
        snapshots=snapshots,
        snapshot_every=interval_of(settings.leaderboard.snapshot_every),
        publisher=publisher,
        moderation=make_moderation(settings, store),
        screen_at=screening_time(settings),
        drift=drift,
        cards=tuple(contender.card for contender in contenders),
        store=store,
        endpoints=endpoints,
        limits=limits,
        voters=voters,
        refresh_seconds=settings.leaderboard.refresh_seconds,
        secret_key=secret_key,
        tokens=tokens,
        owners=owners,
        private=PrivateModels(written, supply),
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
