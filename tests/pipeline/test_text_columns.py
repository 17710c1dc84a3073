"""Texts from columns of any file."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
import pytest

from tiltyard.errors import DataError
from tiltyard.pipeline._text_columns import Role, turns_of

TALK = [
    {"role": "system", "content": "Be kind."},
    {"role": "user", "content": "Hello."},
    {"role": "assistant", "content": "Hi!"},
    {"role": "user", "content": "Bye."},
]


def turns(values: Any, role: Role = "user") -> list[tuple[str, ...]]:
    return turns_of(pl.Series("said", values), role, "talk.jsonl")


def test_a_text_is_a_turn() -> None:
    assert turns(["Hello.", "", None]) == [("Hello.",), (), ()]


def test_a_list_of_texts_is_turns() -> None:
    assert turns([["Hello.", None, "Bye."], [], None]) == [("Hello.", "Bye."), (), ()]


@pytest.mark.parametrize(("role", "said"), [("user", ("Hello.", "Bye.")), ("assistant", ("Hi!",))])
def test_of_messages_those_of_the_role_are_taken(role: Role, said: tuple[str, ...]) -> None:
    assert turns([TALK], role) == [said]


def test_messages_without_roles_are_all_taken() -> None:
    assert turns([[{"content": "Hello."}, {"content": "Bye."}]]) == [("Hello.", "Bye.")]


def test_one_message_alone_will_do() -> None:
    assert turns([{"role": "user", "content": "Hello."}]) == [("Hello.",)]


def test_a_message_of_several_parts_is_its_text() -> None:
    parts = [{"type": "text", "text": "Look:"}, {"type": "image", "text": None}]
    assert turns([[{"role": "user", "content": parts}]]) == [("Look:",)]


def test_messages_as_json_are_messages() -> None:
    assert turns([json.dumps(TALK), None, ""], "assistant") == [("Hi!",), (), ()]


def test_lists_as_json_are_lists_only_if_every_row_is_one() -> None:
    assert turns(['["a", "b"]', "[1, 2]"]) == [('["a", "b"]',), ("[1, 2]",)]


def test_a_text_that_begins_like_a_list_is_a_text() -> None:
    assert turns(["[sic] what?"]) == [("[sic] what?",)]


def test_a_column_without_any_value_has_no_turns() -> None:
    assert turns([None, None]) == [(), ()]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([1, 2], "holds Int64; expected texts"),
        ([[1]], "row 1: 1 is no text and no message with 'content'"),
        ([[{"text": "a"}]], "row 1: {'text': 'a'} is no text"),
        ([[{"content": 3}]], "row 1: 'content' is 3; expected a text"),
    ],
)
def test_what_is_no_text_is_told_with_its_place(values: list[Any], said: str) -> None:
    with pytest.raises(DataError, match=f"column 'said' of 'talk.jsonl'.*{said}"):
        turns(values)
