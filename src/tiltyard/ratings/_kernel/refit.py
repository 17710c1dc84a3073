"""Bradley–Terry strengths of slightly other votes than those that a fit is known of."""

from __future__ import annotations

from ctypes import c_double, c_int64
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings._kernel import compiled, pointer
from tiltyard.ratings._kernel.resample import Floats, Places
from tiltyard.ratings.logistic import expit

TOLERANCE = 1e-10  # of the Newton decrement, as for the fit itself
MAX_STEPS = 100


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Who met whom, and what the fit knows: constant while votes are drawn again.

    Attributes:
        first: place of one model of each pair, shape ``(p,)``, in order.
        second: place of the other.
        strength: of the fit, shape ``(m,)``.
        bread: its inverse information, shape ``(m, m)``.
    """

    first: Places
    second: Places
    strength: Floats
    bread: Floats


def pool_again(
    pair: Places, votes: Floats, each: Floats, value: Floats, pairs: int
) -> tuple[Floats, Floats]:
    """Weight of each pair and what it was worth to the first, shape ``(pairs,)`` each.

    Args:
        pair: of each cell, in order.
        votes: in each cell.
        each: weight of one vote of the cell.
        value: weight times worth of one vote of the cell.
        pairs: how many.
    """
    if (library := compiled()) is None:
        return _sums(pair, votes * each, pairs), _sums(pair, votes * value, pairs)
    weight, worth = np.empty(pairs), np.empty(pairs)
    arrays: list[NDArray[Any]] = [pair, votes, each, value, weight, worth]
    library.tiltyard_pool_again(c_int64(len(pair)), c_int64(pairs), *map(pointer, arrays))
    return weight, worth


def is_connected(design: Design, weight: Floats, worth: Floats) -> bool:
    """Whether chains of wins and ties lead from every model to every other."""
    m = len(design.strength)
    if (library := compiled()) is None:
        won, lost = worth > 0, worth < weight
        up, down = design.first, design.second
        return _reaches_all(up, down, won, lost, m) and _reaches_all(up, down, lost, won, m)
    reached = np.empty(2 * m, dtype=np.uint8)
    arrays: list[NDArray[Any]] = [design.first, design.second, weight, worth, reached]
    found = library.tiltyard_is_connected(
        c_int64(len(design.first)), c_int64(m), *map(pointer, arrays)
    )
    return bool(found)


def refit(design: Design, weight: Floats, worth: Floats) -> Floats | None:
    """Strengths that are most likely under these votes, shape ``(m,)``; none if none was reached.

    Steps with the information of the fit instead of their own, of which they need a few more and
    none of which has to factorise anything. They end where the fit's end.

    Args:
        design: of the fit.
        weight: sum of weights of each pair.
        worth: what they were worth to the first.
    """
    if (library := compiled()) is None:
        return _refit_plainly(design, weight, worth)
    p, m = len(design.first), len(design.strength)
    strength, space = design.strength.copy(), np.empty(2 * m + p)
    arrays: list[NDArray[Any]] = [design.first, design.second, weight, worth, design.bread]
    taken = library.tiltyard_refit(
        c_int64(p),
        c_int64(m),
        *map(pointer, arrays),
        c_double(TOLERANCE),
        c_int64(MAX_STEPS),
        pointer(strength),
        pointer(space),
    )
    return strength if taken > 0 else None


def _refit_plainly(design: Design, weight: Floats, worth: Floats) -> Floats | None:
    m, strength = len(design.strength), design.strength.copy()
    for _ in range(MAX_STEPS):
        residual = worth - weight * expit(strength[design.first] - strength[design.second])
        gradient = _sums(design.first, residual, m) - _sums(design.second, residual, m)
        step = design.bread @ gradient
        strength += step
        if gradient @ step <= TOLERANCE:
            return strength
    return None


def _sums(group: Places, value: Floats, size: int) -> Floats:
    return np.bincount(group, value, minlength=size).astype(np.float64, copy=False)


def _reaches_all(
    first: Places, second: Places, forth: NDArray[np.bool_], back: NDArray[np.bool_], m: int
) -> bool:
    """Whether steps from first to second where ``forth``, and back where ``back``, reach all."""
    reached = np.zeros(m, dtype=bool)
    reached[0] = True
    before = 0
    while before < (before := int(reached.sum())):
        reached[second[forth & reached[first]]] = True
        reached[first[back & reached[second]]] = True
    return before == m
