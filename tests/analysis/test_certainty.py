"""What intervals and ranks promise."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from analysis.made import arena
from tiltyard.analysis._certainty import Certainty
from tiltyard.errors import ConfigurationError
from tiltyard.ratings import Coefficients, Estimate, anytime, simulated
from tiltyard.ratings import ranks as _ranks

ESTIMATE: Estimate = arena().estimate
WATCHED: dict[str, Any] = {"anytime": True, "adjustment": "bonferroni"}


def interval(**choices: Any) -> Any:
    return Certainty(**choices).interval(ESTIMATE, centre=1000.0)


def test_a_lower_end_alone_lies_where_a_two_sided_interval_at_90_has_it() -> None:
    assert interval(side="lower")[:, 0] == pytest.approx(interval(level=0.9)[:, 0])


def test_a_lower_end_alone_has_no_upper_one() -> None:
    assert np.isposinf(interval(side="lower")[:, 1]).all()


def test_intervals_at_any_time_are_those_of_the_confidence_sequence() -> None:
    assert (interval(**WATCHED) == anytime.interval(ESTIMATE)).all()


def test_intervals_of_all_models_at_any_time_share_what_may_fail() -> None:
    together = interval(**WATCHED, simultaneous=True)
    assert (together == anytime.interval(ESTIMATE, family=8)).all()


def test_ranks_at_any_time_are_those_of_the_confidence_sequence() -> None:
    board = arena(anytime=True)
    allowed = anytime.rank_range(board.estimate)
    of = {name: tuple(both) for name, both in zip(ESTIMATE.models, allowed, strict=True)}
    assert all((row.rank_lower, row.rank_upper) == of[row.model] for row in board.models)


def test_coefficients_at_any_time_reach_as_far_as_ratings_of_the_same_error() -> None:
    error = float(ESTIMATE.covariance[0, 0])
    one = Coefficients(("x",), np.zeros(1), np.array([[error]]), np.zeros(1), np.ones(1))
    ends = Certainty(**WATCHED).of_coefficients(one)[0]
    low, high = anytime.interval(ESTIMATE)[0] - ESTIMATE.ratings()[0]
    assert ends * 400 / math.log(10) == pytest.approx([low, high])


def test_one_simulation_decides_ranks_and_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    original = simulated.over_errors

    def counted(*arguments: Any, **named: Any) -> Any:
        seen.append(arguments)
        return original(*arguments, **named)

    for module in ("multiplicity", "ranks"):
        monkeypatch.setattr(f"tiltyard.ratings.{module}.over_errors", counted)
    arena.__wrapped__()
    assert len(seen) == 1


def test_the_blocks_are_those_of_the_same_promise() -> None:
    board = arena()
    cut = _ranks.tied_blocks(board.estimate, rng=np.random.default_rng(0))
    assert [sorted(block) for block in board.tied_blocks] == [sorted(block) for block in cut]


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"side": "left"}, "'both', 'lower' or 'upper', not 'left'"),
        ({**WATCHED, "side": "lower"}, "have two ends"),
        ({"anytime": True, "adjustment": "holm"}, "leave out the adjustment 'holm'"),
    ],
)
def test_what_does_not_go_together_is_refused(choices: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        Certainty(**choices)
