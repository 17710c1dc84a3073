"""Boards that tests look at."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

import tiltyard
from ratings.boards import rows, votes
from tiltyard.analysis import Ranking
from tiltyard.ratings import Comparisons

NASTY = "<script>alert(1)</script>"


def duel() -> Comparisons:
    """Four votes: ``strong`` won three, ``weak`` one; so it is odds of three."""
    return rows(("strong", "weak", 1.0, 3), ("strong", "weak", 0.0, 1))


def two_leagues() -> Comparisons:
    """Three models that met each other, and two that met each other alone."""
    return rows(
        ("ann", "bob", 1.0, 6), ("ann", "bob", 0.0, 3), ("bob", "cid", 1.0, 5),
        ("bob", "cid", 0.0, 4), ("dot", "eve", 0.5, 2),
    )  # fmt: skip


@cache
def arena(names: tuple[str, ...] = (), **choices: Any) -> Ranking:
    """A board of eight models in four clear groups, or of models of these names."""
    truth = np.array([1.3, 1.25, 0.4, 0.35, 0.3, -0.5, -0.55, -1.4])
    made = votes(np.random.default_rng(1), truth[: len(names) or 8], 12_000)
    if names:
        made = Comparisons(models=names, a=made.a, b=made.b, outcome=made.outcome, count=made.count)
    board = tiltyard.rank(made, **choices)
    assert isinstance(board, Ranking)
    return board
