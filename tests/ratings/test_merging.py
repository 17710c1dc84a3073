from __future__ import annotations

import numpy as np
import pytest

from tiltyard.errors import NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.comparisons import GRADED, Floats
from tiltyard.ratings.connectivity import components, require_connected


def graded(score: Floats, *, weight: Floats | None = None, is_turned: bool = False) -> Counts:
    """Votes on x and y, with what each was worth to x; every other one sat the other way round."""
    n = len(score)
    a = np.arange(n) % 2 if is_turned else np.zeros(n, dtype=int)
    seen = np.where(a == 0, score, 1 - score)
    outcome = np.full(n, GRADED)
    return Counts.of(Comparisons(("x", "y"), a, 1 - a, outcome, score=seen, weight=weight))


@pytest.mark.parametrize("seed", range(20))
def test_a_model_that_won_throughout_is_undefeated_whatever_weights_add_up_to(seed: int) -> None:
    weight = np.random.default_rng(seed).uniform(0.1, 1, 9)
    with pytest.raises(NotIdentifiedError, match="'y' only lost"):
        require_connected(graded(np.ones(9), weight=weight, is_turned=True))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("left", [0.0, 1.0])
def test_votes_that_are_taken_away_leave_no_trace_of_a_win(seed: int, left: float) -> None:
    gone = np.random.default_rng(seed).uniform(0, 1, 9)
    rest = graded(np.append(gone, np.full(3, left))) - graded(gone[::-1])
    assert len(components(rest)) == 2


def test_a_grade_that_is_nearly_nothing_is_a_win_of_sorts() -> None:
    require_connected(graded(np.array([1e-9, 0.0])))


def test_grades_are_the_same_seen_from_the_other_model() -> None:
    score = np.array([0.2, 0.7, 1.0])
    both = graded(score) + graded(1 - score)
    turned = Counts.of(both)
    assert turned.graded is not None
    assert turned.graded[0].tolist() == pytest.approx([3.0, 3.0, sum(score**2 + (1 - score) ** 2)])
