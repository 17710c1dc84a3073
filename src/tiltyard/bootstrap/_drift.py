"""The watch over endpoints, as the settings have it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from tiltyard.battles import Battles, Contender
from tiltyard.bootstrap._log import declare
from tiltyard.bootstrap._models import make_contenders, make_endpoints
from tiltyard.bootstrap._private import in_use, until_told
from tiltyard.bootstrap._store import make_store
from tiltyard.drift import Drift, Plan, Serve, prompts_of
from tiltyard.errors import ConfigurationError
from tiltyard.providers import Endpoint
from tiltyard.registry import nearest
from tiltyard.settings import Settings
from tiltyard.store import Store


def make_drift(
    written: Settings,
    contenders: Sequence[Contender],
    endpoints: Mapping[str, Endpoint],
    store: Store,
) -> Drift:
    """What watches the models.

    Args:
        written: the settings as they are written, with private models under their own names.
        contenders: the models that are served.
        endpoints: by name.
        store: holds the votes.

    Raises:
        ConfigurationError: a question or a pinned model is none.
        DataError: the journal of alarms is damaged.
    """
    settings = in_use(written)
    require_pinned(settings)
    return Drift(
        contenders,
        store,
        settings.data_dir / "drift",
        plan_of(settings),
        remake=remaker(written, endpoints, store),
    )


def remaker(
    written: Settings, endpoints: Mapping[str, Endpoint], store: Store
) -> Callable[[], Sequence[Contender]]:
    """Makes the models anew, at the versions that are confirmed now."""

    def remake() -> Sequence[Contender]:
        return until_told(written, make_contenders(in_use(written), endpoints, store))

    return remake


def serve_in(battles: Battles, store: Store) -> Serve:
    """What tells battles and the log of new versions."""

    async def serve(contenders: Sequence[Contender]) -> None:
        # The log knows a version before anything is drawn of it.
        await asyncio.to_thread(declare, contenders, store.log)
        await battles.serve(contenders)

    return serve


def plan_of(settings: Settings) -> Plan:
    """What is watched, and how.

    Raises:
        ConfigurationError: a question is none, or the time of day names a zone.
    """
    drift = settings.drift
    if drift.at.tzinfo is not None:
        raise ConfigurationError(f"`drift.at` is in UTC: write it without a zone, not {drift.at}")
    return Plan(
        canaries=drift.canaries,
        prompts=prompts_of(drift.prompts),
        at=drift.at,
        samples=drift.samples,
        tokens=drift.tokens,
        reference_nights=drift.reference_nights,
        false_alarms=drift.false_alarms,
        votes=drift.votes,
        reference_votes=drift.reference_votes,
    )


def require_pinned(settings: Settings) -> None:
    """Return if all pinned models are there.

    Raises:
        ConfigurationError: one is not.
    """
    for name in settings.drift.pinned:
        if name not in settings.models:
            hint = nearest(name, list(settings.models))
            raise ConfigurationError(f"`drift.pinned`: there is no model {name!r}{hint}")


@contextmanager
def open_drift(settings: Settings) -> Iterator[Drift]:
    """What watches the models, for a command.

    Raises:
        ConfigurationError: the settings do not fit together.
        DataError: the journal of alarms is damaged.
        StoreError: the database cannot be used.
    """
    used = in_use(settings)
    endpoints = make_endpoints(used)
    store = make_store(used)
    try:
        yield make_drift(settings, remaker(settings, endpoints, store)(), endpoints, store)
    finally:
        store.close()
