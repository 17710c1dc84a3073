"""Models over HTTP."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import httpx2
import polars as pl
import pytest

from arenas import person, scripted, serving
from published import HIDDEN, Shown


def test_the_models_are_listed_by_name(api: httpx2.Client, shown: Shown) -> None:
    assert [one["name"] for one in api.get("/models").json()] == sorted(shown.models)


def test_a_model_has_a_place_on_every_board(api: httpx2.Client, shown: Shown) -> None:
    name = shown.models[0]
    told = api.get(f"/models/{name}").json()
    row = next(
        row for row in api.get("/leaderboard").json()["rows"] if row["model"]["name"] == name
    )
    assert told["model"] == row["model"]
    assert told["record"]["wins"] == row["wins"]
    assert told["boards"][0]["place"]["rating"] == row["rating"]
    assert {"Coding", "French"} <= {board["title"] for board in told["boards"]}


def test_a_name_may_hold_any_sign(api: httpx2.Client, shown: Shown) -> None:
    slash, markup = shown.models[3], shown.models[4]
    assert "/" in slash
    assert api.get(f"/models/{slash}").json()["model"]["name"] == slash
    assert api.get(f"/models/{quote(slash, safe='')}").json()["model"]["name"] == slash
    assert api.get(f"/models/{quote(markup, safe='')}").json()["model"]["name"] == markup


def test_a_models_boards_are_a_table_too(api: httpx2.Client, shown: Shown) -> None:
    path = f"/models/{shown.models[0]}"
    boards = api.get(path).json()["boards"]
    table = pl.read_csv(api.get(f"{path}?format=csv").content)
    assert table["board"].to_list() == [board["title"] for board in boards]
    assert table["rating"][0] == boards[0]["place"]["rating"]


@pytest.mark.parametrize("name", ["amber-herno-0", HIDDEN])
def test_a_model_that_is_not_there_is_not_found(api: httpx2.Client, name: str) -> None:
    answer = api.get(f"/models/{name}")
    assert answer.status_code == 404
    assert f"there is no model {name!r} here" in answer.json()["error"]["message"]


def test_a_near_name_is_told(api: httpx2.Client) -> None:
    told = api.get("/models/amber-herno-0").json()["error"]["message"]
    assert "did you mean 'amber-heron-0'?" in told


def test_an_arena_without_votes_has_its_own_models_beside_the_examples(tmp_path: Path) -> None:
    settings = scripted(tmp_path, leaderboard={"example": True})
    with serving(settings) as base, person(base) as ada:
        get = ada.http.get
        assert [one["name"] for one in get("/api/v1/models").json()] == ["elm", "oak"]
        assert get("/api/v1/leaderboard").json()["kind"] == "simulated"
        assert get("/api/v1/models/oak").json()["kind"] == "live"
        first = get("/api/v1/leaderboard").json()["rows"][0]["model"]["name"]
        assert get(f"/api/v1/models/{first}").json()["kind"] == "simulated"
