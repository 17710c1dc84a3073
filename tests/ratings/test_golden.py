"""Published boards, and what other libraries find on made-up ones.

The classical data sets are with the tests of the methods that reproduce them.
"""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import evalica
import numpy as np
import pytest
import statsmodels.api as sm  # type: ignore[import-untyped]  # it has no types
from scipy.special import expit

from ratings.boards import strengths, votes
from tiltyard import ratings
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.comparisons import TIE, Floats

SHARED = Path(__file__).parents[2] / "../shared/data"
CROWD = {"left": "model_a", "right": "model_b", "tie": "tie"}


def fit(board: Comparisons | Counts, **options: object) -> Estimate:
    return ratings.load("bradley_terry", **options).fit(board, rng=np.random.default_rng(0))


def folder(name: str) -> Path:
    """A folder of published data, where it lies beside the repository."""
    if not (SHARED / name).is_dir():
        pytest.skip(f"the data set is not beside the repository ({name})")
    return SHARED / name


def centred(value: Floats) -> Floats:
    return np.asarray(value - value.mean())


def llmfao() -> Comparisons:
    """8,931 votes of a crowd on 59 models, in their order."""
    with (folder("llmfao") / "crowd-comparisons.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    return Comparisons.from_columns(
        [row["left"] for row in table],
        [row["right"] for row in table],
        [CROWD[row["winner"]] for row in table],
    )


def golden(algorithm: str, models: tuple[str, ...]) -> Floats:
    with (folder("llmfao") / "llmfao-golden.csv").open(encoding="utf-8") as file:
        scores = {
            row["item"]: float(row["score"])
            for row in csv.DictReader(file)
            if row["algorithm"] == algorithm
        }
    return np.array([scores[name] for name in models])


def arena_hard() -> Comparisons:
    """Verdicts on three models; a clear one is written three times, as it was published."""
    path = folder("arena-hard-v0.1-battles") / "arena_hard_battles.jsonl"
    table = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    columns = ([row[name] for row in table] for name in ("model_a", "model_b", "winner"))
    return Comparisons.from_columns(*columns)


def test_the_crowds_strengths_are_the_published_ones() -> None:
    """evalica's scores on LLMFAO (Ustalov 2024) are odds; ours are log-odds."""
    estimate = fit(llmfao())
    published = centred(np.log(golden("bradley_terry", estimate.models)))
    np.testing.assert_allclose(estimate.strength, published, atol=1e-9)


def test_the_crowds_best_three_are_the_published_ones() -> None:
    estimate = fit(llmfao())
    order = np.argsort(-estimate.strength)[:3]
    found = {estimate.models[at]: round(float(estimate.ratings()[at]), 2) for at in order}
    assert found == {
        "GPT 4": 1172.13, "Platypus-2 Instruct (70B)": 1112.45, "command": 1110.17,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("model", "printed"),
    [("gpt-4-0314", 50.0), ("gpt-4-0613", 37.9), ("gpt-3.5-turbo-0125", 23.3)],
)
def test_arena_hards_scores_are_the_printed_ones(model: str, printed: float) -> None:
    """Chance of being preferred to gpt-4-0314, in per cent (Li et al. 2024)."""
    estimate = fit(arena_hard())
    strength = dict(zip(estimate.models, estimate.strength, strict=True))
    score = 100 * expit(strength[model] - strength["gpt-4-0314"])
    assert round(float(score), 1) == printed


def arena(seed: int, *, models: int = 30, n: int = 50_000) -> Comparisons:
    rng = np.random.default_rng(seed)
    return votes(rng, strengths(rng, models), n)


@pytest.mark.parametrize("seed", range(3))
def test_evalica_finds_the_same_strengths(seed: int) -> None:
    board = arena(seed, models=12, n=3_000)
    assert board.count is not None
    each = np.repeat(np.arange(len(board)), board.count.astype(int))
    winner = [evalica.Winner.X, evalica.Winner.Y, evalica.Winner.Draw]
    theirs = evalica.bradley_terry(
        [board.models[at] for at in board.a[each]],
        [board.models[at] for at in board.b[each]],
        [winner[at] for at in board.outcome[each]],
        tolerance=1e-13,
        limit=10_000,
    )
    scores = np.log(theirs.scores.loc[list(board.models)].to_numpy())
    np.testing.assert_allclose(fit(board).strength, centred(scores), atol=1e-6)


def generalised(board: Comparisons) -> tuple[Floats, Floats]:
    """Strengths and textbook covariance as a binomial regression has them, mean zero."""
    counts = Counts.of(board)
    p, m = len(counts), len(board.models)
    design = np.zeros((p, m))
    design[np.arange(p), counts.first] = 1
    design[np.arange(p), counts.second] = -1
    total = counts.votes.sum(axis=1)
    won = counts.votes[:, 0] + counts.votes[:, TIE] / 2
    model = sm.GLM(
        won / total, design[:, 1:], family=sm.families.Binomial(), var_weights=total
    ).fit(tol=1e-13)
    centre = np.eye(m)[:, 1:] - 1 / m
    return centre @ model.params, centre @ model.cov_params() @ centre.T


@pytest.mark.parametrize("seed", range(3))
def test_statsmodels_finds_the_same_strengths(seed: int) -> None:
    board = arena(seed)
    np.testing.assert_allclose(fit(board).strength, generalised(board)[0], atol=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_statsmodels_finds_the_same_textbook_covariance(seed: int) -> None:
    board = arena(seed)
    ours = fit(board, errors="information").covariance
    np.testing.assert_allclose(ours, generalised(board)[1], atol=1e-9)


def test_whole_numbers_of_weight_are_counts_to_the_strengths() -> None:
    board = arena(4)
    weighed = fit(replace(board, count=None, weight=board.count))
    np.testing.assert_allclose(weighed.strength, fit(board).strength, atol=1e-9)
