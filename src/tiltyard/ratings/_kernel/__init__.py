"""Loops over single votes, compiled where a C compiler was at hand when the package was built.

Each file holds one loop twice: a call of the compiled function, and the same in numpy, which runs
where there is none, or where ``TILTYARD_KERNEL=numpy`` asks for it. Both give the same numbers, to
rounding. The C sources lie beside it, and ``hatch_build.py`` makes ``_compiled.so`` of them.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

COMPILED = Path(__file__).with_name("_compiled.so")

# Work is cut into so many parts whatever the machine, and their sums are added in order: a result
# must not depend on how many processors computed it.
PARTS = 8


@cache
def compiled() -> ctypes.CDLL | None:
    """The compiled functions, if they were built and are wanted."""
    if os.environ.get("TILTYARD_KERNEL") == "numpy" or not COMPILED.is_file():
        return None
    return ctypes.CDLL(str(COMPILED))


def pointer(array: NDArray[Any] | None) -> ctypes.c_void_p:
    """Where the values of a contiguous array lie; null for none."""
    return ctypes.c_void_p(None if array is None else array.ctypes.data)


def contiguous(array: NDArray[Any], kind: type[np.generic]) -> NDArray[Any]:
    """The array itself if the C function can read it, otherwise a copy that it can."""
    return np.ascontiguousarray(array, dtype=kind)


def in_parts(
    work: Callable[[int, int], Any], n: int, *, parts: int = PARTS, few: int = 0
) -> list[Any]:
    """What ``work(begin, end)`` returns for ``parts`` ranges of ``n`` rows, in order of the ranges.

    They run on all processors; a compiled function leaves the interpreter to the others. Of fewer
    rows than ``few`` the work takes less time than to begin a thread.
    """
    edges = [n * part // parts for part in range(parts + 1)]
    if n < few:
        return [work(begin, end) for begin, end in pairwise(edges)]
    with ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, parts)) as pool:
        return list(pool.map(work, edges[:-1], edges[1:]))
