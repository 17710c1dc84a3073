"""Votes on two models in facets by what differed between the two answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard import style
from tiltyard.errors import UnknownNameError
from tiltyard.leaderboard._columns import YES_OR_NO
from tiltyard.leaderboard._votes import Votes
from tiltyard.leaderboard._words import label_title

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

# The length is cut into so many facets of equal size; each has at least so many votes.
FACETS, SMALLEST_PIECE = 5, 10
LENGTH = "tokens"
# What these measure, others say already: the length, and items of lists.
_SAID = frozenset({"characters", "sentences", "ordered", "unordered"})
# Measures of the arena that are no style, and what more of them is called, and less.
MEASURED = {
    "seconds": ("Time for the answer", "slower", "faster"),
    "first_seconds": ("Time to the first token", "slower", "faster"),
    "cost_usd": ("Cost of the answer", "dearer", "cheaper"),
}


@dataclass(frozen=True, slots=True)
class Cut:
    """Votes cut into facets: the title of each, and which votes are in it."""

    title: str
    facets: tuple[tuple[str, Bools], ...]


def contrasts(votes: Votes, is_left: Bools) -> Iterator[Cut]:
    """Every way in which the answers of two models differ, with the votes cut by it.

    Args:
        votes: on battles of the two, and no others.
        is_left: where the first model sat on side ``a``.
    """
    for name in measured(votes):
        one, other = _sides(votes, name, is_left)
        if name == LENGTH:
            yield Cut("Length", tuple(_by_ratio(one, other)))
            continue
        title, more, less = words_of(name)
        known = np.isfinite(one) & np.isfinite(other)
        yield Cut(
            title,
            ((less, known & (one < other)), ("the same", one == other), (more, one > other)),
        )
    for name, values in votes.labels.items():
        base = name.removesuffix("_a")
        if name.endswith("_a") and values == YES_OR_NO and f"{base}_b" in votes.labels:
            one, other = _sides(votes, base, is_left)
            yield Cut(
                label_title(base),
                (
                    ("only its answer", (one == 1) & (other == 0)),
                    ("only the other’s", (one == 0) & (other == 1)),
                    ("both", (one == 1) & (other == 1)),
                ),
            )
    yield Cut("Side", (("left", is_left), ("right", ~is_left)))


def measured(votes: Votes) -> list[str]:
    """What is measured of the answers on either side: the length first, then by name."""
    sides = [{name[:-2] for name in votes.numbers if name.endswith(end)} for end in ("_a", "_b")]
    return sorted(
        (sides[0] & sides[1]) - _SAID,
        key=lambda name: (name != LENGTH, name in MEASURED, name),
    )


def words_of(name: str) -> tuple[str, str, str]:
    """What is measured in words, and what more of it is called, and less."""
    if name in MEASURED:
        return MEASURED[name]
    try:
        title = style.load(name).title
    except UnknownNameError:  # an operator's own
        title = name.replace("_", " ").capitalize()
    return title, "more", "fewer" if title.endswith("s") else "less"


def _sides(votes: Votes, name: str, is_left: Bools) -> tuple[NDArray[Any], NDArray[Any]]:
    """The column of the first model's answers, and that of the other's."""
    a, b = votes.column(f"{name}_a"), votes.column(f"{name}_b")
    return np.where(is_left, a, b), np.where(is_left, b, a)


def _by_ratio(one: Floats, other: Floats) -> Iterator[tuple[str, Bools]]:
    """Parts of equal size by how many times as long the first answer is."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where((one > 0) & (other > 0), one / other, np.nan)
    known = np.isfinite(ratio)
    facets = min(FACETS, int(known.sum()) // SMALLEST_PIECE)
    if facets < 2:
        return
    edges = np.unique(np.quantile(ratio[known], np.linspace(0, 1, facets + 1)))
    for place, (low, high) in enumerate(pairwise(edges)):
        is_last = place == len(edges) - 2
        inside = known & (ratio >= low) & ((ratio <= high) if is_last else (ratio < high))
        yield f"{low:.2g} to {high:.2g} times as long", inside
