"""What a person does with a chart, in a real browser."""

from __future__ import annotations

import csv
import io
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from charts.samples import HOSTILE, KINDS, names
from journeys.chart_page import serving
from journeys.conftest import Visit
from journeys.looked import open_cold, shifted, violations
from tiltyard.charts import Pareto, Point, Rates

VALUE = Pareto(
    title="Rating and price",
    points=(
        Point("heron", 1200, 1190, 1210, 100),
        Point("wren", 1100, 1090, 1110, 1),
        Point("lark", 1000, 990, 1010, 0.01),
        Point("finch", 990, 980, 1000, 0),
    ),
    rates=Rates(
        steps=(0, 25, 50, 75, 100),
        median=1,
        ranks={
            "heron": ((1, 1), (1, 1), (1, 2), (2, 3), (3, 3)),
            "wren": ((2, 2), (2, 2), (1, 2), (1, 2), (2, 2)),
            "lark": ((3, 3), (3, 3), (3, 3), (1, 3), (1, 1)),
        },
    ),
)
SHOWN = {kind: made(names(12)) for kind, made in KINDS.items()} | {"value": VALUE}
# A page with all of them takes three times as long to come.
USED = ("intervals", "heatmap", "history", "bars", "value")


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """A page with the charts that somebody uses here."""
    with serving({kind: SHOWN[kind] for kind in USED}) as address:
        yield address


@pytest.fixture(scope="module")
def every() -> Iterator[str]:
    """A page with a chart of each kind."""
    with serving(SHOWN) as address:
        yield address


@pytest.fixture(scope="module")
def small() -> Iterator[str]:
    """The same, of few models."""
    with serving({kind: made(names(3)) for kind, made in KINDS.items()}) as address:
        yield address


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    """A page with a chart of each kind, of models with names that mean harm."""
    with serving({kind: made(HOSTILE) for kind, made in KINDS.items()}) as address:
        yield address


def looks() -> list[Any]:
    return [
        pytest.param(
            {"color_scheme": scheme, "viewport": {"width": width, "height": 844}},
            id=f"{scheme}-{width}",
        )
        for scheme in ("light", "dark")
        for width in (390, 1280)
    ]


PHONE = pytest.param({"viewport": {"width": 390, "height": 844}}, id="phone")


def picture(visit: Visit, name: str) -> Any:
    """The drawing of a chart that is seen."""
    return visit.by(f"chart-{name}").locator(".chart-picture:visible")


def saved(visit: Visit, name: str, kind: str) -> bytes:
    """The file that a button gives."""
    with visit.page.expect_download() as download:
        visit.by(f"chart-{name}").get_by_test_id(f"save-{kind}").click()
    assert download.value.suggested_filename == f"{name}.{kind}"
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("visit", looks()[1:3], indirect=True)
def test_charts_are_accessible(small: str, visit: Visit) -> None:
    visit.page.goto(small)
    visit.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations(visit.page)] == []
    assert visit.complaints == []


@pytest.mark.parametrize("visit", looks()[:1], indirect=True)
def test_no_chart_is_wider_than_the_page(every: str, visit: Visit) -> None:
    visit.page.goto(every)
    wide = visit.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= visit.page.evaluate("window.innerWidth")


@pytest.mark.parametrize("name", ["intervals", "heatmap", "history"])
def test_arrow_keys_go_from_mark_to_mark(base: str, visit: Visit, name: str) -> None:
    visit.page.goto(base)
    shown = picture(visit, name)
    shown.focus()
    shown.press("ArrowRight")
    first = shown.locator("[aria-live]").inner_text()
    shown.press("ArrowDown")
    second = shown.locator("[aria-live]").inner_text()
    shown.press("ArrowLeft")
    assert shown.locator("[aria-live]").inner_text() == first != second
    expect(shown.locator(".chart-tip")).to_have_text(first)
    expect(shown.locator(".mark-box")).to_have_count(1)


