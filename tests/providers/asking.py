"""Short words for the tests of providers: ask, collect, and providers made for one test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from tiltyard.providers import Finished, ProviderEvent, Request, Text
from tiltyard.records import Message


def ask(
    model: str = "alpha", prompt: str = "Why is the sky blue?", **parameters: object
) -> Request:
    """A request; keyword arguments are its parameters."""
    return Request(model, (Message("user", prompt),), parameters)


async def collect(events: AsyncIterator[ProviderEvent]) -> list[ProviderEvent]:
    return [event async for event in events]


def text_of(events: list[ProviderEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, Text))


Call = Callable[[Request], AsyncIterator[ProviderEvent]]


class Odd:
    """A provider out of one function for each call; the last serves all further ones."""

    def __init__(self, *calls: Call) -> None:
        self.calls = calls
        self.count = 0
        self.is_closed = False

    def stream(self, request: Request) -> AsyncIterator[ProviderEvent]:
        self.count += 1
        return self.calls[min(self.count, len(self.calls)) - 1](request)

    async def close(self) -> None:
        self.is_closed = True


def yields(*events: ProviderEvent) -> Call:
    async def call(request: Request) -> AsyncIterator[ProviderEvent]:
        for event in events:
            yield event

    return call


def raises(error: Exception, *before: ProviderEvent) -> Call:
    async def call(request: Request) -> AsyncIterator[ProviderEvent]:
        for event in before:
            yield event
        raise error

    return call


GOOD = yields(Text("yes"), Finished())
