"""Trained weights: where they come from, what is refused, and how they label."""

from __future__ import annotations

import hashlib
import json
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from categories.shared_prompts import unseen
from tiltyard.categories import Item
from tiltyard.categories._forms import NAMES
from tiltyard.categories._trained import CRITERIA, WEIGHTS, numbers_of, read_heads, trained
from tiltyard.embeddings import DIGEST, SIZE, _weights
from tiltyard.errors import ConfigurationError, DataError, ModelFileError

sys.path.insert(0, str(Path(__file__).parents[2]))

from scripts import train_labels

pytestmark = pytest.mark.skipif(
    find_spec("wordllama") is None, reason="the extra embed is not installed"
)
ALL = ("coding", "creative_writing", "expert", "hard", "hard_criteria", "math", "occupation")
SEED = {
    "prompt": "Hello",
    "criteria": "0000000",
    "demands": 0,
    "labels": [],
    "occupation": "none",
    "language": "en",
}


def test_the_weights_name_the_seeds_that_they_were_trained_on() -> None:
    seeds = train_labels.read_seeds(train_labels.SEEDS)
    assert json.loads(WEIGHTS.read_text())["seeds"] == seeds.digest


def test_the_weights_are_what_the_seeds_give() -> None:
    seeds = train_labels.read_seeds(train_labels.SEEDS)
    bias, weights = train_labels.Trainer(seeds).fit(seeds.yes["math"])
    head = read_heads(WEIGHTS, DIGEST).by_name["math"]
    np.testing.assert_allclose(head.weights, weights, atol=0.01)
    np.testing.assert_allclose(head.bias, bias, atol=0.05)


@pytest.mark.slow
def test_training_again_gives_the_same_labels() -> None:
    again = train_labels.train(train_labels.SEEDS, tell=lambda line: None)
    stored = json.loads(WEIGHTS.read_text())
    assert {name: head["threshold"] for name, head in again["heads"].items()} == {
        name: head["threshold"] for name, head in stored["heads"].items()
    }
    for name, head in again["heads"].items():
        np.testing.assert_allclose(head["weights"], stored["heads"][name]["weights"], atol=0.01)


def test_there_are_seeds_enough_and_none_twice() -> None:
    prompts = train_labels.read_seeds(train_labels.SEEDS).prompts
    assert len(set(prompts)) == len(prompts) >= 900


def test_no_seed_is_among_the_unseen_prompts() -> None:
    seen = set(train_labels.read_seeds(train_labels.SEEDS).prompts)
    assert not seen & {item.prompts[0] for item in unseen("everyday") + unseen("hard")}


@pytest.mark.parametrize(
    "wrong",
    [
        {"criteria": "010"},
        {"criteria": "0000002"},
        {"demands": 6},
        {"labels": ["poetry"]},
        {"occupation": "astrology"},
        {"prompt": " "},
    ],
)
def test_a_line_that_is_no_seed_is_told_by_its_place(
    wrong: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "own.jsonl").write_text(f"{json.dumps(SEED)}\n{json.dumps(SEED | wrong)}\n")
    with pytest.raises(DataError, match=r"own\.jsonl, line 2"):
        train_labels.read_seeds(tmp_path)


@pytest.mark.parametrize("line", ["{", '{"prompt": "Hello"}', "[]", "3"])
def test_a_line_of_something_else_is_told_too(line: str, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text(line)
    with pytest.raises(DataError, match=r"own\.jsonl, line 1"):
        train_labels.read_seeds(tmp_path)


def test_a_folder_without_seeds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no seeds"):
        train_labels.read_seeds(tmp_path)


def test_quality_is_that_of_the_textbook() -> None:
    truth = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], bool)
    told = np.array([1, 1, 0, 1, 0, 0, 0, 0, 0, 0], bool)
    found = train_labels.quality(truth, told)
    assert [found.precision, found.recall, found.f1] == pytest.approx([2 / 3] * 3)
    assert found.kappa == pytest.approx((0.8 - 0.58) / (1 - 0.58))


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(ConfigurationError, match="'poetry'; there is: coding"):
        trained("poetry")


def test_a_single_criterion_is_no_label() -> None:
    with pytest.raises(ConfigurationError, match="nothing is trained"):
        trained(CRITERIA[0])


def test_weights_for_other_vectors_are_refused() -> None:
    with pytest.raises(ModelFileError, match="other vectors"):
        read_heads(WEIGHTS, "0" * 64)


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _weights.weights.cache_clear()
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(ConfigurationError, match=r"install tiltyard\[embed\]"):
        trained("math")


def test_the_digest_is_that_of_the_file() -> None:
    assert trained("hard").digest == hashlib.sha256(WEIGHTS.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ALL)
def test_nothing_said_is_unlabelled(name: str) -> None:
    assert trained(name).label([Item(()), Item(("",)), Item((" ", "\n"))]) == [None] * 3


@pytest.mark.parametrize("name", ALL)
def test_a_label_does_not_depend_on_the_batch(name: str) -> None:
    items = unseen("everyday")[:8] + unseen("hard")[:8]
    alone = [trained(name).label([item])[0] for item in items]
    assert trained(name).label(items) == alone


def test_all_turns_count() -> None:
    task = "Write a Python function that parses a CSV file and returns a list of dicts."
    assert trained("coding").label([Item(("hi", task)), Item(("hi",))]) == [True, False]


def test_a_row_holds_the_vector_and_the_forms() -> None:
    assert numbers_of(("Hello",)).shape == (1, SIZE + len(NAMES))
