"""A dataset says how its votes came about."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import battles
from pipeline.topical import PROMPTS
from tiltyard.errors import DataError
from tiltyard.leaderboard import Account, account_of
from tiltyard.pipeline import Config, Dataset, clean, label_dataset, open_topics


def test_a_dataset_that_was_not_touched_tells_nothing(tmp_path: Path) -> None:
    battles.dataset(tmp_path / "set", battles.rows({}, {}))
    assert account_of(tmp_path / "set") == Account()


def test_a_cleaned_dataset_tells_what_left_it_and_by_which_steps(tmp_path: Path) -> None:
    made = battles.dataset(tmp_path / "set", battles.rows({}, {"anonymous": False}))
    clean(made, Config(steps=("not_anonymous",)))
    found = account_of(made.folder)
    assert found.funnel is not None
    assert (found.funnel.rows_in, found.funnel.kept) == (2, 1)
    assert [step["name"] for step in found.steps] == ["not_anonymous"]


def test_a_labelled_dataset_tells_what_its_labels_are(tmp_path: Path) -> None:
    made = battles.dataset(tmp_path / "set", battles.rows({}))
    label_dataset(made, ["coding"], config=Config())
    assert account_of(made.folder).definitions["coding"]["way"] == "rule"


def test_a_folder_that_is_no_dataset_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nowhere"):
        account_of(tmp_path / "nowhere")


@pytest.fixture
def topical(tmp_path: Path) -> Dataset:
    """A dataset whose rows are labelled with its topics."""
    made = battles.dataset(tmp_path / "set", battles.rows(*({"prompts": [p]} for p in PROMPTS)))
    label_dataset(made, ["topic"], config=Config())
    return made


def test_a_dataset_with_topics_tells_where_they_lie(topical: Dataset) -> None:
    topics, plane = open_topics(topical), account_of(topical.folder).plane
    assert topics is not None
    assert plane is not None
    assert list(plane.spots) == topics.names


def test_topics_that_rows_are_not_labelled_with_have_no_map(topical: Dataset) -> None:
    path = topical.folder / "topics.json"
    path.write_text(path.read_text().replace('"seed": 0', '"seed": 1'))
    assert account_of(topical.folder).plane is None


def test_topics_of_another_version_have_no_map_and_are_told_of(
    topical: Dataset, caplog: pytest.LogCaptureFixture
) -> None:
    path = topical.folder / "topics.json"
    path.write_text(path.read_text().replace('"version": 1', '"version": 0'))
    assert account_of(topical.folder).plane is None
    assert "found by another version" in caplog.text
