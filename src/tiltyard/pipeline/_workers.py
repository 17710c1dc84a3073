"""The same work on every part of a dataset, on all processors of this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def each(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, workers: int | None = None
) -> Iterator[Result]:
    """What ``work`` returns for each task, in the order of the tasks.

    Args:
        work: a function of a module, or an instance of a class of one: it is sent to processes.
        tasks: what to work on, such as parts.
        workers: processes; one for each processor if missing. One works here, without a process.
    """
    wanted = min(workers or os.cpu_count() or 1, len(tasks))
    if wanted <= 1:
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(wanted, mp_context=get_context("spawn"), initializer=_alone) as pool:
        yield from pool.map(work, tasks)


def _alone() -> None:
    """One thread for each process: polars would start as many as there are processors in each."""
    os.environ["POLARS_MAX_THREADS"] = "1"