def test_the_last_mark_is_the_end(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    shown = picture(visit, "intervals")
    shown.focus()
    shown.press("End")
    shown.press("ArrowRight")
    expect(shown.locator(".chart-tip")).to_contain_text("lark-11: ")
    shown.press("Home")
    expect(shown.locator(".chart-tip")).to_contain_text("lark-0: ")


def test_escape_puts_the_word_away(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    shown = picture(visit, "intervals")
    shown.focus()
    shown.press("ArrowRight")
    shown.press("Escape")
    expect(shown.locator(".chart-tip")).to_be_hidden()
    expect(shown.locator(".mark-box")).to_have_count(0)


def test_pointing_at_a_mark_says_what_it_is(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    shown = picture(visit, "intervals")
    shown.locator(".mark").nth(2).hover()
    expect(shown.locator(".chart-tip")).to_contain_text("lark-2: ")
    visit.page.get_by_role("heading", name="Charts").hover()
    expect(shown.locator(".chart-tip")).to_be_hidden()


@pytest.mark.parametrize("visit", [PHONE], indirect=True)
def test_a_phone_has_drawings_of_its_own(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    expect(picture(visit, "intervals").locator("svg")).to_have_attribute("width", "360")
    expect(picture(visit, "heatmap").locator("svg")).to_have_attribute("width", "860")


def test_an_svg_holds_its_title_and_its_colours(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    file = ElementTree.fromstring(saved(visit, "intervals", "svg"))
    texts = [one.text for one in file.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0] == "Ratings"
    circles = list(file.iter("{http://www.w3.org/2000/svg}circle"))
    assert {one.get("color") for one in circles} == {"rgb(99, 56, 155)"}
    assert not [one for one in file.iter() if "class" in one.attrib]


@pytest.mark.parametrize("visit", looks()[2:3], indirect=True)
def test_a_dark_page_saves_a_dark_svg(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    file = ElementTree.fromstring(saved(visit, "intervals", "svg"))
    ground = file.find("{http://www.w3.org/2000/svg}rect")
    assert ground is not None
    assert ground.get("fill") == "rgb(29, 29, 36)"


def test_a_png_has_two_pixels_for_one(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    file = saved(visit, "intervals", "png")
    assert file.startswith(b"\x89PNG")
    wide, _ = struct.unpack(">II", file[16:24])
    assert wide == 2 * (860 + 32)
    assert visit.complaints == []


def test_a_csv_has_the_numbers_in_full(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    rows = list(csv.DictReader(io.StringIO(saved(visit, "intervals", "csv").decode())))
    table = SHOWN["intervals"].rows()
    assert [float(row["value"]) for row in rows] == [row[1] for row in table.rows]
    assert list(rows[0]) == ["name", "value", "low", "high"]


def test_a_json_has_numbers_and_what_is_not_known(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    rows = json.loads(saved(visit, "bars", "json"))
    assert rows[0] == {"name": "lark-0", "value": 0.5, "low": 0.4, "high": 0.9, "count": 0}
    assert rows[4]["value"] is None


def test_a_spreadsheet_computes_nothing(visit: Visit) -> None:
    with serving({"ranks": KINDS["ranks"](["=1+1", "@sum", "plain"])}) as address:
        visit.page.goto(address)
        rows = list(csv.reader(io.StringIO(saved(visit, "ranks", "csv").decode())))
    assert [row[0] for row in rows[1:]] == ["'=1+1", "'@sum", "plain"]


def test_hostile_names_do_nothing(hostile: str, visit: Visit) -> None:
    visit.page.goto(hostile)
    visit.on("dialog", lambda dialog: visit.complaints.append(dialog.message))
    for name in KINDS:
        picture(visit, name).focus()
        picture(visit, name).press("ArrowRight")
        saved(visit, name, "svg")
    assert visit.page.locator("main script").count() == 0
    assert visit.complaints == []


def order(visit: Visit) -> Any:
    """The models as the slider has put them."""
    return visit.by("slider-value").locator("tbody th").all_inner_texts()


def test_the_slider_puts_models_in_another_order(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    assert order(visit) == ["heron", "wren", "lark"]
    visit.page.get_by_label("Points per factor of ten in price").last.fill("100")
    # A hundred times the price is 200 points: lark gains as much as heron loses.
    assert order(visit) == ["lark", "wren", "heron"]
    expect(visit.by("slider-value")).to_contain_text("Models at no price are left out")
    cells = visit.by("slider-value").locator("tbody tr").first.locator("td")
    assert cells.all_inner_texts() == ["1", "1,200", "1,190 to 1,210", "1,000", "0.01"]


def test_the_slider_is_moved_by_keys_and_kept_in_the_address(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    slider = visit.page.get_by_label("Points per factor of ten in price").last
    slider.focus()
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    expect(visit.by("slider-value").locator("output")).to_have_text("50 points")
    expect(visit.page).to_have_url(f"{base}#value-points=50")
    visit.page.reload()
    expect(visit.by("slider-value").locator("output")).to_have_text("50 points")
    assert slider.get_attribute("aria-valuetext") == "50 points; first is heron"


def test_the_ranks_are_those_of_the_rate(base: str, visit: Visit) -> None:
    visit.page.goto(f"{base}#value-points=75")
    ranks = visit.by("slider-value").locator("tbody td:first-child")
    assert ranks.all_inner_texts() == ["1–3", "1–2", "2–3"]


def test_a_line_goes_through_the_first_model(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    shown = picture(visit, "value")
    expect(shown.locator(".iso")).to_have_count(0)
    visit.page.goto(f"{base}#value-points=50")
    expect(visit.by("slider-value").locator("output")).to_have_text("50 points")
    line = shown.locator(".iso")
    numbers = str(line.get_attribute("d"))[1:].replace("L", " ").split()
    x1, y1, x2, y2 = map(float, numbers)
    heron = shown.locator("[data-said^='heron:'] circle").last
    x, y = (float(str(heron.get_attribute(name))) for name in ("cx", "cy"))
    assert y1 + (x - x1) / (x2 - x1) * (y2 - y1) == pytest.approx(y, abs=0.1)


@pytest.mark.parametrize("address", ["#value-points=many", "#value-points=9999", "#value"])
def test_an_address_that_makes_no_sense_moves_nothing_wrong(
    base: str, visit: Visit, address: str
) -> None:
    visit.page.goto(base + address)
    said = visit.by("slider-value").locator("output").inner_text()
    assert said in {"0 points", "100 points"}
    assert visit.complaints == []


@pytest.mark.parametrize("visit", [pytest.param({"java_script_enabled": False})], indirect=True)
def test_without_scripts_charts_are_whole(base: str, visit: Visit) -> None:
    visit.page.goto(base)
    drawing = picture(visit, "intervals").locator("svg")
    expect(drawing.locator("> title")).to_have_text("Ratings")
    visit.by("chart-intervals").locator("summary").click()
    expect(visit.by("chart-intervals").locator("tbody tr")).to_have_count(12)
    expect(visit.by("slider-value")).to_be_hidden()


def test_nothing_moves_while_charts_load(every: str, visit: Visit) -> None:
    open_cold(visit, every)
    visit.page.wait_for_timeout(300)
    assert shifted(visit.page) < 0.01
