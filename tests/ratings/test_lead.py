"""Which votes are left, and who is ahead where no fit tells."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ratings.boards import rows
from tiltyard.ratings import Counts
from tiltyard.ratings.lead import Lead, Removed, limit, moments_without, taken

BOARD = rows(("a", "b", 1.0, 3), ("b", "a", 1.0, 2), ("b", "c", 0.5, 4))


def test_a_lead_is_one_strength_less_another() -> None:
    assert Lead("c", "a").among(("a", "b", "c")).tolist() == [-1, 0, 1]


def test_votes_that_go_are_taken_in_part() -> None:
    some = taken(BOARD, Removed(np.array([0, 2]), np.array([1.0, 4.0])))
    assert (some.a.tolist(), some.count.tolist() if some.count is not None else None) == (
        [0, 1], [1, 4],
    )  # fmt: skip


def test_the_moments_left_are_those_of_the_counts_left() -> None:
    counts, gone = Counts.of(BOARD), taken(BOARD, Removed(np.array([0]), np.array([2.0])))
    expected = (counts - Counts.of(gone)).moments()
    found = moments_without(counts, gone)
    assert [one.tolist() for one in found] == [one.tolist() for one in expected]


def test_nothing_is_left_of_what_is_all_gone_whatever_the_weights() -> None:
    heavy = replace(rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 3)), weight=np.array([0.1, 0.7]))
    weight, worth = moments_without(Counts.of(heavy), taken(heavy, Removed(np.arange(2))))
    assert (weight.tolist(), worth.tolist()) == ([0], [0])


def test_who_was_only_beaten_is_infinitely_far_behind() -> None:
    assert limit(Counts.of(rows(("b", "a", 1.0, 3))), Lead("a", "b")) == -np.inf


def test_nobody_is_ahead_of_one_that_no_chain_of_wins_joins() -> None:
    assert np.isnan(limit(Counts.of(rows(("a", "b", 1.0, 3))), Lead("a", "b")))


def test_within_a_group_the_fit_decides() -> None:
    counts = Counts.of(rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 1), ("c", "a", 1.0, 1)))
    assert np.isclose(limit(counts, Lead("a", "b")), np.log(3))
