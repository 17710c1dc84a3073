from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from providers.asking import GOOD, Odd, ask, collect, raises, text_of, yields
from tiltyard.errors import ConfigurationError, ModelFileError, ProviderError
from tiltyard.providers import (
    MAX_TEXT_BYTES,
    Deadlines,
    Endpoint,
    Failed,
    Finished,
    ProviderEvent,
    Reasoning,
    Request,
    Text,
    Usage,
)

pytestmark = pytest.mark.anyio

SOON = Deadlines(first_token_seconds=0.1, idle_seconds=0.1, total_seconds=0.3)


class Still(random.Random):
    """Draws the shortest pause there is."""

    def uniform(self, a: float, b: float) -> float:
        return a


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def endpoint_of(provider: Odd) -> Endpoint:
    return Endpoint("here", provider, rng=Still())


def refused(**more: float) -> ProviderError:
    error = ProviderError("nobody is there", kind="refused", retryable=True)
    for name, value in more.items():
        setattr(error, name, value)
    return error


async def never(request: Request) -> AsyncIterator[ProviderEvent]:
    await asyncio.Event().wait()
    yield Text("too late")


def slowly(*events: ProviderEvent, seconds: float) -> object:
    async def call(request: Request) -> AsyncIterator[ProviderEvent]:
        for event in events:
            yield event
            await asyncio.sleep(seconds)
        yield Finished()

    return call


async def test_a_good_answer_passes_through_unchanged() -> None:
    events = (Reasoning("hm"), Text("yes"), Usage(1, 2), Finished("length", "served"))
    assert await collect(endpoint_of(Odd(yields(*events))).stream(ask())) == list(events)


async def test_nothing_follows_the_end() -> None:
    late = yields(Text("yes"), Finished(), Text("more"), Finished())
    assert await collect(endpoint_of(Odd(late)).stream(ask())) == [Text("yes"), Finished()]


async def test_a_provider_error_becomes_a_failure_with_its_words() -> None:
    error = ProviderError("the key is wrong", kind="unauthorised")
    events = await collect(endpoint_of(Odd(raises(error))).stream(ask()))
    assert events == [Failed("unauthorised", "the key is wrong")]


async def test_any_error_of_ours_becomes_a_failure() -> None:
    error = ModelFileError("no such file")
    events = await collect(endpoint_of(Odd(raises(error))).stream(ask()))
    assert events == [Failed("configuration", "no such file")]


async def test_a_defect_of_a_provider_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        await collect(endpoint_of(Odd(raises(ZeroDivisionError()))).stream(ask()))


async def test_an_answer_without_an_end_is_truncated() -> None:
    events = await collect(endpoint_of(Odd(yields(Text("so far")))).stream(ask()))
    assert [type(event) for event in events] == [Text, Failed]
    assert isinstance(events[-1], Failed)
    assert events[-1].kind == "truncated"


@pytest.mark.parametrize("texts", [[], [""], [" \n"], ["\t", "  "]])
async def test_an_answer_that_says_nothing_is_a_failure(texts: list[str]) -> None:
    silent = yields(*map(Text, texts), Finished())
    events = await collect(endpoint_of(Odd(silent)).stream(ask()))
    assert [event.kind for event in events if isinstance(event, Failed)] == ["empty"]


async def test_reasoning_alone_is_no_answer() -> None:
    events = await collect(endpoint_of(Odd(yields(Reasoning("hm"), Finished()))).stream(ask()))
    assert isinstance(events[-1], Failed)
    assert events[-1].kind == "empty"


async def test_an_answer_is_cut_at_a_megabyte() -> None:
    endless = yields(*[Text("x" * 100_000)] * 11, Finished())
    events = await collect(endpoint_of(Odd(endless)).stream(ask()))
    assert len(text_of(events)) == MAX_TEXT_BYTES
    assert isinstance(events[-1], Failed)
    assert events[-1].kind == "too_long"


async def test_the_limit_counts_bytes_and_reasoning() -> None:
    endless = yields(*[Reasoning("é" * 100_000)] * 6, Finished())
    events = await collect(endpoint_of(Odd(endless)).stream(ask()))
    assert isinstance(events[-1], Failed)
    assert events[-1].kind == "too_long"


async def test_text_that_cannot_be_stored_is_mended() -> None:
    events = await collect(endpoint_of(Odd(yields(Text("a\0b"), Finished()))).stream(ask()))
    assert text_of(events) == "a\ufffdb"


