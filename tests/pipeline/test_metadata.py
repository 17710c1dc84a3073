"""LMArena's ``conv_metadata``: counts by kind, outside of code."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiltyard import style
from tiltyard.pipeline._metadata import METADATA, metadata, tokens

LISTS = {"prompts": pl.List(pl.String), "answers_a": pl.List(pl.String),
         "answers_b": pl.List(pl.String), "tokens_a": pl.List(pl.Int64),
         "tokens_b": pl.List(pl.Int64)}  # fmt: skip


def rows(**columns: Any) -> pl.DataFrame:
    """One row; sides are empty unless they are given."""
    none: dict[str, Any] = {"prompts": ["Why?"], "answers_a": ["Because."], "answers_b": ["So."]}
    return pl.DataFrame([none | columns], schema=LISTS)


def counted(**columns: Any) -> dict[str, Any]:
    found: dict[str, Any] = metadata(tokens(rows(**columns))).to_list()[0]
    return found


def test_headers_are_counted_by_level() -> None:
    found = counted(answers_a=["# one\n### three\ntext # no\n### three"])["header_count_a"]
    assert found == {"h1": 1, "h2": 0, "h3": 2, "h4": 0, "h5": 0, "h6": 0}


def test_items_and_bold_are_counted_by_kind() -> None:
    found = counted(answers_b=["1. one\n- two\n* three", "**bold** and __bold__ and **bold**"])
    assert found["list_count_b"] == {"ordered": 1, "unordered": 2}
    assert found["bold_count_b"] == {"**": 2, "__": 1}


def test_code_between_fences_counts_for_nothing() -> None:
    assert counted(answers_a=["```\n# no\n- no\n```\n# yes"])["header_count_a"]["h1"] == 1


def test_tokens_are_those_of_the_provider() -> None:
    found = counted(prompts=["Why?", "And?"], answers_a=["x", "y"], tokens_a=[30, 12])
    assert found["sum_assistant_a_tokens"] == 42
    assert found["turns"] == 2


def test_the_context_ends_before_the_last_answer() -> None:
    found = counted(prompts=["Why?", "And?"], answers_a=["x", "y"], tokens_a=[30, 12])
    assert found["context_a_tokens"] == found["sum_user_tokens"] + 30


@pytest.mark.parametrize("given_tokens", [None, [None], [5, 6, 7]])
def test_tokens_that_nobody_counted_are_estimated(given_tokens: list[int | None] | None) -> None:
    answer = "A plain sentence of seven words, no more."
    found = counted(answers_a=[answer], tokens_a=given_tokens)["sum_assistant_a_tokens"]
    assert found == style.load("tokens").measure(answer)


def test_a_side_without_answers_has_no_counts() -> None:
    found = metadata(tokens(rows(answers_a=None))).to_list()[0]
    assert found["sum_assistant_a_tokens"] is None
    assert found["header_count_a"]["h1"] is None


def test_a_conversation_without_turns_has_none() -> None:
    found = counted(prompts=[], answers_a=[], answers_b=[])
    assert (found["turns"], found["sum_user_tokens"]) == (0, 0)


def test_no_rows_have_no_counts() -> None:
    assert metadata(tokens(rows().clear())).dtype == METADATA


marks = st.sampled_from(
    ["# ", "## ", "\n", "- ", "1. ", "**b**", "__c__", "```", "word ", " ", "é"]
)


@settings(max_examples=40)
@given(st.lists(marks, max_size=40).map("".join))
def test_the_sums_are_the_features_of_style(text: str) -> None:
    found = counted(answers_a=[text])
    for feature, field in {"headers": "header_count_a", "lists": "list_count_a",
                           "bold": "bold_count_a"}.items():  # fmt: skip
        assert sum(found[field].values()) == style.load(feature).measure(text)
