"""What a slider can be moved to."""

from __future__ import annotations

import pytest

from tiltyard.charts import Rates
from tiltyard.errors import DataError

RATES = Rates(steps=(0, 25, 50), median=2.0, ranks={"lark": ((1, 1), (1, 3), (2, 3))})


def test_ranks_are_written_one_for_each_rate() -> None:
    assert RATES.written("lark") == "1 1-3 2-3"


def test_a_model_without_ranks_has_nothing_written() -> None:
    assert RATES.written("wren") == ""


def test_a_step_is_what_lies_between_two_rates() -> None:
    assert RATES.step == 25


@pytest.mark.parametrize("steps", [(), (0,), (0, 25, 75), (50, 25, 0), (5, 5)])
def test_rates_that_do_not_rise_evenly_are_refused(steps: tuple[float, ...]) -> None:
    with pytest.raises(DataError, match="rising evenly"):
        Rates(steps=steps, median=1, ranks={})


def test_a_rank_is_missing_at_some_rate() -> None:
    with pytest.raises(DataError, match="'lark' has 1 ranks at 2 rates"):
        Rates(steps=(0, 1), median=1, ranks={"lark": ((1, 1),)})
