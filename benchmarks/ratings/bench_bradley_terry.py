"""Votes to board against choix's strengths alone, on the same pooled votes of 200 models.

Ours is the fit, the sandwich and the ranges of ranks; choix computes strengths without errors. Run
``python -m benchmarks.ratings.bench_bradley_terry``, best with ``OPENBLAS_NUM_THREADS=1``: threads
of the linear algebra that wait for each other are slower than one at this size.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import choix
import numpy as np
from numpy.typing import NDArray

from tiltyard import ratings
from tiltyard.ratings import Comparisons

Floats = NDArray[np.float64]

MODELS, VOTES, ROUNDS, SEED = 200, 1_000_000, 7, 20_260_301


@dataclass(frozen=True)
class Result:
    """Median seconds of each, and how many times as long choix takes as our whole board."""

    fit_seconds: float
    board_seconds: float
    ilsr_seconds: float
    opt_seconds: float
    largest_difference: float

    @property
    def ilsr_ratio(self) -> float:
        """Against its fastest, given the matrix of wins."""
        return self.ilsr_seconds / self.board_seconds

    @property
    def opt_ratio(self) -> float:
        """Against its optimiser, which gets a hundredth of the votes."""
        return self.opt_seconds / self.board_seconds


def measure() -> Result:
    """Run all in turn, so that a busy moment meets everybody."""
    board = simulated()
    wins = win_matrix(board)
    method = ratings.load("bradley_terry")

    def fit() -> Floats:
        return method.fit(board, rng=np.random.default_rng(0)).strength

    def whole_board() -> None:
        estimate = method.fit(board, rng=np.random.default_rng(0))
        estimate.interval()
        estimate.rank_range(rng=np.random.default_rng(0))

    def ilsr() -> Floats:
        return np.asarray(choix.ilsr_pairwise_dense(wins, tol=1e-10))

    fit_seconds, board_seconds, ilsr_seconds = medians([fit, whole_board, ilsr], ROUNDS)
    theirs = ilsr()
    return Result(
        fit_seconds=fit_seconds,
        board_seconds=board_seconds,
        ilsr_seconds=ilsr_seconds,
        opt_seconds=medians([lambda: opt(board)], 1)[0],
        largest_difference=float(np.abs(fit() - theirs + theirs.mean()).max()),
    )


def simulated() -> Comparisons:
    """A million votes; popularity and strengths spread as in a public arena, a fifth ties."""
    rng = np.random.default_rng(SEED)
    strength, popular = rng.normal(0, 0.55, MODELS), np.exp(rng.normal(0, 0.9, MODELS))
    a, b = np.nonzero(~np.eye(MODELS, dtype=bool))
    chance = popular[a] * popular[b]
    each = rng.multinomial(VOTES, chance / chance.sum())
    p = 1 / (1 + np.exp(strength[b] - strength[a]))
    tie = 0.9 * p * (1 - p)
    counts = rng.multinomial(each, np.column_stack([p - tie / 2, tie, 1 - p - tie / 2]))
    pair, kind = np.nonzero(counts)
    return Comparisons(
        models=tuple(str(index) for index in range(MODELS)),
        a=a[pair],
        b=b[pair],
        score=np.array([1.0, 0.5, 0.0])[kind],
        weight=counts[pair, kind].astype(np.float64),
    )


def win_matrix(board: Comparisons) -> Floats:
    """Wins of each model (row) over each other, a tie being half."""
    wins = np.zeros((MODELS, MODELS))
    np.add.at(wins, (board.a, board.b), board.weight * board.score)
    np.add.at(wins, (board.b, board.a), board.weight * (1 - board.score))
    return wins


def opt(board: Comparisons) -> Floats:
    """Their optimiser takes single decided votes: one in 100 of them here."""
    rng = np.random.default_rng(SEED)
    decided = board.score != 0.5
    rows = rng.choice(
        np.flatnonzero(decided),
        VOTES // 100,
        p=board.weight[decided] / board.weight[decided].sum(),
    )
    won = board.score[rows] == 1
    pairs = np.column_stack(
        [np.where(won, board.a[rows], board.b[rows]), np.where(won, board.b[rows], board.a[rows])]
    )
    return np.asarray(choix.opt_pairwise(MODELS, [tuple(pair) for pair in pairs.tolist()]))


def medians(tasks: list[Callable[[], object]], rounds: int) -> list[float]:
    """Median seconds of each task, after one round that does not count."""
    times: list[list[float]] = [[] for _ in tasks]
    for round_number in range(rounds + 1):
        for task, taken in zip(tasks, times, strict=True):
            begun = time.perf_counter()
            task()
            if round_number:
                taken.append(time.perf_counter() - begun)
    return [statistics.median(taken) for taken in times]


def main() -> None:
    """Print the figures."""
    result = measure()
    print(f"{VOTES:,} votes, {MODELS} models, median of {ROUNDS}")
    print(f"  ours, strengths and sandwich        {1e3 * result.fit_seconds:9.1f} ms")
    print(f"  ours, with intervals and ranks      {1e3 * result.board_seconds:9.1f} ms")
    print(f"  choix ilsr_pairwise_dense           {1e3 * result.ilsr_seconds:9.1f} ms")
    print(f"  choix opt_pairwise, 1 vote in 100   {1e3 * result.opt_seconds:9.1f} ms")
    print(f"  ratio to ilsr {result.ilsr_ratio:.2f}, to opt {result.opt_ratio:.1f}")
    print(f"  largest difference of strengths     {result.largest_difference:9.1e}")


if __name__ == "__main__":
    main()
