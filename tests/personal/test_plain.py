"""Usual signs for unusual ones: as many as before, so that places stay."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tiltyard.personal._plain import UNUSUAL, plain


@pytest.mark.parametrize(
    ("unusual", "usual"),
    [
        ("\uff11\uff12", "12"),
        ("\u0661\u06f2\u0967", "121"),
        ("\uff21\uff42\uff20\uff0e", "Ab@."),
        ("1\u00a02\u202f3\u200b4", "1 2 3 4"),
        ("1\u20102\u20133\u22124", "1-2-3-4"),
        (r"a\nb\t", "a  b  "),
        ("é我😀", "é我😀"),
        ("²½Ⅳ", "²½Ⅳ"),
    ],
)
def test_what_stands_for_a_usual_sign_becomes_it(unusual: str, usual: str) -> None:
    assert plain(unusual) == usual


@given(some.text())
def test_a_text_keeps_its_length(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(some.text())
def test_a_sign_that_becomes_a_letter_or_digit_is_unusual(text: str) -> None:
    became = any(
        old != new and new.isascii() and new.isalnum()
        for old, new in zip(text, plain(text), strict=True)
    )
    assert not became or pl.Series([text]).str.contains(UNUSUAL).item()
