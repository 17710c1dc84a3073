"""Arrow files are mapped, and hold what was written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tiltyard.errors import DataError
from tiltyard.leaderboard import _arrow
from tiltyard.leaderboard._arrow import Segment, Text

FRAME = pl.DataFrame(
    {
        "id": ["a", "", "b\u00e9\U0001f600"],
        "a": pl.Series([1, 2, 65_535], dtype=pl.UInt16),
        "outcome": pl.Series([0, 3, 2], dtype=pl.UInt8),
        "label": pl.Series([-1, 0, 7], dtype=pl.Int16),
        "voter": [-1, 1, 1 << 62],
        "tokens_a": pl.Series([1.5, float("nan"), -0.0], dtype=pl.Float32),
        "voted_at": [1.25, float("inf"), 3.0],
        "consent": pl.Series([-1, 0, 1], dtype=pl.Int8),
    }
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A file of the frame."""
    path = tmp_path / "one.arrow"
    _arrow.write(FRAME, path)
    return path


@pytest.mark.parametrize("name", [one for one in FRAME.columns if one != "id"])
def test_a_mapped_column_holds_what_was_written(written: Path, name: str) -> None:
    mapped = Segment.map(written).numbers[name]
    expected = FRAME[name].to_numpy()
    assert mapped.dtype == expected.dtype
    np.testing.assert_array_equal(mapped, expected)


def test_a_mapped_text_is_what_was_written(written: Path) -> None:
    texts = Segment.map(written).texts["id"]
    assert [texts[row] for row in range(3)] == FRAME["id"].to_list()


def test_a_mapped_column_lies_in_the_file_and_cannot_be_written(written: Path) -> None:
    column = Segment.map(written).numbers["voter"]
    assert not column.flags.owndata
    assert not column.flags.writeable


def test_any_reader_of_arrow_opens_the_file(written: Path) -> None:
    assert pl.read_ipc(written).equals(FRAME, null_equal=True)


def test_columns_in_memory_are_the_same_as_those_on_disk(written: Path) -> None:
    kept, mapped = Segment.of(FRAME), Segment.map(written)
    assert kept.numbers.keys() == mapped.numbers.keys()
    np.testing.assert_array_equal(kept.texts["id"].offsets, mapped.texts["id"].offsets)
    np.testing.assert_array_equal(kept.texts["id"].data, mapped.texts["id"].data)


def test_the_head_has_the_first_votes_alone(written: Path) -> None:
    head = Segment.map(written).head(2)
    assert head.rows == 2
    assert head.numbers["label"].tolist() == [-1, 0]
    assert [head.texts["id"][row] for row in range(2)] == ["a", ""]


def test_a_head_of_more_than_all_is_all(written: Path) -> None:
    whole = Segment.map(written)
    assert whole.head(9) is whole


def test_votes_are_picked_by_their_places(written: Path) -> None:
    picked = Segment.map(written).at(np.array([2, 0]))
    assert picked.rows == 2
    assert picked.numbers["voter"].tolist() == [1 << 62, -1]
    assert [picked.texts["id"][row] for row in range(2)] == ["b\u00e9\U0001f600", "a"]


def test_no_votes_are_picked_from_any() -> None:
    picked = Text.of(FRAME["id"]).at(np.empty(0, dtype=np.intp))
    assert picked.offsets.tolist() == [0]


@pytest.mark.parametrize("end", [0, 3, 100, -7, -1])
def test_a_file_that_was_cut_off_is_refused_by_name(written: Path, end: int) -> None:
    written.write_bytes(written.read_bytes()[:end])
    with pytest.raises(DataError, match=r"one\.arrow' cannot be read"):
        Segment.map(written)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.arrow"
    path.write_bytes(b"PAR1" * 20)
    with pytest.raises(DataError, match=r"no Arrow file"):
        Segment.map(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.arrow"):
        Segment.map(tmp_path / "none.arrow")


def test_a_file_in_several_batches_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.arrow"
    FRAME.write_ipc(path, record_batch_size=1, compat_level=pl.CompatLevel.oldest())
    with pytest.raises(DataError, match=r"3 batches"):
        Segment.map(path)


def test_a_column_of_neither_numbers_nor_texts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.arrow"
    pl.DataFrame({"flag": [True, False]}).write_ipc(path, compat_level=pl.CompatLevel.oldest())
    with pytest.raises(DataError, match=r"'flag'"):
        Segment.map(path)
