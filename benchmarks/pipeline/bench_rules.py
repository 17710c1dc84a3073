"""The whole rule pipeline over a million battles of two turns: seconds, and memory of all of it.

Writes an invented dataset into a temporary folder, then in processes of their own cleans it by
every step, labels it by every rule with languages, measures the style of its answers, and looks for
personal data in all its texts. The floor is polars reading the same texts and adding their lengths.
``python -m benchmarks rules`` does it all, ``python -m benchmarks.pipeline.bench_rules WORK…`` some
of ``clean``, ``labels``, ``style`` and ``personal``. ``TILTYARD_BENCH_BATTLES`` asks for another
number of battles; ``TILTYARD_BENCH_FOLDER`` for another place than the system's for temporary
files, which needs 3 GB for a million.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.pipeline import invented
from tiltyard import categories
from tiltyard.pipeline import Config, Dataset, Part, clean, label_dataset
from tiltyard.pipeline._redact import find_column
from tiltyard.pipeline._style import measure_style
from tiltyard.pipeline._workers import each

BATTLES = int(os.environ.get("TILTYARD_BENCH_BATTLES", "1_000_000"))
MINUTES, GIGABYTES = 5, 4  # allowed for a million battles on two processors
WORKERS = 2
TEXTS = ["prompts", "answers_a", "answers_b"]


def cleaned(folder: Path) -> str:
    """Every step."""
    funnel = clean(Dataset.open(folder), workers=WORKERS).funnel
    told = ", ".join(f"{step} {rows:,}" for step, rows in funnel.by_step().items() if rows)
    return f"{funnel.kept:,} of {funnel.rows_in:,} kept; {told}"


def labelled(folder: Path) -> str:
    """Every label that has a rule, language among them."""
    rules = [name for name in categories.names() if "rule" in categories.load(name).ways]
    label_dataset(
        Dataset.open(folder), [f"{name}:rule" for name in rules], config=Config(), workers=WORKERS
    )
    return ", ".join(rules)


def styled(folder: Path) -> str:
    """Every style feature of every answer."""
    measure_style(Dataset.open(folder), workers=WORKERS)
    return "all features"


def searched(folder: Path) -> str:
    """Personal data in prompts and answers."""
    found = sum(each(personal_data, invented.parts(folder), workers=WORKERS))
    return f"{found:,} found"


def personal_data(part: Part) -> int:
    """How much personal data a part holds."""
    rows = part.read(TEXTS)
    return sum(len(one.spans) for name in TEXTS for one in find_column(rows[name]))


def only_read(folder: Path) -> str:
    """The floor: the same texts read, and their lengths added."""
    return f"{sum(each(length, invented.parts(folder), workers=WORKERS)) / 1e9:.2f} GB"


def length(part: Part) -> int:
    """The bytes of a part's texts."""
    rows = part.read(TEXTS)
    lengths = (rows[name].list.eval(pl.element().str.len_bytes()).list.sum() for name in TEXTS)
    return sum(int(one.sum() or 0) for one in lengths)


def written(folder: Path) -> str:
    """The dataset itself."""
    return f"{invented.write(folder, BATTLES) / 1e9:.2f} GB of text"


WORK: dict[str, Callable[[Path], str]] = {
    "write": written,
    "floor": only_read,
    "clean": cleaned,
    "labels": labelled,
    "style": styled,
    "personal": searched,
}


def work_in_child(work: str, folder: str) -> None:
    """Do the work and print its cost, starting processes included."""
    began = time.perf_counter()
    said = WORK[work](Path(folder))
    seconds = time.perf_counter() - began
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps([seconds, sum(one.ru_utime + one.ru_stime for one in used), said]))


@dataclass(frozen=True, slots=True)
class Cost:
    """What some work took.

    Attributes:
        seconds: by the clock.
        processor: seconds of all processors together, which says more on a busy machine.
        megabytes: at most, of the process and all its children together.
        said: what came of it.
    """

    seconds: float
    processor: float
    megabytes: float
    said: str


def measured(work: str, folder: Path) -> Cost:
    """The cost of a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.pipeline.bench_rules", "--child", work, str(folder)],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        peak = _Peak(process.pid)
        peak.start()
        assert process.stdout is not None
        line = process.stdout.read()
    peak.join()
    if process.returncode:
        raise RuntimeError(f"{work} failed")
    seconds, processor, said = json.loads(line)
    return Cost(seconds, processor, peak.megabytes, said)


class _Peak(threading.Thread):
    """Watches the memory of a process and its children, shared pages counted once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.megabytes = 0.0

    def run(self) -> None:
        """Look ten times a second until the process has ended."""
        while (now := sum(map(_proportional, _family(self._pid)))) > 0:
            self.megabytes = max(self.megabytes, now / 1024)
            time.sleep(0.1)


def _family(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [pid, *(one for child in text.split() for one in _family(int(child)))]


def _proportional(pid: int) -> int:
    """Kilobytes of a process; none if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main(parts: Sequence[str] = ()) -> None:
    """Measure and print."""
    place = os.environ.get("TILTYARD_BENCH_FOLDER")
    with tempfile.TemporaryDirectory(prefix="tiltyard-bench-", dir=place) as held:
        folder = Path(held, "votes")
        made = measured("write", folder)
        disk = sum(path.stat().st_size for path in folder.rglob("*.parquet")) / 1e9
        print(f"{BATTLES:,} battles, {made.said}, {disk:.2f} GB on disk, in {made.seconds:.0f} s")
        floor = measured("floor", folder)
        print(f"floor, reading and adding up lengths: {shown(floor)}", flush=True)
        costs = []
        for work in parts or ("clean", "labels", "style", "personal"):
            costs.append(measured(work, folder))
            ratio = costs[-1].processor / floor.processor
            print(
                f"{work:>10}: {shown(costs[-1])}; {ratio:.1f} floors; {costs[-1].said}", flush=True
            )
    seconds = sum(cost.seconds for cost in costs)
    ratio = sum(cost.processor for cost in costs) / floor.processor
    allowed = 60 * MINUTES * BATTLES / 1e6
    peak = max(cost.megabytes for cost in costs) / 1024
    print(
        f"together {seconds:.0f} s, {ratio:.1f} floors (at most {allowed:.0f} s: "
        f"{'met' if seconds <= allowed else 'MISSED'}), peak {peak:.2f} GB "
        f"(at most {GIGABYTES}: {'met' if peak <= GIGABYTES else 'MISSED'})"
    )


def shown(cost: Cost) -> str:
    """Time and memory."""
    return f"{cost.seconds:.1f} s, of processors {cost.processor:.1f} s, {cost.megabytes:,.0f} MB"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        work_in_child(*sys.argv[2:])
    else:
        main(sys.argv[1:])
