"""How many threads linear algebra may use: one, where the systems are small."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Lock
from typing import Any

# From this many models on, a system is large enough for several threads to be worth their start.
LARGE = 500

_lock = Lock()
_inside = 0
_limiter: Any = None


@contextmanager
def few(models: int) -> Iterator[None]:
    """Inside, linear algebra on so many models runs on as many threads as serve it.

    Idle threads of OpenBLAS spin while they wait, and take the processors from whoever works: a
    board of two hundred models took seconds instead of hundredths. The limit is the process's, so
    the first of several that are inside sets it, and the last lifts it.
    """
    # Who set this has limited them already, as our command does, and need not import anything.
    if models >= LARGE or os.environ.get("OPENBLAS_NUM_THREADS") == "1":
        yield
        return
    _enter()
    try:
        yield
    finally:
        _leave()


def one_thread() -> AbstractContextManager[None]:
    """Inside, all linear algebra runs on one thread: how it is shared out changes last digits."""
    return few(0)


def _enter() -> None:
    global _inside, _limiter  # noqa: PLW0603 -- the limit is the process's
    # It has no types. noqa: slow to import, and a command never needs it.
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415 -- see above

    with _lock:
        if not _inside:
            # Looked for anew each time, since scipy brings a library of its own when it comes.
            _limiter = ThreadpoolController().limit(limits=1, user_api="blas")
        _inside += 1


def _leave() -> None:
    global _inside, _limiter  # noqa: PLW0603 -- as above
    with _lock:
        _inside -= 1
        if not _inside:
            _limiter.restore_original_limits()
            _limiter = None
