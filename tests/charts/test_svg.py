"""Elements are escaped, numbers short and finite."""

from __future__ import annotations

import pytest

from charts.reading import SPACE, level_words
from tiltyard.charts import _svg
from tiltyard.errors import DataError


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0"), (-0.001, "0"), (12.0, "12"), (12.5, "12.5"), (1 / 3, "0.33"), (-70.0, "-70")],
)
def test_numbers_are_as_short_as_they_can_be(value: float, written: str) -> None:
    assert _svg.number(value) == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_finite_is_never_written(value: float) -> None:
    with pytest.raises(DataError, match="cannot draw"):
        _svg.number(value)


def test_an_element_has_the_attributes_that_are_there() -> None:
    assert _svg.tag("path", d="M0 0", of="key", stroke_width=2, opacity=None) == (
        '<path d="M0 0" class="key" stroke-width="2"/>'
    )


def test_attributes_cannot_be_left_by_a_quote() -> None:
    assert _svg.tag("g", data_name='a" b="') == '<g data-name="a&quot; b=&quot;"/>'


def test_what_is_said_of_a_mark_is_text() -> None:
    drawn = _svg.mark("<b>", _svg.rect(0, 0, 1, 1))
    assert drawn.startswith('<g class="mark"><title>&lt;b&gt;</title><rect')


@pytest.mark.parametrize("x", [-50, 0, 100, 150])
def test_a_tick_stays_inside_the_drawing(x: float) -> None:
    (one,) = level_words(
        f"<svg xmlns='{SPACE[1:-1]}'>{_svg.tick(x, 0, '100', left=0, right=100)}</svg>"
    )
    assert -0.01 <= one.left < one.right <= 100.01
