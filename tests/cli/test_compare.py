"""``tiltyard compare``, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from arenas import person, scripted, serving
from cli.typed import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with votes on two models."""
    lines = ["oak,elm,model_a"] * 55 + ["oak,elm,model_b"] * 45
    (tmp_path / "votes.csv").write_text("\n".join(["model_a,model_b,winner", *lines]))
    return tmp_path


def test_it_says_what_it_would_take(folder: Path) -> None:
    done = run(folder, "compare", "oak", "elm", "--votes", "votes.csv")
    assert "do not tell 'oak' and 'elm' apart" in done.stdout
    assert "Head to head: 100 votes, 55 won, 45 lost" in done.stdout
    assert "more votes between the two" in done.stdout


def test_it_says_it_in_json(folder: Path) -> None:
    found = json.loads(
        run(folder, "compare", "oak", "elm", "--votes", "votes.csv", "--json").stdout
    )
    assert (found["differs"], found["record"]["wins"]) == (False, 55)


def test_an_unknown_model_is_one_sentence(folder: Path) -> None:
    failed = run(folder, "compare", "oak", "emm", "--votes", "votes.csv")
    assert failed.returncode == 1
    assert "did you mean 'elm'" in failed.stderr


def test_without_a_file_the_arenas_votes_are_asked(tmp_path: Path) -> None:
    (tmp_path / "tiltyard.toml").write_text(
        'data_dir = "data"\n[models.oak]\nendpoint = "scripted"\nmodel = "m"\n'
        '[models.elm]\nendpoint = "scripted"\nmodel = "m"\n'
    )
    with serving(scripted(tmp_path / "data")) as base, person(base) as ada:
        for winner in ("model_a", "model_b", "tie"):
            ada.vote(ada.answered()["id"], winner)
    done = run(tmp_path, "compare", "oak", "elm")
    assert "Head to head: 3 votes" in done.stdout, done.stderr


def test_where_no_arena_is_none_is_made(tmp_path: Path) -> None:
    failed = run(tmp_path, "compare", "oak", "elm")
    assert failed.returncode == 2
    assert "there is no arena here" in failed.stderr
    assert not (tmp_path / ".tiltyard").exists()
