"""What helps a leader comes in the order of how much, sorted no further than needed."""

from __future__ import annotations

import numpy as np
import pytest

from tiltyard.ratings import helpful as module
from tiltyard.ratings.helpful import Groups, Helpful

EFFECT = np.array([0.5, -0.2, 0.0, -0.9, -0.1])


def test_the_most_influential_comes_first() -> None:
    assert Helpful.of(EFFECT, np.ones(5), 9.0).order.tolist() == [3, 1, 4]


def test_what_does_not_help_is_not_counted() -> None:
    assert Helpful.of(EFFECT, np.array([1.0, 2, 3, 4, 5]), 9.0).most == 11


@pytest.mark.parametrize(("gap", "enough"), [(0.5, 1), (0.95, 2), (1.15, 3), (1.3, None)])
def test_enough_are_those_whose_influences_exceed_the_gap(gap: float, enough: int | None) -> None:
    found = Helpful.of(EFFECT, np.ones(5), gap).enough(gap)
    assert found == enough


def test_the_last_row_goes_in_part() -> None:
    rows, votes = Helpful.of(EFFECT, np.array([1.0, 4, 1, 2, 1]), 9.0).first(5)
    assert (rows.tolist(), votes.tolist()) == ([3, 1], [2, 3])


def test_only_the_first_are_sorted_if_they_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST", 10)
    effect = -np.arange(1.0, 1_001.0)
    found = Helpful.of(effect, np.ones(1_000), 900.0)
    assert (len(found.order), found.order[0], found.most) == (10, 999, 1_000)


def test_whoever_wants_more_gets_them_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FIRST", 10)
    effect = -np.arange(1.0, 1_001.0)
    rows, _ = Helpful.of(effect, np.ones(1_000), 900.0).first(500)
    assert rows.tolist() == list(range(999, 499, -1))


def test_rows_of_a_code_belong_together() -> None:
    groups = Groups.of(np.array([2, 0, 2, 5, 0]))
    assert groups.rows_of(np.array([2, 0])).tolist() == [0, 2, 1, 4]
    assert (groups.size, groups.available) == (6, 3)


def test_nobody_has_no_rows() -> None:
    assert not len(Groups.of(np.array([0, 1])).rows_of(np.empty(0, dtype=int)))
