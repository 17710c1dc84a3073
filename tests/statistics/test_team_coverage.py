"""Boards of a team, of whom a few cast most of the votes: do intervals hold the truth?

All models are equally good, and voters differ in taste, so that intervals should hold 1000 points
in 95 of 100 cases.
"""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import polars as pl
import pytest

from leaderboard.drawn import drawn, source
from tiltyard.leaderboard import Query, compute
from tiltyard.leaderboard._query import Errors

NOW = datetime(2026, 3, 1, tzinfo=UTC)
MODELS, VOTES = 4, 1_600
TASTE = 0.8


def votes_of(rng: np.random.Generator, voters: int, uneven: float) -> pl.DataFrame:
    """Votes of people who each like each model a little more or less; the first votes most."""
    share = 1 / np.arange(1, voters + 1) ** uneven
    voter = rng.choice(voters, VOTES, p=share / share.sum())
    likes = rng.normal(0, TASTE, (voters, MODELS))
    a = rng.integers(0, MODELS, VOTES)
    b = (a + rng.integers(1, MODELS, VOTES)) % MODELS
    is_won = rng.random(VOTES) < 1 / (1 + np.exp(likes[voter, b] - likes[voter, a]))
    return drawn(VOTES).with_columns(
        model_a=pl.Series([f"m{one}" for one in a]),
        model_b=pl.Series([f"m{one}" for one in b]),
        winner=pl.Series(np.where(is_won, "model_a", "model_b")),
        voter=pl.Series([f"voter {one}" for one in voter]),
    )


def coverage(voters: int, uneven: float, *, boards: int) -> dict[Errors, float]:
    """How often intervals hold the truth, by errors."""
    rng = np.random.default_rng(3)
    held: dict[Errors, list[bool]] = {"voter": [], "independent": []}
    for _ in range(boards):
        ground = source(None, votes_of(rng, voters, uneven)).ground()
        for errors, found in held.items():
            board = compute(Query(errors=errors), ground, computed_at=NOW)
            found += [row.low < 1000 < row.high for row in board.rows]
    return {errors: float(np.mean(found)) for errors, found in held.items()}


def test_intervals_by_voter_hold_the_truth_where_tastes_differ_and_others_do_not() -> None:
    found = coverage(60, 0.5, boards=20)
    assert found["voter"] > 0.88
    assert found["independent"] < 0.8


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("voters", "uneven", "least"), [(200, 0.0, 0.93), (100, 0.3, 0.92), (40, 0.7, 0.86)]
)
def test_with_few_voters_of_unequal_zeal_intervals_are_a_little_too_narrow(
    voters: int, uneven: float, least: float
) -> None:
    found = coverage(voters, uneven, boards=300)
    assert least < found["voter"] < 0.97
    assert found["independent"] < found["voter"] - 0.04
