from __future__ import annotations

import pytest

from providers.asking import ask
from tiltyard.providers import Deadlines, Endpoint, check, create

pytestmark = pytest.mark.anyio


@pytest.fixture
def endpoint() -> Endpoint:
    return Endpoint("scripts", create("scripted", {}))


async def test_a_good_answer_is_measured(endpoint: Endpoint) -> None:
    request = ask(text="abcd", chunk=1, first_seconds=0.1, every_seconds=0.1, tokens=4)
    result = await check(endpoint, request)
    assert (result.ok, result.error, result.text, result.completion_tokens) == (
        True,
        None,
        "abcd",
        4,
    )
    assert result.first_token_seconds == pytest.approx(0.1, abs=0.05)
    assert result.tokens_per_second == pytest.approx(10, rel=0.3)


async def test_reasoning_starts_the_clock_and_is_not_the_text(endpoint: Endpoint) -> None:
    request = ask(text="a", reasoning="hm", every_seconds=0.1)
    result = await check(endpoint, request)
    assert result.text == "a"
    assert result.first_token_seconds is not None
    assert result.first_token_seconds < 0.08


async def test_an_answer_that_came_at_once_has_no_rate(endpoint: Endpoint) -> None:
    assert (await check(endpoint, ask(text="all", chunk=9))).tokens_per_second is None


async def test_a_failure_is_told_in_words(endpoint: Endpoint) -> None:
    result = await check(endpoint, ask(text="abc", fail="refused"))
    assert not result.ok
    assert result.error == "model 'alpha' failed as its script says, after 0 characters"
    assert result.first_token_seconds is None


async def test_a_model_that_hangs_is_told_after_its_time(endpoint: Endpoint) -> None:
    soon = Deadlines(first_token_seconds=0.1)
    result = await check(endpoint, ask(hang=True), soon)
    assert result.error == "no first token within 0.1 s"
