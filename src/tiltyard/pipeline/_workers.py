"""The same work on every part of a dataset, on all processors of this machine or on many machines."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Literal, TypeVar

from tiltyard.errors import ConfigurationError

Task = TypeVar("Task")
Result = TypeVar("Result")
Runner = Literal["local", "daft"]
RUNNERS: tuple[Runner, ...] = ("local", "daft")


def each(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    workers: int | None = None,
    runner: Runner = "local",
) -> Iterator[Result]:
    """What ``work`` returns for each task, in the order of the tasks.

    Args:
        work: a function of a module, or an instance of a class of one: it is sent to processes.
        tasks: what to work on, such as parts.
        workers: processes; one for each processor if missing. One works here, without a process.
        runner: ``local``, or ``daft``: see `tiltyard.pipeline._distributed`.

    Raises:
        ConfigurationError: a process was ended from outside, or the runner is not there.
    """
    if workers is not None and workers < 1:
        raise ConfigurationError(f"{workers} workers cannot work; name 1 or more")
    if runner == "daft":
        from tiltyard.pipeline._distributed import each_distributed  # noqa: PLC0415 -- seldom used

        yield from each_distributed(work, tasks, workers=workers)
        return
    wanted = min(workers or os.cpu_count() or 1, len(tasks))
    if wanted <= 1:
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(wanted, mp_context=get_context("spawn"), initializer=_alone) as pool:
        try:
            yield from pool.map(work, tasks)
        except BrokenProcessPool:
            raise ConfigurationError(
                "a worker process was ended from outside, perhaps for want of memory; "
                "try fewer workers: what is done is kept"
            ) from None


def _alone() -> None:
    """One thread for each process: polars would start as many as there are processors in each."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    os.environ["RAYON_NUM_THREADS"] = "1"  # of rensa
