"""A dataset says how its votes came about."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import battles
from tiltyard.errors import DataError
from tiltyard.leaderboard import Account, account_of
from tiltyard.pipeline import Config, clean, label_dataset


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
