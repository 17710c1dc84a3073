"""One turn while it is being answered: two streams become one, for whoever watches."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass

from tiltyard.battles._contender import Contender
from tiltyard.battles._pace import Waiting, next_step
from tiltyard.battles._view import BlindBattle, RevealedBattle
from tiltyard.providers import Failed, Finished, ProviderEvent, Reasoning, Text, Usage
from tiltyard.records import Answer, FinishReason, Side


@dataclass(frozen=True, slots=True)
class Step:
    """New text of either side, to be appended to what is shown. ``number`` counts from 1."""

    position: int
    attempt: int
    number: int
    text_a: str
    text_b: str


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps since the last event, oldest first; none means that all is well but silent."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class End:
    """The turn is over and kept; the battle as it stands now."""

    battle: BlindBattle | RevealedBattle


LiveEvent = Steps | End

SILENCE_SECONDS = 15.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Characters per step, and seconds between steps, of the strict pace."""

    characters: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to go on without a watcher: before the first one came, and after the last left."""

    attach_seconds: float
    leave_seconds: float


class _Voice:
    """What one side has said so far."""

    def __init__(self, side: Side) -> None:
        self.side = side
        self.text = ""
        self.shown = 0
        self.reasoning = ""
        self.usage = Usage(None, None)
        self.end: Finished | Failed | None = None
        self.asked_at = 0.0
        self.first_at: float | None = None
        self.end_at: float | None = None

    def hear(self, event: ProviderEvent, now: float) -> None:
        """Take in one event of the provider."""
        match event:
            case Text(text):
                self.text += _storable(text)
                self.first_at = self.first_at or now
            case Reasoning(text):
                self.reasoning += _storable(text)
                self.first_at = self.first_at or now
            case Usage():
                self.usage = event
            case Finished() | Failed():
                self.end = event
                self.end_at = now

    @property
    def waiting(self) -> Waiting:
        """What is said and not shown."""
        return Waiting(self.text[self.shown :], self.end is not None)

    def show(self, text: str) -> None:
        """Note that ``text`` went out."""
        self.shown += len(text)

    def answer(self, contender: Contender, *, cut: bool) -> Answer:
        """What to keep. Of a turn that was cut only what was shown: more would tell the speed."""
        usage = self.usage
        reason = FinishReason.STOPPED if cut else _reason(self.end)
        cost = contender.cost_usd(usage.prompt_tokens, usage.completion_tokens)
        return Answer(
            side=self.side,
            text=self.text[: self.shown] if cut else self.text,
            finish_reason=reason,
            reasoning=self.reasoning,
            failure=f"{self.end.kind}: {self.end.detail}" if isinstance(self.end, Failed) else None,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            first_token_seconds=None if self.first_at is None else self.first_at - self.asked_at,
            total_seconds=None if self.end_at is None else self.end_at - self.asked_at,
            cost_usd=usage.cost_usd if usage.cost_usd is not None else cost,
            served_model=self.end.served_model if isinstance(self.end, Finished) else None,
        )


class LiveTurn:
    """Asks both models, merges and paces what they say, and lets any number of people watch.

    Args:
        place: position and attempt of the turn, which its steps carry.
        streams: what each side says; each ends in `Finished` or `Failed`.
        rhythm: of the strict pace; None shows text as it comes.
        patience: how long to go on when nobody watches.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        place: tuple[int, int],
        streams: Mapping[Side, AsyncGenerator[ProviderEvent, None]],
        *,
        rhythm: Rhythm | None,
        patience: Patience,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.place = place
        self._streams = streams
        self._rhythm = rhythm
        self._patience = patience
        self._clock = clock
        self._voices = {side: _Voice(side) for side in Side}
        self._steps: list[Step] = []
        self._heard = asyncio.Event()
        self._news = asyncio.Event()
        self._over = False
        self._watchers = 0
        self._leaving: asyncio.TimerHandle | None = None
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Ask both models now."""
        self._tasks = [asyncio.create_task(self._listen(voice)) for voice in self._voices.values()]
        if self._rhythm is not None:
            self._tasks.append(asyncio.create_task(self._show_in_step(self._rhythm)))
        self._watch_out(self._patience.attach_seconds)

    async def finish(self) -> None:
        """Wait until both sides have ended and everything is shown, or the turn was stopped."""
        try:
            results = await asyncio.gather(*self._tasks, return_exceptions=True)
        finally:
            self.stop()
        for result in results:
            if isinstance(result, Exception):
                raise result

    def stop(self) -> None:
        """Cancel what still runs, upstream included."""
        self._stop_waiting()
        for task in self._tasks:
            task.cancel()

    def answers(self, contenders: Mapping[Side, Contender]) -> tuple[Answer, ...]:
        """Both answers as they are to be kept."""
        ends = [voice.end for voice in self._voices.values()]
        cut = None in ends and not any(isinstance(end, Failed) for end in ends)
        voices = self._voices.items()
        return tuple(voice.answer(contenders[side], cut=cut) for side, voice in voices)

    async def over(self) -> None:
        """Wait until the turn is dismissed."""
        while not self._over:
            await self._news.wait()

    def dismiss(self) -> None:
        """The turn is over: let the watchers go."""
        self._over = True
        self._stop_waiting()
        self._news.set()

    async def watch(self, after: int = 0) -> AsyncGenerator[Steps, None]:
        """The steps after number ``after``, until the turn is dismissed.

        What was said while the watcher was busy comes together, so that a slow one does not hold
        itself up. After `SILENCE_SECONDS` without a step comes an event with none. Leaving the
        loop counts as going away; when the last watcher is gone for ``patience.leave_seconds``,
        both models are stopped.
        """
        self._watchers += 1
        self._stop_waiting()
        try:
            while True:
                if after < len(self._steps):
                    steps = tuple(self._steps[after:])
                    after += len(steps)
                    yield Steps(steps)
                elif self._over:
                    return
                elif not await self._has_news():
                    yield Steps(())
        finally:
            self._watchers -= 1
            if not self._watchers and not self._over:
                self._watch_out(self._patience.leave_seconds)

    async def _has_news(self) -> bool:
        try:
            async with asyncio.timeout(SILENCE_SECONDS):
                await self._news.wait()
        except TimeoutError:
            return False
        return True

    def seen(self) -> None:
        """Somebody asked how it stands: that is interest too."""
        if self._leaving is not None:
            self._watch_out(self._patience.attach_seconds)

    def _watch_out(self, seconds: float) -> None:
        self._stop_waiting()
        self._leaving = asyncio.get_running_loop().call_later(seconds, self.stop)

    def _stop_waiting(self) -> None:
        if self._leaving is not None:
            self._leaving.cancel()
            self._leaving = None

    async def _listen(self, voice: _Voice) -> None:
        voice.asked_at = self._clock()
        try:
            await self._hear_out(voice)
        except Exception as error:
            # A defect of a provider fails its side; nobody must wait for it until they leave.
            log.exception("a provider broke down")
            voice.hear(Failed("defect", repr(error)), self._clock())
        if isinstance(voice.end, Failed):
            self.stop()

    async def _hear_out(self, voice: _Voice) -> None:
        async with aclosing(self._streams[voice.side]) as stream:
            async for event in stream:
                voice.hear(event, self._clock())
                if self._rhythm is None:
                    self._publish(*(each.waiting.text for each in self._voices.values()))
                self._heard.set()

    async def _show_in_step(self, rhythm: Rhythm) -> None:
        a, b = self._voices.values()
        while not (a.end and b.end and not a.waiting.text and not b.waiting.text):
            self._heard.clear()
            step = next_step(a.waiting, b.waiting, rhythm.characters)
            if step is None:
                await self._heard.wait()
            else:
                self._publish(*step)
                await asyncio.sleep(rhythm.seconds)

    def _publish(self, text_a: str, text_b: str) -> None:
        if not text_a and not text_b:
            return
        for voice, text in zip(self._voices.values(), (text_a, text_b), strict=True):
            voice.show(text)
        self._steps.append(Step(*self.place, len(self._steps) + 1, text_a, text_b))
        self._news.set()
        self._news = asyncio.Event()


def _reason(end: Finished | Failed | None) -> FinishReason:
    match end:
        case None:
            return FinishReason.STOPPED
        case Failed():
            return FinishReason.FAILED
        case Finished():
            return FinishReason(end.reason)


def _storable(text: str) -> str:
    """Text that any database and any page can hold: no NUL, no half of a surrogate pair."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
