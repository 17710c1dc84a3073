"""Conversations become turns."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.importers.shapes import messages
from tiltyard.pipeline.importers import RefusedRow
from tiltyard.pipeline.importers._conversation import both, said, turns


def reason(value: Any) -> str:
    """Why a conversation is refused."""
    with pytest.raises(RefusedRow) as refused:
        said(value)
    return refused.value.reason


def test_questions_and_answers_alternate() -> None:
    whole = said(messages("Why?", "So.", "And?", "Thus."))
    assert whole.prompts == ["Why?", "And?"]
    assert whole.answers == ["So.", "Thus."]


def test_json_text_is_read_too() -> None:
    assert said(json.dumps(messages("Why?", "So."))).answers == ["So."]


def test_a_list_for_each_turn_is_read_too() -> None:
    assert said([messages("Why?", "So."), messages("And?", "Thus.")]).prompts == ["Why?", "And?"]


def test_a_question_without_an_answer_has_none() -> None:
    whole = said([*messages("Why?"), *messages("Hello?", "Yes.")])
    assert whole.prompts == ["Why?", "Hello?"]
    assert whole.answers == [None, "Yes."]


def test_the_last_question_may_be_unanswered() -> None:
    assert said(messages("Why?")).answers == [None]


def test_two_messages_of_the_model_are_one_answer() -> None:
    more = {"role": "assistant", "content": "Indeed."}
    assert said([*messages("Why?", "So."), more]).answers == ["So.\n\nIndeed."]


def test_the_system_prompt_is_no_turn() -> None:
    whole = said([{"role": "system", "content": "Be kind."}, *messages("Why?", "So.")])
    assert whole.system == "Be kind."
    assert whole.prompts == ["Why?"]


def test_pictures_are_counted_and_text_kept() -> None:
    picture = {"type": "image", "text": "", "image": "an address", "mimeType": "image/png"}
    content = [{"type": "text", "text": "What is this?"}, picture, picture]
    whole = said([{"role": "user", "content": content}, *messages("", "A lark.")[1:]])
    assert whole.prompts == ["What is this?"]
    assert whole.images == 2


def test_pictures_behind_a_text_are_counted() -> None:
    whole = said([{"role": "user", "content": ["What?", ["one", "two"]]}])
    assert (whole.prompts, whole.images) == (["What?"], 2)


def test_a_picture_alone_is_a_question_without_words() -> None:
    whole = said([{"role": "user", "content": [{"type": "image", "image": "x"}]}])
    assert (whole.prompts, whole.images) == ([""], 1)


@pytest.mark.parametrize(
    "counted",
    [{"num_tokens": 5}, {"output_tokens": 5}, {"metadata": {"output_tokens": 5}}],
)
def test_tokens_of_answers_are_kept(counted: dict[str, Any]) -> None:
    assert said(messages("Why?", "So.", **counted)).tokens == [5]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("no json", "unreadable conversation"),
        ({"role": "user"}, "unreadable conversation"),
        (["Why?"], "unreadable conversation"),
        ([], "unreadable conversation"),
        ([{"role": "assistant", "content": "So."}], "unreadable conversation"),
        ([{"role": "owl", "content": "Hoo."}], "unknown role"),
        ([{"role": "user", "content": None}], "missing question"),
        ([{"role": "user", "content": [{"type": "audio", "data": "x"}]}], "unknown content"),
        ([{"role": "user", "content": 5}], "unknown content"),
    ],
)
def test_what_cannot_be_understood_is_refused(value: Any, why: str) -> None:
    assert reason(value) == why


def test_a_battle_has_the_questions_of_both() -> None:
    row = both(messages("Why?", "So.", num_tokens=3), messages("Why?", "Dunno."))
    assert row == {
        "system": None,
        "prompts": ["Why?"],
        "answers_a": ["So."],
        "answers_b": ["Dunno."],
        "tokens_a": [3],
        "tokens_b": None,
        "images": 0,
    }


def test_only_the_first_turns_may_belong_to_it() -> None:
    row = both(messages("Why?", "So.", "And?", "Thus."), messages("Why?", "Hm."), turns=1)
    assert row["answers_a"] == ["So."]


def test_no_conversation_is_no_text() -> None:
    assert both(None, []) == {}


@pytest.mark.parametrize(
    ("b", "why"),
    [(None, "missing conversation"), (messages("How?", "So."), "different questions")],
)
def test_sides_that_do_not_match_are_refused(b: Any, why: str) -> None:
    with pytest.raises(RefusedRow) as refused:
        both(messages("Why?", "So."), b)
    assert refused.value.reason == why


def test_sides_that_were_told_different_things_have_no_common_system_prompt() -> None:
    kind = [{"role": "system", "content": "Be kind."}, *messages("Why?", "So.")]
    row = both(kind, messages("Why?", "So."))
    assert "system" not in row
    assert row["extra"] == {"system_a": "Be kind.", "system_b": None}


def test_lists_of_prompts_and_answers_are_turns() -> None:
    row = turns('["Why?", "And?"]', '["So.", null]', ["Hm.", "Thus."])
    assert row["answers_a"] == ["So.", None]


@pytest.mark.parametrize(
    ("lists", "why"),
    [
        ((["a"], ["b", "c"], ["d"]), "unreadable conversation"),
        (([None], ["b"], ["c"]), "missing question"),
        (("a", ["b"], ["c"]), "unreadable conversation"),
        (([5], ["b"], ["c"]), "unreadable conversation"),
    ],
)
def test_lists_that_do_not_match_are_refused(lists: tuple[Any, Any, Any], why: str) -> None:
    with pytest.raises(RefusedRow) as refused:
        turns(*lists)
    assert refused.value.reason == why
