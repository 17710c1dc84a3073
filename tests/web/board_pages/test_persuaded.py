"""Wrong answers that win, on the page of charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import httpx2
import pytest

from arenas import calling
from board_votes import cards, checked, showing, source, votes
from tiltyard.charts import Bars
from tiltyard.leaderboard import Persuasion, Query, VotesSource, persuasion
from tiltyard.web.board_pages._persuaded import chart

MODELS = cards(6)
FRAME = votes(MODELS, 1_500)


@pytest.fixture(scope="module")
def ground() -> VotesSource:
    """Votes on answers of which it is known whether they are right."""
    return source(MODELS, checked(FRAME))


@pytest.fixture(scope="module")
def found(ground: VotesSource) -> Persuasion:
    """What voters made of them."""
    return persuasion(ground.votes, Query(), ground.cards)


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory, ground: VotesSource) -> Iterator[httpx2.Client]:
    """An arena with such votes, and with plain ones."""
    plain = source(MODELS, FRAME, name="plain", title="Plain")
    folder = tmp_path_factory.mktemp("arena")
    with (
        showing(folder, [ground, plain], usual=Query(control=("style",))) as base,
        calling(base) as client,
    ):
        yield client


def test_every_model_has_a_bar_in_the_order_of_the_numbers(found: Persuasion) -> None:
    drawn = chart(found, 0.95)
    assert isinstance(drawn, Bars)
    assert [bar.label for bar in drawn.marks] == [one.model for one in found.models]


def test_the_line_is_the_share_of_all_models(found: Persuasion) -> None:
    drawn = chart(found, 0.95)
    assert drawn is not None
    assert drawn.line == found.fooled.rate if found.fooled else False


def test_models_with_few_votes_are_counted_and_not_drawn(found: Persuasion) -> None:
    first, *rest = found.models
    few = replace(found, models=(*rest, replace(first, won_though_wrong=None)))
    drawn = chart(few, 0.95)
    assert drawn is not None
    assert len(drawn.marks) == len(MODELS) - 1
    assert drawn.notes[-1] == "1 with fewer than 30 such votes not drawn."


def test_nothing_is_drawn_where_no_model_has_votes_enough() -> None:
    assert chart(Persuasion(0, 0, None, ()), 0.95) is None


def test_the_page_tells_the_numbers(http: httpx2.Client, found: Persuasion) -> None:
    page = http.get("/leaderboard/charts").text
    assert f"Of {found.checked:,} votes on a right answer and a wrong one" in page
    assert 'data-chart="won-though-wrong"' in page


def test_the_download_is_of_the_slice_and_not_of_its_control(http: httpx2.Client) -> None:
    page = http.get("/leaderboard/charts?category=coding&control=none").text
    address = "/api/v1/persuasion?category=coding&amp;format=csv"
    assert f'href="{address}"' in page
    assert http.get(address.replace("&amp;", "&")).status_code == 200


def test_a_slice_without_such_votes_says_so(http: httpx2.Client) -> None:
    page = http.get("/leaderboard/charts?until=2026-01-05").text
    assert "In this slice there is no vote on a right answer and a wrong one" in page


def test_the_board_leads_there(http: httpx2.Client) -> None:
    assert 'href="/leaderboard/charts#persuasion"' in http.get("/leaderboard").text


@pytest.mark.parametrize("path", ["/leaderboard", "/leaderboard/charts"])
def test_where_answers_are_not_checked_nothing_is_said(http: httpx2.Client, path: str) -> None:
    assert "persuasion" not in http.get(f"{path}?source=plain").text


def test_the_method_page_says_how_to_get_it(http: httpx2.Client) -> None:
    page = http.get("/method").text
    assert 'id="persuasion"' in page
    assert "<code>correct</code>" in page
