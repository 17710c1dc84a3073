"""``tiltyard data import``, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from arenas import person, scripted, serving
from cli.typed import run
from pipeline.importers.shapes import SHAPES
from tiltyard.pipeline import Dataset, importers

PLAIN = "model_a,model_b,winner,mood\nlark,wren,tie,good\nlark,wren,Tie,bad\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with votes in it."""
    (tmp_path / "votes.csv").write_text(PLAIN)
    (tmp_path / "arena.jsonl").write_text(json.dumps(SHAPES["lmarena"]) + "\n")
    return tmp_path


def test_what_became_of_every_row_is_shown(folder: Path) -> None:
    done = run(folder, "data", "import", ".", "-o", "birds", "--on-error", "drop")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "input        shape    read  imported  repeated  refused\n"
        "arena.jsonl  lmarena     1         1         0        0\n"
        "votes.csv    plain       2         1         0        1\n"
        "refused, unknown winner: 1\n"
        "  votes.csv, row 3: unknown winner 'Tie'\n"
        "\n"
        "birds has 2 rows.\n"
    )
    assert done.stderr == ""


def test_json_says_the_same(folder: Path) -> None:
    done = run(folder, "data", "import", ".", "-o", "birds", "--on-error", "drop", "--json")
    told = json.loads(done.stdout)
    assert [one["name"] for one in told["inputs"]] == ["arena.jsonl", "votes.csv"]
    assert told["inputs"][1]["refused"] == {"unknown winner": 1}
    assert (told["dataset"], told["rows"]) == ("birds", 2)


def test_a_bad_row_stops_it_with_one_sentence(folder: Path) -> None:
    done = run(folder, "data", "import", "votes.csv", "-o", "birds")
    assert done.returncode == 1
    assert "votes.csv, row 3: unknown winner 'Tie'" in done.stderr
    assert done.stderr.count("\n") == 1
    assert Dataset.open(folder / "birds").rows == 0


def test_columns_and_winners_are_said(folder: Path) -> None:
    (folder / "own.csv").write_text(
        "one,two,best,asked,left,right,by,at\na,b,L,Hm?,So.,No.,ann,1\n"
    )
    words = (
        "--model-a one --model-b two --winner best --winner-value L=model_a --prompt asked "
        "--answer-a left --answer-b right --voter by --time at --consent"
    )
    done = run(folder, "data", "import", "own.csv", "-o", "birds", *words.split())
    assert done.returncode == 0, done.stderr
    row = Dataset.open(folder / "birds").scan().collect().row(0, named=True)
    assert (row["winner"], row["prompts"], row["answers_b"]) == ("model_a", ["Hm?"], ["No."])
    assert (row["voter"], row["created_at"].year, row["consent"]) == ("ann", 1970, True)


def test_a_shape_is_named(folder: Path) -> None:
    done = run(folder, "data", "import", "votes.csv", "-o", "birds", "--as", "lmarena")
    assert done.returncode == 1
    assert "no column 'question_id', as lmarena has" in done.stderr


def test_the_known_shapes_are_told(folder: Path) -> None:
    done = run(folder, "data", "import", "--shapes")
    assert all(f"{name}: {importers.load(name).title}" in done.stdout for name in importers.names())
    told = json.loads(run(folder, "data", "import", "--shapes", "--json").stdout)
    assert sorted(told) == importers.names()


@pytest.mark.parametrize("words", [["votes.csv"], ["-o", "birds"], []])
def test_a_source_and_a_dataset_are_needed(folder: Path, words: list[str]) -> None:
    done = run(folder, "data", "import", *words)
    assert done.returncode == 2
    assert "tiltyard data import FILE -o DATASET" in done.stderr


@pytest.mark.parametrize("words", [["arena"], ["--from-store"]])
def test_the_arena_of_the_settings_is_a_source(tmp_path: Path, words: list[str]) -> None:
    settings = scripted(tmp_path / "held", battle={"publishable": True})
    with serving(settings) as base, person(base) as ada:
        assert ada.vote(ada.answered("Why?", may_publish=True)["id"]).status_code == 200
        ada.answered("And?")
    (tmp_path / "tiltyard.toml").write_text('name = "Grove"\ndata_dir = "held"\n')
    done = run(tmp_path, "data", "import", *words, "-o", "birds")
    assert done.returncode == 0, done.stderr
    row = Dataset.open(tmp_path / "birds").scan().collect().row(0, named=True)
    assert (row["prompts"], row["winner"], row["consent"]) == (["Why?"], "tie", True)
    assert "Grove  arena     1         1" in done.stdout


@pytest.mark.parametrize("words", [["arena"], ["--from-store"]])
def test_where_no_arena_is_none_is_made(tmp_path: Path, words: list[str]) -> None:
    done = run(tmp_path, "data", "import", *words, "-o", "birds")
    assert done.returncode == 2
    assert "there is no arena here: its database '.tiltyard/tiltyard.db'" in done.stderr
    assert list(tmp_path.iterdir()) == []
