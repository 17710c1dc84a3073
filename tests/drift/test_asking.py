"""Asking through a model's real endpoint, and what it costs."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from drift.talking import Talker, contender
from tiltyard.drift._asking import ask, cost_of, limited
from tiltyard.drift._nights import Night, Sample
from tiltyard.errors import WriteError

PROMPTS = ["One?", "Two and two?", "Three?"]
NIGHT = Night(date(2026, 1, 1), "a" * 64, prompts=3, samples=2, limit=64)


def asked(talker: Talker, night: Night = NIGHT) -> list[Sample]:
    """What was kept."""
    kept: list[Sample] = []
    asyncio.run(ask(contender(talker), PROMPTS, night, kept.append))
    return kept


def test_every_question_is_asked_so_often() -> None:
    kept = asked(Talker())
    assert sorted((one.prompt, one.number) for one in kept) == sorted(NIGHT.missing)


def test_what_was_asked_before_is_not_asked_again() -> None:
    talker = Talker()
    done = {(0, 0): Sample(0, 0, "x"), (2, 1): Sample(2, 1, "x")}
    begun = Night(NIGHT.day, NIGHT.digest, 3, 2, 64, done)
    assert len(asked(talker, begun)) == len(talker.asked) == 4


def test_a_model_is_asked_as_voters_ask_it_but_briefly() -> None:
    talker = Talker()
    asked(talker)
    assert talker.asked[0].parameters == {"temperature": 0.5, "max_tokens": 64}
    assert [one.content for one in talker.asked[0].messages] == ["One?"]


def test_name_fingerprint_and_cost_are_kept() -> None:
    talker = Talker()
    talker.fingerprint = "f-1"
    one = asked(talker)[0]
    assert (one.served_model, one.fingerprint) == ("talker-1", "f-1")
    assert one.cost_usd == pytest.approx((10 * 1 + 20 * 2) / 1e6)


def test_a_failure_is_kept_as_one() -> None:
    talker = Talker()
    talker.fails = True
    assert {(one.text, one.failure) for one in asked(talker)} == {("", "bad_request")}


def test_what_cannot_be_kept_is_one_error() -> None:
    def full(_: Sample) -> None:
        raise WriteError("the disk is full")

    with pytest.raises(WriteError, match="the disk is full"):
        asyncio.run(ask(contender(Talker()), PROMPTS, NIGHT, full))


def test_the_cost_is_that_of_answers_as_long_as_they_may_be() -> None:
    cost = cost_of(contender(Talker()), PROMPTS, samples=2, limit=64)
    characters = 2 * sum(map(len, PROMPTS))
    assert (cost.calls, cost.completion_tokens) == (6, 384)
    assert cost.prompt_tokens == -(-characters // 4)
    assert cost.usd == pytest.approx((cost.prompt_tokens + 2 * 384) / 1e6)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, {"max_tokens": 64}),
        ({"max_tokens": 32}, {"max_tokens": 32}),
        ({"max_tokens": 4_000, "seed": 1}, {"max_tokens": 64, "seed": 1}),
        ({"max_completion_tokens": 4_000}, {"max_completion_tokens": 64}),
    ],
)
def test_answers_are_no_longer_than_either_limit(
    given: dict[str, int], found: dict[str, int]
) -> None:
    assert limited(given, 64) == found
