"""The same work on every part of a dataset, by all processors here or by many machines."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Literal, TypeVar

from tiltyard.errors import ConfigurationError

Task = TypeVar("Task")
Result = TypeVar("Result")
Runner = Literal["local", "daft"]
_THREADS = ("POLARS_MAX_THREADS", "RAYON_NUM_THREADS")


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
    with ProcessPoolExecutor(wanted, mp_context=get_context("spawn")) as pool:
        try:
            with _one_thread():
                results = pool.map(work, tasks)  # which starts the processes
            yield from results
        except BrokenProcessPool:
            raise ConfigurationError(
                "a worker process was ended from outside, perhaps for want of memory; "
                "try fewer workers: what is done is kept"
            ) from None


@contextmanager
def _one_thread() -> Iterator[None]:
    """Processes that start meanwhile have a thread each.

    Polars and rensa would start as many as there are processors, in each process. They look at the
    environment once, and before anything of ours could run there.
    """
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
