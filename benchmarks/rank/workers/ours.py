"""This engine, called as a user would: read, fit, intervals."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.rank.workers.watch import Watch

watch = Watch()

import numpy as np  # noqa: E402 -- importing is a stage that is measured
import numpy.random  # noqa: E402 -- numpy leaves it until it is used

from tiltyard import ratings, votes  # noqa: E402 -- as above
from tiltyard.ratings import Comparisons, Method  # noqa: E402 -- as above
from tiltyard.ratings.bootstrap import bootstrap  # noqa: E402 -- as above

STYLE = ("length", "headers", "lists", "bold")
REPLICATES = 1_000

METHODS: dict[str, Callable[[], Method]] = {
    "bt": lambda: ratings.load("bradley_terry"),
    "clustered": lambda: ratings.load("bradley_terry", cluster=("voter",)),
    "style": lambda: ratings.load("contextual_bradley_terry"),
    "bootstrap": lambda: ratings.load("bradley_terry"),
}


def main(task: str, source: str, answer: str) -> None:
    """Measure one of `METHODS`."""
    method = METHODS[task]()
    watch.lap("import")
    columns = votes.Columns(style=STYLE if task == "style" else None)
    read = votes.read(source, columns=columns).votes
    if not isinstance(read, Comparisons):
        raise TypeError("single votes were asked for, and pooled counts came back")
    watch.lap("read")
    found = boards(method, read) if task == "bootstrap" else board(method, read)
    watch.lap("work")
    watch.seconds["bincount"] = bincount_seconds(read)
    watch.report(answer, models=np.array(read.models), **found)


def board(method: Method, read: Comparisons) -> dict[str, Any]:
    """Ratings with 95 % intervals, and coefficients if there are any."""
    estimate = method.fit(read, rng=np.random.default_rng(0))
    low, high = estimate.interval().T
    found = {"rating": estimate.ratings(), "lower": low, "upper": high}
    if estimate.coefficients is not None:
        found["coefficients"] = estimate.coefficients.value
    return found


def boards(method: Method, read: Comparisons) -> dict[str, Any]:
    """A thousand boards of votes drawn again, and the intervals that they give."""
    found = bootstrap(read, method=method, replicates=REPLICATES, rng=np.random.default_rng(0))
    low, high = found.interval().T
    watch.seconds["rounds"] = REPLICATES
    return {"strengths": found.strength, "lower": low, "upper": high}


def bincount_seconds(read: Comparisons) -> float:
    """The floor: numpy counts the votes of each ordered pair, codes being ready; best of 5."""
    m = len(read.models)
    pair = read.a.astype(np.int64) * m + read.b
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        np.bincount(pair, minlength=m * m)
        taken.append(time.perf_counter() - begun)
    return min(taken)


if __name__ == "__main__":
    main(*sys.argv[1:])
