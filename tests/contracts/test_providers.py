"""What every provider must do; a new one needs a set-up below and nothing else."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import pytest

from providers.asking import ask, collect, text_of
from providers.loopback import delta as chunk
from providers.loopback import loopback, says, stalls, status
from providers.real_models import small_model
from tiltyard import registry
from tiltyard.errors import ProviderError
from tiltyard.providers import Finished, Provider, Request, Text, Usage, create

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass(frozen=True, slots=True)
class Subject:
    """A provider, with requests that it answers, answers at length, and cannot answer."""

    provider: Provider
    good: Request
    long: Request
    bad: Request


@asynccontextmanager
async def scripted() -> AsyncIterator[Subject]:
    long = ask(text="word " * 100, every_seconds=0.05)
    yield Subject(create("scripted", {}), ask(), long, ask(fail="server_error"))


@asynccontextmanager
async def served(name: str, **arguments: str) -> AsyncIterator[Subject]:
    async def answer(received, wire):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 -- an Answer
        answers = {
            "good": says("Hello", " there"),
            "long": stalls(chunk("word ")),
            "bad": status(404, '{"error": {"message": "no such model"}}'),
        }
        await answers[received.json["model"]](received, wire)

    async with loopback(answer) as server:
        provider = create(name, {**arguments, "base_url": server.base_url, "api_key": "k"})
        yield Subject(provider, ask("good"), ask("long"), ask("bad"))


@asynccontextmanager
async def local() -> AsyncIterator[Subject]:
    model = small_model()
    good, long = ask(model, "Say hello.", max_tokens=24), ask(model, "Count.", max_tokens=2000)
    yield Subject(create("local", {}), good, long, ask("/no/such/file.gguf"))


SET_UPS: dict[str, Callable[[], AbstractAsyncContextManager[Subject]]] = {
    "scripted": scripted,
    "openai_compatible": lambda: served("openai_compatible"),
    "any_llm": lambda: served("any_llm", vendor="llamacpp"),
    "local": local,
}
MARKS = {"local": [pytest.mark.models]}


@pytest.fixture(
    params=[pytest.param(name, marks=MARKS.get(name, ())) for name in registry.names("providers")]
)
async def subject(request: pytest.FixtureRequest) -> AsyncIterator[Subject]:
    assert request.param in SET_UPS, f"add a set-up of provider {request.param!r} to this file"
    async with SET_UPS[request.param]() as subject:
        yield subject
        await subject.provider.close()


@pytest.mark.parametrize("name", registry.names("providers"))
async def test_its_arguments_are_keywords_with_types(name: str) -> None:
    provider = registry.load("providers", name, "provider")
    for parameter in inspect.signature(provider).parameters.values():
        assert parameter.kind in {parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY}
        assert parameter.annotation is not parameter.empty


async def test_it_says_text_and_then_finishes_once(subject: Subject) -> None:
    events = await collect(subject.provider.stream(subject.good))
    assert text_of(events).strip()
    assert [event for event in events if isinstance(event, Finished)] == events[-1:]


async def test_it_counts_tokens(subject: Subject) -> None:
    events = await collect(subject.provider.stream(subject.good))
    [usage] = [event for event in events if isinstance(event, Usage)]
    assert usage.prompt_tokens
    assert usage.completion_tokens


async def test_it_answers_two_at_once(subject: Subject) -> None:
    both = await asyncio.gather(*(collect(subject.provider.stream(subject.good)) for _ in range(2)))
    assert all(isinstance(events[-1], Finished) for events in both)


async def test_a_call_that_is_left_leaves_no_task_behind(subject: Subject) -> None:
    await collect(subject.provider.stream(subject.good))
    before = asyncio.all_tasks()
    stream = subject.provider.stream(subject.long)
    assert isinstance(await anext(stream), Text)
    async with asyncio.timeout(2):
        await stream.aclose()  # type: ignore[attr-defined]  # all of ours are generators
        while not asyncio.all_tasks() <= before:
            await asyncio.sleep(0.01)


async def test_it_still_answers_after_a_call_was_left(subject: Subject) -> None:
    stream = subject.provider.stream(subject.long)
    await anext(stream)
    await stream.aclose()  # type: ignore[attr-defined]  # all of ours are generators
    events = await collect(subject.provider.stream(subject.good))
    assert isinstance(events[-1], Finished)


async def test_what_fails_raises_our_error(subject: Subject) -> None:
    with pytest.raises(ProviderError) as caught:
        await collect(subject.provider.stream(subject.bad))
    assert caught.value.model == subject.bad.model
    assert caught.value.kind
    assert str(caught.value)


async def test_it_can_be_closed_twice(subject: Subject) -> None:
    await collect(subject.provider.stream(subject.good))
    await subject.provider.close()
    await subject.provider.close()
