"""The labels of one part, in a process."""

from __future__ import annotations

import pickle
from pathlib import Path

import polars as pl
import pytest

from tiltyard.categories import Category, Rubric
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline import Config, Dataset
from tiltyard.pipeline._label_parts import Labels, Texts, columns_of, labeller_of
from tiltyard.pipeline._labelling import Chosen, definition
from tiltyard.pipeline._own_categories import all_categories


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    made = Dataset.create(tmp_path / "data")
    texts = {
        "prompts": [["Hi!"], ["Hi!"]],
        "answers_a": [["A", None], None],
        "answers_b": [[], ["B"]],
    }
    made.append(pl.DataFrame(texts))
    return made


def config(folder: Path) -> Config:
    own = folder / "own"
    own.mkdir()
    (own / "loud.toml").write_text('any_of = ["!"]')
    return Config(category_folder=own)


def test_equal_prompts_are_one_item(dataset: Dataset) -> None:
    items = Texts(dataset.parts[0]).items("prompts")
    assert (items.turns, items.places) == ([("Hi!",)], [0, 0])


def test_answers_are_all_of_the_left_and_then_all_of_the_right(dataset: Dataset) -> None:
    items = Texts(dataset.parts[0]).items("answers")
    answers = [items[place].answers for place in items.places]
    assert answers == [("A", ""), (), (), ("B",)]


def test_work_can_be_sent_to_a_process(dataset: Dataset, tmp_path: Path) -> None:
    settled = config(tmp_path)
    chosen = Chosen("loud", all_categories(settled)["loud"], "rule")
    derived = dataset.derived("labels", "loud", definition(chosen, labeller_of(chosen, None)))
    part = dataset.parts[0]
    work = pickle.loads(pickle.dumps(Labels(settled)))
    assert work((part, (("loud", "rule", derived),))) == 2
    assert derived.read(part)["loud"].to_list() == [True, True]


def test_a_category_that_changes_meanwhile_is_told(dataset: Dataset, tmp_path: Path) -> None:
    derived = dataset.derived("labels", "loud", {"way": "rule", "version": "0"})
    with pytest.raises(ConfigurationError, match="'loud' was changed while it was used"):
        Labels(config(tmp_path))((dataset.parts[0], (("loud", "rule", derived),)))


def test_a_rubric_needs_somebody_to_ask() -> None:
    category = Category("Rude", "Rude.", rubric=Rubric("Is it rude?"))
    with pytest.raises(ConfigurationError, match="--model, or as `judge`"):
        labeller_of(Chosen("rude", category, "rubric"), None)


@pytest.mark.parametrize(
    ("category", "columns"),
    [
        (Category("Rude", "Rude."), ["rude"]),
        (Category("Rude", "Rude.", "answers"), ["rude_a", "rude_b"]),
    ],
)
def test_a_label_of_answers_makes_two_columns(category: Category, columns: list[str]) -> None:
    assert columns_of(Chosen("rude", category, "rule")) == columns
