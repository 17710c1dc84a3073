"""Snapshots over HTTP."""

from __future__ import annotations

import hashlib

import httpx2
import polars as pl
import pytest

from published import Shown


def test_what_was_published_is_listed_the_latest_first(api: httpx2.Client) -> None:
    told = api.get("/snapshots").json()
    assert [(one["number"], one["votes"]) for one in told] == [(2, 4000), (1, 2000)]
    assert api.get("/snapshots?source=example").json() == []


def test_a_snapshot_is_sent_as_it_lies_on_disk(api: httpx2.Client, shown: Shown) -> None:
    on_disk = (shown.snapshots.folder(1) / "snapshot.json").read_bytes()
    assert api.get("/snapshots/1").content == on_disk


def test_a_published_board_has_the_digest_that_its_snapshot_names(api: httpx2.Client) -> None:
    boards = api.get("/snapshots/1").json()["boards"]
    coding = next(board for board in boards if board["query"] == {"category": "coding"})
    content = api.get("/snapshots/1/leaderboard?category=coding").content
    assert hashlib.sha256(content).hexdigest() == coding["sha256"]


def test_a_published_board_is_a_table_too(api: httpx2.Client) -> None:
    rows = api.get("/snapshots/1/leaderboard").json()["rows"]
    table = pl.read_csv(api.get("/snapshots/1/leaderboard?format=csv").content)
    assert table["model"].to_list() == [row["model"]["name"] for row in rows]
    assert table["high"].to_list() == [row["high"] for row in rows]


def test_the_last_snapshot_says_what_the_board_says(api: httpx2.Client) -> None:
    live = api.get("/leaderboard").json()
    assert api.get("/snapshots/2/leaderboard").json()["rows"] == live["rows"]


def test_changes_are_since_the_snapshot_before(api: httpx2.Client) -> None:
    told = api.get("/snapshots/2/changes").json()
    assert (told["old"], told["new"], told["new_votes"]) == (1, 2, 2000)
    assert told == api.get("/snapshots/2/changes?since=1").json()


def test_changes_are_a_table_too(api: httpx2.Client) -> None:
    models = api.get("/snapshots/2/changes").json()["models"]
    table = pl.read_csv(api.get("/snapshots/2/changes?format=csv").content)
    assert table["sentence"].to_list() == [one["sentence"] for one in models]
    assert table["rating_before"][0] == models[0]["before"]["rating"]


def test_nothing_is_before_the_first(api: httpx2.Client) -> None:
    answer = api.get("/snapshots/1/changes")
    assert answer.status_code == 422
    assert "is the first of its source" in answer.json()["error"]["message"]


def test_a_history_has_every_snapshot(api: httpx2.Client, shown: Shown) -> None:
    name = shown.models[0]
    told = api.get("/history", params={"model": name, "category": "coding"}).json()
    assert list(told["models"]) == [name]
    assert [one["snapshot"] for one in told["models"][name]] == [1, 2]


def test_a_history_is_a_table_too(api: httpx2.Client, shown: Shown) -> None:
    table = pl.read_csv(api.get("/history?format=csv").content)
    assert table.height == 2 * len(shown.models)
    assert table["taken_at"].n_unique() == 2


@pytest.mark.parametrize("path", ["", "/leaderboard", "/changes"])
def test_a_snapshot_that_is_not_there_is_not_found(api: httpx2.Client, path: str) -> None:
    answer = api.get(f"/snapshots/9{path}")
    assert answer.status_code == 404
    assert answer.json()["error"]["message"] == "there is no snapshot 9"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/snapshots/1/leaderboard?category=codign", "has no board of category=codign"),
        ("/snapshots/1?category=coding", "there is no 'category' to ask for here"),
        ("/snapshots?source=exampla", "did you mean 'example'?"),
        ("/history?source=exampla", "did you mean 'example'?"),
        ("/snapshots/2/changes?since=last", "since is 'last': give a whole number"),
        ("/snapshots/2/changes?since=7", "there is no snapshot 7"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    api: httpx2.Client, path: str, message: str
) -> None:
    answer = api.get(path)
    assert answer.status_code == 422
    assert message in answer.json()["error"]["message"]
