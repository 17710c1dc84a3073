"""What the page of a board says of its order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx2
import numpy as np
import polars as pl
import pytest

from arenas import calling, wait_for
from board_votes import cards, showing, source, votes
from tiltyard.leaderboard._terms import Terms

MODELS = cards(6)


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """An arena in which an order must withstand twenty voters."""
    few = votes(MODELS, 120)
    logged = votes(MODELS, 900).with_columns(leaf=pl.int_range(pl.len()), counts=pl.lit("yes"))
    rigged = source(MODELS, logged, name="rigged", title="Rigged")
    rigged.table.hold(Terms(excluded=np.arange(0, 900, 2)))
    sources = [
        source(MODELS, votes(MODELS, 4_000), title="Our arena"),
        source(MODELS, few, name="few", title="Few"),
        rigged,
    ]
    folder = tmp_path_factory.mktemp("arena")
    with showing(folder, sources, voters_to_flip=20) as base, calling(base) as client:
        yield client


def counted(http: httpx2.Client, address: str) -> str:
    """The page once it is counted."""
    wait_for(lambda: "is not counted yet" not in http.get(address).text)
    return http.get(address).text


def test_until_it_is_counted_no_line_is_drawn_and_that_is_said(http: httpx2.Client) -> None:
    page = http.get("/leaderboard?category=coding").text
    assert "is not counted yet" in page
    assert 'class="begins"' not in page


def test_each_lead_says_what_it_rests_on(http: httpx2.Client) -> None:
    page = counted(http, "/leaderboard")
    told = re.findall(r'class="carried[^"]*">([\d,]+) ', page)
    assert len(told) == len(MODELS) - 1
    assert re.findall(r'rests[^"]*">rests on ([\d,]+) vote(?:r|s|rs)?<', page) == told


def test_a_line_is_drawn_where_enough_voters_carry_it(http: httpx2.Client) -> None:
    page = counted(http, "/leaderboard")
    numbers = [int(one) for one in re.findall(r'data-value="(\d+)" class="carried', page)]
    assert page.count('class="begins"') <= sum(one >= 20 for one in numbers)
    assert 'class="begins"' in page


def test_leads_that_few_carry_stand_out(http: httpx2.Client) -> None:
    page = counted(http, "/leaderboard")
    numbers = [int(one) for one in re.findall(r'data-value="(\d+)" class="carried', page)]
    assert page.count("carried few") == sum(one < 20 for one in numbers)


def test_too_few_voters_are_said(http: httpx2.Client) -> None:
    assert "voted in all: so none is" in counted(http, "/leaderboard?source=few")


def test_the_page_on_methods_tells_the_rule(http: httpx2.Client) -> None:
    assert "if it would take\n        20 voters or more" in http.get("/method").text


def test_the_api_tells_the_same(http: httpx2.Client) -> None:
    counted(http, "/leaderboard")
    told = http.get("/api/v1/leaderboard").json()
    assert told["voters_to_flip"] == 20
    assert len(told["fragility"]["neighbours"]) == len(MODELS) - 1


def test_who_moves_with_the_excluded_votes_is_on_the_page(http: httpx2.Client) -> None:
    address = "/leaderboard?source=rigged"
    wait_for(lambda: "models would move" in http.get(address).text)
    assert "exclusions=none" in http.get(address).text


def test_a_board_with_all_votes_compares_itself_with_nothing(http: httpx2.Client) -> None:
    assert "moves-heading" not in http.get("/leaderboard?source=rigged&exclusions=none").text


def test_without_exclusions_nothing_is_said_of_them(http: httpx2.Client) -> None:
    assert "moves-heading" not in http.get("/leaderboard").text
