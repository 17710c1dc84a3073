"""Files that are to be imported: found, recognised, and read to the end or told about."""

from __future__ import annotations

import gzip
import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipeline.importers.shapes import SHAPES
from tiltyard.errors import ConfigurationError, DataError, UnknownNameError
from tiltyard.pipeline import Wanted
from tiltyard.pipeline._incoming import Incoming, find

PLAIN = "model_a,model_b,winner\nlark,wren,tie\n"


def found(*paths: Path, on_error: str = "stop", **said: Any) -> list[Incoming]:
    """The files that are found there."""
    with ExitStack() as stack:
        return find([str(path) for path in paths], Wanted(**said), stack, on_error=on_error)[0]


def names(folder: Path, **said: Any) -> list[str]:
    return [one.source.name for one in found(folder, **said)]


def read(path: Path) -> None:
    """Read a file to its end."""
    [one] = found(path)
    list(one.records())


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_files_of_a_folder_come_by_name(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "in/c.csv", ".hidden.csv", "notes.txt"):
        write(tmp_path / name, PLAIN)
    assert names(tmp_path) == ["a.csv", "b.csv", "c.csv"]


def test_of_a_dataset_with_a_data_folder_that_alone_is_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    pl.DataFrame([SHAPES["release"]]).write_parquet(tmp_path / "data" / "train.parquet")
    write(tmp_path / "funnel.json", "{}")
    assert names(tmp_path) == ["train.parquet"]


def test_files_that_lie_beside_votes_are_no_votes(tmp_path: Path) -> None:
    header = ",".join(SHAPES["llmfao"])
    row = ",".join(SHAPES["llmfao"].values())
    write(tmp_path / "crowd-comparisons.csv", f"{header}\n{row}\n")
    write(tmp_path / "prompts.jsonl", '{"id": 8, "text": "Why?"}\n')
    assert names(tmp_path) == ["crowd-comparisons.csv"]


def test_a_file_of_an_unknown_shape_is_told_with_its_columns(tmp_path: Path) -> None:
    write(tmp_path / "votes.csv", PLAIN)
    write(tmp_path / "birds.csv", "bird,song\nlark,trill\n")
    with pytest.raises(
        ConfigurationError, match=r"'birds.csv' has no shape.*columns are bird, song"
    ):
        found(tmp_path)


def test_such_a_file_of_a_folder_may_be_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "votes.csv", PLAIN)
    write(tmp_path / "birds.csv", "bird,song\nlark,trill\n")
    with ExitStack() as stack:
        files, passed = find([str(tmp_path)], Wanted(), stack, on_error="drop")
    assert [one.source.name for one in files] == ["votes.csv"]
    assert passed == ["birds.csv"]


def test_columns_that_are_said_make_it_plain(tmp_path: Path) -> None:
    path = write(tmp_path / "votes.csv", "one,two,best\nlark,wren,tie\n")
    mapping = {"model_a": "one", "model_b": "two", "winner": "best"}
    assert found(path, mapping=mapping)[0].shape == "plain"


def test_columns_of_a_known_shape_are_not_to_be_said(tmp_path: Path) -> None:
    path = write(tmp_path / "votes.jsonl", json.dumps(SHAPES["lmarena"]))
    with pytest.raises(ConfigurationError, match="'lmarena', whose columns are known"):
        found(path, mapping={"voter": "judge"})


def test_a_shape_that_is_named_must_fit(tmp_path: Path) -> None:
    path = write(tmp_path / "votes.csv", "question_id,model_a,model_b,winnr,tstamp\n1,a,b,tie,1\n")
    with pytest.raises(DataError, match="no column 'winner', as lmarena has; did you mean 'winnr'"):
        found(path, importer="lmarena")


def test_an_unknown_shape_is_named_with_the_nearest(tmp_path: Path) -> None:
    path = write(tmp_path / "votes.csv", PLAIN)
    with pytest.raises(UnknownNameError, match="did you mean 'plain'"):
        found(path, importer="plane")


def test_a_winner_value_means_one_of_four(tmp_path: Path) -> None:
    path = write(tmp_path / "votes.csv", PLAIN)
    with pytest.raises(ConfigurationError, match="'1' is said to mean 'left'"):
        found(path, winners={"1": "left"})


def test_what_is_said_of_a_file_makes_it_another_input(tmp_path: Path) -> None:
    path = write(tmp_path / "votes.csv", PLAIN)
    assert found(path)[0].key == found(path)[0].key
    assert found(path)[0].key != found(path, consent=True)[0].key


def test_text_rows_are_numbered_as_an_editor_does(tmp_path: Path) -> None:
    rows = 'model_a,model_b,winner,prompt\na,b,tie,\'x\na,b,tie,"two\nlines"\na,b,tie,z\n'
    path = write(tmp_path / "votes.csv", rows)
    assert [row for row, _, _ in found(path)[0].records()] == [2, 3, 5]


def test_lengths_alone_are_read_of_pictures(tmp_path: Path) -> None:
    path = tmp_path / "votes.parquet"
    pl.DataFrame([SHAPES["lmarena_vision"]]).write_parquet(path)
    [(_, record, _)] = found(path)[0].records()
    assert record["images"] == 2


def test_columns_that_nobody_needs_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "votes.parquet"
    pl.DataFrame([SHAPES["lmarena_140k"]]).write_parquet(path)
    [(_, record, _)] = found(path)[0].records()
    assert "full_conversation" not in record


def test_a_long_table_is_read_in_pieces_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "votes.parquet"
    pl.select(
        model_a=pl.lit("a"), model_b=pl.lit("b"), winner=pl.lit("tie"), n=pl.int_range(9001)
    ).write_parquet(path)
    records = list(found(path)[0].records())
    assert [row for row, _, _ in records] == list(range(1, 9002))
    assert [record["n"] for _, record, _ in records] == list(range(9001))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("votes.csv", b"", "is empty"),
        ("votes.parquet", b"PAR1 and no more", "cannot be read as parquet"),
        ("votes.csv", "model_a,model_b\n".encode("utf-16"), "UTF-16"),
        ("votes.csv", b"winner,winner,model_a\n", "2 columns that are called 'winner'"),
        ("votes.csv", b'model_a,model_b,winner\na,b,"tie\n', "never closed"),
        ("votes.json", b'{"model_a": "a"}', "no array of objects"),
        ("votes.txt", b"", "no known format"),
        (
            "votes.csv.gz",
            gzip.compress(PLAIN.encode() * 99, mtime=0)[:-20],
            "cannot be read as csv",
        ),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError, match=words) as refused:
        read(path)
    assert name in str(refused.value)


def test_a_parquet_file_that_ends_early_is_told(tmp_path: Path) -> None:
    path = tmp_path / "votes.parquet"
    pl.DataFrame({"model_a": ["a"], "model_b": ["b"], "winner": ["tie"]}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DataError, match=r"votes.parquet' cannot be read as parquet"):
        found(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no file"):
        found(tmp_path / "nowhere.csv")
