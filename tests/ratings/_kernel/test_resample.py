from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tiltyard.ratings import _kernel
from tiltyard.ratings._kernel.resample import Floats, Tables, draw_again, place_again

COIN = (np.array([0.5, 1.0]), np.array([0.0, 1.0]))
DIE = (np.arange(1, 7) / 6, np.arange(1.0, 7.0))
TABLES = Tables.of([COIN, DIE])


def drawn(u: list[float], table: list[int]) -> list[float]:
    votes = np.zeros(len(u))
    places = np.array(table, dtype=np.int32), np.arange(len(u), dtype=np.int32)
    draw_again(np.array(u), TABLES, *places, votes)
    return votes.tolist()


def placed(table: Tables, cells: int) -> Floats:
    votes = np.zeros(cells)
    place_again(np.random.default_rng(1).random(5_000), table, votes)
    return votes


def many() -> Floats:
    rng = np.random.default_rng(0)
    votes = np.zeros(100)
    table = rng.integers(2, size=5_000).astype(np.int32)
    draw_again(rng.random(5_000), TABLES, table, rng.integers(100, size=5_000).astype("i4"), votes)
    return votes


@pytest.mark.usefixtures("either")
def test_each_number_is_looked_up_in_its_table() -> None:
    assert drawn([0.49, 0.5, 0.0, 0.999, 0.34], [0, 0, 1, 1, 1]) == [0, 1, 1, 6, 3]


@pytest.mark.usefixtures("either")
def test_a_number_at_the_edge_belongs_above_it() -> None:
    assert drawn([0.0, 0.5, 0.5], [0, 0, 1]) == [0, 1, 4]


@pytest.mark.usefixtures("either")
def test_what_falls_into_one_cell_adds_up() -> None:
    votes = np.ones(2)
    draw_again(np.array([0.9, 0.9]), TABLES, np.zeros(2, "i4"), np.zeros(2, "i4"), votes)
    assert votes.tolist() == [3, 1]


@pytest.mark.usefixtures("either")
def test_a_vote_is_placed_where_its_number_falls() -> None:
    votes = np.zeros(3)
    cells = Tables.of([(np.array([0.25, 0.75, 1.0]), np.arange(3.0))])
    place_again(np.array([0.1, 0.25, 0.7, 0.8]), cells, votes)
    assert votes.tolist() == [1, 2, 1]


@pytest.mark.skipif(_kernel.compiled() is None, reason="nothing was compiled")
def test_the_compiled_loops_give_the_same_numbers(plainly: Callable[[], None]) -> None:
    shares = np.random.default_rng(2).dirichlet(np.full(300, 0.1)).cumsum()
    table = Tables.of([(shares, np.arange(300.0))])
    compiled = many(), placed(table, 300)
    plainly()
    plain = many(), placed(table, 300)
    assert [one.tolist() for one in compiled] == [one.tolist() for one in plain]
