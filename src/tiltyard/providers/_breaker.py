"""When to stop asking: a circuit breaker."""

from __future__ import annotations

import time
from collections.abc import Callable


class Breaker:
    """Open after several failures in a row; then, after a rest, one probe decides.

    Args:
        failures: how many in a row open it.
        rest_seconds: how long it stays open before a probe may pass.
        clock: seconds that never go backwards.
    """

    def __init__(
        self,
        *,
        failures: int = 5,
        rest_seconds: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = failures
        self._rest_seconds = rest_seconds
        self._clock = clock
        self._failures = 0
        self._opened_at: float | None = None
        self._probe: object | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing may be asked now: still resting, or a probe is under way."""
        if self._opened_at is None:
            return False
        return self._probe is not None or self._clock() - self._opened_at < self._rest_seconds

    def enter(self) -> object:
        """A ticket for one call, to be handed back; ask `is_open` first."""
        ticket = object()
        if self._opened_at is not None:
            self._probe = ticket
        return ticket

    def succeed(self) -> None:
        """A call went well: closed again, whoever made it."""
        self._failures, self._opened_at, self._probe = 0, None, None

    def fail(self, ticket: object) -> None:
        """A call went wrong; a failed probe starts the rest anew."""
        self._failures += 1
        if (self._opened_at is None and self._failures >= self._limit) or ticket is self._probe:
            self._opened_at = self._clock()
        self.release(ticket)

    def release(self, ticket: object) -> None:
        """A call ended without telling anything, such as one that the voter left."""
        if ticket is self._probe:
            self._probe = None
