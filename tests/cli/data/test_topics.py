"""``tiltyard data topics``, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from cli.typed import run
from pipeline.battles import dataset, rows
from pipeline.topical import PROMPTS
from tiltyard.pipeline import Dataset

SETTINGS = """
[models.jury]
endpoint = "scripted"
model = "a-script"
parameters = { text = "TOPIC: All sorts" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Settings, a file of prompts and a dataset of two votes on each."""
    (tmp_path / "tiltyard.toml").write_text(SETTINGS)
    pl.DataFrame({"id": range(len(PROMPTS)), "text": PROMPTS}).write_csv(tmp_path / "texts.csv")
    dataset(tmp_path / "battles", rows(*({"prompts": [one]} for one in PROMPTS * 2)))
    return tmp_path


def test_a_dataset_shows_its_topics(folder: Path) -> None:
    done = run(folder, "data", "topics", "battles", "--count", "3", "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].split() == ["topic", "share", "prompts", "battles"]
    assert "typical prompts" in done.stdout


def test_topics_are_a_label_from_then_on(folder: Path) -> None:
    run(folder, "data", "topics", "battles", "--count", "3", "--workers", "1")
    stats = json.loads(run(folder, "data", "stats", "battles", "--json").stdout)
    assert [one["label"] for one in stats["categories"]] == ["topic"]


def test_win_rates_are_shown_where_votes_are_enough(folder: Path) -> None:
    done = run(folder, "data", "topics", "battles", "--count", "1", "--workers", "1")
    assert "wren-7b  100 % (" in done.stdout
    assert "lark-2  0 % (" in done.stdout


def test_json_has_everything(folder: Path) -> None:
    words = ("data", "topics", "battles", "--count", "3", "--workers", "1", "--json")
    told = json.loads(run(folder, *words).stdout)
    assert {*told} == {
        "rows", "topics", "other", "count", "seed", "named_by", "digest", "level", "fewest_votes",
    }  # fmt: skip
    assert {*told["topics"][0]} == {
        "topic", "words", "share", "rows", "prompts", "battles", "typical", "consent", "models",
    }  # fmt: skip


def test_a_file_shows_its_topics_and_gets_a_column(folder: Path) -> None:
    words = ("data", "topics", "texts.csv", "--prompt", "text", "--count", "3", "-o", "out.csv")
    done = run(folder, *words)
    assert done.returncode == 0, done.stderr
    assert "battles" not in done.stdout.splitlines()[0]
    assert pl.read_csv(folder / "out.csv").columns == ["id", "text", "topic"]


def test_label_does_the_same_for_a_file(folder: Path) -> None:
    words = ("data", "label", "texts.csv", "--with", "topic,coding", "--prompt", "text")
    done = run(folder, *words, "-o", "out.csv")
    assert done.returncode == 0, done.stderr
    assert pl.read_csv(folder / "out.csv").columns == ["id", "text", "coding", "topic"]
    stamp = json.loads((folder / "out.csv.labels.json").read_text())
    assert stamp["labels"]["topic"]["way"] == "clusters"


def test_label_says_that_topics_need_prompts(folder: Path) -> None:
    done = run(folder, "data", "label", "texts.csv", "--with", "topic", "-o", "out.csv")
    assert done.returncode != 0
    assert "--prompt" in done.stderr


def test_a_model_writes_names(folder: Path) -> None:
    words = ("--count", "1", "--workers", "1", "--name-with", "jury", "--yes")
    done = run(folder, "data", "topics", "battles", *words)
    assert done.returncode == 0, done.stderr
    assert "All sorts" in done.stdout
    assert "names written by jury" in done.stdout


def test_a_map_is_drawn(folder: Path) -> None:
    words = ("data", "topics", "texts.csv", "--prompt", "text", "--count", "3")
    done = run(folder, *words, "--plot", "map.svg")
    assert done.returncode == 0, done.stderr
    assert (folder / "map.svg").read_text().startswith("<svg")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("battles", "--prompt", "text"), "--prompt is for files"),
        (("battles", "-o", "out.csv"), "-o is for files"),
        (("texts.csv",), "--prompt COLUMN"),
        (("texts.csv", "--prompt", "text", "--again"), "--again is for datasets"),
        (("texts.csv", "--prompt", "text", "--count", "99"), "ask for 1 to 30"),
        (("texts.csv", "--prompt", "text", "--plot", "map.pdf"), ".svg, .png or .html"),
        (("texts.csv", "--prompt", "txt"), "'txt'"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, words: tuple[str, ...], said: str) -> None:
    done = run(folder, "data", "topics", *words)
    assert done.returncode != 0
    assert said in done.stderr


def test_an_empty_dataset_says_so(folder: Path) -> None:
    Dataset.create(folder / "empty")
    done = run(folder, "data", "topics", "empty")
    assert done.stdout == "0 rows, and no prompt among them says anything: no topics\n"
