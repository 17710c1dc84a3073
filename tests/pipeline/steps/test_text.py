"""What counts as the same text."""

from __future__ import annotations

import polars as pl
import pytest

from tiltyard.pipeline.steps._text import joined, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Hello\t\r\n  World ", "hello world"),
        ("a\u00a0b\u3000c", "a b c"),
        ("cafe\u0301", "café"),
        ("ＡＢＣ", "abc"),
        ("ÉTÉ", "été"),
        ("", ""),
        ("x² ≠ x2", "x² ≠ x2"),
    ],
)
def test_a_text_in_plain_letters(text: str, expected: str) -> None:
    assert pl.DataFrame({"t": [text]}).select(plain(pl.col("t"))).item() == expected


@pytest.mark.parametrize(
    ("turns", "expected"), [(["a", "b"], "a\nb"), (["a", None], "a"), ([], ""), (None, "")]
)
def test_turns_are_joined(turns: list[str | None] | None, expected: str) -> None:
    frame = pl.DataFrame({"t": [turns]}, schema={"t": pl.List(pl.String)})
    assert frame.select(joined(pl.col("t"))).item() == expected
