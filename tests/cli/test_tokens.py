"""``tiltyard tokens``, as it is typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli.typed import Done, run
from tiltyard.bootstrap import digest_of


def tiltyard(folder: Path, *words: str) -> Done:
    """Run a command in a folder without settings, or with those that a test wrote."""
    return run(folder, "tokens", *words, variables={"COLUMNS": "200"})


def test_a_secret_is_shown_once_with_the_table_that_knows_it(tmp_path: Path) -> None:
    shown = tiltyard(tmp_path, "new", "mia", "--scope", "moderate").stdout
    secret = re.search(r"^  (tiltyard_\S+)$", shown, re.MULTILINE)
    assert secret
    assert '[tokens."mia"]' in shown
    assert f'digest = "{digest_of(secret[1])}"' in shown
    assert list(tmp_path.iterdir()) == []


def test_the_table_is_taken_as_it_is_printed(tmp_path: Path) -> None:
    words = ("new", "the owner", "--scope", "own", "--organisation", "Birch Labs")
    settings, known = tmp_path / "tiltyard.toml", '[organisations."Birch Labs"]\n'
    settings.write_text(known)
    shown = tiltyard(tmp_path, *words).stdout
    table = shown[shown.index("[tokens.") :].replace("\n  ", "\n")
    settings.write_text(known + table)
    assert tiltyard(tmp_path, "list").stdout == "the owner: own, for Birch Labs\n"
    assert "there is a token 'the owner' already" in tiltyard(tmp_path, *words).stderr


@pytest.mark.parametrize(
    "words",
    [["--scope", "own"], ["--scope", "all"], ["--scope", "own", "--organisation", "nobody"]],
)
def test_a_token_that_could_not_be_is_not_made(tmp_path: Path, words: list[str]) -> None:
    done = tiltyard(tmp_path, "new", "mia", *words)
    assert done.returncode == 2
    assert "tiltyard_" not in done.stdout


def test_without_tokens_it_says_how_to_make_one(tmp_path: Path) -> None:
    assert "tiltyard tokens new" in tiltyard(tmp_path, "list").stdout
