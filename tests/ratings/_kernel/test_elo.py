from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from tiltyard.ratings import _kernel
from tiltyard.ratings._kernel.elo import elo
from tiltyard.ratings.comparisons import Floats

N, M = 5_000, 12


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """What switches to numpy for the rest of the test."""

    def switch() -> None:
        monkeypatch.setenv("TILTYARD_KERNEL", "numpy")
        _kernel.compiled.cache_clear()

    yield switch
    monkeypatch.undo()
    _kernel.compiled.cache_clear()


def run(*, stepped: bool = False, code: type = np.int16) -> Floats:
    rng = np.random.default_rng(0)
    a = rng.integers(0, M, N)
    return elo(
        a.astype(code),
        ((a + rng.integers(1, M, N)) % M).astype(code),
        rng.choice([0.0, 0.5, 0.3, 1.0], N),
        rng.uniform(0.2, 3, N) if stepped else None,
        0.05,
        rng.normal(0, 1, M),
    )


@pytest.mark.parametrize("stepped", [False, True])
@pytest.mark.parametrize("code", [np.int16, np.int32, np.int64])
def test_both_ways_to_compute_it_agree(
    plainly: Callable[[], None], stepped: bool, code: type
) -> None:
    if _kernel.compiled() is None:
        pytest.skip("the loops were not compiled: run 'python hatch_build.py'")
    compiled = run(stepped=stepped, code=code)
    plainly()
    np.testing.assert_allclose(run(stepped=stepped, code=code), compiled, rtol=0, atol=1e-12)


def one_vote(ahead: float) -> Floats:
    return elo(np.array([0]), np.array([1]), np.array([1.0]), None, 0.5, np.array([ahead, 0.0]))


def test_a_win_between_equals_moves_both_by_half_a_step() -> None:
    assert one_vote(0.0).tolist() == [0.25, -0.25]


def test_a_win_of_the_favourite_moves_little() -> None:
    assert one_vote(np.log(9)) == pytest.approx([np.log(9) + 0.05, -0.05])


def test_a_win_of_the_outsider_moves_much() -> None:
    assert one_vote(-np.log(9)) == pytest.approx([-np.log(9) + 0.45, -0.45])


def test_strengths_far_apart_do_not_overflow() -> None:
    assert one_vote(-5_000.0).tolist() == [-4_999.5, -0.5]


def test_strengths_far_apart_do_not_overflow_plainly(plainly: Callable[[], None]) -> None:
    plainly()
    assert one_vote(-5_000.0).tolist() == [-4_999.5, -0.5]


def test_the_start_is_left_as_it_was() -> None:
    start = np.zeros(2)
    elo(np.array([0]), np.array([1]), np.array([1.0]), None, 0.5, start)
    assert start.tolist() == [0, 0]
