"""The pages about endpoints that change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import httpx2
import pytest

from arenas import calling, scripted, serving_app
from tiltyard.bootstrap import Arena, assemble
from tiltyard.drift import Alarm, Verdict, Watched
from tiltyard.web.alarm_pages import nights_chart, votes_chart
from tiltyard.web.app import create_app

AT = datetime(2026, 1, 4, 3, tzinfo=UTC)
EXAMPLE = {"prompt": "Why <b>?", "then": "Because.", "now": "<script>alert(1)</script>"}
NIGHT = {
    "day": "2026-01-04",
    "reference": ["2026-01-01", "2026-01-02"],
    "questions": 40,
    "p_value": 1e-6,
    "level": 2.7e-5,
}


@dataclass
class Served:
    """An arena and its address."""

    arena: Arena
    base: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An arena with a hidden model; alarms on it, on another, and one that was confirmed."""
    settings = scripted(
        tmp_path_factory.mktemp("arena"),
        models={"oak": {}, "elm": {}, "fir/two": {}, "ghost": {}},
    )
    models = dict(settings.models)
    models["ghost"] = models["ghost"].model_copy(update={"visibility": "hidden"})
    arena = assemble(settings.model_copy(update={"models": models}))
    journal = arena.drift.journal
    for name in ("elm", "ghost", "fir/two"):
        version = arena.battles._contenders[name].version.id
        private = name == "fir/two"
        evidence = {**NIGHT, "examples": [EXAMPLE], "are_public": not private}
        journal.open(Alarm(0, name, version, 1, "answers", AT, evidence))
    journal.decide("fir/two", "dismissed", reason="A new <i>template</i>.", at=AT)
    arena.drift._verdicts.add(
        arena.battles._contenders["elm"].version.id,
        Verdict(date(2026, 1, 4), 0.2, 1e-6, 2.7e-5, 40, (date(2026, 1, 1),)),
    )
    with serving_app(create_app(arena)) as base:
        yield Served(arena, base)


@pytest.fixture
def http(served: Served) -> Iterator[httpx2.Client]:
    """Somebody who reads."""
    with calling(served.base) as client:
        yield client


def test_the_page_tells_open_and_closed_alarms(http: httpx2.Client) -> None:
    page = http.get("/alarms").text
    assert 'data-testid="alarm-1" data-state="open"' in page
    assert 'data-testid="alarm-3" data-state="dismissed"' in page
    assert "an alarm needs once in 37,000 nights" in page


def test_a_hidden_model_is_on_no_page(http: httpx2.Client) -> None:
    assert "ghost" not in http.get("/alarms").text
    assert http.get("/alarms/ghost").status_code == 404


def test_the_page_of_a_model_has_its_evidence(http: httpx2.Client) -> None:
    page = http.get("/alarms/elm").text
    assert "Why &lt;b&gt;?" in page
    assert "<script>alert" not in page
    assert "How far each night’s answers lie" in page


def test_examples_of_questions_of_ones_own_are_shown_to_nobody(http: httpx2.Client) -> None:
    page = http.get("/alarms/fir/two").text
    assert "Because." not in page
    assert "A new &lt;i&gt;template" in page


def test_a_model_without_evidence_says_so(http: httpx2.Client) -> None:
    page = http.get("/alarms/oak").text
    assert "no-alarms" in page
    assert "no-evidence" in page


def test_a_model_that_is_none_is_not_found(http: httpx2.Client) -> None:
    assert http.get("/alarms/larch").status_code == 404


def test_every_page_leads_there(http: httpx2.Client) -> None:
    assert 'href="/alarms"' in http.get("/log").text


def test_the_page_of_a_model_leads_to_its_alarms(http: httpx2.Client) -> None:
    assert 'href="/alarms/elm"' in http.get("/models/elm").text


def test_the_picture_of_nights_has_a_row_for_each() -> None:
    said = [Verdict(date(2026, 1, day), 0.01 * day, 0.5, 1e-5, 40, ()) for day in (3, 4, 5)]
    chart = nights_chart("elm", tuple(said))
    assert len(chart.rows().rows) == 3
    assert "<svg" in chart.draw()


def test_the_picture_of_votes_shows_where_it_rings() -> None:
    watched = Watched("elm", 5, 2, path=[(AT.timestamp() + 60 * n, n / 10) for n in range(100)])
    chart = votes_chart("elm", watched)
    assert {row[0] for row in chart.rows().rows} == {"elm", "Alarm"}
    assert "version 2" in chart.title
