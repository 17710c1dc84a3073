"""The card of a release says what is in it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # comes with `datasets`, and without types

from pipeline.releasing import CONFIG, dataset, row, rows, with_release
from tiltyard.pipeline import Alias, Config, Wish, label_dataset, release


def made(
    folder: Path, many: list[dict[str, Any]], config: Config = CONFIG, **wish: Any
) -> tuple[dict[str, Any], str]:
    """The head of a release's card as YAML, and the rest of it."""
    held = dataset(folder / "dataset", many, config=config)
    release(held, folder / "out", config, wish=Wish(**wish), workers=1)
    _, head, rest = (folder / "out" / "README.md").read_text().split("---\n", 2)
    return yaml.safe_load(head), rest


def test_the_head_is_what_hubs_read(tmp_path: Path) -> None:
    head, _ = made(tmp_path, rows(10), exports=("dpo", "sharegpt"))
    assert head["license"] == "cc-by-4.0"
    assert head["pretty_name"] == "Votes of an invented arena"
    assert head["language"] == ["en", "fr"]
    assert head["size_categories"] == ["n<1K"]
    assert [one["config_name"] for one in head["configs"]] == ["default", "dpo"]


def test_an_own_licence_is_called_other(tmp_path: Path) -> None:
    head, rest = made(tmp_path, rows(3), with_release(licence='Our "terms": v2'))
    assert (head["license"], head["license_name"]) == ("other", 'Our "terms": v2')
    assert 'Our "terms": v2.' in rest


def test_a_title_of_two_lines_breaks_nothing(tmp_path: Path) -> None:
    head, rest = made(tmp_path, rows(3), with_release(title="Votes: a\n# title"))
    assert head["pretty_name"] == "Votes: a\n# title"
    assert "# Votes: a # title\n" in rest


def test_the_funnel_is_told_to_its_end(tmp_path: Path) -> None:
    many = [*rows(5), row(5, flagged=True), row(6, consent=False)]
    _, rest = made(tmp_path, many, consented_only=True)
    assert "|  | rows read |  | 7 |" in rest
    assert "| `flagged` | flagged | −1 | 6 |" in rest
    assert "| `release` | no consent | −1 | 5 |" in rest


def test_what_is_withheld_is_said(tmp_path: Path) -> None:
    _, rest = made(tmp_path, [*rows(5), row(5, consent=False), row(6, consent=None)])
    assert "| without: no consent | 1 |" in rest
    assert "| without: consent not known | 1 |" in rest


def test_personal_data_is_counted(tmp_path: Path) -> None:
    _, rest = made(tmp_path, [row(0, prompts=["Write to ada@example.org about the trees."])])
    assert "marked in texts where rules found it (email: 1)" in rest


def test_small_cells_are_counted(tmp_path: Path) -> None:
    _, rest = made(tmp_path, rows(3), with_release(smallest_cell=9))
    assert "fewer than 9 voters" in rest
    assert "language to 'other': 3 rows" in rest


def test_every_column_is_described(tmp_path: Path) -> None:
    _, rest = made(tmp_path, rows(3))
    assert "| `conversation_a` | `list<struct<role: string, content: string" in rest


def test_a_bar_in_a_value_does_not_end_a_cell(tmp_path: Path) -> None:
    config = dataclasses.replace(CONFIG, aliases=(Alias("oak", "oak|2"),))
    _, rest = made(tmp_path, rows(3), config)
    assert "| `oak` | `oak\\|2` |" in rest


def test_exports_say_which_votes_give_none(tmp_path: Path) -> None:
    _, rest = made(tmp_path, rows(4), exports=("dpo",))
    assert "Votes that give none: tie: 1; both bad: 1." in rest


def test_labels_and_style_say_how_they_were_found(tmp_path: Path) -> None:
    (tmp_path / "categories").mkdir()
    (tmp_path / "categories" / "oaks.toml").write_text(
        'title = "Oaks"\nabout = "is about oaks"\nany_of = ["oak"]\n'
    )
    config = dataclasses.replace(CONFIG, category_folder=tmp_path / "categories")
    held = dataset(tmp_path / "dataset", rows(3), config=config)
    label_dataset(held, ["oaks", "style"], config=config, workers=1)
    release(held, tmp_path / "out", config, workers=1)
    card = (tmp_path / "out" / "README.md").read_text()
    assert "| `oaks` | prompts | rule |" in card
    assert "| `headers` | 0.500000 | 0.000000 |" in card


@pytest.mark.parametrize("texts", [True, False])
def test_a_release_without_texts_speaks_of_none(tmp_path: Path, texts: bool) -> None:
    _, rest = made(tmp_path, rows(3), with_release(texts=texts))
    assert ("Personal data was marked" in rest) == texts
    assert ("What models wrote" in rest) == texts
