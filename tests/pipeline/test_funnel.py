"""Funnels add up, and say so."""

from __future__ import annotations

import pytest

from tiltyard.errors import DataError
from tiltyard.pipeline import Funnel, Stage
from tiltyard.pipeline._funnel import refused

STAGES = (
    Stage("import", "bad winner", 2),
    Stage("flagged", "flagged", 0),
    Stage("identity", "told", 3),
)
FUNNEL = Funnel(STAGES, rows_in=10, kept=5)


def test_counts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(DataError, match="of 10 rows 6 were kept and 5 left"):
        Funnel(FUNNEL.stages, rows_in=10, kept=6)


def test_the_table_says_what_is_left_after_each_stage() -> None:
    table = FUNNEL.table()
    assert table.columns == ["step", "reason", "rows", "share", "left"]
    assert table["left"].to_list() == [8, 8, 5]
    assert table["share"].to_list() == pytest.approx([0.2, 0, 0.3])


def test_steps_without_a_drop_are_counted_too() -> None:
    assert FUNNEL.by_step() == {"import": 2, "flagged": 0, "identity": 3}


def test_a_funnel_comes_back_from_its_dictionary() -> None:
    assert Funnel.from_dict(FUNNEL.to_dict()) == FUNNEL


def test_nothing_has_a_table() -> None:
    assert Funnel((Stage("flagged", "flagged", 0),), 0, 0).table()["share"].to_list() == [0.0]


def test_what_the_import_refused_is_added_over_all_inputs() -> None:
    inputs = {
        "x": {"rows": 9, "imported": 6, "repeated": 1, "refused": {"bad winner": 2}},
        "y": {"rows": 4, "imported": 1, "repeated": 0, "refused": {"bad winner": 1, "bad time": 2}},
    }
    assert refused(inputs) == [
        Stage("import", "bad time", 2),
        Stage("import", "bad winner", 3),
        Stage("import", "imported before", 1),
    ]
