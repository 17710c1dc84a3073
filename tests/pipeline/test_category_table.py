"""Categories that are written as tables."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tiltyard.categories import Item
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline._category_table import category_of


def labels(table: Mapping[str, object], *texts: str) -> list[object]:
    """What the table's patterns say of prompts."""
    rule = category_of(table, "own", "here").rule
    assert rule is not None
    return list(rule.find([Item((text,)) for text in texts]))


def test_a_question_makes_a_rubric_of_yes_and_no() -> None:
    category = category_of({"question": "Is it rude?"}, "rude", "here")
    assert category.rubric is not None
    assert category.rubric.values == ("yes", "no")
    assert (category.values, category.ways, category.reads) == (None, ("rubric",), "prompts")


def test_a_question_may_have_other_answers() -> None:
    table = {"question": "Which tone?", "values": ["warm", "cold"], "reads": "answers"}
    category = category_of(table, "tone", "here")
    assert (category.values, category.reads) == (("warm", "cold"), "answers")


def test_title_and_meaning_are_there_without_being_written() -> None:
    category = category_of({"question": "Is it rude?"}, "very_rude", "here")
    assert (category.title, category.about) == ("Very rude", "Is it rude?")


def test_patterns_make_a_rule_that_ignores_case() -> None:
    found = labels({"any_of": [r"\bpoème\b"]}, "Un POÈME !", "Un poèmes", "")
    assert found == [True, False, False]


def test_what_is_excepted_is_no() -> None:
    table = {"any_of": ["poem"], "none_of": ["about poems"]}
    assert labels(table, "a poem", "a book about poems") == [True, False]


def test_a_pattern_may_match_in_any_turn() -> None:
    rule = category_of({"any_of": ["sonnet"]}, "own", "here").rule
    assert rule is not None
    assert rule.find([Item(("Hello.", "A sonnet, please."))]) == [True]


def test_answers_are_read_where_they_are_meant() -> None:
    rule = category_of({"any_of": ["sorry"], "reads": "answers"}, "own", "here").rule
    assert rule is not None
    assert rule.find([Item(("sorry",), ("fine",)), Item(("fine",), ("sorry",))]) == [False, True]


def test_both_ways_can_be_written() -> None:
    category = category_of({"question": "Is it rude?", "any_of": ["idiot"]}, "rude", "here")
    assert category.ways == ("rule", "rubric")


def test_another_pattern_is_another_digest() -> None:
    rules = [category_of({"any_of": [text]}, "own", "here").rule for text in ("a", "b", "a")]
    digests = [rule.digest for rule in rules if rule is not None]
    assert digests[0] == digests[2] != digests[1]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({}, "needs a 'question'"),
        ({"questiom": "?"}, "no key 'questiom'; did you mean 'question'"),
        ({"question": ""}, "'question' is ''"),
        ({"question": 3}, "'question' is 3"),
        ({"question": "?", "values": "yes"}, "'values' is 'yes': it should be a list"),
        ({"question": "?", "values": ["a"]}, "at least two different words"),
        ({"question": "?", "values": ["a", "A"]}, "at least two different words"),
        ({"question": "?", "values": ["a", "b c"]}, "'b c': each should be one word"),
        ({"question": "?", "values": []}, "'values' is empty"),
        ({"values": ["a", "b"], "any_of": ["x"]}, "'question', which is missing"),
        ({"question": "?", "reads": "both"}, "'reads' is 'both'"),
        ({"any_of": ["a("]}, "'any_of' number 1, 'a\\(', is no regular expression: .*position 1"),
        ({"any_of": ["a", "b*"]}, "'any_of' number 2, 'b\\*', matches even an empty text"),
        ({"none_of": ["a"]}, "narrow 'any_of', which is missing"),
        ({"any_of": ["a"], "languages": ["French"]}, "'French': codes look like 'fr'"),
        ({"any_of": ["a"], "question": "?", "values": ["x", "y"]}, "patterns say yes or no"),
    ],
)
def test_a_fault_is_told_with_its_key(table: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigurationError, match=f"^here: .*{words}"):
        category_of(table, "own", "here")
