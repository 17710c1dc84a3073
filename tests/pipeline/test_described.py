"""Votes get the same labels and style as they come as a dataset's rows do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.battles import dataset, rows
from tiltyard import categories, style
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline import Config, Describer, label_dataset, labelled, measure_names

ROWS = rows(
    {},
    {"prompts": ["Schreib mir ein Gedicht \u00fcber den Herbst.", "K\u00fcrzer bitte!"]},
    {"answers_a": ["I'm sorry, but I can't help with that."]},
    {"answers_a": None, "answers_b": None},
    {"answers_b": ["# Title\n\n**Great**, wonderful and good! \U0001f600", None]},
)


@pytest.fixture(scope="module")
def describer() -> Describer:
    return Describer(Config())


def own(folder: Path, name: str, reads: str = "prompts") -> Config:
    (folder / f"{name}.py").write_text(
        "from tiltyard.categories import Category, Rule\n"
        f"category = Category('T', 'A.', reads={reads!r}, "
        "rule=Rule(lambda items: [True for _ in items]))\n"
    )
    return Config(category_folder=folder)


def test_labels_and_style_are_those_of_a_dataset_of_the_same_rows(
    describer: Describer, tmp_path: Path
) -> None:
    made = dataset(tmp_path / "data", ROWS)
    label_dataset(made, ["all", "style"], config=Config(), workers=1)
    names = [name for name in describer.definitions if name in categories.names()]
    expected = labelled(made, made.parts[0], names)
    measured = labelled(made, made.parts[0], ["style"]).cast(pl.Float32)
    measured = measured.rename(measure_names(style.names()))
    found = describer(ROWS.to_dicts())
    assert found.select(expected.columns).equals(expected)
    assert found.select(measured.columns).equals(measured)
    assert tuple(found.columns) == describer.columns


def test_no_rows_have_every_column(describer: Describer) -> None:
    found = describer([])
    assert tuple(found.columns) == describer.columns
    assert found.height == 0


def test_every_label_is_there_that_needs_no_model(describer: Describer) -> None:
    assert {"language", "coding", "refusal"} <= describer.definitions.keys()


def test_a_feature_that_is_called_like_a_category_is_a_score() -> None:
    names = measure_names(["bold", "sentiment"])
    assert names == {
        "bold_a": "bold_a",
        "bold_b": "bold_b",
        "sentiment_a": "sentiment_score_a",
        "sentiment_b": "sentiment_score_b",
    }


def test_an_own_category_changes_the_digest(describer: Describer, tmp_path: Path) -> None:
    assert Describer(Config()).digest == describer.digest
    assert Describer(own(tmp_path, "kites")).digest != describer.digest


def test_an_own_category_cannot_be_called_like_a_measure(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"category 'tokens' has the name of a measure"):
        Describer(own(tmp_path, "tokens", reads="answers"))


def test_a_rule_that_fails_leaves_its_own_label_out_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = own(tmp_path, "kites")
    path = tmp_path / "kites.py"
    path.write_text(
        path.read_text().replace("True for", "item.colour for").replace("for _", "for item")
    )
    given: list[dict[str, Any]] = ROWS.head(2).to_dicts()
    found = Describer(config)(given)
    assert found["kites"].to_list() == [None, None]
    assert found["language"].to_list() == ["en", "de"]
    assert "2 votes stay without the label 'kites'" in caplog.text
