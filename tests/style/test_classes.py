"""Kinds of characters."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pytest

from tiltyard.style._classes import CODE_POINTS, SPACES, Kind, kinds_of, pattern, table

EVERY = "".join(map(chr, range(CODE_POINTS)))


def points(kinds: tuple[Kind, ...]) -> set[int]:
    return set(np.flatnonzero(np.isin(table(), kinds)).tolist())


def test_white_space_is_what_python_takes_for_it() -> None:
    assert points(SPACES) == set(map(ord, re.findall(r"\s", EVERY)))


def test_digits_are_those_that_python_knows() -> None:
    digits = {ord(one) for one in EVERY if one.isdecimal()}
    assert points((Kind.DIGIT,)) <= digits
    if unicodedata.unidata_version == "14.0.0":
        assert points((Kind.DIGIT,)) == digits


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("z", Kind.LOWER), ("Z", Kind.UPPER), ("7", Kind.DIGIT), ("#", Kind.ASCII_MARK),
        (" ", Kind.SPACE), ("\n", Kind.NEWLINE), ("\t", Kind.BLANK), ("é", Kind.LATIN),
        ("ж", Kind.CYRILLIC), ("λ", Kind.CYRILLIC), ("ש", Kind.RIGHT_TO_LEFT),
        ("ت", Kind.RIGHT_TO_LEFT), ("क", Kind.ALPHABET), ("ก", Kind.ALPHABET), ("漢", Kind.HAN),
        ("か", Kind.KANA), ("한", Kind.HANGUL), ("，", Kind.MARK), ("“", Kind.MARK),
        ("😀", Kind.SYMBOL), ("→", Kind.SYMBOL), ("\ud800", Kind.SYMBOL),
    ],
)  # fmt: skip
def test_a_character_has_a_kind(text: str, kind: Kind) -> None:
    assert kinds_of(text).tolist() == [kind]


def test_a_pattern_matches_its_kinds_and_no_others() -> None:
    wanted = (Kind.LATIN, Kind.HAN)
    matched = re.findall(f"[{pattern(*wanted)}]", EVERY)
    assert set(map(ord, matched)) == points(wanted)


def test_every_letter_of_two_bytes_is_one_for_the_loop() -> None:
    # _kernel/sentences.c takes them all for letters without looking.
    letters = points((Kind.LATIN, Kind.CYRILLIC, Kind.ALPHABET))
    assert set(range(0xC0, 0x580)) - letters == {0xD7, 0xF7}
