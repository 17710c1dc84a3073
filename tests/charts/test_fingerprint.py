"""Features against those of all models."""

from __future__ import annotations

import math

import pytest

from charts.reading import SPACE, read, said
from tiltyard.charts import Fingerprint, Trait
from tiltyard.errors import DataError

FIELD = (0.0, 10.0, 20.0, 30.0, 40.0)


def dots(*traits: Trait) -> list[float]:
    svg = Fingerprint(title="Style", traits=traits).draw()
    return [float(one.attrib["cx"]) for one in read(svg).iter(f"{SPACE}circle")]


def test_every_row_has_an_axis_of_its_own() -> None:
    first, second = dots(Trait("length", 30, FIELD), Trait("bold", 3, (0, 1, 2, 3, 4)))
    assert first == pytest.approx(second)


def test_a_model_beyond_the_field_is_on_the_axis() -> None:
    (low,), (high,) = (dots(Trait("length", value, FIELD)) for value in (-500.0, 500.0))
    assert 0 < low < high < 860


def test_where_all_are_equal_all_stand_in_the_middle() -> None:
    (same,), (half,) = dots(Trait("emoji", 0, (0,) * 5)), dots(Trait("emoji", 20, FIELD))
    assert same == pytest.approx(half, abs=20)


def test_what_is_not_known_has_no_dot() -> None:
    assert dots(Trait("length", None, FIELD)) == []


@pytest.mark.parametrize(
    ("value", "place"),
    [(5, "lower than most"), (10, "usual"), (30, "usual"), (31, "higher than most"),
     (None, "not known")],
)  # fmt: skip
def test_a_place_is_told_by_the_quartiles(value: float | None, place: str) -> None:
    assert Trait("length", value, FIELD).place == place


def test_the_message_says_what_stands_out() -> None:
    traits = (Trait("length", 35, FIELD), Trait("bold", 1, FIELD), Trait("lists", 20, FIELD))
    assert Fingerprint(title="Style", traits=traits).message() == (
        "Higher than most: length; lower than most: bold; "
        "1 feature in the middle half of all models."
    )


def test_a_row_is_said_with_the_middle_half() -> None:
    svg = Fingerprint(title="Style", traits=(Trait("length", 35, FIELD),)).draw()
    assert said(svg) == ["length: 35, higher than most (most: 10 to 30)"]


def test_the_table_has_the_whole_field() -> None:
    chart = Fingerprint(title="Style", traits=(Trait("length", 35, FIELD),))
    assert chart.rows().rows == (("length", 35, *FIELD),)


@pytest.mark.parametrize(
    ("value", "field"), [(math.nan, FIELD), (1, (0, 2, 1, 3, 4)), (1, (0, 1, 2, 3, math.inf))]
)
def test_what_is_no_field_is_refused(
    value: float, field: tuple[float, float, float, float, float]
) -> None:
    with pytest.raises(DataError):
        Trait("length", value, field)
