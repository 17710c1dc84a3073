"""What asking a model costs, in words."""

from __future__ import annotations

from dataclasses import replace

from tiltyard.cli.data._asking import words
from tiltyard.pipeline import Bill

BILL = Bill("jury", 1_200, 300, 240_000, 14_400, 1_228_800, 0.624, 12.768)


def test_a_bill_says_how_many_tokens_and_dollars() -> None:
    assert words(BILL) == (
        "1,200 questions for 'jury', 300 more are known already; about 240,000 tokens in, "
        "14,400 out (at most 1,228,800); about $0.62, at most $12.77"
    )


def test_a_small_price_is_not_shown_as_nothing() -> None:
    assert "about $0.0031, at most" in words(replace(BILL, dollars=0.0031))


def test_a_price_that_is_not_known_is_said_to_be_so() -> None:
    said = words(replace(BILL, dollars=None, most_dollars=None))
    assert "the price is not known" in said
    assert "$" not in said
