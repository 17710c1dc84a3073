"""FastChat's bootstrap of Bradley–Terry boards, or the same recipe where there is no FastChat.

The function is in no release of ``fschat`` on PyPI (0.2.36 refits a dense matrix of all votes for
every round), so a checkout is used: the variable ``TILTYARD_FASTCHAT`` names its folder. Without
one, its recipe is followed: counts by (left, right, worth) are drawn from a multinomial, and each
draw is fitted by L-BFGS-B from zero, in as many processes as there are processors.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import sys
from functools import partial
from pathlib import Path

from benchmarks.rank.workers.watch import Watch

watch = Watch()

import numpy as np  # noqa: E402 -- importing is a stage that is measured
import pandas as pd  # noqa: E402 -- as above
from numpy.typing import NDArray  # noqa: E402 -- as above
from scipy.optimize import minimize  # noqa: E402 -- as above
from scipy.special import expit, log_expit  # noqa: E402 -- as above

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROUNDS = 100
FILE = "fastchat/serve/monitor/rating_systems.py"
LN_10 = float(np.log(10))


def main(task: str, votes: str, answer: str) -> None:
    """Measure the one task there is."""
    if task != "bootstrap":
        raise ValueError(f"{task!r} is not a task of this worker; it has 'bootstrap'")
    checkout = os.environ.get("TILTYARD_FASTCHAT")
    watch.lap("import")
    frame = pd.read_parquet(votes, columns=["model_a", "model_b", "winner"])
    watch.lap("read")
    boards = theirs(frame, Path(checkout)) if checkout else recipe(frame)
    watch.lap("work")
    watch.seconds["rounds"] = ROUNDS
    boards = boards.sort_index(axis=1)
    watch.report(
        answer,
        models=np.array(boards.columns, dtype=str),
        strengths=boards.to_numpy() * LN_10 / 400,
        used=np.array("a checkout" if checkout else "its recipe in scipy"),
    )


def theirs(frame: pd.DataFrame, checkout: Path) -> pd.DataFrame:
    """A board in each row, by the checkout's own function."""
    spec = importlib.util.spec_from_file_location("rating_systems", checkout / FILE)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{str(checkout)!r} holds no {FILE}")
    module = importlib.util.module_from_spec(spec)
    sys.modules["rating_systems"] = module  # its processes look it up by name
    spec.loader.exec_module(module)
    boards: pd.DataFrame = module.compute_bootstrap_bt(frame, num_round=ROUNDS)
    return boards


def recipe(frame: pd.DataFrame) -> pd.DataFrame:
    """A board in each row, in points."""
    code, names = pd.factorize(pd.concat([frame["model_a"], frame["model_b"]]))
    worth = frame["winner"].map({"model_a": 2, "model_b": 0, "tie": 1, "both_bad": 1})
    rows = np.column_stack([code[: len(frame)], code[len(frame) :], worth])
    cells, count = np.unique(rows, axis=0, return_counts=True)
    rng = np.random.default_rng(0)
    draws = rng.multinomial(len(frame), count / count.sum(), size=ROUNDS) / len(frame)
    fit = partial(_fit, cells[:, 0], cells[:, 1], cells[:, 2] / 2, len(names))
    with multiprocessing.Pool() as pool:
        return pd.DataFrame(400 * np.array(pool.map(fit, list(draws))), columns=names)


def _fit(first: Ints, second: Ints, worth: Floats, models: int, weight: Floats) -> Floats:
    """Strengths to the base 10."""

    def loss(strength: Floats) -> tuple[float, Floats]:
        eta = LN_10 * (strength[first] - strength[second])
        value = weight @ (worth * log_expit(eta) + (1 - worth) * log_expit(-eta))
        each = LN_10 * weight * (worth - expit(eta))
        slope = np.bincount(second, each, models) - np.bincount(first, each, models)
        return -float(value), slope.astype(np.float64)

    options = {"maxiter": 100, "gtol": 1e-6}
    found = minimize(loss, np.zeros(models), jac=True, method="L-BFGS-B", options=options)  # type: ignore[call-overload]  # the gradient comes with the value
    return np.asarray(found.x)


if __name__ == "__main__":
    main(*sys.argv[1:])
