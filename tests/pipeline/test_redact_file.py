"""Files without personal data: what is written, what is listed, what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tiltyard import files
from tiltyard.errors import ConfigurationError, DataError, UnknownNameError, WriteError
from tiltyard.pipeline import Redaction, redact_file

ROWS = {
    "id": ["007", "008", "009"],
    "ask": ["mail ada@example.org", "a kite", "call 212-555-0143"],
    "answer": [["to ada@example.org or ben@example.org"], ["it flies"], []],
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file with personal data."""
    files.write_table(pl.DataFrame(ROWS), tmp_path / "in.jsonl")
    return tmp_path / "in.jsonl"


def redacted(source: Path, *columns: str, **how: Any) -> pl.DataFrame:
    """The copy of the file."""
    out = source.with_name("out.jsonl")
    redact_file(source, columns, out, how=Redaction(**how))
    return files.read_table(out)


def test_only_the_columns_that_are_named_change(source: Path) -> None:
    assert redacted(source, "ask").to_dict(as_series=False) == {
        **ROWS,
        "ask": ["mail [EMAIL]", "a kite", "call [PHONE]"],
    }


def test_several_columns_can_be_named(source: Path) -> None:
    assert redacted(source, "ask", "answer")["answer"].to_list() == [
        ["to [EMAIL] or [EMAIL]"],
        ["it flies"],
        [],
    ]


def test_rows_can_be_left_out_instead(source: Path) -> None:
    assert redacted(source, "ask", drop=True)["id"].to_list() == ["008"]


def test_values_of_csv_stay_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text('id,ask,rest\n007,mail ada@example.org,\n1.50,"",x\n')
    redact_file(tmp_path / "in.csv", ["ask"], tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text() == 'id,ask,rest\n007,mail [EMAIL],\n1.50,"",x\n'


def test_what_was_found_is_counted(source: Path) -> None:
    found = redact_file(source, ["ask", "answer"], source.with_name("out.csv"))
    assert found.to_dict() == {
        "rows": 3,
        "rows_with_findings": 2,
        "rows_dropped": 0,
        "counts": {"ask": {"email": 1, "phone": 1}, "answer": {"email": 2}},
    }


def test_places_are_listed_without_the_text_itself(source: Path) -> None:
    spans = source.with_name("spans.csv")
    redacted(source, "ask", "answer", spans=spans)
    assert spans.read_text().splitlines() == [
        "row,column,path,kind,start,end",
        '0,ask,"",email,5,20',
        "0,answer,[0],email,3,18",
        "0,answer,[0],email,22,37",
        '2,ask,"",phone,5,17',
    ]


def test_the_text_is_listed_if_it_is_asked_for(source: Path) -> None:
    spans = source.with_name("spans.jsonl")
    redacted(source, "ask", spans=spans, show_text=True)
    assert files.read_table(spans)["text"].to_list() == ["ada@example.org", "212-555-0143"]


def test_places_within_messages_name_the_field(tmp_path: Path) -> None:
    talk = [[{"role": "user", "content": "ada@example.org"}]]
    files.write_table(pl.DataFrame({"talk": talk}), tmp_path / "in.parquet")
    found = redact_file(tmp_path / "in.parquet", ["talk"], tmp_path / "out.parquet")
    assert found.spans["path"].to_list() == ["[0].content"]
    assert files.read_table(tmp_path / "out.parquet").item()[0]["content"] == "[EMAIL]"


def test_rows_are_counted_through_a_long_file(tmp_path: Path) -> None:
    asks = ["kite"] * 45_000 + ["ada@example.org"]
    files.write_table(pl.DataFrame({"ask": asks}), tmp_path / "in.parquet")
    told: list[int] = []
    found = redact_file(
        tmp_path / "in.parquet", ["ask"], tmp_path / "out.parquet", progress=told.append
    )
    assert found.spans["row"].to_list() == [45_000]
    assert told == [20_000, 40_000, 45_001]


@pytest.mark.parametrize("out", ["in.jsonl", "./in.jsonl", "../{}/in.jsonl"])
def test_the_file_itself_is_never_overwritten(source: Path, out: str) -> None:
    before = source.read_bytes()
    with pytest.raises(ConfigurationError, match="would be overwritten"):
        redact_file(source, ["ask"], source.parent / out.format(source.parent.name))
    assert source.read_bytes() == before


def test_the_list_does_not_overwrite_the_copy(source: Path) -> None:
    out = source.with_name("out.jsonl")
    with pytest.raises(ConfigurationError, match="would be overwritten"):
        redact_file(source, ["ask"], out, how=Redaction(spans=out))


def test_a_missing_column_is_told_with_the_nearest(source: Path) -> None:
    with pytest.raises(DataError, match="has no column 'answers'; did you mean 'answer'"):
        redacted(source, "answers")


def test_an_unknown_kind_is_refused_before_the_file_is_read(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="no kind 'mail'"):
        redact_file(tmp_path / "no.csv", ["a"], tmp_path / "o.csv", how=Redaction(["mail"]))


def test_nothing_is_written_where_nothing_can_be(source: Path) -> None:
    with pytest.raises(WriteError, match="nothing was changed"):
        redact_file(source, ["ask"], source / "out.jsonl")


def test_a_file_without_rows_is_copied(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("ask,rest\n")
    assert redact_file(tmp_path / "in.csv", ["ask"], tmp_path / "out.csv").rows == 0
    assert (tmp_path / "out.csv").read_text() == "ask,rest\n"
