"""Names that people would take for one are said, and stay what they are."""

from __future__ import annotations

from tiltyard import votes
from tiltyard.votes._alike import told_apart


def test_names_that_differ_in_spaces_are_said() -> None:
    table = {"model_a": ["oak", "oak "], "model_b": ["elm", "elm"], "winner": ["tie", "tie"]}
    reading = votes.read(table)
    assert reading.votes.models == ("elm", "oak", "oak ")
    assert reading.recognised.endswith("; different models: 'oak' and 'oak '")


def test_names_that_differ_in_case_are_said() -> None:
    assert told_apart(["GPT", "gpt", "elm"]) == "different models: 'GPT' and 'gpt'"


def test_names_that_look_the_same_are_said_by_the_numbers_of_their_signs() -> None:
    assert told_apart(["caf\u00e9", "cafe\u0301"]) == (
        r"different models: 'caf\xe9' and 'cafe\u0301'"
    )


def test_of_many_such_names_a_few_are_said() -> None:
    names = [name for i in range(5) for name in (f"m{i}", f"M{i}")]
    assert told_apart(names).endswith("'m2' and 'M2', and 2 more such names")


def test_names_that_differ_otherwise_are_not_said() -> None:
    assert told_apart(["gpt-4", "gpt4", "gpt-4o"]) == ""
