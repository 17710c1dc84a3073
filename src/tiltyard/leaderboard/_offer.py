"""What the boards of each source can be asked, kept: nobody waits for it twice."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from tiltyard.leaderboard._choices import Choices
from tiltyard.leaderboard._source import Source

# For so many seconds it does not matter if votes came since.
GOOD_FOR = 30.0


@dataclass(frozen=True, slots=True)
class _Held:
    choices: Choices
    version: int
    made_at: float


class Offer:
    """Choices by source. Call it in one event loop; they are counted in a thread."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}
        self._running: dict[str, asyncio.Task[Choices]] = {}

    async def of(self, source: Source) -> Choices:
        """The choices as last counted; they are counted again meanwhile if votes came since."""
        held = self._held.get(source.name)
        if held is None:
            return await asyncio.shield(self._begun(source))
        if held.version != source.version and time.monotonic() - held.made_at > GOOD_FOR:
            self._begun(source)
        return held.choices

    def _begun(self, source: Source) -> asyncio.Task[Choices]:
        task = self._running.get(source.name)
        if task is None:
            task = self._running[source.name] = asyncio.create_task(self._counted(source))
            task.add_done_callback(lambda _: self._running.pop(source.name, None))
        return task

    async def _counted(self, source: Source) -> Choices:
        version = source.version
        choices = await asyncio.to_thread(source.choices)
        self._held[source.name] = _Held(choices, version, time.monotonic())
        return choices
