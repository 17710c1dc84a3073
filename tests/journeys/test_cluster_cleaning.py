"""A dataset cleaned by two workers of a real Ray cluster is the same, byte for byte."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import tiltyard
from pipeline.battles import dataset, rows
from tiltyard.pipeline import Dataset, clean

pytestmark = [
    pytest.mark.timeout(1000),
    pytest.mark.skipif(
        not all(map(importlib.util.find_spec, ("daft", "ray"))),
        reason="Daft and Ray are not installed: pip install tiltyard[scale]",
    ),
]

# Ray gives its own parts 15 seconds to start, which a busy machine may not keep (ray issue 65983).
STARTS = 3
NOT_STARTED = "timed out during startup"

SCRIPT = """
import sys
from pathlib import Path
import daft, ray
from tiltyard.pipeline import Dataset, clean
from tiltyard.pipeline._workers import each

if sys.argv[1] == "ray":
    ray.init(
        address="local",
        _node_ip_address="127.0.0.1",
        include_dashboard=False,
        num_cpus=2,
        object_store_memory=200 * 2**20,
        log_to_driver=False,
    )
    daft.set_runner_ray()
try:
    made = clean(Dataset.open(Path(sys.argv[2])), runner="daft")
    processes = set(each(eval, ["__import__('time').sleep(1) or __import__('os').getpid()"] * 6,
                         runner="daft"))
finally:
    ray.shutdown()
print(made.digest, len(processes))
"""


def votes(folder: Path) -> Dataset:
    """A few hundred rows in six parts, some of which leave at every other step."""
    rng = np.random.default_rng(0)
    changes = (
        {
            "prompts": [f"Tell me about the bird number {rng.zipf(1.5) % 40}, please."],
            "answers_a": [["It sings.", "I am ChatGPT.", ""][max(int(rng.integers(9)) - 6, 0)]],
            "flagged": bool(rng.random() < 0.1),
            "voter": f"v{rng.integers(20)}",
        }
        for _ in range(300)
    )
    return dataset(folder, rows(*changes), (50, 100, 150, 200, 250))


@pytest.mark.parametrize(
    ("where", "workers"), [pytest.param("ray", 2, marks=pytest.mark.slow), ("native", 1)]
)
def test_many_machines_decide_as_one(tmp_path: Path, where: str, workers: int) -> None:
    there = votes(tmp_path / "there")
    source = Path(tiltyard.__file__).parents[1]
    quiet = {"RAY_USAGE_STATS_ENABLED": "0", "DAFT_ANALYTICS_ENABLED": "0", "DO_NOT_TRACK": "1"}
    for _ in range(STARTS):
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT, where, str(there.folder)],
            env={**os.environ, **quiet, "PYTHONPATH": str(source), "DAFT_PROGRESS_BAR": "0"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if NOT_STARTED not in ran.stderr:
            break
    assert ran.returncode == 0, ran.stderr[-2000:]
    digest, processes = ran.stdout.splitlines()[-1].split()
    here = clean(votes(tmp_path / "here"), workers=1)
    assert here.funnel.kept < here.funnel.rows_in
    assert digest == here.digest
    assert int(processes) == workers
