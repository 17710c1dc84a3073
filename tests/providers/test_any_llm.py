from __future__ import annotations

import asyncio
import inspect
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from providers.asking import ask, collect
from providers.loopback import Answer, Loopback, delta, events, loopback, says, stalls, status
from tiltyard.errors import ConfigurationError, ProviderError
from tiltyard.providers import Finished, Provider, Reasoning, Text, Usage, create

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def served(
    *answers: Answer, vendor: str = "openai"
) -> AsyncIterator[tuple[Provider, Loopback]]:
    async with loopback(*answers) as server:
        arguments = {"vendor": vendor, "api_key": "sk-1", "base_url": server.base_url}
        provider = create("any_llm", arguments)
        yield provider, server
        await provider.close()


@pytest.mark.parametrize("vendor", ["openai", "llamacpp"])
async def test_a_vendor_answers_in_our_events(vendor: str) -> None:
    async with served(says("He", "llo"), vendor=vendor) as (provider, server):
        answer = await collect(provider.stream(ask("m-1", temperature=0.5)))
    assert answer[:2] == [Text("He"), Text("llo")]
    assert answer[2:] == [Usage(3, 5), Finished("stop", "served-1", "fp-7")]
    sent = server.received[0].json
    assert (sent["model"], sent["temperature"], sent["stream"]) == ("m-1", 0.5, True)


async def test_reasoning_is_told_apart() -> None:
    answer = events(delta(reasoning="hm"), delta("yes"), delta(finish="stop"))
    async with served(answer) as (provider, _):
        assert (await collect(provider.stream(ask())))[:2] == [Reasoning("hm"), Text("yes")]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (status(400, '{"error": {"message": "no"}}'), "bad_request"),
        (status(401, '{"error": {"message": "bad key sk-1"}}'), "unauthorised"),
        (status(404, '{"error": {"message": "no model"}}'), "not_found"),
        (status(429), "rate_limited"),
        (status(500), "server_error"),
        (events(delta("a"), done=False), "truncated"),
    ],
)
async def test_failures_have_the_kinds_of_the_other_providers(answer: Answer, kind: str) -> None:
    async with served(answer) as (provider, server):
        with pytest.raises(ProviderError) as caught:
            await collect(provider.stream(ask()))
    assert caught.value.kind == kind
    assert "sk-1" not in str(caught.value)
    assert len(server.received) == 1


async def test_leaving_tells_the_vendor() -> None:
    async with served(stalls(delta("a"))) as (provider, server):
        stream = provider.stream(ask())
        await anext(stream)
        await stream.aclose()  # type: ignore[attr-defined]  # a generator
        await asyncio.wait_for(server.left.wait(), 2)


async def test_every_exception_of_any_llm_has_a_kind() -> None:
    from any_llm import exceptions  # noqa: PLC0415 -- slow to import

    from tiltyard.providers import any_llm  # noqa: PLC0415 -- slow to import

    for _, cls in inspect.getmembers(exceptions, inspect.isclass):
        if issubclass(cls, exceptions.AnyLLMError) and not cls.__name__.startswith("_"):
            assert cls in any_llm._BY_CLASS


async def test_an_unknown_vendor_is_refused_with_the_nearest() -> None:
    with pytest.raises(ConfigurationError, match="no vendor 'opnai'; did you mean 'openai'"):
        create("any_llm", {"vendor": "opnai"})


async def test_a_vendor_without_a_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ConfigurationError, match=r"cannot use vendor 'openai'.*key"):
        create("any_llm", {"vendor": "openai"})


async def test_without_the_extra_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['any_llm'] = None;"
        "from tiltyard.providers import create; create('any_llm', {'vendor': 'openai'})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "ConfigurationError: provider 'any_llm' needs any-llm" in run.stderr
    assert "pip install 'tiltyard[any-llm]'" in run.stderr
