"""The work of `each` on many machines, by Daft; needs the extra ``scale``.

Daft runs on this machine unless ``daft.set_runner_ray(address)`` was called. The dataset must then
be where every worker finds it by the same path: parts are read and their measures written there,
and only what ``work`` returns travels.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any, TypeVar

from tiltyard.errors import ConfigurationError, TiltyardError

Task = TypeVar("Task")
Result = TypeVar("Result")


def each_distributed(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, workers: int | None = None
) -> Iterator[Result]:
    """What ``work`` returns for each task, in the order of the tasks, when all are done.

    Args:
        work: a function of a module, or an instance of a class of one.
        tasks: what to work on.
        workers: how many at the same time on a cluster; as many as it has processors if missing.

    Raises:
        TiltyardError: what ``work`` raised.
        ConfigurationError: Daft is not installed.
    """
    daft = _daft()
    if not tasks:
        return
    packed = {"place": list(range(len(tasks))), "task": [pickle.dumps(task) for task in tasks]}
    table = daft.from_pydict(packed)
    at_once = 1  # which has all processors of this machine
    if daft.get_or_infer_runner_type() == "ray":
        at_once = min(workers or _processors(), len(tasks))
        table = table.into_partitions(len(tasks))  # so that each can go to another worker
    worker = daft.cls(Worker, max_concurrency=at_once)(pickle.dumps(work))
    done = daft.method(worker.run, return_dtype=daft.DataType.binary())
    results = table.with_column("result", done(daft.col("task"))).sort("place").to_pydict()
    for packed_result in results["result"]:
        result = pickle.loads(packed_result)
        if isinstance(result, TiltyardError):
            raise result
        yield result


class Worker:
    """What works on a machine. Our errors are returned: Daft would wrap them in its own."""

    def __init__(self, work: bytes) -> None:
        self._work: Callable[[Any], Any] = pickle.loads(work)

    def run(self, task: bytes) -> bytes:
        """What the work returns for a task, or the error that it raises; both packed."""
        try:
            return pickle.dumps(self._work(pickle.loads(task)))
        except TiltyardError as error:
            return pickle.dumps(error)


def _processors() -> int:
    """How many processors the cluster has."""
    import ray  # noqa: PLC0415 -- Daft has imported it already

    resources = ray.cluster_resources()  # type: ignore[no-untyped-call]  # Ray leaves it untyped
    return max(int(resources.get("CPU", 1)), 1)


def _daft() -> ModuleType:
    """Daft, told to keep to itself that it is used."""
    os.environ.setdefault("DAFT_ANALYTICS_ENABLED", "0")
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import daft  # noqa: PLC0415 -- large, and not always there
    except ImportError:
        raise ConfigurationError(
            "working on many machines needs Daft: install tiltyard[scale]"
        ) from None
    module: ModuleType = daft
    return module
