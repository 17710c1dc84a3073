"""Do two samples come from one distribution? Maximum mean discrepancy, tested by permutations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings.comparisons import Floats

# Permutations that are drawn at once; of a test that is soon over, few are drawn.
_FIRST, _MOST = 250, 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Stratum:
    """Two samples of answers to one question, as how alike each two of them are.

    Attributes:
        kernel: shape ``(n, n)``, symmetric and positive semi-definite; the first sample's rows
            come first.
        first: how many of the rows are of the first sample; two at least in each.
    """

    kernel: Floats
    first: int

    def __post_init__(self) -> None:
        n = len(self.kernel)
        if self.kernel.shape != (n, n) or not np.isfinite(self.kernel).all():
            raise DataError(f"a kernel must be square and finite, not {self.kernel.shape}")
        if min(self.first, n - self.first) < 2:
            raise DataError(
                f"samples of {self.first} and {n - self.first}: each must have two at least"
            )


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """How far two samples lie apart.

    Attributes:
        value: squared maximum mean discrepancy, the mean over the strata; unbiased, so that it
            may be below 0 where nothing differs.
        p_value: how often chance alone makes it so large; never 0.
        permutations: how many were drawn.
    """

    value: float
    p_value: float
    permutations: int


def discrepancy(
    strata: Sequence[Stratum],
    *,
    rng: np.random.Generator,
    most: int = 9_999,
    enough: int | None = None,
) -> Discrepancy:
    """The squared maximum mean discrepancy of two samples, tested by permutations.

    Within each stratum, every way to part its rows into two samples of these sizes is equally
    likely if nothing changed. So the p-value is exact for any kernel and any sizes:
    ``P(p <= x) <= x`` (Gretton et al. 2012 for the statistic; Besag & Clifford 1991 for stopping).

    Args:
        strata: at least one.
        rng: draws the permutations.
        most: how many are drawn at most; the p-value is ``1 / (1 + most)`` or more.
        enough: stop after so many that reach the value; the p-value then is ``enough`` divided by
            how many were drawn, which is exact as well. All are drawn if missing.

    Raises:
        DataError: there is no stratum.
        ConfigurationError: a number is below 1.
    """
    if not strata:
        raise DataError("there is nothing to compare")
    for name, number in (("most", most), ("enough", enough)):
        if number is not None and number < 1:
            raise ConfigurationError(f"{name} must be 1 or more, not {number}")
    parts = [_Part.of(one) for one in strata]
    value = sum(float(one.values(one.seen)[0]) for one in parts)
    # What is equal but for the last digits must count as equal, or p-values would be too small.
    reached = value - 1e-9 * max(1.0, abs(value))
    over = drawn = 0
    for size in _batches(most):
        found = sum((one.values(one.shuffled(rng, size)) for one in parts), np.zeros(size))
        hits = np.flatnonzero(found >= reached)
        if enough is not None and over + len(hits) >= enough:
            drawn += int(hits[enough - over - 1]) + 1
            return Discrepancy(value / len(parts), enough / drawn, drawn)
        over, drawn = over + len(hits), drawn + size
    return Discrepancy(value / len(parts), (1 + over) / (1 + drawn), drawn)


def _batches(most: int) -> Iterator[int]:
    size = _FIRST
    while most > 0:
        yield min(size, most)
        most -= size
        size = min(2 * size, _MOST)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A stratum, made ready: the kernel without its diagonal, its row sums and its sum."""

    kernel: Floats
    rows: Floats
    total: float
    first: int

    @classmethod
    def of(cls, stratum: Stratum) -> _Part:
        kernel = np.array(stratum.kernel, dtype=np.float64)
        np.fill_diagonal(kernel, 0)
        rows = kernel.sum(axis=1)
        return cls(kernel, rows, float(rows.sum()), stratum.first)

    @property
    def seen(self) -> Floats:
        """Which rows are of the second sample, shape ``(1, n)``."""
        return (np.arange(len(self.kernel)) >= self.first).astype(np.float64)[None]

    def shuffled(self, rng: np.random.Generator, size: int) -> Floats:
        """The same of permuted rows, shape ``(size, n)``."""
        return rng.permuted(np.repeat(self.seen, size, axis=0), axis=1)

    def values(self, second: Floats) -> Floats:
        """The unbiased estimate for each way to choose the second sample, shape ``(size,)``."""
        n, x = len(self.kernel), self.first
        y = n - x
        within = ((second @ self.kernel) * second).sum(axis=1)
        across = second @ self.rows - within
        rest = self.total - within - 2 * across
        return np.asarray(rest / (x * (x - 1)) + within / (y * (y - 1)) - 2 * across / (x * y))
