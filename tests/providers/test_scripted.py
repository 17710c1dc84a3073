from __future__ import annotations

import asyncio
from typing import Any

import pytest

from providers.asking import ask, collect, text_of
from tiltyard.errors import ProviderError
from tiltyard.providers import Finished, Provider, Reasoning, Request, Text, Usage, create
from tiltyard.records import Message

pytestmark = pytest.mark.anyio


@pytest.fixture
def scripted() -> Provider:
    return create("scripted", {})


async def test_the_script_is_said_in_pieces(scripted: Provider) -> None:
    events = await collect(scripted.stream(ask(text="one two", chunk=3, tokens=9)))
    pieces = [Text("one"), Text(" tw"), Text("o")]
    assert events == [*pieces, Usage(5, 9), Finished("stop", "alpha")]


async def test_without_a_script_the_answer_depends_on_model_and_prompt(scripted: Provider) -> None:
    requests = [ask("alpha"), ask("beta"), ask("alpha", "Another question")]
    answers = {text_of(await collect(scripted.stream(request))) for request in requests}
    again = text_of(await collect(scripted.stream(requests[0])))
    assert len(answers) == 3
    assert again in answers


async def test_an_answer_never_says_who_wrote_it(scripted: Provider) -> None:
    assert "zqxcanary" not in text_of(await collect(scripted.stream(ask("zqxcanary"))))


async def test_prompt_and_turn_are_filled_in(scripted: Provider) -> None:
    events = await collect(scripted.stream(ask(prompt="{turn}?", text="{turn}: {prompt} {other}")))
    assert text_of(events) == "1: {turn}? {other}"


@pytest.mark.parametrize(("turns", "expected"), [(1, "first"), (2, "second"), (3, "second")])
async def test_each_turn_has_its_own_text(scripted: Provider, turns: int, expected: str) -> None:
    messages = (Message("user", "a"), Message("assistant", "b")) * (turns - 1)
    request = Request("m", (*messages, Message("user", "z")), {"texts": ["first", "second"]})
    assert text_of(await collect(scripted.stream(request))) == expected


async def test_reasoning_comes_before_the_answer(scripted: Provider) -> None:
    events = await collect(scripted.stream(ask(text="yes", reasoning="hm")))
    assert events[:2] == [Reasoning("hm"), Text("yes")]


async def test_a_failure_comes_after_so_many_characters(scripted: Provider) -> None:
    request = ask(text="one two", fail="server_error", fail_after=5, retryable=True)
    stream = scripted.stream(request)
    assert await anext(stream) == Text("one t")
    with pytest.raises(ProviderError, match="after 5 characters") as caught:
        await anext(stream)
    assert (caught.value.kind, caught.value.retryable) == ("server_error", True)


async def test_a_script_can_hang(scripted: Provider) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await collect(scripted.stream(ask(hang=True)))


@pytest.mark.parametrize(
    ("pace", "seconds"), [({"first_seconds": 0.1}, 0.1), ({"every_seconds": 0.05}, 0.1)]
)
async def test_a_script_takes_its_time(
    scripted: Provider, pace: dict[str, Any], seconds: float
) -> None:
    started_at = asyncio.get_running_loop().time()
    await collect(scripted.stream(ask(text="ab", chunk=1, **pace)))
    assert asyncio.get_running_loop().time() - started_at >= seconds - 0.005


async def test_others_run_while_a_script_does_not_wait(scripted: Provider) -> None:
    stream = scripted.stream(ask(text="abc", chunk=1))
    other = asyncio.create_task(asyncio.sleep(0))
    await anext(stream)
    await anext(stream)
    assert other.done()


async def test_the_end_is_as_the_script_says(scripted: Provider) -> None:
    events = await collect(scripted.stream(ask(text="a", finish="length", served_model="v2")))
    assert events[-1] == Finished("length", "v2")


async def test_scripts_are_named_by_the_model() -> None:
    scripted = create("scripted", {"scripts": {"curt": {"text": "No."}}})
    assert text_of(await collect(scripted.stream(ask("curt")))) == "No."


async def test_parameters_go_before_the_script() -> None:
    scripted = create("scripted", {"scripts": {"curt": {"text": "No."}}})
    assert text_of(await collect(scripted.stream(ask("curt", text="Yes.")))) == "Yes."


async def test_an_unknown_parameter_is_an_error_with_the_nearest_name(scripted: Provider) -> None:
    with pytest.raises(ProviderError, match="'txet'; did you mean 'text'"):
        await collect(scripted.stream(ask(txet="hello")))


async def test_sampling_parameters_of_real_models_change_nothing(scripted: Provider) -> None:
    asked = ask(text="No.", temperature=0, max_tokens=2, seed=1, top_p=0.5)
    assert text_of(await collect(scripted.stream(asked))) == "No."
