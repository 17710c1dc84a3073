"""Expressions over texts and lists of texts that several steps need."""

from __future__ import annotations

import polars as pl

# What a person would call the same text may be written with other spaces, cases and code points:
# accents apart from their letters, and the wide forms of East Asian keyboards.
_OTHER_FORMS = r"[\u0300-\u036F\uFF00-\uFFEF]"
_BLANKS = r"[ \t\n\r]{2,}|[\s&&[^ ]]"
_BETWEEN_TURNS = "\n"


def plain(text: pl.Expr) -> pl.Expr:
    """A text in small letters, with one blank for many, and one way to write each letter."""
    composed = (
        pl.when(text.str.contains(_OTHER_FORMS)).then(text.str.normalize("NFKC")).otherwise(text)
    )
    return composed.str.to_lowercase().str.replace_all(_BLANKS, " ").str.strip_chars()


def joined(turns: pl.Expr) -> pl.Expr:
    """All turns as one text, empty without any."""
    return turns.list.join(_BETWEEN_TURNS, ignore_nulls=True).fill_null("")
