"""What holds of every kind of chart."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from charts.reading import SPACE, box, level_words, read
from charts.samples import HOSTILE, KINDS, names

ROOT = Path(__file__).parents[2]
LOOKS = [
    pytest.param({"narrow": narrow, "standalone": alone}, id=f"{width}-{place}")
    for narrow, width in ((False, "wide"), (True, "narrow"))
    for alone, place in ((False, "page"), (True, "file"))
]
kinds = pytest.mark.parametrize("kind", KINDS)
looks = pytest.mark.parametrize("look", LOOKS)
sizes = pytest.mark.parametrize("many", [0, 1, 2, 20, 300])


@kinds
@sizes
@looks
def test_a_drawing_is_xml_with_finite_numbers_alone(
    kind: str, many: int, look: dict[str, bool]
) -> None:
    svg = KINDS[kind](names(many)).draw(**look)
    numbers = " ".join(
        value
        for element in read(svg).iter()
        for name, value in element.attrib.items()
        if name in {"x", "y", "d", "cx", "cy", "r", "width", "height", "viewBox", "data-plane"}
    )
    assert not re.search(r"nan|inf|e[+-]", numbers)


@kinds
@looks
def test_the_same_chart_is_drawn_by_the_same_bytes(kind: str, look: dict[str, bool]) -> None:
    first, second = KINDS[kind](names(12)), KINDS[kind](names(12))
    assert first.draw(**look) == second.draw(**look)


@kinds
@sizes
def test_a_drawing_has_words_for_those_who_do_not_see_it(kind: str, many: int) -> None:
    chart = KINDS[kind](names(many))
    drawn = read(chart.draw())
    assert drawn.get("role") == "img"
    assert [element.tag for element in drawn][:2] == [f"{SPACE}title", f"{SPACE}desc"]
    assert (drawn[0].text, drawn[1].text) == (chart.title, chart.message())
    assert chart.message()


@kinds
@looks
def test_hostile_names_are_text(kind: str, look: dict[str, bool]) -> None:
    svg = KINDS[kind](HOSTILE).draw(**look)
    svg.encode()
    KINDS[kind](HOSTILE).message().encode()
    tags = {element.tag.removeprefix(SPACE) for element in read(svg).iter()}
    assert tags <= {"svg", "title", "desc", "g", "path", "rect", "circle", "text"}
    attributes = {name for element in read(svg).iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on")]


@kinds
@looks
def test_a_security_policy_without_inline_styles_allows_it(
    kind: str, look: dict[str, bool]
) -> None:
    svg = KINDS[kind](names(20)).draw(**look)
    assert "style=" not in svg
    assert "<style" not in svg
    assert "<script" not in svg


@kinds
@pytest.mark.parametrize("many", [2, 20, 300])
@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[3]])
def test_no_words_stand_on_others(kind: str, many: int, look: dict[str, bool]) -> None:
    found = level_words(KINDS[kind](names(many)).draw(**look))
    assert [(a.text, b.text) for a, b in combinations(found, 2) if a.meets(b)] == []


@kinds
@sizes
@looks
def test_all_words_are_inside(kind: str, many: int, look: dict[str, bool]) -> None:
    svg = KINDS[kind](names(many)).draw(**look)
    left, top, width, height = box(svg)
    outside = [
        one
        for one in level_words(svg)
        if one.left < left - 1
        or one.right > left + width + 1
        or one.top < top - 1
        or one.bottom > top + height + 1
    ]
    assert outside == []


@kinds
@looks
def test_its_size_is_that_of_its_box(kind: str, look: dict[str, bool]) -> None:
    svg = KINDS[kind](names(20)).draw(**look)
    stated = tuple(float(read(svg).attrib[name]) for name in ("width", "height"))
    assert stated == box(svg)[2:]


@kinds
def test_a_file_has_colours_of_its_own(kind: str) -> None:
    chart = KINDS[kind](names(20))
    assert "class=" not in chart.draw(standalone=True)
    assert chart.title in [one.text for one in level_words(chart.draw(standalone=True))]


@kinds
def test_the_style_sheet_has_every_colour_that_is_drawn(kind: str) -> None:
    sheet = (ROOT / "frontend" / "src" / "charts.css").read_text()
    drawn = KINDS[kind](names(20)).draw()
    classes = {name for found in re.findall(r'class="([^"]*)"', drawn) for name in found.split()}
    missing = [name for name in classes - {"drawing", "mark"} if f".drawing .{name}" not in sheet]
    assert missing == []


@kinds
def test_its_table_names_every_row(kind: str) -> None:
    table = KINDS[kind](names(8)).rows()
    assert table.rows
    assert len({column.key for column in table.columns}) == len(table.columns)


@kinds
def test_three_hundred_models_are_a_drawing_of_moderate_size(kind: str) -> None:
    assert len(KINDS[kind](names(300)).draw()) < 400_000
