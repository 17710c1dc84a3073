"""Models that can be drawn, a clock that is set by hand, and what their log tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tiltyard import ledger, providers
from tiltyard.battles import Contender, Draws
from tiltyard.providers import Deadlines, Endpoint
from tiltyard.records import ModelCard
from tiltyard.store import Log, Served, Store

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class Switched(Endpoint):
    """An endpoint that is down when one says so."""

    is_down = False

    def is_open_for(self, model: str) -> bool:
        """Whether it is down."""
        return self.is_down or super().is_open_for(model)


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """What it shows."""
        return self.now

    def go(self, **time: float) -> None:
        """Let time pass, or turn it back."""
        self.now += timedelta(**time)


@dataclass
class Field:
    """Models of one store, and draws among them."""

    store: Store
    contenders: Sequence[Contender]
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.draws = Draws(self.contenders, self.store.log, clock=self.clock)

    def switch(self, *down: str) -> None:
        """Let these models be down, and the others not."""
        for one in self.contenders:
            assert isinstance(one.endpoint, Switched)
            one.endpoint.is_down = one.card.name in down


def contenders(store: Store, **weights: float) -> list[Contender]:
    """Models of these names and weights."""
    versions = store.register([Served(name, "{}", f"{n:064}") for n, name in enumerate(weights)])
    return [
        Contender(
            ModelCard(name),
            versions[name],
            Switched(name, providers.create("scripted", {})),
            "script",
            Deadlines(),
            weight=weight,
        )
        for name, weight in weights.items()
    ]


def told(log: Log, kind: str | None = None) -> list[dict[str, Any]]:
    """The leaves of a log, or those of one kind."""
    leaves = map(ledger.decoded, log.leaves(0, log.size()))
    return [leaf for leaf in leaves if kind in (None, leaf["type"])]
