"""One address of models, asked with patience: deadlines, retries, a circuit breaker, caps."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from tiltyard.errors import ConfigurationError, ProviderError, TiltyardError
from tiltyard.providers._breaker import Breaker
from tiltyard.providers._events import (
    Failed,
    Finished,
    Provider,
    ProviderEvent,
    Reasoning,
    Request,
    Text,
)
from tiltyard.providers._text import Cleaner

MAX_TEXT_BYTES = 1_000_000
"""The most that one answer may say, its reasoning included, in UTF-8."""

_RETRIES = 2
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_RETRY_AFTER_SECONDS = 10.0
_CLOSE_SECONDS = 2.0

# A prompt alone can bring these about, so that they say nothing of the model's health.
_BLAMES_NOBODY = frozenset({"bad_request", "filtered", "too_long"})
# The address answered; only this model of it is amiss.
_BLAMES_THE_MODEL = frozenset({"not_found", "empty", "crashed"})


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long to wait, each measured from the moment of asking except ``idle_seconds``.

    Reasoning counts as a token. Retries share the time to the first token; they do not extend it.
    """

    first_token_seconds: float = 30.0
    idle_seconds: float = 20.0
    total_seconds: float = 120.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not getattr(self, name) > 0:
                raise ConfigurationError(
                    f"deadline {name!r} is {getattr(self, name)!r}: it must be more than 0 seconds"
                )


class Endpoint:
    """A provider that fails politely.

    The address has a breaker, and so has each model at it; each try counts, retries too.
    Refused connections, time-outs, 5xx, 429 and 401 count against both, since a success of any
    model closes the address's again. 404, empty answers and a crash of a local model count against
    the model alone. 400, a content filter and an answer that is too long count against nobody,
    since a prompt can cause them.
    """

    def __init__(
        self,
        name: str,
        provider: Provider,
        *,
        clock: Callable[[], float] = time.monotonic,
        rng: random.Random | None = None,
    ) -> None:
        self.name = name
        self._provider = provider
        self._clock = clock
        self._rng = rng or random.Random()
        self._breaker = Breaker(clock=clock)
        self._model_breakers: dict[str, Breaker] = {}

    @property
    def is_open(self) -> bool:
        """Whether the circuit is open: no model of this endpoint should be drawn now."""
        return self._breaker.is_open

    def is_open_for(self, model: str) -> bool:
        """Whether ``model`` (its id here) should not be drawn now, for its own or all's sake."""
        return self._breaker.is_open or self._of(model).is_open

    async def stream(
        self, request: Request, deadlines: Deadlines | None = None
    ) -> AsyncGenerator[ProviderEvent, None]:
        """Ask, and yield what comes: at the end exactly one `Finished` or `Failed`.

        Closing the generator, or cancelling its reader, cancels the call upstream. A failure that
        may pass is tried again, at most twice and only while nothing was said. What raises is a
        defect of the provider: anything but a `TiltyardError`.
        """
        watch = _Watch(deadlines or Deadlines(), asyncio.get_running_loop().time)
        for tries_left in range(_RETRIES, -1, -1):
            if self.is_open_for(request.model):
                yield _unavailable(self.name, request.model)
                return
            async with self._call(request) as call:
                while not isinstance(event := await watch.next(call.events), Finished | Failed):
                    yield event
                call.outcome = event
            pause = self._pause(event, watch, tries_left) if tries_left else None
            if pause is None:
                yield event
                return
            await asyncio.sleep(pause)

    async def close(self) -> None:
        """Let go of the provider's connections and child processes."""
        await self._provider.close()

    def _of(self, model: str) -> Breaker:
        return self._model_breakers.setdefault(model, Breaker(clock=self._clock))

    @asynccontextmanager
    async def _call(self, request: Request) -> AsyncIterator[_Call]:
        """One call upstream, closed whatever happens, and judged by its outcome."""
        breakers = (self._breaker, self._of(request.model))
        tickets = [breaker.enter() for breaker in breakers]
        call = _Call(self._provider.stream(request))
        try:
            yield call
        finally:
            blamed = _blamed(call.outcome)
            for breaker, ticket, is_blamed in zip(breakers, tickets, blamed, strict=True):
                _judge(breaker, ticket, is_blamed)
            await _close(call.events)

    def _pause(self, event: Finished | Failed, watch: _Watch, tries_left: int) -> float | None:
        """Seconds until the next try, None if there should be none: exponential, full jitter."""
        if isinstance(event, Finished) or not event.retryable or watch.has_spoken:
            return None
        pause = self._rng.uniform(0, _FIRST_PAUSE_SECONDS * 2 ** (_RETRIES - tries_left))
        if watch.retry_after_seconds is not None:
            if watch.retry_after_seconds > _LONGEST_RETRY_AFTER_SECONDS:
                return None
            pause += watch.retry_after_seconds
        return pause if pause < watch.seconds_to_first_token else None


