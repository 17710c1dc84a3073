"""``tiltyard leaderboard show``, as it is typed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from cli.leaderboard.voted import TOML, arena
from cli.typed import run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An arena with thirty votes."""
    return arena(tmp_path_factory.mktemp("arena"))


def board(folder: Path, *words: str) -> dict[str, Any]:
    done = run(folder, "leaderboard", "show", *words, "--json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_board_of_all_votes_is_a_table(folder: Path) -> None:
    lines = run(folder, "leaderboard", "show").stdout.splitlines()
    assert lines[0] == "Overall"
    assert lines[2].split() == ["model", "rank", "rating", "95%", "interval", "votes"]
    assert lines[3].split()[:2] == ["oak", "1–3"]
    assert lines[-1] == "30 votes, bradley_terry"


@pytest.mark.parametrize(
    ("words", "title", "votes"),
    [
        (["--language", "fr"], "In French", 15),
        (["--category", "coding"], "Coding", 15),
        (["--without", "tie"], "Without ties", 24),
        (["--models", "oak,elm"], "Among 2 models", 10),
        (["--since", "2026-03-04T05:16:07"], "Since 4 March 2026", 20),
        (["--until", "2026-03-04T05:16:07"], "Until 4 March 2026", 10),
    ],
)
def test_a_slice_is_asked_by_the_words_of_an_address(
    folder: Path, words: list[str], title: str, votes: int
) -> None:
    found = board(folder, *words)
    assert (found["title"], found["votes"]) == (title, votes)


def test_how_to_rate_is_asked_too(folder: Path) -> None:
    found = board(folder, "--method", "davidson", "--level", "0.9")
    assert (found["method"], found["level"]) == ("davidson", 0.9)


def test_what_is_held_equal_is_told_with_what_it_is_worth(folder: Path) -> None:
    done = run(folder, "leaderboard", "show", "--control", "position")
    assert "to stand on the left: " in done.stdout
    assert done.stdout.splitlines()[-1].endswith("position held equal")


def test_csv_has_a_heading_and_exact_numbers(folder: Path) -> None:
    rows = [*csv.DictReader(io.StringIO(run(folder, "leaderboard", "show", "--csv").stdout))]
    assert rows[0]["model"] == "oak"
    assert float(rows[0]["rating"]) == board(folder)["rows"][0]["rating"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--category", "codng"], "there is no label 'codng'; did you mean 'coding'?"),
        (["--category", "occupation"], "write occupation:VALUE"),
        (["--language", "xx"], "no vote has language 'xx'"),
        (["--models", "oak,elmm"], "did you mean 'elm'?"),
        (["--models", "oak"], "name two or more"),
        (["--since", "yesterday"], "is no time: write a date"),
        (["--since", "2026-02-02", "--until", "2026-01-01"], "no vote is both since"),
        (["--control", "styl"], "did you mean 'style'?"),
        (["--method", "davdson"], "did you mean 'davidson'?"),
        (["--level", "95"], "give one between 0.5 and 1"),
        (["--modality", "sound"], "there is no modality 'sound'"),
        (["--source", "polls"], "there is no source of votes 'polls'"),
        (["--json", "--csv"], "give one of them"),
    ],
)
def test_a_board_that_is_none_is_one_sentence_and_code_2(
    folder: Path, words: list[str], sentence: str
) -> None:
    failed = run(folder, "leaderboard", "show", *words)
    assert (failed.returncode, failed.stdout) == (2, "")
    assert sentence in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_an_arena_without_votes_shows_the_example_as_what_it_is(tmp_path: Path) -> None:
    arena(tmp_path, 0)
    shown = run(tmp_path, "leaderboard", "show").stdout
    assert shown.splitlines()[0] == "Overall, simulated votes"
    assert "These votes are simulated" in shown


def test_models_without_votes_are_listed_with_the_reason(tmp_path: Path) -> None:
    arena(tmp_path, 1)
    shown = run(tmp_path, "leaderboard", "show").stdout
    assert "ash: 0 votes, not ranked. No votes yet" in shown


def test_a_slice_without_votes_says_so_and_lists_nobody(folder: Path) -> None:
    shown = run(folder, "leaderboard", "show", "--since", "2099-01-01").stdout
    assert "none of 30 votes fits all that is asked: ask for less" in shown
    assert "not ranked" not in shown


def test_a_folder_without_an_arena_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "tiltyard.toml").write_text(TOML)
    failed = run(tmp_path, "leaderboard", "show")
    assert failed.returncode == 2
    assert "there is no arena here" in failed.stderr
    assert not (tmp_path / "data").exists()


def test_what_each_lead_rests_on_is_told(folder: Path) -> None:
    done = run(folder, "leaderboard", "show", "--fragility")
    assert done.stdout.splitlines()[2].endswith("lead rests on")
    found = board(folder, "--fragility")
    assert len(found["fragility"]["neighbours"]) == len(found["rows"]) - 1
