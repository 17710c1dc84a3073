"""A board of more votes than memory should hold: seconds, and memory that does not grow.

Writes simulated votes as Parquet files into a temporary folder, a tenth of them and then all, and
in a process of its own each counts and fits them. The floor is polars reading the same three
columns, a batch at a time, and doing nothing with them. ``TILTYARD_BENCH_VOTES`` asks for another
number than a hundred million votes.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from tiltyard import ratings, votes
from tiltyard.ratings import Counts

VOTES = int(os.environ.get("TILTYARD_BENCH_VOTES", "100_000_000"))
MODELS = 200
FILE = 5_000_000
ALLOWED_GROWTH = 1.5


def write(folder: Path, n: int) -> str:
    """Votes of models of known strengths, some much more popular than others, file by file."""
    rng = np.random.default_rng(1)
    strength = rng.normal(0, 0.55, MODELS)
    popular = np.exp(rng.normal(0, 0.9, MODELS)).cumsum()
    names = pl.Series([f"organisation-{code % 17}/model-{code:03}" for code in range(MODELS)])
    winners = pl.Series(["model_a", "model_b", "tie", "both_bad"])
    for begin in range(0, n, FILE):
        many = min(FILE, n - begin)
        a, b = (np.searchsorted(popular, rng.random(many) * popular[-1]) for _ in "ab")
        b = np.where(a == b, (b + 1) % MODELS, b)
        p = 1 / (1 + np.exp(strength[b] - strength[a]))
        tie = 0.9 * p * (1 - p)
        drawn = rng.random(many)
        outcome = np.select(
            [drawn < p - tie / 2, drawn < 1 - tie, drawn < 1 - 0.45 * tie], [0, 1, 2], 3
        )
        columns = {"model_a": names.gather(a), "model_b": names.gather(b)}
        frame = pl.DataFrame({**columns, "winner": winners.gather(outcome)})
        frame.write_parquet(folder / f"part-{begin // FILE:03}.parquet")
    return f"{n:,} votes written"


def count_and_fit(folder: Path) -> str:
    """Our way: pooled counts, strengths and intervals."""
    counts = votes.read(folder, pooled=True).votes
    assert isinstance(counts, Counts)
    estimate = ratings.load("bradley_terry").fit(counts, rng=np.random.default_rng(0))
    return f"{counts.votes.sum():,.0f} votes, {len(estimate.models)} models"


def only_read(folder: Path) -> str:
    """The floor: the same columns decoded, and let go."""
    rows = 0
    for path in sorted(folder.glob("*.parquet")):
        scanned = pl.scan_parquet(path).select("model_a", "model_b", "winner")
        rows += sum(len(batch) for batch in scanned.collect_batches())
    return f"{rows:,} rows"


WORK: dict[str, Callable[[Path], str]] = {"count": count_and_fit, "floor": only_read}
WORK |= {f"write {n}": partial(write, n=n) for n in (VOTES // 10, VOTES)}


def measured(work: str, folder: Path) -> tuple[float, float, str]:
    """Seconds, peak megabytes, and what came of it, of a fresh process."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.votes.bench_stream", work, str(folder)],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, megabytes, said = json.loads(ran.stdout)
    return seconds, megabytes, said


def work_in_child(work: str, folder: str) -> None:
    """Do the work and print its cost; imports are not counted, memory is that of all."""
    began = time.perf_counter()
    said = WORK[work](Path(folder))
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, peak, said]))


def main() -> None:
    """Measure and print."""
    peaks = []
    for n in (VOTES // 10, VOTES):
        with tempfile.TemporaryDirectory(prefix="tiltyard-bench-") as folder:
            # Not in this process: a child's peak would begin at what its parent holds.
            measured(f"write {n}", Path(folder))
            size = sum(path.stat().st_size for path in Path(folder).iterdir()) / 1e6
            floor, floor_peak, _ = measured("floor", Path(folder))
            seconds, peak, said = measured("count", Path(folder))
        peaks.append(peak)
        print(f"{said} from {size:,.0f} MB of Parquet: {seconds:.1f} s, peak {peak:,.0f} MB")
        print(f"  floor (decode and drop): {floor:.1f} s, peak {floor_peak:,.0f} MB; ")
        print(f"  ratio {seconds / floor:.1f}, {n / seconds / 1e6:.1f} M votes a second")
    growth = peaks[1] / peaks[0]
    verdict = "met" if growth <= ALLOWED_GROWTH else "MISSED"
    print(
        f"memory at ten times the votes: {growth:.2f} times (at most {ALLOWED_GROWTH:g}: {verdict})"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work_in_child(*sys.argv[1:])
    else:
        main()
