"""Private models are released: all siblings are told, and the released one begins anew."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bootstrap.private import HERON, STORK, TWO, battle, leaf, leaves, private_settings
from tiltyard.bootstrap import Release, assemble, open_boards, release
from tiltyard.bootstrap._private import in_use
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.leaderboard import Board, widening
from tiltyard.ledger import name_commitment
from tiltyard.settings import Settings
from tiltyard.transparency.verify import verify

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def usual_board(settings: Settings) -> Board:
    """The arena's usual board, by a command."""
    with open_boards(settings) as supply:
        return supply.source.board(supply.boards.usual, computed_at=AT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An arena in which one of two private models was released after some votes."""
    there = tmp_path_factory.mktemp("arena")
    battle(private_settings(there), 24)
    release(private_settings(there), ["heron"], at=AT)
    return there


@pytest.fixture
def done(folder: Path) -> Release:
    """What the release told."""
    arena = assemble(private_settings(folder))
    try:
        return arena.private.releases()[0]
    finally:
        asyncio.run(arena.close())


def test_all_siblings_are_told_with_their_names(done: Release) -> None:
    assert {one.code_name: one.name for one in done.variants} == {
        "heron": "acme-9",
        "stork": "acme-9b",
    }


def test_their_votes_are_counted(done: Release) -> None:
    assert all(one.votes > 0 for one in done.variants)


def test_those_that_are_rated_come_first_from_the_top(done: Release) -> None:
    ratings = [one.rating for one in done.variants if one.rating is not None]
    assert ratings == sorted(ratings, reverse=True)
    assert all(one.rating is not None for one in done.variants[: len(ratings)])


def test_the_log_tells_every_name_with_what_opens_its_seal(folder: Path) -> None:
    for code_name in ("heron", "stork"):
        found = leaf(private_settings(folder), code_name)
        told = found["name_told"]
        assert found["state"] == "released"
        assert name_commitment(told["name"], told["nonce"]) == found["name_commitment"]


def test_what_is_served_publicly_is_what_was_tested(folder: Path) -> None:
    settings = private_settings(folder)
    assert leaf(settings, "acme-9")["digest"] == leaf(settings, "heron")["digest"]
    assert leaf(settings, "acme-9")["version"] == 1


def test_the_released_one_goes_on_under_its_name_and_its_sibling_does_not(folder: Path) -> None:
    assert list(in_use(private_settings(folder)).models) == ["oak", "elm", "acme-9"]


def test_earlier_votes_are_not_the_released_ones(folder: Path) -> None:
    board = usual_board(private_settings(folder))
    found = next(one for one in board.unranked if one.card.name == "acme-9")
    assert found.votes == 0


def test_code_names_are_on_no_board(folder: Path) -> None:
    board = usual_board(private_settings(folder))
    names = {row.card.name for row in board.rows} | {one.card.name for one in board.unranked}
    assert names == {"oak", "elm", "acme-9"}


def test_taking_a_told_model_out_changes_nothing(folder: Path) -> None:
    before = usual_board(private_settings(folder))
    after = usual_board(private_settings(folder, {"acme-9": HERON}))
    assert [row.rating for row in after.rows] == [row.rating for row in before.rows]


def test_what_is_public_now_need_not_be_called_private_any_more(folder: Path) -> None:
    settings = private_settings(folder, {"acme-9": HERON | {"private": False, "code_name": None}})
    assert "acme-9" in in_use(settings).models


def test_a_second_release_of_the_same_is_refused(folder: Path) -> None:
    with pytest.raises(ConfigurationError, match="'heron' has been released already"):
        release(private_settings(folder), ["heron"], at=AT)


def test_an_unknown_code_name_is_answered_with_the_nearest(folder: Path) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'heron'"):
        release(private_settings(folder), ["heronn"], at=AT)


def test_the_card_says_among_how_many_it_was_chosen(folder: Path) -> None:
    board = usual_board(private_settings(folder))
    cards = [*(row.card for row in board.rows), *(one.card for one in board.unranked)]
    assert {card.name: card.variants for card in cards} == {"oak": None, "elm": None, "acme-9": 2}


def test_a_withdrawn_sibling_is_told_too(tmp_path: Path) -> None:
    battle(private_settings(tmp_path), 16)
    leaves(private_settings(tmp_path, {"acme-9": HERON}))
    done = release(private_settings(tmp_path, {"acme-9": HERON}), ["heron"], at=AT)
    stork = next(one for one in done.variants if one.code_name == "stork")
    assert (stork.name, stork.is_released) == ("acme-9b", False)
    assert stork.votes > 0
    assert leaf(private_settings(tmp_path, {"acme-9": HERON}), "stork")["state"] == "released"


def test_one_that_was_withdrawn_cannot_go_on(tmp_path: Path) -> None:
    leaves(private_settings(tmp_path))
    with pytest.raises(ConfigurationError, match="'stork' is not in the settings any more"):
        release(private_settings(tmp_path, {"acme-9": HERON}), ["stork"], at=AT)


def test_models_of_two_organisations_are_not_released_together(tmp_path: Path) -> None:
    tested = {"acme-9": HERON, "beta-1": STORK | {"owner": "beta"}}
    leaves(private_settings(tmp_path, tested))
    with pytest.raises(ConfigurationError, match="one organisation at a time"):
        release(private_settings(tmp_path, tested), ["heron", "stork"], at=AT)


def test_the_next_release_counts_only_what_came_after(tmp_path: Path) -> None:
    leaves(private_settings(tmp_path, {"acme-9": HERON}))
    first = release(private_settings(tmp_path, {"acme-9": HERON}), ["heron"], at=AT)
    leaves(private_settings(tmp_path))
    second = release(private_settings(tmp_path), ["stork"], at=AT)
    assert [one.code_name for one in first.variants] == ["heron"]
    assert [one.code_name for one in second.variants] == ["stork"]


def test_an_interrupted_release_can_be_run_again(tmp_path: Path) -> None:
    settings = private_settings(tmp_path)
    leaves(settings)
    first = release(settings, ["heron"], at=AT)
    for path in (tmp_path / "private" / "releases").iterdir():
        path.unlink()  # as if the leaves were written, and nothing else
    assert release(settings, ["heron"], at=AT) == first
    assert leaf(settings, "heron")["state"] == "released"


def test_a_running_arena_draws_no_model_that_was_told(tmp_path: Path) -> None:
    settings = private_settings(tmp_path)
    arena = assemble(settings)
    release(settings, ["heron"], at=AT)
    able = {name for name, one in arena.battles._contenders.items() if one.available}
    asyncio.run(arena.close())
    assert able == {"oak", "elm"}


def test_intervals_of_siblings_hold_together(tmp_path: Path) -> None:
    settings = private_settings(tmp_path)
    battle(settings, 40)
    arena = assemble(settings)
    arena.supply.open()
    arena.supply.step()
    alone = {one.variant.code_name: one.row for one in arena.private.own("acme")}
    asyncio.run(arena.close())
    for one in release(settings, ["heron"], at=AT).variants:
        row = alone[one.code_name]
        assert row is not None
        assert one.high is not None
        assert one.low is not None
        assert one.high - one.low == pytest.approx(widening(2, 0.95) * (row.high - row.low))


def test_a_board_says_among_how_many_the_chosen_one_was(tmp_path: Path) -> None:
    settings = private_settings(tmp_path)
    leaves(settings)
    release(settings, ["heron"], at=AT)
    battle(settings, 30)
    board = usual_board(settings)
    assert board.row("acme-9") is not None
    assert any("among 2 private variants acme-9" in note for note in board.notes)
    assert any("provisional: acme-9" in note for note in board.notes)


def test_names_of_two_are_told_to_no_voter_before(tmp_path: Path) -> None:
    met = set.union(*battle(private_settings(tmp_path), 16))
    assert met.isdisjoint(TWO)


def test_whoever_has_the_log_can_check_all_of_it(tmp_path: Path) -> None:
    settings = private_settings(tmp_path, leaderboard={"snapshot_every": "never"})
    battle(settings, 24)
    release(settings, ["heron"], at=AT)
    battle(settings, 40)
    arena = assemble(settings)

    async def publish() -> Path:
        await arena.start()
        await asyncio.to_thread(arena.supply.step)
        await asyncio.to_thread(arena.snapshots.take, arena.supply.source, arena.boards.usual)
        await asyncio.to_thread(arena.publisher.step, at_once=True)
        await arena.close()
        return arena.publisher.copy.folder

    outcomes = verify(asyncio.run(publish()))
    assert [one.says for one in outcomes if one.state == "failed"] == []
    boards = next(one for one in outcomes if one.name == "boards")
    assert boards.state == "ok", boards.says
