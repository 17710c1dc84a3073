"""What asking a model costs, and how it is asked."""

from __future__ import annotations

import pytest

from pipeline.judges import Talker, judge
from tiltyard.pipeline import Bill
from tiltyard.records import Message


def test_the_temperature_is_always_zero() -> None:
    request = judge(Talker(), parameters={"temperature": 0.7, "seed": 1}).request("Why?")
    assert request.parameters == {"temperature": 0, "seed": 1, "max_tokens": 1024}


@pytest.mark.parametrize("limit", ["max_tokens", "max_completion_tokens"])
def test_the_settings_limit_an_answer(limit: str) -> None:
    made = judge(Talker(), parameters={limit: 50})
    assert made.request("Why?").parameters == {limit: 50, "temperature": 0}
    assert made.most_tokens == 50


def test_the_models_own_system_prompt_goes_first() -> None:
    request = judge(Talker(), system_prompt="Be brief.").request("Why?")
    assert request.messages == (Message("system", "Be brief."), Message("user", "Why?"))


def test_another_model_is_another_key() -> None:
    one, other = judge(Talker()), judge(Talker(), digest="e" * 64)
    assert one.key("Why?") == judge(Talker()).key("Why?")
    assert len({one.key("Why?"), one.key("How?"), other.key("Why?")}) == 3


def test_a_bill_counts_tokens_and_dollars() -> None:
    made = judge(Talker(), price_in_usd=1.0, price_out_usd=10.0)
    bill = Bill.of(made, ["x" * 4_000] * 100, known=7)
    assert (bill.questions, bill.known, bill.tokens_in) == (100, 7, 100_000)
    assert (bill.tokens_out, bill.most_tokens_out) == (1_200, 102_400)
    assert bill.dollars == pytest.approx(0.1 + 0.012)
    assert bill.most_dollars == pytest.approx(0.1 + 1.024)


@pytest.mark.parametrize("prices", [{}, {"price_in_usd": 1.0}, {"price_out_usd": 1.0}])
def test_a_price_that_is_not_known_is_not_nothing(prices: dict[str, float]) -> None:
    assert Bill.of(judge(Talker(), **prices), ["Why?"], known=0).dollars is None


def test_a_model_that_is_free_costs_nothing() -> None:
    made = judge(Talker(), price_in_usd=0.0, price_out_usd=0.0)
    assert Bill.of(made, ["Why?"], known=0).dollars == 0


def test_bills_add_up() -> None:
    priced = judge(Talker(), price_in_usd=1.0, price_out_usd=1.0)
    one, other = Bill.of(priced, ["a" * 8], known=1), Bill.of(priced, ["b" * 12], known=2)
    both = one + other
    assert (both.questions, both.known, both.tokens_in) == (2, 3, 5)
    assert both.dollars == pytest.approx((5 + 24) / 1e6)


def test_a_sum_with_an_unknown_price_is_unknown() -> None:
    priced = judge(Talker(), price_in_usd=1.0, price_out_usd=1.0)
    both = Bill.of(priced, ["a"], known=0) + Bill.of(judge(Talker()), ["a"], known=0)
    assert both.dollars is None
