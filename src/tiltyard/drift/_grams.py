"""How alike two answers are, by their letters: a kernel on character n-grams."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tiltyard.ratings.comparisons import Floats

# Runs of so many characters; shorter ones tell of the script, longer ones of words.
SIZES = (1, 2, 3, 4)
# Runs are counted in so many bins. Two that share one make answers a little more alike; a test by
# permutations stays exact all the same.
_BINS = 1 << 13
_PRIME = np.uint64(1_099_511_628_211)
_MIX = np.uint64(0x9E3779B97F4A7C15)


def kernel(texts: Sequence[str]) -> Floats:
    """How alike each two texts are, shape ``(n, n)``: 1 for equal ones, towards 0 for others.

    ``exp(-d² / s)``, with ``d`` the distance of the texts' n-gram counts as unit vectors and ``s``
    the median of ``d²`` over all pairs that differ. It sees a change of what is usual and a change
    of how much answers vary, such as that of a temperature.
    """
    vectors = np.stack([_vector(text) for text in texts])
    squared = np.maximum(2 - 2 * (vectors @ vectors.T).astype(np.float64), 0)
    apart = squared[np.triu_indices(len(texts), 1)]
    apart = apart[apart > 1e-6]
    scale = float(np.median(apart)) if len(apart) else 1.0
    return np.asarray(np.exp(-squared / scale))


def _vector(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Square roots of n-gram counts, of length 1; an empty text has a bin of its own."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    counts = np.zeros(_BINS + 1)
    for size in SIZES:
        counts[:_BINS] += np.bincount(_bins(codes.astype(np.uint64), size), minlength=_BINS)
    counts[_BINS] = not len(codes)
    roots = np.sqrt(counts)
    return np.asarray(roots / np.linalg.norm(roots), dtype=np.float32)


def _bins(
    codes: np.ndarray[tuple[int], np.dtype[np.uint64]], size: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The bin of each run of ``size`` characters."""
    runs = len(codes) - size + 1
    if runs <= 0:
        return np.empty(0, dtype=np.int64)
    mixed = np.full(runs, size, dtype=np.uint64)
    for step in range(size):
        mixed = mixed * _PRIME + codes[step : step + runs] + np.uint64(1)
    return ((mixed * _MIX) >> np.uint64(64 - 13)).astype(np.int64)
