"""Wrong answers that win, over HTTP."""

from __future__ import annotations

import csv
import io

import httpx2
import polars as pl
import pytest

from published import CHECKED, Shown
from tiltyard.leaderboard import Query, persuasion


def test_numbers_are_those_of_the_room_of_boards(api: httpx2.Client, shown: Shown) -> None:
    told = api.get(f"/persuasion?source={CHECKED}").json()
    votes = shown.checked.votes
    found = persuasion(votes, Query(source=CHECKED), shown.checked.cards)
    assert found.fooled is not None
    assert told["fooled"] == {
        "rate": found.fooled.rate, "low": found.fooled.lower, "high": found.fooled.upper,
        "votes": found.fooled.votes,
    }  # fmt: skip
    assert [one["model"] for one in told["models"]] == [one.model for one in found.models]
    assert (told["checked"], told["undecided"]) == (found.checked, found.undecided)


def test_a_slice_has_fewer_votes(api: httpx2.Client) -> None:
    whole = api.get(f"/persuasion?source={CHECKED}").json()
    part = api.get(f"/persuasion?source={CHECKED}&category=coding").json()
    assert 0 < part["checked"] < whole["checked"]
    assert part["query"] == {"source": CHECKED, "category": "coding"}


def test_it_is_a_table_too(api: httpx2.Client) -> None:
    told = api.get(f"/persuasion?source={CHECKED}").json()["models"]
    answer = api.get(f"/persuasion?source={CHECKED}&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["model"] for row in rows] == [one["model"] for one in told]
    assert float(rows[0]["won_though_wrong"]) == told[0]["won_though_wrong"]["rate"]


def test_arrow_has_the_same_rows_as_csv(api: httpx2.Client) -> None:
    arrow = api.get(f"/persuasion?source={CHECKED}&format=arrow").content
    text = api.get(f"/persuasion?source={CHECKED}&format=csv").content
    assert pl.read_ipc_stream(io.BytesIO(arrow)).equals(pl.read_csv(text))


def test_what_did_not_change_is_not_sent_again(api: httpx2.Client) -> None:
    tag = api.get(f"/persuasion?source={CHECKED}").headers["etag"]
    again = api.get(f"/persuasion?source={CHECKED}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("", "label answers as 'correct'"),
        (f"source={CHECKED}&control=style", "there is no 'control' to ask for here"),
        (f"source={CHECKED}&category=codign", "did you mean 'coding'?"),
        (f"source={CHECKED}&level=2", "level"),
    ],
)
def test_what_makes_no_sense_is_refused(api: httpx2.Client, words: str, message: str) -> None:
    answer = api.get(f"/persuasion?{words}")
    assert answer.status_code == 422
    assert message in answer.json()["error"]["message"]
