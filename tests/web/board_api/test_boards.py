"""Boards over HTTP: any slice, many side by side, and what can be asked."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import httpx2
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # it brings no types
import pytest

from arenas import wait_for
from published import HIDDEN, VOTES, Shown
from tiltyard.leaderboard import Board, Query


def computed(shown: Shown, query: Query) -> Board:
    """The board as the engine says it."""
    return shown.source.board(query, computed_at=datetime.now(UTC))


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("", Query()),
        ("category=coding&language=fr", Query(category=("coding",), language="fr")),
        ("control=style,position", Query(control=("style", "position"))),
        ("without=tie&without=refusal", Query(without=("tie", "refusal"))),
        ("since=2026-04-01", Query(since=datetime(2026, 4, 1, tzinfo=UTC))),
        ("level=0.9&method=davidson", Query(level=0.9, method="davidson")),
    ],
)
def test_a_board_is_the_engines_to_the_last_digit(
    api: httpx2.Client, shown: Shown, words: str, query: Query
) -> None:
    rows = api.get(f"/leaderboard?{words}").json()["rows"]
    assert [(row["model"]["name"], row["rating"], row["low"], row["high"]) for row in rows] == [
        (row.card.name, row.rating, row.low, row.high) for row in computed(shown, query).rows
    ]


def test_the_query_that_a_board_tells_asks_for_the_same_board(api: httpx2.Client) -> None:
    asked = {"category": "coding,occupation:law", "since": "2026-02-01", "level": "0.9"}
    told = api.get("/leaderboard", params=asked).json()
    assert api.get("/leaderboard", params=told["query"]).json()["rows"] == told["rows"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("categry=coding", "there is no 'categry' to ask for here; did you mean 'category'?"),
        ("category=codign", "there is no label 'codign'; did you mean 'coding'?"),
        ("category=occupation", "label 'occupation' has values: write occupation:VALUE"),
        ("language=klingon", "no vote has language 'klingon'"),
        ("since=yesterday", "since:"),
        ("since=2027-01-01&until=2026-01-01", "no vote is both since"),
        ("models=amber-heron-0", "name two or more"),
        ("models=amber-heron-0,amber-heron-9", "there is no model 'amber-heron-9' here"),
        ("control=stile", "did you mean 'style'?"),
        ("method=bradly_terry", "did you mean 'bradley_terry'?"),
        ("level=high", "level is 'high': give a number"),
        ("source=exampla", "did you mean 'example'?"),
        ("format=cvs", "there is no format 'cvs'; did you mean 'csv'?"),
        ("language=fr&language=de", "language is there twice"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    api: httpx2.Client, words: str, message: str
) -> None:
    answer = api.get(f"/leaderboard?{words}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "board")
    assert message in answer.json()["error"]["message"]


def test_csv_has_a_heading_and_every_digit(api: httpx2.Client) -> None:
    rows = api.get("/leaderboard").json()["rows"]
    table = pl.read_csv(api.get("/leaderboard?format=csv").content)
    assert table["rating"].to_list() == [row["rating"] for row in rows]
    assert table["model"].to_list() == [row["model"]["name"] for row in rows]


def test_arrow_can_be_read_by_polars_and_by_arrows_own_library(api: httpx2.Client) -> None:
    content = api.get("/leaderboard?format=arrow").content
    ratings = [row["rating"] for row in api.get("/leaderboard").json()["rows"]]
    assert pl.read_ipc_stream(io.BytesIO(content))["rating"].to_list() == ratings
    assert pa.ipc.open_stream(content).read_all()["rating"].to_pylist() == ratings


def test_the_models_that_are_not_ranked_are_in_a_table_with_the_reason(
    api: httpx2.Client,
) -> None:
    words = "category=coding,math,hard&language=es&since=2026-06-20"
    told = api.get(f"/leaderboard?{words}").json()
    table = pl.read_csv(api.get(f"/leaderboard?{words}&format=csv").content)
    assert told["unranked"]
    assert table["unranked"].drop_nulls().to_list() == [one["reason"] for one in told["unranked"]]


def test_the_matrix_fills_by_itself(api: httpx2.Client) -> None:
    def is_whole() -> bool:
        boards = api.get("/leaderboard/matrix").json()["boards"]
        return all(board["state"] == "ready" for board in boards)

    wait_for(is_whole, 60)
    told = api.get("/leaderboard/matrix").json()
    coding = [board["title"] for board in told["boards"]].index("Coding")
    row = api.get("/leaderboard?category=coding").json()["rows"][0]
    of_model = {one["model"]: one["places"] for one in told["models"]}
    assert of_model[row["model"]["name"]][coding]["rating"] == row["rating"]


def test_the_matrix_as_a_table_has_a_row_for_each_place(api: httpx2.Client) -> None:
    told = api.get("/leaderboard/matrix?language=fr").json()
    table = pl.read_csv(api.get("/leaderboard/matrix?language=fr&format=csv").content)
    ranked = told["boards"][0]["ranked"]
    assert table.filter(pl.col("words") == "language=fr").height == ranked


def test_sources_are_told_with_where_their_votes_are_from(api: httpx2.Client) -> None:
    told = api.get("/sources").json()
    assert [(one["name"], one["kind"], one["votes"], one["usual"]) for one in told] == [
        ("", "live", VOTES, True),
        ("example", "simulated", 300, False),
    ]


def test_a_source_is_asked_by_its_name(api: httpx2.Client) -> None:
    told = api.get("/leaderboard?source=example").json()
    assert (told["kind"], told["votes"]) == ("simulated", 300)


def test_labels_are_told_with_their_votes(api: httpx2.Client, shown: Shown) -> None:
    told = api.get("/labels").json()
    of_word = {(one["word"], one["value"]): one["votes"] for one in told["values"]}
    assert of_word["category", "coding"] == api.get("/leaderboard?category=coding").json()["votes"]
    assert ("category", "occupation:law") in of_word
    assert ("language", "fr") in of_word
    assert ("control", "style") in of_word
    assert {"category", "language", "since", "models"} <= set(told["words"])


@pytest.mark.parametrize(
    "path", ["/leaderboard", "/leaderboard/matrix", "/models", "/pairs", "/battles", "/labels"]
)
def test_a_hidden_model_is_named_nowhere(api: httpx2.Client, path: str) -> None:
    assert HIDDEN not in api.get(path).text
