"""``tiltyard leaderboard history`` and ``diff``, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.leaderboard.voted import arena, vote
from cli.typed import Done, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An arena with two snapshots, and fifteen votes between them."""
    made = arena(tmp_path_factory.mktemp("arena"))
    run(made, "leaderboard", "snapshot")
    vote(made, range(30, 45))
    run(made, "leaderboard", "snapshot")
    return made


def typed(folder: Path, *words: str) -> Done:
    return run(folder, "leaderboard", *words)


def test_a_models_history_has_a_line_for_each_snapshot(folder: Path) -> None:
    lines = typed(folder, "history", "oak").stdout.splitlines()
    assert lines[0].startswith("snapshot  taken at")
    assert [line.split()[0] for line in lines[1:]] == ["1", "2"]
    assert [line.split()[-2] for line in lines[1:]] == ["20", "30"]


def test_a_history_of_a_slice_is_of_its_board(folder: Path) -> None:
    told = json.loads(typed(folder, "history", "oak", "--language", "fr", "--json").stdout)
    assert [one["votes"] for one in told["snapshots"]] == [15, 22]
    assert [*told["models"]] == ["oak"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["history", "oka"], 2, "no snapshot ranks a model 'oka' on this board"),
        (["history", "oak", "--category", "math"], 1, "no snapshot has this board"),
        (["history", "oak", "--control", "styl"], 2, "did you mean 'style'?"),
        (["diff", "1", "3"], 1, "there is no snapshot 3: they go from 1 to 2"),
        (["diff", "1", "2", "--category", "math"], 1, "has no board of category=math"),
    ],
)
def test_what_is_not_there_is_one_sentence(
    folder: Path, words: list[str], code: int, sentence: str
) -> None:
    failed = typed(folder, *words)
    assert failed.returncode == code
    assert sentence in failed.stderr
    assert failed.stderr.count("\n") == 1


def test_a_diff_is_told_in_words(folder: Path) -> None:
    first, _, *models = typed(folder, "diff", "1", "2").stdout.splitlines()
    assert first == "Overall, from snapshot 1 to 2: 15 new votes"
    assert models[0].startswith("oak: still at rank 1–")
    assert models[0].endswith("10 new votes")


def test_a_diff_of_a_slice_is_of_its_board(folder: Path) -> None:
    shown = typed(folder, "diff", "1", "2", "--language", "fr").stdout
    assert shown.startswith("In French, from snapshot 1 to 2: 7 new votes")


def test_a_diff_can_be_had_as_json(folder: Path) -> None:
    told = json.loads(typed(folder, "diff", "1", "2", "--json").stdout)
    assert told["new_votes"] == 15
    assert told["models"][0]["sentence"].startswith("oak: ")


def test_a_setting_that_was_changed_between_them_is_told(folder: Path) -> None:
    settings = folder / "tiltyard.toml"
    settings.write_text(
        settings.read_text().replace("[leaderboard]\n", '[leaderboard]\ncontrol = ["position"]\n')
    )
    typed(folder, "snapshot")
    shown = typed(folder, "diff", "2", "3").stdout
    assert "position control now on" in shown.splitlines()[0]
