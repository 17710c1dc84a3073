"""Which items a rule has to read, by a fast search for what gives them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from tiltyard.categories import FAMILIAR, MARKS, Hint, Item

FEW = 200  # items that are read faster than patterns are prepared


@dataclass(frozen=True, slots=True)
class Sorted:
    """Places of items: those that the rule reads, and those that the hint has a word for.

    All others are a no.
    """

    read: list[int]
    otherwise: list[int]


def sort_out(hint: Hint, items: Sequence[Item]) -> Sorted:
    """Which items have to be read.

    Args:
        hint: of the rule.
        items: each with text, which can be written as UTF-8.
    """
    if len(items) <= FEW:
        return Sorted(list(range(len(items))), [])
    texts = [hint.texts(item) for item in items]
    owners = np.repeat(np.arange(len(items)), [len(one) for one in texts])
    flat = pl.Series([text for one in texts for text in one], dtype=pl.String)
    head = _head(hint, flat)
    read = np.zeros(len(items), dtype=np.bool_)
    read[owners[_has(hint, flat, head).to_numpy()]] = True
    strange = np.zeros_like(read)
    if hint.familiar is not None:
        opening = head.str.slice(0, FAMILIAR).str.replace_all("\u2019", "'", literal=True)
        strange[owners[(~opening.str.contains(hint.familiar)).to_numpy()]] = True
    return Sorted(np.flatnonzero(read).tolist(), np.flatnonzero(strange & ~read).tolist())


def _head(hint: Hint, texts: pl.Series) -> pl.Series:
    """The beginning of each text, or all of it, in lower case."""
    if hint.head is not None:
        texts = texts.str.strip_chars().str.strip_chars_start(MARKS).str.slice(0, hint.head)
    return texts.str.to_lowercase()


def _has(hint: Hint, texts: pl.Series, head: pl.Series) -> pl.Series:
    """Whether each text has any of what the hint names."""
    if hint.drop:
        head = head.str.replace_all(hint.drop, "", literal=True)
    return _any(hint.written, texts) | _any(hint.lower, head)


def _any(patterns: Sequence[tuple[str, ...]], texts: pl.Series) -> pl.Series:
    """Whether all patterns of any of the tuples are in each text."""
    found = pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(texts))
    for first, *others in patterns:
        here = texts.str.contains(first)
        if others and here.any():
            places = here.arg_true()
            here = pl.Series(np.zeros(len(texts), dtype=bool)).scatter(
                places, _every(others, texts.gather(places))
            )
        found |= here
    return found


def _every(patterns: Sequence[str], texts: pl.Series) -> pl.Series:
    found = texts.str.contains(patterns[0])
    for pattern in patterns[1:]:
        found &= texts.str.contains(pattern)
    return found
