"""``tiltyard data release``, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.typed import run
from pipeline.releasing import CONFIG, dataset, row, rows
from tiltyard.pipeline import Config, clean

SETTINGS = """
[data]
steps = ["incomplete", "flagged", "too_short"]
smallest_cell = 2
"""
LICENSED = ("--licence", "CC-BY-4.0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with settings and a dataset that is clean."""
    (tmp_path / "tiltyard.toml").write_text(SETTINGS)
    held = dataset(tmp_path / "votes", [*rows(12), row(12, consent=False)])
    clean(held, Config(steps=CONFIG.steps), workers=1)
    return tmp_path


def typed(folder: Path, *words: str) -> str:
    """What the command says, when all goes well."""
    done = run(folder, "data", "release", "votes", "-o", "out", "--workers", "1", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_says_what_was_written(folder: Path) -> None:
    said = typed(folder, *LICENSED, "--export", "dpo, kto", "--export", "reward")
    assert "rows" in said
    assert "without: no consent" in said
    assert "tiltyard data import --consent" in said
    assert "export kto" in said
    assert "out holds the release" in said


def test_json_is_what_the_library_says(folder: Path) -> None:
    said = json.loads(typed(folder, *LICENSED, "--title", "Trees", "--json"))
    assert (said["rows"], said["title"], said["licence"]) == (13, "Trees", "CC-BY-4.0")


def test_options_reach_the_release(folder: Path) -> None:
    assert json.loads(typed(folder, "--no-texts", "--json"))["texts"]["published"] == 0
    again = typed(folder, *LICENSED, "--consented-only", "--force", "--json")
    assert json.loads(again)["rows"] == 12


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "a release with texts needs a licence"),
        ((*LICENSED, "--export", "dppo"), 2, "there is no export 'dppo'; did you mean 'dpo'?"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    folder: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    done = run(folder, "data", "release", "votes", "-o", "out", *words)
    assert done.returncode == code
    assert sentence in done.stderr
    assert not (folder / "out").exists()


def test_no_dataset_is_one_sentence(folder: Path) -> None:
    done = run(folder, "data", "release", "nowhere", "-o", "out", *LICENSED)
    assert (done.returncode, "is no dataset" in done.stderr) == (1, True)


def test_a_release_is_imported_again(folder: Path) -> None:
    typed(folder, *LICENSED)
    done = run(folder, "data", "import", "out", "-o", "again", "--json")
    assert done.returncode == 0, done.stderr
    assert run(folder, "data", "stats", "again").stdout.count("13") > 0
