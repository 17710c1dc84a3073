"""Headers, list items and bold are counted as FastChat counts them, its faults included."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings

from style.written import texts
from tiltyard import style
from tiltyard.style import Texts

BLOCK = re.compile("```([^`]*)```")
PATTERNS = {
    "headers": [rf"^#{{{level}}}\s" for level in range(1, 7)],
    "ordered": [r"^\s*\d+\.\s"],
    "unordered": [r"^\s*[-*+]\s"],
    "bold": [r"\*\*[^*\n]+\*\*", r"__[^_\n]+__"],
}

pytestmark = pytest.mark.usefixtures("either")


def by_fastchat(text: str) -> dict[str, float]:
    """The recipe: what is in blocks is deleted wherever it stands, then each pattern is counted."""
    for content in BLOCK.findall(text):
        text = text.replace(content, "")
    return {
        name: float(sum(len(re.findall(one, text, re.MULTILINE)) for one in patterns))
        for name, patterns in PATTERNS.items()
    }


def counted(text: str) -> dict[str, float]:
    measured = style.measure(Texts.of([text]), list(PATTERNS))
    return {name: float(values[0]) for name, values in measured.items()}


def count(name: str, text: str) -> float:
    return float(style.measure(Texts.of([text]), [name])[name][0])


@given(text=texts)
@settings(max_examples=100)
@example("```\n```\n# one\n# two")
@example("\n\n1.\n2.\r\n\u30003. ")
@example("``````# a```\n# b")
def test_every_count_is_that_of_fastchat(text: str) -> None:
    assert counted(text) == by_fastchat(text)


@given(text=texts)
@settings(max_examples=30)
def test_list_items_are_both_kinds_together(text: str) -> None:
    assert count("lists", text) == count("ordered", text) + count("unordered", text)


def test_headers_of_six_levels_count() -> None:
    text = "\n".join(f"{'#' * level} Title" for level in range(1, 9))
    assert count("headers", text) == 6


@pytest.mark.parametrize("line", ["#Title", " # Title", "a # b", "#"])
def test_what_only_resembles_a_header_does_not_count(line: str) -> None:
    assert count("headers", line) == 0


@pytest.mark.parametrize("item", ["1. one", "12. twelve", "  3. three", "٣. ثلاثة"])
def test_a_number_with_a_stop_is_an_item(item: str) -> None:
    assert count("ordered", f"Look:\n{item}") == 1


@pytest.mark.parametrize("item", ["1) one", "1.one", "a 1. b", "-1. one"])
def test_what_only_resembles_a_numbered_item_does_not_count(item: str) -> None:
    assert count("ordered", item) == 0


@pytest.mark.parametrize("item", ["- one", "* one", "+ one", "\t- one"])
def test_three_signs_make_bullets(item: str) -> None:
    assert count("unordered", f"Look:\n{item}") == 1


@pytest.mark.parametrize("text", ["**bold**", "__bold__", "a**b**c", "***both***"])
def test_two_stars_or_underscores_make_bold(text: str) -> None:
    assert count("bold", text) == 1


@pytest.mark.parametrize("text", ["**a\nb**", "*a*", "2**3", "__init"])
def test_what_only_resembles_bold_does_not_count(text: str) -> None:
    assert count("bold", text) == 0


def test_what_is_in_a_block_does_not_count() -> None:
    assert count("headers", "# Title\n```sh\n# a comment\n```\n") == 1


def test_what_is_in_a_block_that_nothing_closes_counts() -> None:
    assert count("headers", "```sh\n# a comment\n") == 1


def test_what_is_between_tildes_counts() -> None:
    assert count("headers", "~~~sh\n# a comment\n~~~\n") == 1


def test_a_block_that_holds_a_backtick_counts() -> None:
    assert count("headers", "```sh\necho `date`\n# a comment\n```\n") == 1


def test_an_empty_block_takes_all_line_feeds_away() -> None:
    assert count("headers", "# one\n# two\n```\n```\n") == 1


def test_only_a_thousand_blocks_are_looked_at() -> None:
    assert count("headers", "".join(f"```<{n}>\n# a\n```" for n in range(1_005))) == 5
