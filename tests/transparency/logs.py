"""A log of some leaves in a database of its own, and a clock that a test sets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tiltyard.store import Store, open_store
from tiltyard.transparency import Facts, KeyFile, Public, Publisher

MIDDAY = datetime(2026, 3, 5, 12, tzinfo=UTC)


def leaf(place: int = 0) -> dict[str, Any]:
    """A small leaf."""
    return {"type": "tombstone", "leaf": place, "reason": "wish"}


def opened(folder: Path) -> Store:
    """A store with its tables."""
    store = open_store(f"sqlite:///{folder / 'arena.db'}")
    store.upgrade()
    return store


@dataclass
class Clock:
    """A clock on the wall, and one that only goes forward."""

    now: datetime = MIDDAY
    ticks: float = 0.0

    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.ticks += seconds
        self.now += timedelta(seconds=seconds)

    def jump(self, by: timedelta) -> None:
        """Somebody sets the clock on the wall."""
        self.now += by


@dataclass
class Published:
    """A log and what publishes it."""

    folder: Path
    store: Store
    clock: Clock = field(default_factory=Clock)

    def publisher(self, origin: str | None = None, **more: Any) -> Publisher:
        """One more process that publishes."""
        return Publisher(
            self.store.log,
            KeyFile(self.folder, "An Arena", origin),
            Public(self.folder, self.store.log, Facts("An Arena")),
            clock=lambda: self.clock.now,
            ticks=lambda: self.clock.ticks,
            **more,
        )

    def add(self, many: int) -> None:
        """More leaves."""
        begin = self.store.log.size()
        self.store.log.append([leaf(place) for place in range(begin, begin + many)])
