"""A client asks a real arena on loopback."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest

from published import HIDDEN, VOTES, Shown
from tiltyard.client import Client
from tiltyard.errors import ArenaError
from tiltyard.leaderboard import Query


def test_a_board_is_the_engines_to_the_last_digit(client: Client, shown: Shown) -> None:
    query = Query(category=("coding",), language="fr", since=datetime(2026, 2, 1, tzinfo=UTC))
    board = shown.source.board(query, computed_at=datetime.now(UTC))
    asked = client.leaderboard(category="coding", language="fr", since="2026-02-01")
    assert [(row.model, row.rating, row.low, row.high, row.votes) for row in asked.rows] == [
        (row.card.name, row.rating, row.low, row.high, row.record.votes if row.record else None)
        for row in board.rows
    ]
    assert (asked.title, asked.digest) == (board.title, board.digest)


@pytest.mark.parametrize(
    "since", ["2026-02-01", date(2026, 2, 1), datetime(2026, 2, 1, tzinfo=UTC)]
)
def test_a_time_may_be_a_date_or_text(client: Client, since: str | date) -> None:
    assert client.leaderboard(since=since).query == {"since": "2026-02-01T00:00:00Z"}


@pytest.mark.parametrize("control", [["style", "position"], "style,position"])
def test_a_list_may_be_a_list_or_text(client: Client, control: list[str] | str) -> None:
    asked = client.leaderboard(control=control)
    assert asked.query == {"control": "style,position"}
    assert "position" in {one.feature for one in asked.coefficients}


def test_an_empty_list_is_none(client: Client) -> None:
    assert client.leaderboard(control=[]).coefficients == ()


def test_the_card_of_a_row_is_that_of_the_model(client: Client) -> None:
    cards = {card.name: card for card in client.models()}
    assert all(row.card == cards[row.model] for row in client.leaderboard().rows)


def test_a_row_is_found_by_its_model(client: Client, shown: Shown) -> None:
    row = client.leaderboard().row(shown.models[0])
    assert row is not None
    assert row.model == shown.models[0]
    assert client.leaderboard().row(HIDDEN) is None


def test_a_model_that_is_not_ranked_is_told_with_the_reason(client: Client) -> None:
    asked = client.leaderboard(category=["coding", "math", "hard"], since="2026-06-20")
    assert asked.unranked
    assert all(one.reason for one in asked.unranked)


def test_the_matrix_comes_whole(client: Client, shown: Shown) -> None:
    matrix = client.matrix()
    assert {board.state for board in matrix.boards} == {"ready"}
    assert set(matrix.places) == set(shown.models)
    assert {len(places) for places in matrix.places.values()} == {len(matrix.boards)}


def test_who_does_not_wait_gets_what_is_there(client: Client) -> None:
    matrix = client.matrix(wait_seconds=0, since="2026-01-06")
    assert matrix.boards[0].state == "ready"
    assert "pending" in {board.state for board in matrix.boards}


def test_a_model_has_a_place_on_every_board(client: Client, shown: Shown) -> None:
    page = client.model(shown.models[3])
    row = client.leaderboard().row(shown.models[3])
    assert row is not None
    assert page.card == row.card
    assert page.places[0] is not None
    assert page.places[0].rating == row.rating
    assert page.record is not None
    assert page.record.wins == row.wins


def test_pairs_add_up(client: Client) -> None:
    pairs = client.pairs()
    assert sum(pair.votes for pair in pairs.pairs) + pairs.not_shown == VOTES


def test_a_pair_is_asked_by_its_names(client: Client, shown: Shown) -> None:
    (pair,) = client.pairs(shown.models[0], shown.models[1], category="coding").pairs
    assert {pair.model_a, pair.model_b} == set(shown.models[:2])


def test_battles_come_page_after_page(client: Client, shown: Shown) -> None:
    a, b = shown.models[:2]
    found = list(client.battles(a, b, page=7))
    (pair,) = client.pairs(a, b).pairs
    assert len({battle.id for battle in found}) == len(found) == pair.votes
    assert found[0].turns[0].answer_a == "A battle."
    assert found[0].turns[0].answer_b is None


def test_battles_that_nobody_takes_are_not_asked_for(client: Client) -> None:
    battles = client.battles(category="coding", winner="tie", page=2)
    assert {next(battles).winner for _ in range(5)} == {"tie"}


def test_what_can_be_asked_is_told(client: Client) -> None:
    assert [(one.name, one.kind) for one in client.sources()] == [
        ("", "live"), ("example", "simulated")
    ]  # fmt: skip
    words = {(one.word, one.value) for one in client.labels()}
    assert {("category", "coding"), ("language", "fr")} <= words
    assert client.leaderboard(source="example").kind == "simulated"


def test_snapshots_are_read_as_they_were_published(client: Client) -> None:
    assert [one.number for one in client.snapshots()] == [2, 1]
    live, published = client.leaderboard(), client.snapshot(2)
    assert published.rows == live.rows
    assert published.computed_at is None


def test_changes_are_told_in_words(client: Client) -> None:
    changes = client.changes(1, 2, category="coding")
    assert changes.title == "Coding"
    assert changes.models[0].sentence.startswith(changes.models[0].model)
    assert changes.models[0].after is not None
    assert math.isfinite(changes.models[0].after.high)


def test_a_history_goes_through_all_snapshots(client: Client, shown: Shown) -> None:
    name = shown.models[0]
    moments = client.history(name).models[name]
    assert [one.snapshot for one in moments] == [1, 2]
    assert moments[1].rating == next(
        row.rating for row in client.leaderboard().rows if row.model == name
    )


def test_the_arenas_own_words_are_the_error(client: Client) -> None:
    with pytest.raises(ArenaError, match="did you mean 'coding'") as caught:
        client.leaderboard(category="codign")
    assert (caught.value.status, caught.value.code) == (422, "board")


def test_a_model_that_is_not_there_is_an_error(client: Client) -> None:
    with pytest.raises(ArenaError, match="did you mean 'amber-heron-0'") as caught:
        client.model("amber-herno-0")
    assert caught.value.status == 404


def test_a_board_that_is_known_is_not_sent_again(shown: Shown) -> None:
    with Client(shown.address) as client:
        first = client.leaderboard(category="math")
        assert client.leaderboard(category="math") == first