# Deadlines


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (never, "no first token within 0.1 s"),
        (slowly(Text("a"), Text("b"), seconds=0.15), "stalled: nothing came for 0.1 s"),
        (slowly(*[Text("a")] * 99, seconds=0.02), "more than 0.3 s in all"),
    ],
)
async def test_each_deadline_ends_the_answer_in_its_own_words(call: object, words: str) -> None:
    events = await collect(endpoint_of(Odd(call)).stream(ask(), SOON))  # type: ignore[arg-type]  # a call
    assert isinstance(events[-1], Failed)
    assert events[-1].kind == "timeout"
    assert words in events[-1].detail


async def test_reasoning_counts_as_the_first_token() -> None:
    thinks = slowly(*[Reasoning("hm")] * 3, Text("yes"), seconds=0.06)
    patient = Deadlines(first_token_seconds=0.1, idle_seconds=0.1, total_seconds=5)
    events = await collect(endpoint_of(Odd(thinks)).stream(ask(), patient))  # type: ignore[arg-type]  # a call
    assert events[-1] == Finished()


async def test_usage_does_not_count_as_the_first_token() -> None:
    counts = slowly(*[Usage(1, 1)] * 9, seconds=0.03)
    events = await collect(endpoint_of(Odd(counts)).stream(ask(), SOON))  # type: ignore[arg-type]  # a call
    assert isinstance(events[-1], Failed)
    assert "first token" in events[-1].detail


async def test_a_slow_reader_is_no_slow_provider() -> None:
    stream = endpoint_of(Odd(yields(Text("a"), Text("b"), Finished()))).stream(ask(), SOON)
    events = []
    async for event in stream:
        events.append(event)
        await asyncio.sleep(0.12)
    assert events[-1] == Finished()


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan")])
async def test_a_deadline_that_is_no_time_is_refused(seconds: float) -> None:
    with pytest.raises(ConfigurationError, match="idle_seconds"):
        Deadlines(idle_seconds=seconds)


# Retries


async def test_a_failure_that_may_pass_is_tried_again_unnoticed() -> None:
    provider = Odd(raises(refused()), raises(refused()), GOOD)
    assert await collect(endpoint_of(provider).stream(ask())) == [Text("yes"), Finished()]
    assert provider.count == 3


async def test_two_retries_are_the_most() -> None:
    provider = Odd(raises(refused()))
    events = await collect(endpoint_of(provider).stream(ask()))
    assert events == [Failed("refused", "nobody is there", retryable=True)]
    assert provider.count == 3


@pytest.mark.parametrize("piece", [Text("I was"), Reasoning("hm")])
async def test_nothing_is_tried_again_once_something_was_said(piece: Text | Reasoning) -> None:
    provider = Odd(raises(refused(), piece), GOOD)
    events = await collect(endpoint_of(provider).stream(ask()))
    assert [type(event) for event in events] == [type(piece), Failed]
    assert provider.count == 1


@pytest.mark.parametrize("kind", ["bad_request", "unauthorised", "not_found"])
async def test_our_own_fault_is_not_tried_again(kind: str) -> None:
    provider = Odd(raises(ProviderError("no", kind=kind)), GOOD)
    await collect(endpoint_of(provider).stream(ask()))
    assert provider.count == 1


async def test_a_retry_waits_as_long_as_the_server_asks() -> None:
    provider = Odd(raises(refused(retry_after_seconds=0.2)), GOOD)
    started_at = asyncio.get_running_loop().time()
    await collect(endpoint_of(provider).stream(ask()))
    assert asyncio.get_running_loop().time() - started_at >= 0.2


async def test_a_server_that_asks_for_a_long_wait_is_not_asked_again() -> None:
    provider = Odd(raises(refused(retry_after_seconds=10.5)), GOOD)
    await collect(endpoint_of(provider).stream(ask()))
    assert provider.count == 1


async def test_no_retry_is_begun_after_the_time_for_the_first_token() -> None:
    provider = Odd(raises(refused(retry_after_seconds=0.2)), GOOD)
    await collect(endpoint_of(provider).stream(ask(), SOON))
    assert provider.count == 1


async def test_pauses_are_drawn_up_to_a_bound_that_doubles() -> None:
    class Recorder(Still):
        bounds: list[float] = []  # noqa: RUF012 -- of this test only

        def uniform(self, a: float, b: float) -> float:
            self.bounds.append(b)
            return a

    endpoint = Endpoint("here", Odd(raises(refused())), rng=Recorder())
    await collect(endpoint.stream(ask()))
    assert Recorder.bounds == [0.5, 1.0]


# The circuit breaker


