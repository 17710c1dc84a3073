"""``tiltyard data clean`` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.typed import run
from pipeline.battles import dataset, rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a dataset of four rows, two of which leave."""
    frame = rows({}, {"winner": None}, {"answers_a": ["I am ChatGPT."]}, {})
    dataset(tmp_path / "votes", frame)
    return tmp_path


def test_the_funnel_is_a_table(folder: Path) -> None:
    done = run(folder, "data", "clean", "votes", "--workers", "1")
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["read", "4", "4"] in lines
    assert ["incomplete", "no", "vote", "1", "25.00%", "3"] in lines
    assert ["identity", "identity", "told", "1", "25.00%", "2"] in lines
    assert ["flagged", "0", "3"] in lines
    assert ["kept", "2", "50.00%", "2"] in lines


def test_the_funnel_is_json_too(folder: Path) -> None:
    done = run(folder, "data", "clean", "votes", "--workers", "1", "--json")
    found = json.loads(done.stdout)
    assert (found["rows_in"], found["kept"]) == (4, 2)
    assert {"step": "identity", "reason": "identity told", "rows": 1} in found["stages"]
    assert found["definition"]["steps"][0]["name"] == "incomplete"
    assert len(found["digest"]) == 64


def test_steps_and_options_come_from_the_settings(folder: Path) -> None:
    (folder / "tiltyard.toml").write_text('[data]\nsteps = ["identity"]\n', encoding="utf-8")
    done = run(folder, "data", "clean", "votes", "--workers", "1", "--json")
    assert json.loads(done.stdout)["kept"] == 3


def test_another_file_of_settings_can_be_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TILTYARD_CONFIG", "gone.toml")
    (folder / "other.toml").write_text("[data]\nsteps = []\n", encoding="utf-8")
    words = ("data", "clean", "votes", "--workers", "1", "--json", "--config", "other.toml")
    assert json.loads(run(folder, *words).stdout)["kept"] == 4


def test_an_empty_dataset_is_no_fault(tmp_path: Path) -> None:
    dataset(tmp_path / "votes", rows())
    done = run(tmp_path, "data", "clean", "votes")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].split() == ["kept", "0", "0"]


def test_a_folder_that_is_no_dataset_is_told(tmp_path: Path) -> None:
    done = run(tmp_path, "data", "clean", ".")
    assert done.returncode == 1
    assert "is no dataset" in done.stderr


def test_an_option_that_does_not_exist_is_told(folder: Path) -> None:
    wrong = "[data.options.too_short]\nletters = 3\n"
    (folder / "tiltyard.toml").write_text(wrong, encoding="utf-8")
    done = run(folder, "data", "clean", "votes")
    assert done.returncode == 2
    assert "there is no option 'letters' in data.options.too_short" in done.stderr


def test_the_funnel_can_be_drawn(folder: Path) -> None:
    pytest.importorskip("altair", reason="altair is not installed")
    done = run(folder, "data", "clean", "votes", "--workers", "1", "--plot", "funnel.svg")
    assert done.returncode == 0, done.stderr
    assert "<svg" in (folder / "funnel.svg").read_text(encoding="utf-8")
