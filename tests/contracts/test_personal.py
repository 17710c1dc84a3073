"""What every kind of personal data must hold to."""

from __future__ import annotations

import re
import time

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tiltyard import personal

KINDS = personal.names()
BY_RULE = personal.usual()
PIECES = [
    "ada@example.org", "ada(at)example(dot)org", "212-555-0143", "+44 20 7946 0123",
    "(020) 7946 0123", "4111 1111 1111 1111", "378282246310005", "GB82 WEST 1234 5698 7654 32",
    "192.0.2.1", "2001:db8::1", "123-45-6789", "password: w1ndyday", "Bearer aB3dE6gH9jK2mN5pQ8",
    "密码：w1ndyday", "mail ada at example dot org", "curl -u ada:w1ndyday", "IBAN ", "?sig=",
    "call ", "tel", "SSN ", "card ", " ", "\n", "\\n", "-", ".", ":", "@", "(", ")", "+",
    "x12", "0", "12", "2024", "a", "Z", "é", "我", "\u00a0", "\u2011", "\uff11\uff12\uff13",
    "\uff20", "\u0661\u0662", "::",
]  # fmt: skip
HOSTILE = [
    "a", "1", "1 ", "1-", "1.", "(1", "+1 ", "+", "0 ", "a@", "@", "a.", "a@a.", "a-", "4111 ",
    "::", "a:", "1:", "1.1.", "password", "password=", "token ", "eyJ", "eyJaaaaaaaa.", "://a:",
    "a://b:c", "-----BEGIN PRIVATE KEY-----", "Bearer ", "GB82 ", "A1", "call ", "1x1", "\uff11",
    "\\n", "[at]", "a(at)b(dot)", "sk-", "123-45-", "(123) ", "1/", "+1(", "1 ext 1 ",
    "password is ", "session=", "a at ", "a at b dot ", "curl -u ", "?key=", "MTE.", "dp.pt.",
]  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_says_what_it_is(name: str) -> None:
    kind = personal.load(name)
    assert kind.title
    assert kind.about.endswith(".")


@pytest.mark.parametrize("name", KINDS)
def test_the_hint_is_understood_by_both_engines(name: str) -> None:
    hint = personal.load(name).hint
    assert re.compile(hint).search("") is None
    assert pl.Series(["words"]).str.contains(hint, strict=True).dtype == pl.Boolean


@pytest.mark.parametrize("name", BY_RULE)
@given(pieces=some.lists(some.sampled_from(PIECES), max_size=12))
def test_a_text_that_holds_the_kind_is_hinted_at(name: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    if personal.find(text, [name]):
        assert pl.Series([text]).str.contains(personal.hint([name])).item()


@pytest.mark.parametrize("name", BY_RULE)
@given(pieces=some.lists(some.sampled_from(PIECES) | some.text(max_size=5), max_size=12))
def test_what_is_found_lies_within_the_text_and_is_no_blank(name: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    found = [text[span.start : span.end] for span in personal.find(text, [name])]
    assert all(value and value == value.strip() for value in found)


@pytest.mark.parametrize("seed", HOSTILE)
def test_no_text_takes_long(seed: str) -> None:
    text = seed * (20_000 // len(seed))
    begun = time.process_time()
    personal.find(text)
    assert time.process_time() - begun < 5  # hundreds of seconds if a rule tried everything


@pytest.mark.parametrize("name", BY_RULE)
def test_marks_of_the_kind_are_not_found_again(name: str) -> None:
    assert personal.find(f"call [{name.upper()}] or tel [{name.upper()}_12] now") == []
