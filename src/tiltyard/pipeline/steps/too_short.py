"""Prompts too short to tell models apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from tiltyard.pipeline.steps import RowStep, first_of
from tiltyard.pipeline.steps._text import joined

_SCRIPTS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}"
_WIDE = rf"[{_SCRIPTS}]"
_WORD = rf"{_WIDE}|[\p{{L}}\p{{N}}\p{{M}}&&[^{_SCRIPTS}]]+"


@dataclass(frozen=True)
class TooShort(RowStep):
    """All that the user said is shorter than this.

    Attributes:
        characters: of all turns, blanks aside; one of Chinese, Japanese or Korean counts two.
        words: words and numbers of all turns; each Chinese, Japanese or Korean character is one.
    """

    about: ClassVar[str] = "the user said next to nothing"
    reasons: ClassVar[tuple[str, ...]] = ("too short",)
    measures: ClassVar[tuple[str, ...]] = ("prompts", "images")

    characters: int = 3
    words: int = 1

    def measure(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows with pictures, and those whose prompts are not known, are never too short."""
        text = pl.col("text")
        # A long text is long enough; counting in it would take time.
        few = text.str.len_bytes() <= 16 * max(self.characters, self.words, 16)
        counted = rows.select(
            text=joined(pl.col("prompts")),
            known=pl.col("prompts").is_not_null() & (pl.col("images").fill_null(0) == 0),
        ).with_columns(text=pl.when(few).then(text))
        letters = text.str.count_matches(r"\S") + text.str.count_matches(_WIDE)
        words = text.str.count_matches(_WORD)
        short = (letters < self.characters) | (words < self.words)
        return counted.select(first_of((short & pl.col("known"), self.reasons[0])))


step = TooShort()
