"""What is no battle: cases of each reason, and answers that only look like errors."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.battles import rows
from pipeline.steps.deciding import reasons
from tiltyard.errors import ConfigurationError

TWO_TURNS = ["Name a bird.", "Another."]


def reason(**change: Any) -> str | None:
    return reasons("incomplete", rows(change))[0]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"winner": None}, "no vote"),
        ({"model_b": "wren-7b"}, "a model against itself"),
        ({"prompts": []}, "empty prompt"),
        ({"prompts": ["Name a bird.", "  \n"], "answers_a": ["a", "b"], "answers_b": ["a", "b"]},
         "empty prompt"),
        ({"failure": "timeout"}, "failed answer"),
        ({"answers_a": []}, "missing answer"),
        ({"answers_b": [None]}, "missing answer"),
        ({"answers_b": [" \n "]}, "missing answer"),
        ({"prompts": TWO_TURNS, "answers_a": ["Wren.", "Lark."], "answers_b": ["Finch."]},
         "missing answer"),
    ],
)  # fmt: skip
def test_what_is_missing_is_the_reason(change: dict[str, Any], expected: str) -> None:
    assert reason(**change) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "NETWORK ERROR. PLEASE TRY AGAIN LATER.",
        "**NETWORK ERROR DUE TO HEAVY LOAD.**\n\n(error_code: 50001)",
        "Error code: 429 - {'error': {'message': 'Rate limit reached'}}",
        "error_code: 50004",
        "502 Bad Gateway",
        "HTTP error 503",
        "openai.RateLimitError: too many requests",
        "TimeoutError: no answer within 60 s",
        "Traceback (most recent call last):\n  File ...",
        "API request error. Please try again.",
        '{"error": {"message": "overloaded"}}',
        "CUDA out of memory. Tried to allocate 2 GiB",
        "The first thing to know is that wrens are small.\n\n**NETWORK ERROR, REGENERATE**",
    ],
)
def test_an_error_is_no_answer(answer: str) -> None:
    assert reason(answers_b=[answer]) == "error instead of an answer"


@pytest.mark.parametrize("answer", ["Wrens are small ▌", "Wrens are▌", "Wrens are<|im_end|>", "▌"])
def test_an_answer_that_was_still_being_written_is_unfinished(answer: str) -> None:
    assert reason(answers_a=[answer]) == "unfinished answer"


@pytest.mark.parametrize(
    "answer",
    [
        "A network error is what a browser shows when the server cannot be reached.",
        "The error code 404 means that the page is not there.",
        "You get `ValueError: invalid literal` because the text is no number.",
        "I'm sorry, I cannot help with that.",
        "Error handling in Go is explicit.",
        "502 is the product of 2 and 251.",
        "Traceback formatting is done by the module of that name.",
        "Sales by month:\nJan ████▌",
        "No.",
        "42",
        "🦜",
    ],
)
def test_an_answer_about_errors_is_an_answer(answer: str) -> None:
    assert reason(answers_a=[answer]) is None


def test_a_long_answer_that_begins_with_an_error_explains_it() -> None:
    begins = "Error code: 429 - that is what you see. "
    assert reason(answers_a=[begins + "It says that there were too many requests. " * 10]) is None


def test_what_is_not_known_is_no_fault() -> None:
    assert reason(prompts=None, answers_a=None, answers_b=None, failure=None) is None


def test_conversations_can_be_demanded() -> None:
    unknown = rows({"prompts": None, "answers_a": None, "answers_b": None})
    assert reasons("incomplete", unknown, texts=True) == ["no conversation"]


def test_a_picture_may_be_sent_without_words() -> None:
    assert reason(prompts=[""], images=1) is None


def test_more_answers_than_prompts_are_no_fault() -> None:
    assert reason(answers_a=["Wren.", "Lark."]) is None


def test_the_first_reason_in_order_is_given() -> None:
    assert reason(winner=None, failure="timeout", answers_a=[]) == "no vote"


def test_further_errors_can_be_named() -> None:
    frame = rows({"answers_a": ["<blocked by policy 7>"]}, {})
    found = reasons("incomplete", frame, errors=["^<blocked by"])
    assert found == ["error instead of an answer", None]


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"data.options.incomplete: errors: '\(' is no"):
        reasons("incomplete", rows({}), errors=["("])
