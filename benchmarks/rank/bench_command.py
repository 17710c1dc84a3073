"""``tiltyard rank`` as a command, cold: against importing arena-rank, and against a floor.

The command reads 140,000 simulated votes on 200 models from Parquet, rates them with intervals and
ranks, and prints the board. The peer only imports itself, in its environment (``.peers``); the
floor imports numpy and ``scipy.linalg``. Each run is a process of its own; byte-code is compiled
before the first that counts, as an installer does. ``TILTYARD_BENCH_ROUNDS`` is how often
each runs (7).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.rank import peers
from benchmarks.rank.simulated import written

ROUNDS = int(os.environ.get("TILTYARD_BENCH_ROUNDS", "7"))
VOTES, MODELS = 140_000, 200
TARGET_SECONDS = 1.0
PEER = "import arena_rank.models.bradley_terry, arena_rank.utils.data_utils"


def main() -> None:
    """Measure and print."""
    votes = str(written(MODELS, VOTES))
    commands = {
        "tiltyard rank": [sys.executable, "-m", "tiltyard.cli", "rank", votes],
        "tiltyard --version": [sys.executable, "-m", "tiltyard.cli", "--version"],
        "import arena_rank": [str(peers.python()), "-c", PEER],
        "import numpy, scipy.linalg": [sys.executable, "-c", "import numpy, scipy.linalg"],
    }
    with tempfile.TemporaryDirectory() as folder:
        took = {name: _median(words, Path(folder)) for name, words in commands.items()}
    ours, peer = took["tiltyard rank"], took["import arena_rank"]
    print(f"{'cold, as a process of its own':<32}{'seconds':>9}{'of ours':>9}")
    for name, seconds in took.items():
        print(f"{name:<32}{seconds:>9.2f}{seconds / ours:>9.2f}")
    print(f"at most {TARGET_SECONDS} s: {_met(ours <= TARGET_SECONDS)}")
    print(f"faster than importing arena-rank: {_met(ours < peer)}")


def _median(command: list[str], cache: Path) -> float:
    """Seconds of one run, in the middle of several; the first, which compiles, is left out."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    took = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - began)
    return statistics.median(took[1:])


def _met(holds: bool) -> str:
    return "met" if holds else "NOT met"


if __name__ == "__main__":
    main()
