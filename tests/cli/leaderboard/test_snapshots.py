"""``tiltyard leaderboard snapshot``, ``snapshots`` and ``rebuild``, as they are typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from arenas import QUICK, scripted, serving, wait_for
from cli.leaderboard.voted import arena, vote
from cli.typed import Done, run


def typed(folder: Path, *words: str) -> Done:
    return run(folder, "leaderboard", *words)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An arena with thirty votes and a snapshot of them."""
    folder = arena(tmp_path_factory.mktemp("arena"))
    done = typed(folder, "snapshot")
    assert done.stdout.startswith("snapshot 1: "), done.stderr
    return folder


@pytest.fixture
def folder(taken: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(taken, tmp_path / "arena")


def test_a_snapshot_is_told_with_where_it_lies(folder: Path) -> None:
    vote(folder, range(30, 33))
    done = typed(folder, "snapshot")
    assert done.stdout.endswith(" boards of 33 votes, in data/snapshots/000002\n")
    assert (folder / "data" / "snapshots" / "000002" / "snapshot.json").exists()


def test_snapshots_are_listed(folder: Path) -> None:
    heads, line = typed(folder, "snapshots").stdout.splitlines()
    assert heads.split() == ["number", "taken", "at", "of", "votes", "boards", "digest"]
    assert line.split()[0] == "1"
    assert "Tiltyard" in line


def test_the_boards_of_one_are_listed(folder: Path) -> None:
    shown = typed(folder, "snapshots", "1").stdout
    assert "snapshot 1 of Tiltyard" in shown
    (french,) = (line for line in shown.splitlines() if line.startswith("In French"))
    assert french.split()[2:] == ["language=fr&errors=voter", "15", "3"]


def test_slices_without_a_board_are_listed_with_the_reason(folder: Path) -> None:
    settings = folder / "tiltyard.toml"
    settings.write_text(settings.read_text().replace("smallest = 5", "smallest = 16"))
    typed(folder, "snapshot")
    _, told = typed(folder, "snapshots", "2").stdout.split("without a board\n")
    french = next(
        line for line in told.splitlines() if line.startswith("errors=voter&language=fr ")
    )
    assert french.endswith("15 votes, and a board needs 16")


def test_both_can_be_had_as_json(folder: Path) -> None:
    listed = json.loads(typed(folder, "snapshots", "--json").stdout)
    one = json.loads(typed(folder, "snapshots", "1", "--json").stdout)
    assert listed == [one]
    assert one["votes"] == 30


def test_labels_are_noted_with_their_definitions(folder: Path) -> None:
    told = json.loads(typed(folder, "snapshots", "1", "--json").stdout)
    assert told["configuration"]["labels"]["coding"]["version"]


def test_none_taken_says_how(tmp_path: Path) -> None:
    shown = typed(arena(tmp_path, 0), "snapshots").stdout
    assert "`tiltyard leaderboard snapshot` takes one" in shown


def test_a_snapshot_is_rebuilt_after_more_votes_from_an_emptied_cache(folder: Path) -> None:
    vote(folder, range(30, 40))
    shutil.rmtree(folder / "data" / "boards")
    done = typed(folder, "rebuild", "1", "--into", "again")
    assert "comes out the same" in done.stdout, done.stderr
    before = folder / "data" / "snapshots" / "000001" / "snapshot.json"
    assert (folder / "again" / "snapshot.json").read_bytes() == before.read_bytes()


def test_an_arena_that_is_served_takes_one_by_itself(tmp_path: Path) -> None:
    arena(tmp_path)
    often = {"snapshot_every": "1h", "snapshot_smallest": 5}
    models = {name: QUICK for name in ("oak", "elm", "ash")}
    head = tmp_path / "data" / "snapshots" / "000001" / "snapshot.json"
    with serving(scripted(tmp_path / "data", models, leaderboard=often)):
        wait_for(head.exists)
    assert typed(tmp_path, "rebuild", "1").stdout.startswith("snapshot 1 comes out the same")


def test_one_that_comes_out_otherwise_is_an_error_that_says_how(folder: Path) -> None:
    path = folder / "data" / "snapshots" / "000001" / "boards" / "001.json"
    path.write_text(path.read_text().replace("oak", "yew"))
    done = typed(folder, "rebuild", "1")
    assert done.returncode == 1
    assert "boards/001.json (Overall) is not the same" in done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["rebuild", "7"], "there is no snapshot 7: they go from 1 to 1"),
        (["snapshots", "7"], "there is no snapshot 7"),
        (["rebuild", "1", "--into", "data"], "'data' exists"),
        (["snapshot", "--source", "polls"], "there is no source of votes 'polls'"),
    ],
)
def test_what_is_not_there_is_one_sentence(folder: Path, words: list[str], sentence: str) -> None:
    failed = typed(folder, *words)
    assert failed.returncode in {1, 2}
    assert sentence in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_without_votes_there_is_nothing_to_publish(tmp_path: Path) -> None:
    failed = typed(arena(tmp_path, 0), "snapshot")
    assert failed.returncode == 1
    assert "there are no votes of 'Tiltyard' yet" in failed.stderr


def test_simulated_votes_are_not_published(tmp_path: Path) -> None:
    failed = typed(arena(tmp_path, 0), "snapshot", "--source", "example")
    assert failed.returncode == 1
    assert "is simulated" in failed.stderr
