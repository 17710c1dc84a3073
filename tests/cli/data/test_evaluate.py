"""``tiltyard data evaluate``, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.typed import run

TEXTS = """text,loud,mood,guess
Come!!,yes,happy,happy
Please come.,no,sad,happy
No!!,no,angry,angry
,yes,sad,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiltyard.toml").write_text('[data]\ncategory_folder = "own"\n')
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "shouts.toml").write_text('any_of = ["[!]{2}"]')
    (tmp_path / "texts.csv").write_text(TEXTS)
    return tmp_path


def test_scores_and_confusion_are_shown(folder: Path) -> None:
    done = run(folder, "data", "evaluate", "texts.csv", "--label", "shouts", "--truth", "loud",
               "--prompt", "text")  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line}
    assert lines["labelled"] == ["3", "(75.0%)"]
    assert lines["precision"][0] == "0.500"
    assert lines["recall"][0] == "1.000"
    assert lines["yes"] == ["0", "1", "1"]
    assert lines["no"] == ["1", "1", "0"]


def test_several_labels_stand_side_by_side(folder: Path) -> None:
    done = run(folder, "data", "evaluate", "texts.csv", "--label", "shouts", "--truth", "loud",
               "--prompt", "text", "--predicted", "loud")  # fmt: skip
    assert done.stdout.splitlines()[0].split() == ["shouts:rule", "loud"]


def test_each_of_several_values_is_scored(folder: Path) -> None:
    done = run(folder, "data", "evaluate", "texts.csv", "--predicted", "guess", "--truth", "mood")
    said = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert any(line.startswith("precision of happy 0.500") for line in said)
    assert "precision of sad undefined" in said


def test_json_has_every_number(folder: Path) -> None:
    done = run(folder, "data", "evaluate", "texts.csv", "--label", "shouts", "--truth", "mood",
               "--positive", "happy", "--positive", "angry", "--prompt", "text",
               "--json")  # fmt: skip
    found = json.loads(done.stdout)["shouts:rule"]
    assert found["values"]["yes"]["f1"]["value"] == 1
    assert found["kappa"]["value"] == 1
    assert found["unlabelled"] == {"no": 1}
    assert found["coverage"] == 0.75


def test_many_values_are_shown_as_their_confusions(folder: Path) -> None:
    rows = [f"v{number % 15},v{number % 14}" for number in range(60)]
    (folder / "many.csv").write_text("people,label\n" + "\n".join(rows) + "\n")
    done = run(folder, "data", "evaluate", "many.csv", "--predicted", "label", "--truth", "people")
    assert "people  label  rows" in done.stdout


def test_what_is_a_yes_must_be_said(folder: Path) -> None:
    done = run(folder, "data", "evaluate", "texts.csv", "--label", "shouts", "--truth", "mood",
               "--prompt", "text")  # fmt: skip
    assert done.returncode == 2
    assert "say which of its values mean yes with --positive VALUE" in done.stderr
