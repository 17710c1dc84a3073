"""The scores of clusters of votes, and the sum of their products."""

from __future__ import annotations

import ctypes
from ctypes import c_int64, c_void_p
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings._kernel import PARTS, compiled, contiguous, in_parts, pointer

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Codes = NDArray[np.integer[Any]]

# Entries of a table of products that each part can have to itself.
_MAX_TABLE = 2_000_000

# Rows in a bucket, about; its records stay in the second cache.
_BUCKET = 1 << 14
_MAX_BUCKETS = 512

# Rows that numpy takes at once.
_CHUNK = 1 << 18

_RECORD_BYTES = 32


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """The derivative of each row's log-likelihood by each parameter.

    Attributes:
        a: place of the left model, below ``m``.
        b: of the right one.
        m: how many models.
        count: votes of the row; one each if missing.
        weight: their importance; one each if missing.
        on_a: by the strength of ``a``.
        on_b: by that of ``b``; minus ``on_a`` if missing.
        others: by other parameters, shape ``(n, k)``.
        features: instead of ``others``, single precision: ``on_a`` times these are the derivatives.
    """

    a: Codes
    b: Codes
    m: int
    count: Floats | None
    weight: Floats | None
    on_a: Floats
    on_b: Floats | None = None
    others: Floats | None = None
    features: NDArray[np.float32] | None = None

    @property
    def k(self) -> int:
        """How many other parameters there are."""
        extra = self.features if self.others is None else self.others
        return 0 if extra is None else extra.shape[1]


def products(scores: Scores, codes: Codes) -> tuple[Floats, int]:
    """``Σ_g s_g s_gᵀ``, where ``s_g`` sums the scores of a cluster, and how many clusters occur.

    Args:
        scores: of each row.
        codes: the cluster of each row, from 0 up; gaps do no harm.

    Returns:
        Shape ``(m + k, m + k)``; and the number.
    """
    library = compiled()
    n, size = len(codes), int(codes.max(initial=-1)) + 1
    if size > 4 * n + 1024:
        codes = np.unique(codes, return_inverse=True)[1]
        size = int(codes.max(initial=-1)) + 1
    if library is None or n >= 1 << 31:
        return _products_plainly(scores, codes)
    return _Compiled(library, scores, codes, size).products()


class _Columns(ctypes.Structure):
    """As in ``clusters.c``."""

    _fields_ = (
        *((name, c_int64) for name in ("m", "k", "shift")),
        *((name, c_void_p) for name in ("code", "a", "b")),
        ("is_short", c_int64),
        *((name, c_void_p) for name in ("count", "weight", "on_a", "on_b", "others", "feature")),
    )


