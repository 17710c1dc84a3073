"""Runs of workers, each in a fresh process, and what they found."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.rank import peers

# Enough on a quiet machine; on a busy one more are needed.
ROUNDS = int(os.environ.get("TILTYARD_BENCH_ROUNDS", "3"))

# Threads of OpenBLAS that wait for each other are slower than one at this size, for everybody.
# The other two are set on some machines to work round old versions of it, and slow new ones.
THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
WORKAROUNDS = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


@dataclass(frozen=True, slots=True)
class Worker:
    """A module of `workers`, and the task it is given."""

    module: str
    task: str

    @property
    def is_ours(self) -> bool:
        """It runs in our environment, the others in that of the peers."""
        return self.module == "ours"


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Medians over the rounds, and the answer of the last one."""

    seconds: Mapping[str, float]
    peak_mb: float
    answer: Mapping[str, NDArray[Any]]

    @property
    def work(self) -> float:
        """Seconds of preparing, fitting and intervals; importing and reading are apart."""
        return self.seconds["work"]

    @property
    def whole(self) -> float:
        """Seconds with importing and reading."""
        return self.seconds["import"] + self.seconds["read"] + self.work

    @property
    def per_round(self) -> float:
        """Seconds for each board of a bootstrap."""
        return self.work / self.seconds["rounds"]


def run(worker: Worker, votes: Path, *, rounds: int = ROUNDS) -> Run:
    """Measure it so many times.

    Raises:
        RuntimeError: the worker failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "answer.npz")
        lines = [_once(worker, votes, answer) for _ in range(rounds)]
        with np.load(answer) as kept:
            found = dict(kept)
    stages = lines[0]["seconds"]
    return Run(
        seconds={
            stage: statistics.median(line["seconds"][stage] for line in lines) for stage in stages
        },
        peak_mb=statistics.median(line["peak_mb"] for line in lines),
        answer=found,
    )


def _once(worker: Worker, votes: Path, answer: Path) -> dict[str, Any]:
    python = sys.executable if worker.is_ours else str(peers.python())
    module = f"benchmarks.rank.workers.{worker.module}"
    environment = {key: value for key, value in os.environ.items() if key not in WORKAROUNDS}
    done = subprocess.run(
        [python, "-m", module, worker.task, str(votes), str(answer)],
        cwd=peers.ROOT, env=environment | THREADS, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(f"{worker.module} failed at {worker.task!r}:\n{done.stderr[-2_000:]}")
    line: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return line


def largest_difference(one: Run, other: Run) -> float:
    """Of two boards of the same models, in points, both centred.

    Raises:
        ValueError: they are of different models.
    """
    mine, theirs = (dict(zip(board.answer["models"], board.answer["rating"], strict=True))
                    for board in (one, other))  # fmt: skip
    if mine.keys() != theirs.keys():
        raise ValueError("the two boards are not of the same models")
    gap = np.array([mine[name] - theirs[name] for name in mine])
    return float(np.abs(gap - gap.mean()).max())


def width_ratio(one: Run, other: Run) -> tuple[float, float]:
    """How wide the other's intervals are against one's: the median, and the narrowest."""
    widths = [
        dict(
            zip(board.answer["models"], board.answer["upper"] - board.answer["lower"], strict=True)
        )
        for board in (one, other)
    ]
    ratio = np.array([widths[1][name] / widths[0][name] for name in widths[0]])
    return float(np.median(ratio)), float(ratio.min())
