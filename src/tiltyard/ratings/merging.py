"""Pooled votes added and taken away, without what rounding would leave behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tiltyard.errors import DataError
from tiltyard.ratings._kernel.count import CELLS
from tiltyard.ratings.comparisons import FLIPPED, GRADED, Floats

if TYPE_CHECKING:
    from tiltyard.ratings.counts import Counts


def combine(one: Counts, other: Counts, sign: int) -> Counts:
    """One and ``sign`` times the other; the models of both, in alphabetical order.

    Raises:
        DataError: less than no votes would be left of some.
    """
    models = tuple(sorted({*one.models, *other.models}))
    m = len(models)
    parts = [(1, _placed(one, models)), (sign, _placed(other, models))]
    keys = [part.first * m + part.second for _, part in parts]
    pair = np.unique(np.concatenate(keys))
    has_grades = one.graded is not None or other.graded is not None
    combined = replace(
        one,
        models=models,
        first=pair // m,
        second=pair % m,
        votes=np.zeros((len(pair), CELLS)),
        total=np.zeros((len(pair), CELLS)),
        square=np.zeros((len(pair), CELLS)),
        graded=np.zeros((len(pair), 3)) if has_grades else None,
    )
    added_up = np.zeros(len(pair))
    for (times, part), key in zip(parts, keys, strict=True):
        place = np.searchsorted(pair, key)
        added_up[place] += part.total[:, GRADED]
        combined.votes[place] += times * part.votes
        combined.total[place] += times * part.total
        combined.square[place] += times * part.square
        if combined.graded is not None and part.graded is not None:
            combined.graded[place] += times * part.graded
    _clear_emptied(combined, added_up)
    _require_no_debt(combined)
    return combined.pairs(np.any(combined.votes != 0, axis=1))


def _placed(counts: Counts, models: tuple[str, ...]) -> Counts:
    """The same votes, with the models in another order that holds them all."""
    place = {name: index for index, name in enumerate(models)}
    new = np.array([place[name] for name in counts.models], dtype=np.int64)
    first, second = new[counts.first], new[counts.second]
    turned = (first > second)[:, None]

    def seen(table: Floats) -> Floats:
        return np.where(turned, table[:, FLIPPED], table)

    graded = counts.graded
    if graded is not None:
        square = counts.square[:, GRADED]
        once, twice = graded[:, 1], graded[:, 2]
        other = [counts.total[:, GRADED] - graded[:, 0], square - once, square - 2 * once + twice]
        graded = np.where(turned, np.column_stack(other), graded)
    return replace(
        counts,
        models=models,
        first=np.minimum(first, second),
        second=np.maximum(first, second),
        votes=seen(counts.votes),
        total=seen(counts.total),
        square=seen(counts.square),
        graded=graded,
    )


def _clear_emptied(counts: Counts, added_up: Floats) -> None:
    """Make cells without votes empty: what rounding left there would join models unasked.

    Args:
        counts: changed.
        added_up: what each pair's grades were rounded beside, see `set_extremes`.
    """
    emptied = np.abs(counts.votes) < 1e-9
    for table in (counts.votes, counts.total, counts.square):
        table[emptied] = 0
    if counts.graded is not None:
        counts.graded[emptied[:, GRADED]] = 0
        set_extremes(counts.graded, counts.total, counts.square, rounded=added_up)


def set_extremes(graded: Floats, total: Floats, square: Floats, *, rounded: Floats) -> None:
    """Make grades that are all 0, or all 1, so to the last bit.

    A model that never won would otherwise seem to have, by what was rounded.

    Args:
        graded: see `Counts`; changed.
        total: see `Counts`.
        square: see `Counts`.
        rounded: what was added up to give each pair's grades, and rounded on the way.
    """
    dust = 1e-12 * rounded
    graded[graded[:, 0] <= dust] = 0
    best = np.column_stack([total[:, GRADED], square[:, GRADED], square[:, GRADED]])
    is_best = graded[:, 0] >= best[:, 0] - dust
    graded[is_best] = best[is_best]


def _require_no_debt(counts: Counts) -> None:
    if counts.votes.min(initial=0) >= 0:
        return
    pair = int(np.argwhere(counts.votes < 0)[0][0])
    one, other = counts.models[counts.first[pair]], counts.models[counts.second[pair]]
    raise DataError(
        f"fewer votes were counted between {one!r} and {other!r} than are to be taken away: only "
        "votes that were added can be"
    )