class _Compiled:
    """The compiled loops over one set of scores."""

    def __init__(self, library: Any, scores: Scores, codes: Codes, size: int) -> None:  # noqa: ANN401 -- ctypes
        self.library, self.scores, self.n = library, scores, len(codes)
        wanted = min(_MAX_BUCKETS, max(self.n // _BUCKET, 1))
        self.shift = max((size - 1) // wanted, 0).bit_length()
        self.buckets = (max(size - 1, 0) >> self.shift) + 1
        code = np.int16 if scores.a.dtype.itemsize == 2 else np.int32
        extra = [scores.count, scores.weight, scores.on_a, scores.on_b, scores.others]
        # Kept here, as the structure holds no more than where they are.
        self.kept = [
            contiguous(codes, np.int32),
            contiguous(scores.a, code),
            contiguous(scores.b, code),
            *(value if value is None else contiguous(value, np.float64) for value in extra),
            None if scores.features is None else contiguous(scores.features, np.float32),
        ]
        places = [None if value is None else value.ctypes.data for value in self.kept]
        self.columns = ctypes.byref(
            _Columns(
                scores.m, scores.k, self.shift, *places[:3], int(code is np.int16), *places[3:]
            )
        )

    def products(self) -> tuple[Floats, int]:
        """See the function."""
        start, records = self._dealt()
        size = self.scores.m + self.scores.k
        self.library.tiltyard_cluster_products.restype = c_int64
        largest = int(np.diff(start).max(initial=0))

        def part(begin: int, end: int) -> tuple[Floats, int]:
            first, last = np.searchsorted(start[:-1], [begin, end])
            table = np.zeros((size, size))
            spaces: list[NDArray[Any]] = [
                np.empty((1 << self.shift) + 1, dtype=np.int32),
                np.empty(largest, dtype=np.int32),
                np.zeros(size),
                np.empty(size + 1, dtype=np.int32),
                np.zeros(size, dtype=np.uint8),
            ]
            clusters = self.library.tiltyard_cluster_products(
                c_int64(first), c_int64(last), pointer(start), self.columns, pointer(records),
                *map(pointer, spaces), pointer(table),
            )  # fmt: skip
            return table, int(clusters)

        parts = in_parts(part, self.n, parts=PARTS if size * size <= _MAX_TABLE else 1)
        half = parts[0][0]
        for table, _ in parts[1:]:
            half += table
        whole = half + half.T
        whole.flat[:: size + 1] = half.diagonal()
        return np.asarray(whole), sum(clusters for _, clusters in parts)

    def _dealt(self) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """Where each bucket begins, and the end of the last; and the records."""
        count = np.zeros((PARTS, self.buckets), dtype=np.int64)
        edges = [self.n * part // PARTS for part in range(PARTS + 1)]

        def counted(part: int, after: int) -> None:
            rows = c_int64(edges[part]), c_int64(edges[after])
            self.library.tiltyard_cluster_count(*rows, self.columns, pointer(count[part]))

        in_parts(counted, PARTS)
        # Each part writes to a bucket after lower buckets, and after earlier parts.
        flat = count.T.ravel()
        places = np.ascontiguousarray((np.cumsum(flat) - flat).reshape(-1, PARTS).T)
        start = np.append(places[0], self.n).astype(np.int64)
        records = np.empty(self.n * _RECORD_BYTES, dtype=np.uint8)

        def dealt(part: int, after: int) -> None:
            rows = c_int64(edges[part]), c_int64(edges[after])
            lists = pointer(places[part]), pointer(records)
            self.library.tiltyard_cluster_deal(*rows, self.columns, *lists)

        in_parts(dealt, PARTS)
        return start, records


def _products_plainly(scores: Scores, codes: Codes) -> tuple[Floats, int]:
    """The same in numpy, some rows of whole clusters at a time."""
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    begins = np.append(True, ordered[1:] != ordered[:-1])[: len(codes)]
    start = np.append(np.flatnonzero(begins), len(codes))
    table = np.zeros((scores.m + scores.k, scores.m + scores.k))
    first = 0
    while first < len(start) - 1:
        last = max(int(np.searchsorted(start, start[first] + _CHUNK, side="right")) - 1, first + 1)
        group = np.repeat(np.arange(last - first), np.diff(start[first : last + 1]))
        each = _summed(scores, order[start[first] : start[last]], group)
        table += (each.T @ each).toarray()
        first = last
    return table, len(start) - 1


def _summed(scores: Scores, rows: Codes, group: Codes) -> csr_array:
    """The scores of some rows, added up by group: one line for each."""
    from scipy.sparse import csr_array  # noqa: PLC0415 -- slow to import; the compiled loop spares it

    mass = np.ones(len(rows))
    for value in (scores.count, scores.weight):
        mass = mass if value is None else mass * value[rows]
    on_a = mass * scores.on_a[rows]
    on_b = -on_a if scores.on_b is None else mass * scores.on_b[rows]
    values, places = [on_a, on_b], [scores.a[rows], scores.b[rows]]
    for j in range(scores.k):
        if scores.others is not None:
            values.append(mass * scores.others[rows, j])
        elif scores.features is not None:
            values.append(on_a * scores.features[rows, j])
        places.append(np.full(len(rows), scores.m + j))
    return csr_array(
        (np.concatenate(values), (np.tile(group, len(values)), np.concatenate(places))),
        shape=(int(group[-1]) + 1, scores.m + scores.k),
    )
