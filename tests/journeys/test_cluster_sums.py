"""Votes counted by two workers of a real Ray cluster are those counted by one machine."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import tiltyard
from ratings import boards
from tiltyard import ratings, votes
from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.comparisons import OUTCOMES

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
import json, sys
import daft, ray
from functools import reduce
from operator import add
from tiltyard.votes.distributed import count_files

where, paths = sys.argv[1], sys.argv[2:]
if where == "ray":
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
    files = count_files(paths)
finally:
    ray.shutdown()
total = reduce(add, (file.counts for file in files))
print(json.dumps({
    "workers": [file.worker for file in files],
    "models": total.models,
    "votes": total.votes.tolist(),
    "total": total.total.tolist(),
    "square": total.square.tolist(),
    "first": total.first.tolist(),
    "second": total.second.tolist(),
}))
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Weighted votes of forty models in six files, each with some of the models only."""
    rng = np.random.default_rng(20)
    folder = tmp_path_factory.mktemp("votes")
    made = boards.votes(rng, boards.strengths(rng, 40), 60_000)
    names = np.array(made.models)
    frame = pl.DataFrame(
        {
            "model_a": names[made.a],
            "model_b": names[made.b],
            "winner": [OUTCOMES[code].value for code in made.outcome],
            "count": made.count,
            "weight": rng.random(len(made)) + 0.5,
        }
    )
    paths = [folder / f"part-{part}.parquet" for part in range(6)]
    for part, path in enumerate(paths):
        frame[part::6].write_parquet(path)
    return paths


def counted(where: str, files: list[Path]) -> dict[str, Any]:
    """What the script prints, in a process of its own: Ray must not stay behind."""
    source = Path(tiltyard.__file__).parents[1]
    quiet = {"RAY_USAGE_STATS_ENABLED": "0", "DAFT_ANALYTICS_ENABLED": "0", "DO_NOT_TRACK": "1"}
    command = [sys.executable, "-c", SCRIPT, where, *map(str, files)]
    for _ in range(STARTS):
        ran = subprocess.run(
            command,
            env={**os.environ, **quiet, "PYTHONPATH": str(source), "DAFT_PROGRESS_BAR": "0"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if NOT_STARTED not in ran.stderr:
            break
    assert ran.returncode == 0, ran.stderr[-2000:]
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module", params=[pytest.param("ray", marks=pytest.mark.slow), "native"])
def result(request: pytest.FixtureRequest, files: list[Path]) -> dict[str, Any]:
    """The counts of a cluster of two, and of the engine inside of one process."""
    return {"where": request.param, **counted(request.param, files)}


def as_counts(result: dict[str, Any]) -> Counts:
    """The counts that came back."""
    tables = {name: np.array(result[name]) for name in ("votes", "total", "square")}
    places = {name: np.array(result[name]) for name in ("first", "second")}
    return Counts(models=tuple(result["models"]), **places, **tables)


def single(files: list[Path]) -> Comparisons:
    """The votes as one machine reads them."""
    read = votes.read(files).votes
    assert isinstance(read, Comparisons)
    return read


def test_two_workers_took_part(result: dict[str, Any]) -> None:
    assert len(set(result["workers"])) == (2 if result["where"] == "ray" else 1)


def test_the_counts_are_those_of_one_machine(result: dict[str, Any], files: list[Path]) -> None:
    expected, found = Counts.of(single(files)), as_counts(result)
    assert found.models == expected.models
    assert np.array_equal(found.votes, expected.votes)
    np.testing.assert_allclose(found.total, expected.total, rtol=1e-12)
    np.testing.assert_allclose(found.square, expected.square, rtol=1e-12)


def test_the_strengths_are_those_of_one_machine(result: dict[str, Any], files: list[Path]) -> None:
    method, rng = ratings.load("bradley_terry"), np.random.default_rng(0)
    expected = method.fit(single(files), rng=rng)
    found = method.fit(as_counts(result), rng=rng)
    np.testing.assert_allclose(found.strength, expected.strength, atol=1e-9)
    np.testing.assert_allclose(found.covariance, expected.covariance, atol=1e-9)
