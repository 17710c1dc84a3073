from __future__ import annotations

import re

import polars as pl
import pytest

from tiltyard.categories._hints import any_word, each_word, loosened


def holds(pattern: str, text: str) -> bool:
    return pl.Series([text]).str.contains(pattern).all()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"(?<!\w)a(?=b)(?!c)b", "ab"),
        (r"\bword\b", "word"),
        (r"^begins$", "begins"),
        (r"(?>a+)b", "aab"),
        (r"a++b{2,3}+c", "aabbc"),
        (r"(?P<name>x)", "x"),
        (r"é\w\W", "éü…"),
        (r"a\sb", "a\x1cb"),
        (r"[^\w)]x", " x"),
        (r"[]x]{1,300}?y", "]]y"),
        (r"[\[&~#-]+", "&"),
        (r"i can't", "i can’t"),
        (r"(?:(?!a[)])b)+", "bb"),
    ],
)
def test_a_loosened_pattern_matches_what_its_source_does(source: str, text: str) -> None:
    assert holds(loosened(re.compile(source)), text)


@pytest.mark.parametrize(
    ("flags", "text", "is_found"),
    [(re.IGNORECASE, "A\nB", False), (re.IGNORECASE | re.DOTALL, "A\nB", True), (0, "A.B", False)],
)
def test_flags_are_kept(flags: int, text: str, is_found: bool) -> None:
    assert holds(loosened(re.compile("a.b", flags)), text) is is_found


def test_many_repeats_are_any_number() -> None:
    assert loosened(re.compile("a{1,10}b{1,11}")) == "a{1,10}b*"


@pytest.mark.parametrize(("text", "is_found"), [("3c++, so", True), ("_go", True), ("ego", False)])
def test_a_word_stands_between_other_signs_than_letters(text: str, is_found: bool) -> None:
    assert holds(any_word(["go", "c++"]), text) is is_found


@pytest.mark.parametrize(
    ("text", "times"),
    [("good, good great", 3), ("goods", 0), ("été", 1), ("l'étés", 1), ("*good*great", 2)],
)
def test_each_word_is_counted(text: str, times: int) -> None:
    counted = pl.Series([text]).str.count_matches(each_word(["good", "great", "été"]))
    assert counted.to_list() == [times]


@pytest.mark.parametrize(
    ("source", "text"), [(r"^\s*Select\b[A-Z]", "selectx"), (r"[\[\S]?x", "x"), (r"a|[b]*c", "a")]
)
def test_for_texts_in_lower_case_a_pattern_needs_no_case(source: str, text: str) -> None:
    pattern = loosened(re.compile(source, re.IGNORECASE), lower=True)
    assert not pattern.startswith("(?i)")
    assert holds(pattern, text)
