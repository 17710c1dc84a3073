"""Votes of many files counted on many machines, by Daft; needs the extra ``scale``.

Every file is counted where Daft puts it, by the same reader as on one machine, and only counts
travel. They are added in the order of the files, so that the sum does not depend on who finished
first. Daft runs on this machine unless ``daft.set_runner_ray(address)`` was called; files must then
be where every worker finds them by the same path.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from pathlib import Path
from types import ModuleType

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Counts
from tiltyard.votes import read
from tiltyard.votes._columns import AS_RECOGNISED, Columns


@dataclass(frozen=True, slots=True)
class CountedFile:
    """The votes of one file, pooled.

    Attributes:
        path: the file.
        counts: its votes.
        worker: machine and process that counted it.
    """

    path: str
    counts: Counts
    worker: str


def count_distributed(paths: Sequence[str | Path], columns: Columns = AS_RECOGNISED) -> Counts:
    """The votes of all files, pooled: what `read` counts on one machine.

    Args:
        paths: files of any format that `read` knows, each no larger than one worker may take on.
        columns: which column holds what, as far as it is not recognised.

    Raises:
        DataError: there are no files, one cannot be read, or rows are bad; `read` the file that
            the message names to see all of them.
        ConfigurationError: Daft is not installed.
    """
    return reduce(add, (file.counts for file in count_files(paths, columns)))


def count_files(paths: Sequence[str | Path], columns: Columns = AS_RECOGNISED) -> list[CountedFile]:
    """The votes of each file, in the order of the files. Errors are those of the sum."""
    daft = _daft()
    if not paths:
        raise DataError("there are no files to count")
    names = [str(path) for path in paths]
    files = daft.from_pydict({"place": list(range(len(names))), "path": names})
    workers = 1  # of which each has all processors of this machine
    if daft.get_or_infer_runner_type() == "ray":
        workers = min(_processors(), len(names))
        files = files.into_partitions(len(names))  # so that each can go to another worker
    counter = daft.cls(FileCounter, max_concurrency=workers)(columns)
    counted = daft.method(counter.count, return_dtype=daft.DataType.python())
    table = files.with_column("result", counted(daft.col("path"))).sort("place").to_pydict()
    return [_checked(result) for result in table["result"]]


class FileCounter:
    """What a worker does. Errors are returned: Daft would wrap them in its own."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def count(self, path: str) -> CountedFile | str:
        """The votes of a file, or what is wrong with it."""
        try:
            counts = read(path, columns=self._columns, pooled=True).votes
        except DataError as error:
            return str(error)
        return CountedFile(path, Counts.of(counts), f"{socket.gethostname()}:{os.getpid()}")


def _checked(result: CountedFile | str) -> CountedFile:
    if isinstance(result, str):
        raise DataError(result)
    return result


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
            "counting on many machines needs Daft: install tiltyard[scale]"
        ) from None
    module: ModuleType = daft
    return module
