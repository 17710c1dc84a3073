"""Which items a rule has to read, by a fast search for what gives them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import add

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard.categories import FAMILIAR, MARKS, Hint, Value

FEW = 200  # items that are read faster than patterns are prepared
LONGEST = 4_000  # characters of patterns that are looked for together; many more are slow again


@dataclass(frozen=True, slots=True)
class Sorted:
    """Items by what a hint says of them.

    Attributes:
        labels: of each item, as far as it need not be read.
        read: the places of those that the rule reads, in order.
    """

    labels: list[Value | None]
    read: list[int]


def sort_out(hint: Hint, items: Sequence[Sequence[str]], *, few: int = FEW) -> Sorted:
    """Which items the rule has to read, and the labels of the others.

    Args:
        hint: of the rule.
        items: the turns of each that the label reads, with text, which can be written as UTF-8.
        few: so many are all read.
    """
    if len(items) <= few:
        return Sorted([None] * len(items), list(range(len(items))))
    texts = items if hint.text is None else [(hint.text(turns),) for turns in items]
    owners = np.repeat(np.arange(len(items)), [len(one) for one in texts])
    flat = [text for one in texts for text in one]
    head = pl.Series([_head(hint, text) for text in flat], dtype=pl.String)
    read = _of_any(_has(hint, flat, head), owners, len(items))
    labels: list[Value | None] = [False] * len(items)
    if hint.otherwise is not None:
        is_strange = _of_any(~_is_familiar(hint, head), owners, len(items))
        for place in np.flatnonzero(is_strange & ~read).tolist():
            labels[place] = hint.otherwise(texts[place])
    return Sorted(labels, np.flatnonzero(read).tolist())


def _of_any(texts: pl.Series, owners: NDArray[np.intp], items: int) -> NDArray[np.bool_]:
    """Whether it is so for any text of each item."""
    found = np.zeros(items, dtype=np.bool_)
    found[owners[texts.to_numpy()]] = True
    return found


def _head(hint: Hint, text: str) -> str:
    """The beginning of a text, or all of it, in lower case."""
    if hint.head is not None:
        text = text.lstrip().lstrip(MARKS)[: hint.head]
    return text.lower()


def _is_familiar(hint: Hint, head: pl.Series) -> pl.Series:
    found = _none(head)
    opening = head.str.slice(0, FAMILIAR).str.replace_all("\u2019", "'", literal=True)
    for pattern in hint.familiar:  # one after the other, each for what is left: all at once is slow
        rest = (~found).arg_true()
        found = found.scatter(rest, opening.gather(rest).str.contains(pattern))
    return found


def _has(hint: Hint, texts: Sequence[str], head: pl.Series) -> pl.Series:
    """Whether each text has any of what the hint names, and often enough."""
    if hint.drop:
        head = head.str.replace_all(hint.drop, "", literal=True)
    if hint.share:
        return _often(hint, head)
    found = _any(_joined(hint.lower), head)
    if hint.written:
        found |= _any(_joined(hint.written), pl.Series(texts, dtype=pl.String))
    return found


def _often(hint: Hint, head: pl.Series) -> pl.Series:
    """Whether enough of each text's pieces have what the hint names."""
    many = reduce(add, (head.str.count_matches(one) for (one,) in hint.lower))
    places = (many > 0).arg_true()
    pieces = head.gather(places).str.count_matches(r"\S+")
    return _none(head).scatter(places, many.gather(places) >= hint.share * pieces)


@cache
def _joined(patterns: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """The same, with patterns that stand alone made into few: a text is searched once for each."""
    joined: list[tuple[str, ...]] = [several for several in patterns if len(several) > 1]
    room = 0
    for one in (f"(?:{alone})" for (alone, *others) in patterns if not others):
        if len(one) > room:
            joined.append((one,))
            room = LONGEST
        else:
            joined[-1] = (f"{joined[-1][0]}|{one}",)
        room -= len(one) + 1
    return joined


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
