"""``tiltyard voters``, as it is typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.typed import Done, run
from screening.elections import Election, rigged_in
from tiltyard.store import open_store

TOML = 'data_dir = "data"\n'


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voted")
    rigged_in(folder).store.close()
    return folder


@pytest.fixture
def folder(voted: Path, tmp_path: Path) -> Path:
    """A folder with settings, and with votes."""
    (tmp_path / "tiltyard.toml").write_text(TOML)
    shutil.copytree(voted, tmp_path / "data")
    return tmp_path


@pytest.fixture
def lefty(folder: Path) -> str:
    """Who always clicks left."""
    store = open_store(f"sqlite:///{folder / 'data' / 'tiltyard.db'}")
    voter = Election(folder / "data", store).pseudonym("lefty")
    store.close()
    return voter


def tiltyard(folder: Path, *words: str) -> Done:
    """Run a command there."""
    return run(folder, "voters", *words, variables={"COLUMNS": "200"})


def test_screening_lists_who_to_look_at(folder: Path, lefty: str) -> None:
    shown = tiltyard(folder, "screen").stdout
    assert "186 votes by 10 voters were looked at" in shown
    assert lefty[:8] in shown


def test_before_the_first_night_the_queue_says_so(folder: Path) -> None:
    assert "Nobody was screened yet" in tiltyard(folder, "queue").stdout


def test_a_voter_is_shown_with_the_evidence(folder: Path, lefty: str) -> None:
    shown = tiltyard(folder, "show", lefty[:10]).stdout
    assert "Always chose the left answer, in 30 of 30 votes." in shown


def test_exclusion_and_restoration(folder: Path, lefty: str) -> None:
    tiltyard(folder, "screen")
    done = tiltyard(folder, "exclude", lefty[:8], "--reason", "one_side")
    assert "30 votes are excluded" in done.stdout
    assert lefty[:8] not in tiltyard(folder, "queue").stdout
    assert lefty[:8] in tiltyard(folder, "queue", "--all").stdout
    again = tiltyard(folder, "restore", lefty[:8], "--reason", "appeal")
    assert "30 votes count again" in again.stdout


def test_who_is_dismissed_leaves_the_queue(folder: Path, lefty: str) -> None:
    tiltyard(folder, "screen")
    tiltyard(folder, "dismiss", lefty, "--reason", "taste")
    assert lefty[:8] not in tiltyard(folder, "queue").stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["show", "0000000"], 2, "there is no voter '0000000'"),
        (["exclude", "0000000", "--reason", "spite"], 2, "'spite' is no reason to exclude"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, words: list[str], code: int, sentence: str) -> None:
    done = tiltyard(folder, *words)
    assert done.returncode == code
    assert sentence in done.stderr


def test_where_there_is_no_arena_none_is_made(tmp_path: Path) -> None:
    (tmp_path / "tiltyard.toml").write_text(TOML)
    assert "there is no arena here" in tiltyard(tmp_path, "queue").stderr
    assert not (tmp_path / "data").exists()
