"""What every export promises: a fixed shape, every vote accounted for, files that load anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import datasets  # type: ignore[import-untyped]  # it has no types
import polars as pl
import pytest

from pipeline.releasing import CONFIG, dataset, read, row
from tiltyard.pipeline import Wish, exports, release
from tiltyard.pipeline.exports import Export

NAMES = exports.names()
MESSAGES = pl.List(pl.Struct({"role": pl.String, "content": pl.String}))
TURNS = pl.List(pl.Struct({"from": pl.String, "value": pl.String}))
# The shapes that training programs read, column by column.
SHAPES: dict[str, dict[str, Any]] = {
    "dpo": {"prompt": MESSAGES, "chosen": MESSAGES, "rejected": MESSAGES},
    "reward": {"chosen": MESSAGES, "rejected": MESSAGES},
    "kto": {"prompt": MESSAGES, "completion": MESSAGES, "label": pl.Boolean},
    "sharegpt": {"id": pl.String, "conversations": TURNS, "model": pl.String},
}
# Every kind of row that an export meets.
ROWS = [
    row(0),
    row(1),
    row(2),
    row(3),
    row(4, consent=False),
    row(5, system="Be brief."),
    row(8, prompts=["One?", "Two?"], answers_a=["1a", "2a"], answers_b=["1b", "2b"]),
    row(9, prompts=["One?", "Two?"], answers_a=["1", "2a"], answers_b=["1", "2b"]),
    row(12, answers_a=["the same"], answers_b=["the same"]),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with every export."""
    made = tmp_path_factory.mktemp("exports")
    held = dataset(made / "dataset", ROWS)
    release(held, made / "out", CONFIG, wish=Wish(exports=tuple(NAMES)), workers=1)
    return made / "out"


every = pytest.mark.parametrize("name", NAMES)


def loaded(folder: Path, name: str) -> pl.DataFrame:
    """An export's rows, as polars reads them."""
    files = sorted((folder / "exports" / name).iterdir())
    reads = pl.read_parquet if files[0].suffix == ".parquet" else pl.read_ndjson
    return pl.concat([reads(path) for path in files])


def test_there_are_exports_for_the_usual_ways_to_train() -> None:
    assert set(NAMES) == set(SHAPES)


@every
def test_it_says_what_it_is(name: str) -> None:
    export = exports.load(name)
    assert isinstance(export, Export)
    assert export.title
    assert export.about.endswith(".")


@every
def test_its_columns_are_those_of_the_format(folder: Path, name: str) -> None:
    assert loaded(folder, name).schema == pl.Schema(SHAPES[name])


@every
def test_no_rows_have_the_same_columns(folder: Path, name: str) -> None:
    none = exports.load(name).rows(read(folder).clear())
    assert none.frame.schema == pl.Schema(SHAPES[name])
    assert not none.left_out


@every
def test_a_vote_gives_rows_or_is_counted_under_a_reason(folder: Path, name: str) -> None:
    export = exports.load(name)
    for vote in read(folder).iter_slices(1):
        made = export.rows(vote)
        assert (len(made.frame) > 0) == (not made.left_out)
        assert sum(made.left_out.values()) in {0, 1}


@every
def test_counts_are_those_of_single_rows(folder: Path, name: str) -> None:
    export = exports.load(name)
    apart = [export.rows(vote) for vote in read(folder).iter_slices(1)]
    whole = export.rows(read(folder))
    assert len(whole.frame) == sum(len(one.frame) for one in apart)
    assert sum(whole.left_out.values()) == sum(sum(one.left_out.values()) for one in apart)


@every
def test_no_message_is_empty(folder: Path, name: str) -> None:
    texts = str(loaded(folder, name).to_dicts())
    assert "'content': None" not in texts
    assert "'value': None" not in texts


@every
def test_datasets_loads_it(folder: Path, name: str, tmp_path: Path) -> None:
    files = sorted((folder / "exports" / name).iterdir())
    kind = {".parquet": "parquet", ".jsonl": "json"}[files[0].suffix]
    held = datasets.load_dataset(
        kind, data_files=[str(path) for path in files], split="train", cache_dir=str(tmp_path)
    )
    assert list(held) == loaded(folder, name).to_dicts()


@pytest.mark.parametrize(
    "name", [name for name in NAMES if exports.load(name).suffix == ".parquet"]
)
def test_datasets_finds_it_by_the_card(folder: Path, name: str, tmp_path: Path) -> None:
    held = datasets.load_dataset(str(folder), name, split="train", cache_dir=str(tmp_path))
    assert held.column_names == list(SHAPES[name])


def test_datasets_loads_the_release_itself(folder: Path, tmp_path: Path) -> None:
    held = datasets.load_dataset(str(folder), split="train", cache_dir=str(tmp_path))
    assert held["question_id"] == read(folder)["question_id"].to_list()
    assert held[0]["conv_metadata"]["turns"] in {1, 2}
