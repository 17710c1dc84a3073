"""Votes in pieces become the same rows as votes in one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.pooling import pooled

NAMES = ("oak", "elm", "ash", "yew", "fir")  # in no order, and the last has no votes


def votes(n: int = 500) -> tuple[Any, ...]:
    rng = np.random.default_rng(n)
    a = rng.integers(0, 4, n).astype(np.int16)
    b = ((a + rng.integers(1, 4, n)) % 4).astype(np.int16)
    return a, b, rng.integers(0, 4, n).astype(np.uint8)


def pieces(*ends: int) -> list[tuple[Any, ...]]:
    begins = [0, *ends]
    return [
        tuple(column[begin:end] for column in votes())
        for begin, end in zip(begins, [*ends, None], strict=True)
    ]


@pytest.mark.parametrize("ends", [(), (100,), (0, 1, 499)])
@pytest.mark.parametrize("largest", [30_000_000, 1])
def test_pieces_count_as_their_votes_do(
    monkeypatch: pytest.MonkeyPatch, ends: tuple[int, ...], largest: int
) -> None:
    monkeypatch.setattr("tiltyard.ratings.pooling.MAX_TABLE", largest)
    a, b, outcome = votes()
    expected = Counts.of(
        Comparisons.from_columns(
            [NAMES[code] for code in a],
            [NAMES[code] for code in b],
            [["model_a", "model_b", "tie", "both_bad"][code] for code in outcome],
        )
    )
    found = Counts.of(pooled(NAMES, pieces(*ends)))
    assert found.models == expected.models == ("ash", "elm", "oak", "yew")
    np.testing.assert_array_equal(found.votes, expected.votes)
    np.testing.assert_array_equal(found.first, expected.first)


def test_there_is_one_row_for_each_pair_side_and_outcome_in_order() -> None:
    found = pooled(NAMES, pieces(200))
    keys = list(zip(found.a.tolist(), found.b.tolist(), found.outcome.tolist(), strict=True))
    assert keys == sorted(set(keys))
    assert found.votes == 500


@pytest.mark.parametrize("models", [(), NAMES])
def test_no_votes_are_no_rows(models: tuple[str, ...]) -> None:
    found = pooled(models, [])
    assert found.models == ()
    assert len(found) == 0
