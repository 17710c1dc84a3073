"""Log-probabilities made of sums of exponentials, with the first two derivatives of each.

A model of how a vote may end is then written as its formula is: ``first - log_sum(...)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tiltyard.ratings.comparisons import Floats


@dataclass(frozen=True, slots=True)
class Term:
    """A function of ``k`` parameters at ``p`` points.

    Attributes:
        value: shape ``(p,)``.
        slope: its derivatives, shape ``(k, p)``.
        curve: its second derivatives, shape ``(k, k, p)``.
    """

    value: Floats
    slope: Floats
    curve: Floats

    def __add__(self, other: Term) -> Term:
        return Term(self.value + other.value, self.slope + other.slope, self.curve + other.curve)

    def __sub__(self, other: Term) -> Term:
        return Term(self.value - other.value, self.slope - other.slope, self.curve - other.curve)


def linear(points: Floats, *coefficients: float) -> Term:
    """``c · x``, at points of shape ``(k, p)`` and with ``k`` coefficients."""
    k, p = points.shape
    c = np.array(coefficients, dtype=np.float64)
    return Term(c @ points, np.broadcast_to(c[:, None], (k, p)), np.zeros((k, k, p)))


def log_sum(points: Floats, *exponents: Sequence[float], offset: Floats | float = 0.0) -> Term:
    """``log Σ_r exp(c_r · x + o_r)``, without overflow.

    Args:
        points: shape ``(k, p)``.
        exponents: the coefficients ``c_r`` of each summand, ``k`` each.
        offset: ``o_r``, one for each summand or one for all.
    """
    k, p = points.shape
    c = np.array(exponents, dtype=np.float64)
    exponent = c @ points + np.reshape(offset, (-1, 1))
    top = exponent.max(axis=0)
    share = np.exp(exponent - top)
    total = share.sum(axis=0)
    share /= total
    slope = c.T @ share
    curve = (c[:, :, None] * c[:, None, :]).reshape(len(c), k * k).T @ share
    curve = curve.reshape(k, k, p) - slope[:, None] * slope
    return Term(top + np.log(total), slope, curve)


def log_excess(points: Floats, *coefficients: float) -> Term:
    """``log(exp(c · x) - 1)``; minus infinity, with no slope, where ``c · x`` is 0 or less."""
    c = np.array(coefficients, dtype=np.float64)
    exponent = c @ points
    inside = exponent > 0
    safe = np.where(inside, exponent, 1.0)
    rate = np.where(inside, -1 / np.expm1(-safe), 0.0)  # e^z / (e^z - 1)
    value = np.where(inside, safe + np.log(-np.expm1(-safe)), -np.inf)
    return Term(value, c[:, None] * rate, (c[:, None] * c)[:, :, None] * (rate * (1 - rate)))
