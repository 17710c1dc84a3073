"""Axes: from numbers to places, with ticks at round numbers, never shorter than is stated."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from tiltyard.errors import DataError

# Beyond this, differences between places are lost in the arithmetic.
MOST = 1e15


@dataclass(frozen=True, slots=True)
class Linear:
    """Equal differences are equally far apart; ``low`` stands at ``start``, ``high`` at ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value; of one beyond the axis, its end."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self, most: int) -> list[float]:
        """At most so many round numbers on the axis, in order; at least one where there are any."""
        return ticks(self.low, self.high, most)


@dataclass(frozen=True, slots=True)
class Log:
    """Equal factors are equally far apart; both ends are above 0."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value above 0; of one beyond the axis, its end."""
        inside = math.log(min(max(value, self.low), self.high) / self.low)
        share = inside / math.log(self.high / self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self, most: int) -> list[float]:
        """At most so many powers of ten, with 2 and 5 times these if there is room."""
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        powers = range(first, last + 1)
        fine = [self._rounded(by, power) for power in powers for by in (1, 2, 5)]
        every = math.ceil((last - first + 1) / max(most, 1))
        coarse = [self._rounded(1, power) for power in powers if power % every == 0]
        for found in (fine, coarse):
            inside = [tick for tick in found if self.low <= tick <= self.high]
            if len(inside) <= most:
                return inside
        return inside[:most]

    @staticmethod
    def _rounded(by: int, power: int) -> float:
        return float(f"{by}e{power}")


def ticks(low: float, high: float, most: int) -> list[float]:
    """At most so many multiples of 1, 2 or 5 times a power of ten, from low to high."""
    span = high - low
    power = math.floor(math.log10(span / max(most, 1)))
    for exponent in (power, power + 1, power + 2):
        for by in (1, 2, 5):
            step = float(f"{by}e{exponent}")
            found = _multiples(low, high, step, max(0, -exponent))
            if len(found) <= most:
                return found
    raise AssertionError("a step a hundred times as long has one tick at most")


def covering(values: Iterable[float], *, least: float, pad: float = 0.03) -> tuple[float, float]:
    """An axis that has all finite values on it, and is at least so long.

    Args:
        values: what is drawn; infinite ones are left out, and if none are left the axis is
            around 0.
        least: how long it is at least, so that luck does not look like a lead.
        pad: free at either end, as a share of it all.

    Raises:
        DataError: a value is no number, or too large to be drawn.
    """
    found = [value for value in map(checked, values) if not math.isinf(value)]
    low, high = (min(found), max(found)) if found else (0.0, 0.0)
    middle, half = (low + high) / 2, max((high - low) / 2, least / 2)
    return middle - half * (1 + 2 * pad), middle + half * (1 + 2 * pad)


def checked(value: float) -> float:
    """The value.

    Raises:
        DataError: it is no number, or finite and too large to be drawn.
    """
    if math.isnan(value) or (math.isfinite(value) and abs(value) > MOST):
        raise DataError(f"a chart cannot draw {value!r}")
    return value


def _multiples(low: float, high: float, step: float, decimals: int) -> list[float]:
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(place * step, decimals) + 0.0 for place in range(first, last + 1)]
