"""What a person does on the pages of boards, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from arenas import wait_for
from board_votes import cards, showing, source, votes
from journeys.conftest import Visit
from journeys.looked import open_cold, serious, shifted, too_wide
from tiltyard.leaderboard import Query

MODELS = cards(12)
PHONE: dict[str, object] = {"viewport": {"width": 390, "height": 844}}
DARK: dict[str, object] = {"color_scheme": "dark"}
LOOKS = [pytest.param({}, id="light"), pytest.param(PHONE | DARK, id="dark phone")]
OTHER_LOOKS = [pytest.param(DARK, id="dark"), pytest.param(PHONE, id="phone")]
FEW = ["/leaderboard?source=example&control=style,position", "/leaderboard?source=fresh",
       "/leaderboard?category=codin", "/overview?source=tied"]  # fmt: skip
MANY = [
    "/leaderboard",
    "/leaderboard?category=coding&control=style,price",
    "/leaderboard?source=large",
    "/leaderboard?source=tied",
    "/leaderboard?source=lonely",
    "/leaderboard?since=2020-01-01&until=2020-02-01",
    "/leaderboard/charts",
    "/overview",
    "/overview?source=large",
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An arena with sources of every kind."""
    large, few = cards(300), cards(5)
    sources = [
        source(MODELS, votes(MODELS, 3_000), title="Our arena"),
        source(few, votes(few, 300), name="example", title="Example", kind="simulated"),
        source(large, votes(large, 12_000), name="large", title="Three hundred models"),
        source(few, votes(few, 300, spread=0.0), name="tied", title="Tied"),
        source(cards(3), name="fresh", title="No votes"),
        source(cards(1), name="lonely", title="One model"),
    ]
    folder = tmp_path_factory.mktemp("arena")
    with showing(folder, sources, usual=Query(control=("style",))) as address:
        yield address


def names(visit: Visit) -> list[str]:
    """The models of the board that can be seen, from the top."""
    rows = visit.by("board").locator("tbody tr:visible th")
    return [one.get_attribute("data-value") or "" for one in rows.all()]


def faults(base: str, visit: Visit, addresses: list[str]) -> dict[str, object]:
    """What axe finds, how far things moved by themselves, and what is too wide, by address."""
    found = {}
    for address in addresses:
        open_cold(visit, base + address)
        visit.page.wait_for_timeout(150)
        found[address] = (serious(visit.page), shifted(visit.page), too_wide(visit.page))
    return {address: seen for address, seen in found.items() if seen != ([], 0, 0)}


@pytest.mark.parametrize("visit", LOOKS, indirect=True)
def test_pages_are_accessible_and_stand_still(base: str, visit: Visit) -> None:
    assert faults(base, visit, FEW) == {}


@pytest.mark.slow
@pytest.mark.parametrize("visit", [*LOOKS, *OTHER_LOOKS], indirect=True)
def test_every_page_is_accessible_and_stands_still(base: str, visit: Visit) -> None:
    assert faults(base, visit, [*FEW, *MANY]) == {}


def test_a_choice_is_a_new_board_at_once(base: str, visit: Visit) -> None:
    visit.page.goto(f"{base}/leaderboard")
    visit.page.get_by_label("Category").select_option("coding")
    expect(visit.page).to_have_url(f"{base}/leaderboard?category=coding")
    expect(visit.page.get_by_label("Category")).to_be_focused()
    assert visit.complaints == []


def test_what_is_held_equal_can_be_taken_away(base: str, visit: Visit) -> None:
    visit.page.goto(f"{base}/leaderboard")
    visit.page.get_by_text("More choices").click()
    visit.page.get_by_label("Style").uncheck(no_wait_after=True)
    expect(visit.page).to_have_url(f"{base}/leaderboard?control=none")
    expect(visit.by("worths")).to_have_count(0)


def test_a_period_puts_dates_away(base: str, visit: Visit) -> None:
    visit.page.goto(f"{base}/leaderboard?since=2026-02-01&until=2026-03-01")
    visit.page.get_by_label("Period").select_option("90d")
    expect(visit.page).to_have_url(f"{base}/leaderboard?since=90d")


