from __future__ import annotations

from typing import Any

import pytest

from leaderboard.moments import moment
from tiltyard.leaderboard._configured import decisions


def told(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    return decisions(moment(1, {}, **before), moment(2, {}, **after))


def test_nothing_decided_otherwise_is_nothing_told() -> None:
    same = {"query": {"control": "style"}, "configuration": {"labels": {"coding": 1}}}
    assert told(same, same) == ()


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({}, {"control": "style"}, "style control now on"),
        ({"control": "style"}, {}, "style control now off"),
        ({"control": "style"}, {"control": "style,position"}, "position control now on"),
        ({}, {"control": "latency"}, "speed control now on"),
        ({}, {"method": "davidson"}, "rated by davidson, before by bradley_terry"),
        (
            {},
            {"errors": "voter"},
            "intervals now let the votes of one voter depend on each other",
        ),
        ({"errors": "voter"}, {}, "intervals now take all votes for independent"),
        ({}, {"level": "0.9"}, "intervals and ranks now at 0.9, before at 0.95"),
    ],
)
def test_what_a_board_was_asked_otherwise_is_told(
    before: dict[str, str], after: dict[str, str], sentence: str
) -> None:
    assert told({"query": before}, {"query": after}) == (sentence,)


def test_one_control_for_another_is_two_decisions() -> None:
    found = told({"query": {"control": "style"}}, {"query": {"control": "length"}})
    assert found == ("style control now off", "length control now on")


CODING = {"configuration": {"labels": {"coding": {"version": "1"}}}}
NEWER = {"configuration": {"labels": {"coding": {"version": "2"}}}}


@pytest.mark.parametrize(
    "query", [{"category": "coding"}, {"category": "math,coding"}, {"without": "coding"}]
)
def test_a_label_of_the_slice_that_is_found_in_another_way_is_told(query: dict[str, str]) -> None:
    found = told({"query": query, **CODING}, {"query": query, **NEWER})
    assert found == ("label “Coding” now found in another way",)


def test_a_language_is_a_label_too() -> None:
    query = {"query": {"language": "fr"}}
    found = told(query, {**query, "configuration": {"labels": {"language": {"version": "2"}}}})
    assert len(found) == 1


def test_a_label_that_the_slice_does_not_name_is_not_told() -> None:
    assert told(CODING, NEWER) == ()


@pytest.mark.parametrize(
    ("configuration", "sentence"),
    [
        ({"aliases": [{"name": "larch", "means": "lark"}]}, "other names now count"),
        ({"dataset": "0123"}, "the dataset was cleaned or labelled anew"),
        ({"cleaning_steps": ["spam"]}, "cleaning steps now decided otherwise"),
    ],
)
def test_what_else_was_decided_is_told(configuration: dict[str, Any], sentence: str) -> None:
    (found,) = told({}, {"configuration": configuration})
    assert found.startswith(sentence)


def test_another_version_of_the_code_is_told() -> None:
    found = told({}, {"made_with": {"tiltyard": "1.1", "numpy": "3"}})
    assert found == ("computed by version 1.1, before by 1.0",)
