"""Models that answer questions about texts, for tests: what they say is decided here."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field

from tiltyard.errors import ProviderError
from tiltyard.pipeline import Asking, Bill, Judge
from tiltyard.providers import Endpoint, Finished, ProviderEvent, Request, Text, Usage


@dataclass
class Talker:
    """A provider that says what ``say`` makes of the prompt, and remembers what it was asked.

    ``fails`` says, from the number of questions so far, which kind of failure comes, if any.
    """

    say: Callable[[str], str] = lambda prompt: "LABEL: yes"
    fails: Callable[[int], str | None] = lambda count: None
    asked: list[Request] = field(default_factory=list)
    closed: bool = False

    async def stream(self, request: Request) -> AsyncGenerator[ProviderEvent, None]:
        self.asked.append(request)
        kind = self.fails(len(self.asked))
        if kind is not None:
            raise ProviderError(f"it is {kind}", kind=kind, model=request.model)
        yield Text(self.say(request.messages[-1].content))
        yield Usage(100, 4)
        yield Finished()

    async def close(self) -> None:
        self.closed = True


def judge(talker: Talker, **given: object) -> Judge:
    """A judge that asks the talker."""
    known: dict[str, object] = {"name": "jury", "model": "jury-1", "digest": "d" * 64}
    return Judge(endpoint=lambda: Endpoint("bench", talker), **known | given)  # type: ignore[arg-type]  # of each its own


def asking(
    talker: Talker, agree: Callable[[Bill], bool] = lambda bill: True, **given: object
) -> Asking:
    """A judge that is asked without any patience."""
    return Asking(judge(talker, **given), agree, concurrency=2, pauses=())