def test_a_date_counts_when_one_leaves_it(base: str, visit: Visit) -> None:
    visit.page.goto(f"{base}/leaderboard?since=2026-02-01")
    visit.page.get_by_label("to before").fill("2026-03-01")
    expect(visit.page).to_have_url(f"{base}/leaderboard?since=2026-02-01")
    visit.page.get_by_label("to before").blur()
    expect(visit.page).to_have_url(f"{base}/leaderboard?since=2026-02-01&until=2026-03-01")


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_the_form_works_without_scripts(base: str, visit: Visit) -> None:
    visit.page.goto(f"{base}/leaderboard")
    visit.page.get_by_label("Category").select_option("math")
    visit.page.get_by_role("button", name="Show").click()
    expect(visit.page).to_have_url(f"{base}/leaderboard?category=math")
    expect(visit.page.get_by_label("Find a model")).to_be_hidden()


def test_a_column_sorts_and_the_address_holds_it(base: str, visit: Visit) -> None:
    visit.page.goto(f"{base}/leaderboard")
    ranked = names(visit)
    visit.page.get_by_role("button", name="Model").click()
    assert names(visit) != ranked
    visit.page.goto(visit.page.url)
    visit.page.reload()
    assert sorted(names(visit)) == sorted(ranked)
    assert names(visit) != ranked


def test_a_model_is_found_and_the_address_holds_it(base: str, visit: Visit) -> None:
    visit.page.goto(f"{base}/leaderboard?source=large")
    visit.page.get_by_label("Find a model").fill("VERY-LONG")
    assert names(visit) == [MODELS[3].name]
    expect(visit.page.get_by_role("status")).to_have_text("1 of 300 models")
    visit.page.reload()
    assert names(visit) == [MODELS[3].name]


def test_two_ticked_models_lead_to_their_page(base: str, visit: Visit) -> None:
    visit.page.goto(f"{base}/leaderboard")
    compare = visit.page.get_by_role("button", name="Compare two")
    expect(compare).to_be_disabled()
    boxes = visit.by("board").get_by_role("checkbox")
    first, second = names(visit)[:2]
    boxes.nth(0).check()
    expect(compare).to_be_disabled()
    boxes.nth(1).check()
    compare.click()
    expect(visit.page).to_have_url(re.compile(f"/pair.a={first}&b={second}"))


def test_a_cell_of_the_overview_leads_to_its_board(base: str, visit: Visit) -> None:
    visit.page.goto(f"{base}/overview")
    wait_for(lambda: visit.page.reload() and visit.by("waiting").count() == 0, 30)
    visit.by("matrix").get_by_label("Board of Coding").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Coding")


def test_boards_come_into_the_overview_by_themselves(base: str, visit: Visit) -> None:
    open_cold(visit, f"{base}/overview?control=length")
    matrix = visit.by("matrix")
    matrix.evaluate("one => { one.scrollLeft = 300; }")
    expect(visit.by("waiting")).to_contain_text("All boards are there.", timeout=30_000)
    expect(matrix.locator(".missing")).to_have_count(0)
    assert matrix.locator("tbody td:empty").count() == 0
    assert matrix.evaluate("one => one.scrollLeft") == 300
    assert shifted(visit.page) == 0
    matrix.get_by_label("Board of Coding").click()
    expect(visit.page).to_have_url(f"{base}/leaderboard?control=length&category=coding")


def test_names_stay_in_view_beside_a_wide_overview(base: str, visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.page.goto(f"{base}/overview")
    matrix = visit.by("matrix")
    matrix.evaluate("one => { one.scrollLeft = 400; one.scrollTop = 100; }")
    corner = matrix.locator(".matrix-corner").first.bounding_box()
    whole = matrix.bounding_box()
    assert corner is not None
    assert whole is not None
    assert (round(corner["x"] - whole["x"]), round(corner["y"] - whole["y"])) == (1, 1)
