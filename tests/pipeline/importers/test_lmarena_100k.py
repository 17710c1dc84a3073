"""LMArena's 100,000 votes."""

from __future__ import annotations

from pipeline.importers.shapes import messages, read


def test_labels_of_the_source_are_kept() -> None:
    assert read("lmarena_100k")["extra"] == {
        "is_code": False,
        "is_refusal": False,
        "dedup_tag": {"high_freq": False, "sampled": True},
        "category_tag": {"math_v0.1": {"math": True}},
    }


def test_the_voter_is_the_hash() -> None:
    assert read("lmarena_100k")["voter"] == "7a"


def test_counted_tokens_are_kept() -> None:
    row = read("lmarena_100k", conversation_a=messages("Why?", "So.", num_tokens=9))
    assert row["tokens_a"] == [9]
