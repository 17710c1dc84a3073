"""Prompts that say next to nothing."""

from __future__ import annotations

import pytest

from pipeline.battles import rows
from pipeline.steps.deciding import reasons


@pytest.mark.parametrize("prompt", ["hi", "?", "...", "👍👍👍👍", " a\n", "!!!!"])
def test_next_to_nothing_is_too_short(prompt: str) -> None:
    assert reasons("too_short", rows({"prompts": [prompt]})) == ["too short"]


@pytest.mark.parametrize(
    "prompt", ["hey", "2+2", "你好", "Why?", "안녕", "نعم", "x" * 5_000, "." * 999 + "a"]
)
def test_a_word_is_enough(prompt: str) -> None:
    assert reasons("too_short", rows({"prompts": [prompt]})) == [None]


def test_all_turns_count_together() -> None:
    assert reasons("too_short", rows({"prompts": ["hi", "a b"]})) == [None]


def test_pictures_and_unknown_prompts_are_never_too_short() -> None:
    frame = rows({"prompts": [""], "images": 1}, {"prompts": None})
    assert reasons("too_short", frame) == [None, None]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [("one two three four", "too short"), ("one two three four five", None), ("一二三四五", None)],
)
def test_words_can_be_demanded(prompt: str, expected: str | None) -> None:
    assert reasons("too_short", rows({"prompts": [prompt]}), words=5) == [expected]
