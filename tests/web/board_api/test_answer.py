"""Formats, tags and caches."""

from __future__ import annotations

import asyncio

import httpx2
import pytest

from tiltyard.web.board_api._answer import Bodies, Body, Told

PATHS = [
    "/leaderboard?category=math",
    "/models",
    "/pairs",
    "/sources",
    "/snapshots",
    "/snapshots/1",
    "/snapshots/1/leaderboard",
    "/snapshots/2/changes",
    "/history",
]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_known_is_not_sent_again(api: httpx2.Client, path: str) -> None:
    first = api.get(path)
    again = api.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize("sent", ['"other", {}', "W/{}", "*"])
def test_a_tag_is_known_among_others_and_as_a_weak_one(api: httpx2.Client, sent: str) -> None:
    tag = api.get("/leaderboard").headers["etag"]
    again = api.get("/leaderboard", headers={"If-None-Match": sent.format(tag)})
    assert again.status_code == 304


def test_another_tag_gets_the_whole_answer(api: httpx2.Client) -> None:
    assert api.get("/leaderboard", headers={"If-None-Match": '"other"'}).status_code == 200


def test_each_format_has_a_tag_of_its_own(api: httpx2.Client) -> None:
    tags = {
        api.get("/leaderboard", params={"format": kind}).headers["etag"]
        for kind in ("json", "csv", "arrow")
    }
    assert len(tags) == 3


@pytest.mark.parametrize("path", PATHS)
def test_the_head_is_that_of_the_whole(api: httpx2.Client, path: str) -> None:
    head, whole = api.head(path), api.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.content))


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/vnd.apache.arrow.stream", "application/vnd.apache.arrow.stream"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv;q=0.5, application/json;q=0.9", "application/json"),
        ("text/csv, */*;q=0.1", "text/csv; charset=utf-8"),
        ("image/png", "application/json"),
        ("text/csv;q=x", "application/json"),
    ],
)
def test_the_format_is_negotiated(api: httpx2.Client, accept: str, media: str) -> None:
    answer = api.get("/leaderboard", headers={"Accept": accept})
    assert answer.headers["content-type"] == media
    assert answer.headers["vary"] == "Accept"


def test_the_format_in_the_address_holds_before_what_is_accepted(api: httpx2.Client) -> None:
    answer = api.get("/leaderboard?format=json", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "application/json"


def test_a_table_comes_with_a_name_for_its_file(api: httpx2.Client) -> None:
    answer = api.get("/snapshots/1/leaderboard?format=csv")
    assert answer.headers["content-disposition"] == (
        'attachment; filename="snapshots-1-leaderboard.csv"'
    )


@pytest.mark.parametrize(
    ("path", "control"),
    [
        ("/leaderboard", "public, max-age=1"),
        ("/history", "public, max-age=1"),
        ("/snapshots/2/changes", "public, max-age=1"),
        ("/snapshots/1/leaderboard", "public, max-age=31536000, immutable"),
    ],
)
def test_only_what_never_changes_is_kept_for_long(
    api: httpx2.Client, path: str, control: str
) -> None:
    assert api.get(path).headers["cache-control"] == control


def test_an_error_is_not_kept(api: httpx2.Client) -> None:
    assert "cache-control" not in api.get("/leaderboard?category=none-such").headers


def kept(*asked: tuple[str, object]) -> list[Body]:
    """What is answered at these addresses, asked one after another with these stamps."""

    def told(n: int) -> Told:
        return Told(lambda: {"n": n, "padding": " " * 300})

    async def ask() -> list[Body]:
        bodies = Bodies(most_bytes=700)
        return [
            await bodies.of((address, "json"), stamp, told(n))
            for n, (address, stamp) in enumerate(asked)
        ]

    return asyncio.run(ask())


def test_an_answer_is_written_once_until_its_stamp_changes() -> None:
    first, again, changed = kept(("/x", 1), ("/x", 1), ("/x", 2))
    assert first is again
    assert changed.etag != first.etag


def test_answers_that_were_not_asked_for_make_room() -> None:
    found = kept(*((address, 1) for address in ("/a", "/b", "/a", "/c", "/a", "/b")))
    assert found[0] is found[2] is found[4]
    assert found[1] is not found[5]
