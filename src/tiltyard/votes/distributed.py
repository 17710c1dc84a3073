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
from typing import Any

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
    counted = daft.func(_counter(columns), return_dtype=daft.DataType.python())
    files = daft.from_pydict({"place": list(range(len(names))), "path": names})
    if daft.get_or_infer_runner_type() == "ray":
        files = files.into_partitions(len(names))  # so that each can go to another worker
    table = files.with_column("result", counted(daft.col("path"))).sort("place").to_pydict()
    return [_checked(result) for result in table["result"]]


def _counter(columns: Columns) -> Any:  # noqa: ANN401 -- Daft looks at its signature
    """What a worker does with a path. Errors are returned: Daft would wrap them in its own."""

    def count(path: str) -> Any:  # noqa: ANN401 -- a counted file, or what is wrong with it
        try:
            counts = read(path, columns=columns, pooled=True).votes
        except DataError as error:
            return str(error)
        return CountedFile(path, Counts.of(counts), f"{socket.gethostname()}:{os.getpid()}")

    return count


def _checked(result: CountedFile | str) -> CountedFile:
    if isinstance(result, str):
        raise DataError(result)
    return result


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
