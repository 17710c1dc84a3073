"""Any table of votes."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.importers.shapes import SHAPES, messages
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline import importers
from tiltyard.pipeline.importers import Source

SIDES = {"first": "lark", "second": "wren", "better": "1"}
MAPPING = {"model_a": "first", "model_b": "second", "winner": "better"}


def read(record: dict[str, Any], **said: Any) -> dict[str, Any]:
    """The row of a record, with what the user says."""
    return importers.load("plain").open(Source("votes.csv", [*record], **said))(record)


def test_columns_and_winners_may_be_said() -> None:
    row = read(SIDES, mapping=MAPPING, winners={"1": "model_a"})
    assert (row["model_a"], row["model_b"], row["winner"]) == ("lark", "wren", "model_a")


def test_what_is_said_goes_before_what_is_usual() -> None:
    record = SHAPES["plain"] | {"rater": "ben"}
    assert read(record, mapping={"voter": "rater"})["voter"] == "ben"


def test_columns_without_a_meaning_are_kept() -> None:
    assert read(SHAPES["plain"])["extra"] == {"mood": "good"}


def test_a_list_of_prompts_is_several_turns() -> None:
    texts = {"prompt": ["Why?", "And?"], "answer_a": ["So.", None], "answer_b": ["Hm.", "Ah."]}
    row = read(SHAPES["llmfao"] | SHAPES["arena_hard"] | texts)
    assert row["prompts"] == ["Why?", "And?"]


def test_text_that_looks_like_a_list_is_text() -> None:
    assert read(SHAPES["plain"] | {"prompt": '["a"]'})["prompts"] == ['["a"]']


def test_conversations_are_read_as_such() -> None:
    talk = {"conversation_a": messages("Hm?", "So."), "conversation_b": messages("Hm?", "No.")}
    assert read(SHAPES["plain"] | talk)["prompts"] == ["Hm?"]


def test_an_id_counts_only_if_it_is_said() -> None:
    record = SHAPES["plain"] | {"id": "1"}
    assert read(record)["id"] is None
    assert read(record, mapping={"id": "id"})["id"] == "1"


@pytest.mark.parametrize(
    ("column", "said", "consent"),
    [(None, False, None), ("yes", False, True), ("no", False, False), (None, True, True)],
)
def test_texts_may_be_published_if_somebody_says_so(
    column: str | None, said: bool, consent: bool | None
) -> None:
    record = SHAPES["plain"] | {"consent": column}
    assert read(record, consent=said)["consent"] is consent


def test_a_column_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(DataError, match="no column 'betters'; did you mean 'better'"):
        read(SIDES, mapping=MAPPING | {"winner": "betters"})


def test_a_column_that_is_missing_can_be_said() -> None:
    with pytest.raises(DataError, match="no column for winner: say which it is, with --winner"):
        read({"model_a": "lark", "model_b": "wren"})


def test_an_unknown_meaning_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="'answr_a'; did you mean 'answer_a'"):
        read(SIDES, mapping=MAPPING | {"answr_a": "first"})