async def fail(endpoint: Endpoint, times: int, model: str = "alpha") -> None:
    for _ in range(times):
        await collect(endpoint.stream(ask(model)))


async def test_five_failures_in_a_row_open_the_endpoint() -> None:
    endpoint = endpoint_of(Odd(raises(ProviderError("no", kind="server_error"))))
    await fail(endpoint, 4)
    assert not endpoint.is_open
    await fail(endpoint, 1)
    assert endpoint.is_open


async def test_an_open_endpoint_is_not_asked() -> None:
    provider = Odd(raises(ProviderError("no", kind="server_error")))
    endpoint = endpoint_of(provider)
    await fail(endpoint, 5)
    events = await collect(endpoint.stream(ask()))
    assert [event.kind for event in events if isinstance(event, Failed)] == ["unavailable"]
    assert provider.count == 5


async def test_retries_count_and_stop_when_the_endpoint_opens() -> None:
    provider = Odd(raises(refused()))
    await fail(endpoint_of(provider), 2)
    assert provider.count == 5


async def test_a_probe_after_half_a_minute_closes_the_endpoint() -> None:
    clock = Clock()
    failing = raises(ProviderError("no", kind="server_error"))
    endpoint = Endpoint("here", Odd(*[failing] * 5, GOOD), clock=clock)
    await fail(endpoint, 5)
    clock.now = 30.0
    assert await collect(endpoint.stream(ask())) == [Text("yes"), Finished()]
    assert not endpoint.is_open


async def test_a_success_of_one_model_does_not_excuse_another() -> None:
    bad = raises(ProviderError("no", kind="server_error"))
    endpoint = endpoint_of(Odd(bad, bad, bad, bad, GOOD, bad))
    await fail(endpoint, 4, "bad")
    await fail(endpoint, 1, "good")
    await fail(endpoint, 1, "bad")
    assert not endpoint.is_open
    assert endpoint.is_open_for("bad")
    assert not endpoint.is_open_for("good")


@pytest.mark.parametrize("kind", ["not_found", "empty", "crashed"])
async def test_what_is_amiss_with_a_model_rests_that_model_alone(kind: str) -> None:
    endpoint = endpoint_of(Odd(raises(ProviderError("no", kind=kind))))
    await fail(endpoint, 5, "missing")
    assert endpoint.is_open_for("missing")
    assert not endpoint.is_open_for("other")


@pytest.mark.parametrize("kind", ["bad_request", "filtered", "too_long"])
async def test_what_a_prompt_can_cause_rests_nobody(kind: str) -> None:
    endpoint = endpoint_of(Odd(raises(ProviderError("no", kind=kind))))
    await fail(endpoint, 9)
    assert not endpoint.is_open_for("alpha")


async def test_a_probe_that_the_voter_left_lets_another_pass() -> None:
    clock = Clock()
    failing = raises(ProviderError("no", kind="server_error"))
    endpoint = Endpoint("here", Odd(*[failing] * 5, GOOD), clock=clock)
    await fail(endpoint, 5)
    clock.now = 30.0
    probe = endpoint.stream(ask())
    await anext(probe)
    assert endpoint.is_open
    await probe.aclose()
    assert not endpoint.is_open


# Leaving


async def test_closing_the_stream_closes_the_call_upstream() -> None:
    ended = asyncio.Event()

    async def call(request: Request) -> AsyncIterator[ProviderEvent]:
        try:
            yield Text("a")
            await asyncio.Event().wait()
        finally:
            ended.set()

    stream = endpoint_of(Odd(call)).stream(ask())
    assert await anext(stream) == Text("a")
    await stream.aclose()
    assert ended.is_set()


async def test_cancelling_the_reader_closes_the_call_upstream() -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def call(request: Request) -> AsyncIterator[ProviderEvent]:
        try:
            began.set()
            await asyncio.Event().wait()
            yield Text("never")
        finally:
            ended.set()

    reader = asyncio.create_task(collect(endpoint_of(Odd(call)).stream(ask())))
    await began.wait()
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    assert ended.is_set()


async def test_a_deadline_closes_the_call_upstream_before_it_is_told() -> None:
    ended = asyncio.Event()

    async def call(request: Request) -> AsyncIterator[ProviderEvent]:
        try:
            await asyncio.Event().wait()
            yield Text("never")
        finally:
            ended.set()

    async for event in endpoint_of(Odd(call)).stream(ask(), SOON):
        assert isinstance(event, Failed)
        assert ended.is_set()


async def test_closing_an_endpoint_closes_its_provider() -> None:
    provider = Odd(GOOD)
    await endpoint_of(provider).close()
    assert provider.is_closed
