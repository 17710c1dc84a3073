"""Which items a rule has to read, by a fast search for what gives them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard.categories import FAMILIAR, MARKS, Hint, Item, Value

FEW = 200  # items that are read faster than patterns are prepared


@dataclass(frozen=True, slots=True)
class Sorted:
    """Items by what a hint says of them.

    Attributes:
        labels: of each item, as far as it need not be read.
        read: the places of those that the rule reads, in order.
    """

    labels: list[Value | None]
    read: list[int]


def sort_out(hint: Hint, items: Sequence[Item], *, few: int = FEW) -> Sorted:
    """Which items the rule has to read, and the labels of the others.

    Args:
        hint: of the rule.
        items: each with text, which can be written as UTF-8.
        few: so many are all read.
    """
    if len(items) <= few:
        return Sorted([None] * len(items), list(range(len(items))))
    texts = [hint.texts(item) for item in items]
    owners = np.repeat(np.arange(len(items)), [len(one) for one in texts])
    flat = pl.Series([text for one in texts for text in one], dtype=pl.String)
    head = _head(hint, flat)
    read = _of_any(_has(hint, flat, head), owners, len(items))
    labels: list[Value | None] = [False] * len(items)
    if hint.otherwise is not None:
        is_strange = _of_any(~_is_familiar(hint, head), owners, len(items))
        for place in np.flatnonzero(is_strange & ~read).tolist():
            labels[place] = hint.otherwise(items[place])
    return Sorted(labels, np.flatnonzero(read).tolist())


def _of_any(texts: pl.Series, owners: NDArray[np.intp], items: int) -> NDArray[np.bool_]:
    """Whether it is so for any text of each item."""
    found = np.zeros(items, dtype=np.bool_)
    found[owners[texts.to_numpy()]] = True
    return found


def _head(hint: Hint, texts: pl.Series) -> pl.Series:
    """The beginning of each text, or all of it, in lower case."""
    if hint.head is not None:
        texts = texts.str.strip_chars().str.strip_chars_start(MARKS).str.slice(0, hint.head)
    return texts.str.to_lowercase()


def _is_familiar(hint: Hint, head: pl.Series) -> pl.Series:
    if not hint.familiar:
        return _none(head)
    opening = head.str.slice(0, FAMILIAR).str.replace_all("\u2019", "'", literal=True)
    return opening.str.contains(hint.familiar)


def _has(hint: Hint, texts: pl.Series, head: pl.Series) -> pl.Series:
    """Whether each text has any of what the hint names, and often enough."""
    if hint.drop:
        head = head.str.replace_all(hint.drop, "", literal=True)
    if hint.share:
        return _often(hint, head)
    return _any(hint.written, texts) | _any(hint.lower, head)


def _often(hint: Hint, head: pl.Series) -> pl.Series:
    """Whether enough of each text's pieces have what the hint names."""
    many = reduce(add, (head.str.count_matches(one) for (one,) in hint.lower))
    places = (many > 0).arg_true()
    pieces = head.gather(places).str.count_matches(r"\S+")
    return _none(head).scatter(places, many.gather(places) >= hint.share * pieces)


def _any(patterns: Sequence[tuple[str, ...]], texts: pl.Series) -> pl.Series:
    """Whether all patterns of any of the tuples are in each text."""
    found = _none(texts)
    for first, *others in patterns:
        here = texts.str.contains(first)
        if others and here.any():
            places = here.arg_true()
            here = _none(texts).scatter(places, _every(others, texts.gather(places)))
        found |= here
    return found


def _every(patterns: Sequence[str], texts: pl.Series) -> pl.Series:
    found = texts.str.contains(patterns[0])
    for pattern in patterns[1:]:
        found &= texts.str.contains(pattern)
    return found


def _none(texts: pl.Series) -> pl.Series:
    return pl.repeat(False, len(texts), dtype=pl.Boolean, eager=True)
