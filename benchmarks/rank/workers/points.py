"""Peers that give strengths without errors in closed form: choix, evalica, scikit-learn."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from benchmarks.rank.workers.watch import Watch

watch = Watch()

import numpy as np  # noqa: E402 -- importing is a stage that is measured
import pandas as pd  # noqa: E402 -- as above
from numpy.typing import NDArray  # noqa: E402 -- as above

Floats = NDArray[np.float64]
Board = tuple[list[str], Floats]  # names, and strengths in log-odds


def main(task: str, votes: str, answer: str) -> None:
    """Measure one of `TASKS`."""
    prepare, fit = TASKS[task]()
    watch.lap("import")
    frame = pd.read_parquet(votes, columns=["model_a", "model_b", "winner"])
    watch.lap("read")
    prepared = prepare(frame)
    watch.lap("prepare")
    names, strength = fit(prepared)
    watch.lap("fit")
    watch.seconds["work"] = watch.seconds["prepare"] + watch.seconds["fit"]
    rating = 1000 + 400 / np.log(10) * (strength - strength.mean())
    watch.report(answer, models=np.array(names), rating=rating)


Prepare = Callable[[pd.DataFrame], Any]
Fit = Callable[[Any], Board]


def choix() -> tuple[Prepare, Fit]:
    """Its fastest: iterated spectral ranking on the matrix of wins, which we make for it."""
    from choix import ilsr_pairwise_dense  # noqa: PLC0415 -- a stage that is measured

    def fit(prepared: Board) -> Board:
        names, wins = prepared
        return names, np.asarray(ilsr_pairwise_dense(wins, tol=1e-10))

    return win_matrix, fit


def evalica() -> tuple[Prepare, Fit]:
    """Its Bradley–Terry, stopped where it agrees with the others."""
    from evalica import Winner, bradley_terry  # noqa: PLC0415 -- as above

    outcome = {
        "model_a": Winner.X,
        "model_b": Winner.Y,
        "tie": Winner.Draw,
        "both_bad": Winner.Draw,
    }

    def prepare(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.assign(winner=frame["winner"].map(outcome))

    def fit(frame: pd.DataFrame) -> Board:
        sides = frame["model_a"], frame["model_b"], frame["winner"]
        scores = bradley_terry(*sides, tolerance=1e-12, limit=10_000).scores.sort_index()
        return list(scores.index), np.log(scores.to_numpy())

    return prepare, fit


def scikit_learn() -> tuple[Prepare, Fit]:
    """The idiom of notebooks: logistic regression on pooled wins, each tie half of two."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 -- as above

    def fit(prepared: Board) -> Board:
        names, wins = prepared
        first, second = np.nonzero(np.triu(wins + wins.T, 1))
        design = np.zeros((len(first), len(names)))
        design[np.arange(len(first)), first] = 1
        design[np.arange(len(first)), second] = -1
        weight = np.concatenate([wins[first, second], wins[second, first]])
        label = np.repeat([1, 0], len(first))
        chosen = LogisticRegression(C=np.inf, fit_intercept=False, tol=1e-10, max_iter=5_000)
        chosen.fit(np.vstack([design, design]), label, sample_weight=weight)
        return names, np.asarray(chosen.coef_[0])

    return win_matrix, fit


def win_matrix(frame: pd.DataFrame) -> Board:
    """Wins of each model (row) over each other, ties as halves."""
    code, names = pd.factorize(pd.concat([frame["model_a"], frame["model_b"]]), sort=True)
    a, b, m = code[: len(frame)], code[len(frame) :], len(names)
    worth = frame["winner"].map({"model_a": 1.0, "model_b": 0.0}).fillna(0.5).to_numpy()
    wins = np.bincount(a * m + b, worth, m * m) + np.bincount(b * m + a, 1 - worth, m * m)
    return list(names), wins.reshape(m, m).astype(np.float64)


TASKS = {"choix": choix, "evalica": evalica, "scikit_learn": scikit_learn}

if __name__ == "__main__":
    main(*sys.argv[1:])
