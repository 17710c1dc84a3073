"""What checks of attention say of voters."""

from __future__ import annotations

import numpy as np
import pytest

from tiltyard.ratings.attention import Checks
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, TIE


@pytest.mark.parametrize(
    ("broken", "outcome", "factor"),
    [
        (0, A_WON, 10),
        (0, B_WON, 0.5 / 0.95),
        (1, A_WON, 0.5 / 0.95),
        (1, B_WON, 10),
        (0, TIE, 10),
        (1, BOTH_BAD, 1),
    ],
)
def test_a_check_multiplies_the_capital(broken: int, outcome: int, factor: float) -> None:
    checks = Checks(np.array([3]), np.array([outcome]), np.array([broken]))
    assert checks.against(np.array([1, 3])) == pytest.approx([0, np.log(factor)])


def test_an_honest_voter_loses_nothing_and_wins_nothing_on_average() -> None:
    passed, failed = (
        np.exp(Checks(np.array([0]), np.array([one]), np.array([0])).against(np.array([0])))[0]
        for one in (B_WON, A_WON)
    )
    assert 0.95 * passed + 0.05 * failed == pytest.approx(1)


def test_checks_of_one_voter_multiply_and_those_of_others_do_not() -> None:
    checks = Checks(np.array([0, 1, 0]), np.array([A_WON, A_WON, TIE]), np.array([0, 1, 1]))
    found = checks.against(np.array([0, 1, 2]))
    assert np.exp(found) == pytest.approx([100, 0.5 / 0.95, 1])
