from __future__ import annotations

import json

import pytest

from leaderboard.drawn import drawn, source
from leaderboard.moments import moment, stand
from tiltyard.leaderboard import History, Moment, Query, Snapshots

ONE = moment(1, {"lark": stand(1, 1, 2), "wren": stand(2, 1, 3), "rook": stand(3, 2, 3)})
TWO = moment(2, {"wren": stand(1, 1, 1), "lark": stand(2, 2, 2), "finch": stand(3, 3, 3)})
HISTORY = History.of([ONE, TWO], {})


def row(name: str, rating: float) -> dict[str, object]:
    ends = {"low": rating - 1, "high": rating + 1, "rank_best": 1, "rank_worst": 3, "votes": 9}
    return {"model": {"name": name}, "rating": rating, **ends}


def test_a_models_course_goes_from_the_earliest_on() -> None:
    course = HISTORY.course("lark")
    assert [(one.snapshot, standing.place) for one, standing in course] == [(1, 1), (2, 2)]


def test_a_model_has_no_place_where_it_was_not_ranked() -> None:
    assert [one.snapshot for one, _ in HISTORY.course("finch")] == [2]


def test_models_of_the_last_snapshot_come_first() -> None:
    assert HISTORY.models == ("wren", "lark", "finch", "rook")


def test_one_model_can_be_asked_for() -> None:
    assert History.of([ONE, TWO], {}, "rook").models == ("rook",)


def test_a_model_that_was_never_ranked_has_no_history() -> None:
    assert History.of([ONE, TWO], {}, "crow").models == ()


def test_nothing_published_is_an_empty_history() -> None:
    assert History.of([], {}).as_dict() == {"query": {}, "snapshots": [], "models": {}}


def test_it_can_be_written_as_json() -> None:
    told = json.loads(json.dumps(HISTORY.as_dict()))
    assert [one["number"] for one in told["snapshots"]] == [1, 2]
    assert told["models"]["rook"][0]["rating"] == 1070.0
    assert told["models"]["rook"][0]["snapshot"] == 1


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Snapshots:
    """One snapshot."""
    made = Snapshots(tmp_path_factory.mktemp("snapshots"))
    made.take(source(None, drawn(400)), Query())
    return made


def test_a_moment_is_what_the_board_says(snapshots: Snapshots) -> None:
    first = snapshots.board(1, {})["rows"][0]
    (moment,) = snapshots.history({}).moments
    standing = moment.models[first["model"]["name"]]
    assert (standing.rating, standing.low, standing.high) == (
        first["rating"],
        first["low"],
        first["high"],
    )
    assert (standing.place, standing.rank_best, standing.votes) == (
        1,
        first["rank_best"],
        first["votes"],
    )


@pytest.mark.parametrize(
    ("ratings", "places"),
    [
        ([1010.0, 1000.0, 990.0], [1, 2, 3]),
        ([1010.0, 1010.0, 990.0], [1, 1, 3]),
        ([1010.0, 1000.0, 1000.0 - 1e-12], [1, 2, 2]),
    ],
)
def test_equal_ratings_share_a_place(
    snapshots: Snapshots, ratings: list[float], places: list[int]
) -> None:
    board = {
        "title": "Overall",
        "votes": 9,
        "query": {},
        "rows": [row(f"m{number}", rating) for number, rating in enumerate(ratings)],
        "unranked": [],
    }
    found = Moment.of(snapshots.load(1), board)
    assert [one.place for one in found.models.values()] == places
