"""An import that was killed goes on; one that is refused leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tiltyard.errors import DataError
from tiltyard.pipeline import Dataset
from tiltyard.pipeline._pending import JOURNAL, Pending


def rows(*ids: str) -> pl.DataFrame:
    return pl.DataFrame({"id": ids})


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """A dataset with one row."""
    made = Dataset.create(tmp_path / "dataset")
    made.append(rows("old"))
    made.save()
    return made


def reopened(dataset: Dataset) -> Dataset:
    return Dataset.open(dataset.folder)


def test_rows_do_not_count_before_all_is_known(dataset: Dataset) -> None:
    Pending.begin(dataset, "plan").append(rows("new"))
    assert reopened(dataset).rows == 1


def test_rows_count_once_they_are_committed(dataset: Dataset) -> None:
    pending = Pending.begin(dataset, "plan")
    pending.inputs["key"] = {"name": "a.csv", "rows": 1}
    pending.append(rows("new"))
    pending.commit()
    again = reopened(dataset)
    assert again.rows == 2
    assert again.inputs == {"key": {"name": "a.csv", "rows": 1, "complete": True}}
    assert not (dataset.folder / JOURNAL).exists()


def test_the_same_plan_goes_on_where_it_was(dataset: Dataset) -> None:
    pending = Pending.begin(dataset, "plan")
    pending.inputs["key"] = {"rows": 1}
    pending.append(rows("new"))
    again = Pending.begin(reopened(dataset), "plan")
    assert again.inputs == {"key": {"rows": 1}}
    assert again.dataset.rows == 2


def test_another_plan_begins_anew(dataset: Dataset) -> None:
    Pending.begin(dataset, "plan").append(rows("new"))
    again = Pending.begin(reopened(dataset), "another")
    assert again.dataset.rows == 1
    assert len(list((dataset.folder / "rows").iterdir())) == 1


def test_what_is_discarded_leaves_the_dataset_as_it_was(dataset: Dataset) -> None:
    before = dataset.digest
    pending = Pending.begin(dataset, "plan")
    pending.append(rows("new"))
    pending.discard()
    assert reopened(dataset).digest == before
    assert len(list((dataset.folder / "rows").iterdir())) == 1


def test_a_part_that_is_gone_is_named(dataset: Dataset) -> None:
    Pending.begin(dataset, "plan").append(rows("new"))
    (dataset.folder / "rows" / "000002.parquet").unlink()
    with pytest.raises(DataError, match=r"000002\.parquet' is gone"):
        Pending.begin(reopened(dataset), "plan")
