"""What a dataset is about, and who wins there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from statsmodels.stats.proportion import (  # type: ignore[import-untyped]
    proportion_confint,
)

from pipeline.battles import dataset, rows
from pipeline.topical import COOKING, PROMPTS, SKY
from tiltyard import files
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline import Texts, TopicReport, TopicWish, topics_of_dataset, topics_of_file

WINNERS = ["model_a"] * 5 + ["model_b"] * 2 + ["tie", "both_bad", "model_a"]


def votes(folder: Path, **all_rows: Any) -> TopicReport:
    """Forty votes on cooking and ten on the sky, always between the same two models."""
    asked = [*COOKING * 4, *SKY]
    changes = [{"prompts": [one], "winner": WINNERS[place % 10]} for place, one in enumerate(asked)]
    held = dataset(folder / "battles", rows(*changes, **all_rows))
    return topics_of_dataset(held, wish=TopicWish(count=2), workers=1)


def test_shares_add_up(tmp_path: Path) -> None:
    told = votes(tmp_path).told
    rows_of = [one["rows"] for one in (*told["topics"], told["other"])]
    assert sum(rows_of) == told["rows"] == 50
    assert sum(one["share"] for one in (*told["topics"], told["other"])) == pytest.approx(1)


def test_different_prompts_and_battles_are_counted(tmp_path: Path) -> None:
    told = votes(tmp_path, battle="one and the same").told
    assert [(one["prompts"], one["battles"]) for one in told["topics"]] == [(10, 1), (10, 1)]


def test_the_win_rate_counts_ties_as_halves(tmp_path: Path) -> None:
    best, worst = votes(tmp_path).told["topics"][0]["models"]
    assert (best["model"], best["votes"], best["win_rate"]) == ("wren-7b", 40, 28 / 40)
    assert (worst["model"], worst["votes"], worst["win_rate"]) == ("lark-2", 40, 12 / 40)


def test_the_interval_is_wilsons(tmp_path: Path) -> None:
    best = votes(tmp_path).told["topics"][0]["models"][0]
    wilson = proportion_confint(28, 40, method="wilson")
    assert (best["lower"], best["upper"]) == pytest.approx(wilson)


def test_a_few_votes_are_not_told(tmp_path: Path) -> None:
    assert votes(tmp_path).told["topics"][1]["models"] == []


def test_a_typical_prompt_may_be_shown_if_any_may(tmp_path: Path) -> None:
    assert [one["consent"] for one in votes(tmp_path, consent=True).told["topics"]] == [True] * 2


def test_without_consent_that_is_said(tmp_path: Path) -> None:
    report = votes(tmp_path)
    assert [one["consent"] for one in report.told["topics"]] == [False] * 2
    assert {point["text"] for point in report.points()} == {None}


def test_personal_data_is_not_told(tmp_path: Path) -> None:
    frame = rows({"prompts": ["Please mail the soup recipe to ann@example.org today"]})
    report = topics_of_dataset(dataset(tmp_path / "battles", frame), workers=1)
    assert [one["typical"] for one in report.told["topics"]] == [
        "Please mail the soup recipe to [EMAIL] today"
    ]


def test_an_empty_dataset_has_no_topics(tmp_path: Path) -> None:
    told = topics_of_dataset(dataset(tmp_path / "battles", rows()[:0]), workers=1).told
    assert (told["rows"], told["topics"], told["other"]["share"]) == (0, [], None)


def written(folder: Path) -> Texts:
    lines = "".join(f'{place},"{one}"\n' for place, one in enumerate(PROMPTS))
    (folder / "texts.csv").write_text(f"id,text\n{lines}")
    return Texts(folder / "texts.csv", "text")


def test_a_file_gets_a_column_of_topics(tmp_path: Path) -> None:
    wish, out = TopicWish(count=3), tmp_path / "out.csv"
    report = topics_of_file(written(tmp_path), out, wish=wish, cache=tmp_path / "a.db")
    assert files.read_table(out)["topic"].to_list() == report.topics.label(PROMPTS)
    assert [one["battles"] for one in report.told["topics"]] == [0, 0, 0]


def test_a_column_of_that_name_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "texts.csv").write_text("topic,text\nx,Hello there\n")
    texts = Texts(tmp_path / "texts.csv", "text")
    with pytest.raises(ConfigurationError, match="has a column 'topic' already"):
        topics_of_file(texts, tmp_path / "out.csv", wish=TopicWish(), cache=tmp_path / "a.db")
