"""Rows of a dataset in the columns of a release."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from pipeline.releasing import frame, row
from tiltyard.pipeline._metadata import tokens
from tiltyard.pipeline._rows_out import LMARENA, NAMED_LAST, OURS, shape

COLUMNS = (*LMARENA, *OURS)


def shaped(*, has_texts: bool = True, labels: dict[str, Any] | None = None, **other: Any) -> Any:
    """One row as it is released."""
    made = tokens(frame([row(0, **other)])).with_columns(
        has_texts=has_texts,
        sampled=True,
        time_precision=pl.lit("hour"),
        **{name: pl.lit(value) for name, value in (labels or {}).items()},
    )
    return shape(made, COLUMNS).row(0, named=True)


def test_lmarena_s_columns_come_first_and_in_its_order() -> None:
    assert [column.name for column in LMARENA] == [
        "question_id", "model_a", "model_b", "winner", "judge", "conversation_a",
        "conversation_b", "turn", "anony", "language", "tstamp", "conv_metadata", "is_code",
        "is_refusal", "dedup_tag", "category_tag", "judge_hash",
    ]  # fmt: skip


def test_both_bad_is_spelt_both_ways() -> None:
    made = shaped(winner="both_bad")
    assert (made["winner"], made["outcome"]) == ("tie (bothbad)", "both_bad")


def test_a_conversation_is_its_messages_in_turn() -> None:
    made = shaped(prompts=["one", "two"], answers_b=["1", "2"], tokens_b=[5, 6])
    said = [(one["role"], one["content"]) for one in made["conversation_b"]]
    assert said == [("user", "one"), ("assistant", "1"), ("user", "two"), ("assistant", "2")]
    assert [one["num_tokens"] for one in made["conversation_b"]][1::2] == [5, 6]


def test_a_missing_answer_is_a_message_without_text() -> None:
    made = shaped(prompts=["one", "two"], answers_a=["1", None], tokens_a=None)
    assert made["conversation_a"][3]["content"] is None


def test_texts_that_may_not_be_published_are_nowhere() -> None:
    made = shaped(has_texts=False, prompts=["a secret"], system="a secret", answers_a=["a secret"])
    assert "secret" not in str(made)
    assert made["conversation_a"] is None


def test_counts_stay_where_texts_may_not_be_published() -> None:
    assert shaped(has_texts=False)["conv_metadata"]["header_count_a"]["h2"] == 1


def test_time_is_in_seconds() -> None:
    assert shaped()["tstamp"] == row(0)["created_at"].timestamp()


def test_labels_go_where_lmarena_has_its_own() -> None:
    made = shaped(labels={"coding": True, "math": False, "refusal_a": False, "refusal_b": True})
    assert (made["is_code"], made["is_refusal"]) == (True, True)
    assert made["category_tag"]["math_v0.1"] == {"math": False}


def test_a_label_that_was_not_found_is_no_no() -> None:
    made = shaped()
    assert (made["is_code"], made["is_refusal"]) == (None, None)
    assert made["category_tag"]["if_v0.1"] == {"if": None}


def test_a_refusal_of_a_side_that_is_not_labelled_is_not_known() -> None:
    assert shaped(labels={"refusal_a": False, "refusal_b": None})["is_refusal"] is None


@pytest.mark.parametrize(
    "other",
    [{"voter": "another"}, {"created_at": None}, {"language": "sw"}, {"id": "x", "battle": "y"}],
)
def test_the_digest_knows_neither_voter_nor_time(other: dict[str, Any]) -> None:
    assert shaped(**other)["content"] == shaped()["content"]


@pytest.mark.parametrize(
    "other", [{"winner": "tie"}, {"model_a": "ash"}, {"prompts": ["other"]}, {"system": "other"}]
)
def test_the_digest_is_of_what_is_said(other: dict[str, Any]) -> None:
    assert shaped(**other)["content"] != shaped()["content"]


def test_no_rows_have_the_same_columns() -> None:
    none = tokens(frame([])).with_columns(
        has_texts=pl.lit(value=True), sampled=pl.lit(value=True), time_precision=pl.lit("hour")
    )
    made = shape(none, COLUMNS)
    wanted = {one.name: one.kind for one in COLUMNS if one.name not in NAMED_LAST}
    assert made.drop("content").schema == pl.Schema(wanted)