@dataclass(slots=True)
class _Call:
    """A call under way; ``outcome`` stays None if its reader left."""

    events: AsyncIterator[ProviderEvent]
    outcome: Finished | Failed | None = None


class _Watch:
    """Looks at each event of one ask as it comes: is it in time, is it clean, is it too much?"""

    def __init__(self, deadlines: Deadlines, time_now: Callable[[], float]) -> None:
        self.has_spoken = False
        self.retry_after_seconds: float | None = None
        self._deadlines = deadlines
        self._now = time_now
        self._started_at = time_now()
        self._has_text = False
        self._bytes = 0
        self._answer = Cleaner()
        self._thinking = Cleaner()

    @property
    def seconds_to_first_token(self) -> float:
        """What is left of the time to the first token."""
        return self._started_at + self._deadlines.first_token_seconds - self._now()

    async def next(self, events: AsyncIterator[ProviderEvent]) -> ProviderEvent:
        """The next event that matters; whatever goes wrong is a `Failed`."""
        while True:
            event = self._inspect(await self._receive(events))
            if event is not None:
                return event

    async def _receive(self, events: AsyncIterator[ProviderEvent]) -> ProviderEvent:
        # The time limit spans this one wait, never a yield: a timeout that is pending while the
        # reader works would cancel the reader.
        try:
            async with asyncio.timeout_at(self._limit()) as limit:
                return await anext(events)
        except TimeoutError:
            if not limit.expired():
                raise
            return Failed("timeout", self._lateness())
        except StopAsyncIteration:
            return Failed("truncated", "the answer broke off: the provider stopped without an end")
        except TiltyardError as error:
            self.retry_after_seconds = getattr(error, "retry_after_seconds", None)
            return _failure(error)

    def _limit(self) -> float:
        end = self._started_at + self._deadlines.total_seconds
        if self.has_spoken:
            return min(end, self._now() + self._deadlines.idle_seconds)
        return min(end, self._started_at + self._deadlines.first_token_seconds)

    def _lateness(self) -> str:
        deadlines = self._deadlines
        if self._now() >= self._started_at + deadlines.total_seconds:
            return f"the answer took more than {deadlines.total_seconds:g} s in all"
        if self.has_spoken:
            return f"the answer stalled: nothing came for {deadlines.idle_seconds:g} s"
        return f"no first token within {deadlines.first_token_seconds:g} s"

    def _inspect(self, event: ProviderEvent) -> ProviderEvent | None:
        if isinstance(event, Text | Reasoning):
            return self._inspect_piece(event)
        if isinstance(event, Finished) and not self._has_text:
            return Failed("empty", f"the model said nothing before its end ({event.reason!r})")
        return event

    def _inspect_piece(self, piece: Text | Reasoning) -> ProviderEvent | None:
        is_text = isinstance(piece, Text)
        text = (self._answer if is_text else self._thinking).clean(piece.text)
        if not text:
            return None
        self.has_spoken = True
        self._has_text = self._has_text or (is_text and not text.isspace())
        self._bytes += len(text) if text.isascii() else len(text.encode())
        if self._bytes > MAX_TEXT_BYTES:
            return Failed("too_long", f"the answer is longer than {MAX_TEXT_BYTES:,} bytes")
        if text is piece.text:
            return piece
        return Text(text) if is_text else Reasoning(text)


def _failure(error: TiltyardError) -> Failed:
    if isinstance(error, ProviderError):
        return Failed(error.kind, str(error), error.retryable)
    return Failed("configuration", str(error))


def _unavailable(endpoint: str, model: str) -> Failed:
    return Failed(
        "unavailable",
        f"endpoint {endpoint!r} is resting after failures in a row and was not asked for {model!r}",
    )


def _blamed(outcome: Finished | Failed | None) -> tuple[bool | None, bool | None]:
    """Whether the endpoint and the model are to blame; None where nothing was learnt."""
    if outcome is None:
        return None, None
    if isinstance(outcome, Finished):
        return False, False
    if outcome.kind in _BLAMES_NOBODY:
        return None, None
    return (None if outcome.kind in _BLAMES_THE_MODEL else True), True


def _judge(breaker: Breaker, ticket: object, is_blamed: bool | None) -> None:
    if is_blamed is None:
        breaker.release(ticket)
    elif is_blamed:
        breaker.fail(ticket)
    else:
        breaker.succeed()


async def _close(events: AsyncIterator[ProviderEvent]) -> None:
    """Close a provider's iterator, but never wait for a network that does not answer."""
    if isinstance(events, AsyncGenerator):
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await events.aclose()
