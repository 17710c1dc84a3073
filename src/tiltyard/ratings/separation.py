"""Whether votes hold a tie threshold in place, or whether ever wider ones fit ever better.

The likelihood of strengths ``u`` and threshold ``s`` has no top if some direction leads up for
ever: one in which every vote ended as the direction says it should. For the models here that is:
the winner is above by ``s`` or more, and models that tied are at most ``s`` apart (and, where both
may be bad, winners are above the bar at 0, both bad are below it, and of two that tied one is
above). Without a threshold, ``s = 0``, that is Ford's condition: see `connectivity`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, Bools, Codes, Floats
from tiltyard.ratings.counts import Counts


class _Limits(NamedTuple):
    """Claims that ``u[lower] <= u[upper] + slack``."""

    upper: Codes
    lower: Codes
    slack: Floats


def is_separated(counts: Counts, *, tied: tuple[int, ...], is_grounded: bool) -> bool:
    """No finite threshold is the most likely one, though strengths alone would be.

    Args:
        counts: votes of which some are ties, of models that a chain of wins joins both ways
            (through the bar, if grounded).
        tied: the outcomes that count as ties.
        is_grounded: both bad is below the bar.
    """
    won, lost = counts.votes[:, A_WON] > 0, counts.votes[:, B_WON] > 0
    if (won & lost).any():
        return False  # a circle of two wins needs no threshold below zero
    ties = counts.votes[:, list(tied)].sum(axis=1) > 0
    m = len(counts.models)
    limits = _between(counts, won, lost, ties)
    if not is_grounded:
        return _highest(limits, np.zeros(m)) is not None
    limits = _joined(limits, _to_the_bar(counts, won, lost))
    # The highest place that each model may have under a bar at zero.
    start = np.append(np.full(m, np.inf), 0.0)
    highest = _highest(limits, start)
    if highest is None:
        return False
    best = np.maximum(highest[counts.first], highest[counts.second])
    return bool((best[ties] >= 0).all())


def _between(counts: Counts, won: Bools, lost: Bools, ties: Bools) -> _Limits:
    first, second = counts.first, counts.second
    return _Limits(
        np.concatenate([first[won], second[lost], first[ties], second[ties]]),
        np.concatenate([second[won], first[lost], second[ties], first[ties]]),
        np.repeat([-1.0, 1.0], [won.sum() + lost.sum(), 2 * ties.sum()]),
    )


def _to_the_bar(counts: Counts, won: Bools, lost: Bools) -> _Limits:
    """The bar is one more place, after those of the models."""
    bad = counts.votes[:, BOTH_BAD] > 0
    above = np.concatenate([counts.first[won], counts.second[lost]])
    below = np.concatenate([counts.first[bad], counts.second[bad]])
    bar = len(counts.models)
    return _Limits(
        np.concatenate([above, np.full(len(below), bar)]),
        np.concatenate([np.full(len(above), bar), below]),
        np.zeros(len(above) + len(below)),
    )


def _joined(one: _Limits, other: _Limits) -> _Limits:
    return _Limits(*(np.concatenate(columns) for columns in zip(one, other, strict=True)))


def _highest(limits: _Limits, start: Floats) -> Floats | None:
    """The highest places up to ``start`` that keep all limits; none do: nothing (Bellman, Ford)."""
    place = start.copy()
    for _ in range(len(start) + 1):
        before = place.copy()
        np.minimum.at(place, limits.lower, before[limits.upper] + limits.slack)
        if (place == before).all():
            return place
    return None
