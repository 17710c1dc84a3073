"""``tiltyard data redact``, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.typed import run

ROWS = "id,ask,answer\n007,mail ada@example.org,yes\n008,a kite,call 212-555-0143\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file that holds personal data."""
    (tmp_path / "in.csv").write_text(ROWS)
    return tmp_path


def redact(folder: Path, *words: str, text: str = "") -> str:
    """What a command that succeeds prints."""
    done = run(folder, "data", "redact", *words, text=text)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_copy_without_personal_data_is_written(folder: Path) -> None:
    redact(folder, "in.csv", "--column", "ask", "--column", "answer", "-o", "out.csv")
    assert (folder / "out.csv").read_text() == (
        "id,ask,answer\n007,mail [EMAIL],yes\n008,a kite,call [PHONE]\n"
    )


def test_a_table_says_what_was_found(folder: Path) -> None:
    said = redact(folder, "in.csv", "--column", "ask", "-o", "out.csv")
    assert said.splitlines() == [
        "column  kind   found",
        "ask     email      1",
        "",
        "1 of 2 rows hold personal data; all were written.",
    ]


def test_json_says_the_same(folder: Path) -> None:
    said = json.loads(redact(folder, "in.csv", "--column", "ask", "-o", "out.csv", "--json"))
    assert said == {
        "rows": 2,
        "rows_with_findings": 1,
        "rows_dropped": 0,
        "counts": {"ask": {"email": 1}},
    }


def test_rows_can_be_dropped(folder: Path) -> None:
    said = redact(folder, "in.csv", "--column", "ask", "-o", "out.csv", "--drop")
    assert (folder / "out.csv").read_text() == "id,ask,answer\n008,a kite,call 212-555-0143\n"
    assert "1 were left out" in said


def test_kinds_can_be_chosen(folder: Path) -> None:
    redact(folder, "in.csv", "--column", "ask", "-o", "out.csv", "--kinds", "phone, card")
    assert (folder / "out.csv").read_text() == ROWS


def test_marks_can_be_numbered(folder: Path) -> None:
    redact(folder, "in.csv", "--column", "ask", "-o", "out.csv", "--numbered")
    assert "mail [EMAIL_1]" in (folder / "out.csv").read_text()


def test_spans_are_listed_in_a_file(folder: Path) -> None:
    redact(folder, "in.csv", "--column", "ask", "-o", "out.csv", "--spans", "spans.json")
    assert json.loads((folder / "spans.json").read_text()) == [
        {"row": 0, "column": "ask", "path": "", "kind": "email", "start": 5, "end": 20}
    ]


def test_spans_can_be_printed_and_nothing_else_is(folder: Path) -> None:
    said = redact(
        folder, "in.csv", "--column", "ask", "-o", "out.csv", "--spans", "-", "--show-text"
    )
    assert json.loads(said) == {
        "row": 0, "column": "ask", "path": "", "kind": "email", "start": 5, "end": 20,
        "text": "ada@example.org",
    }  # fmt: skip


def test_standard_input_is_read(folder: Path) -> None:
    redact(folder, "-", "--column", "q", "-o", "out.jsonl", text='{"q": "ada@example.org"}\n')
    assert (folder / "out.jsonl").read_text() == '{"q":"[EMAIL]"}\n'


def test_names_are_found_with_presidio(folder: Path) -> None:
    pytest.importorskip("presidio_analyzer", reason="tiltyard[pii] is not installed")
    (folder / "in.csv").write_text("ask\nMy name is Martha Collins of Edinburgh: m@example.org\n")
    redact(folder, "in.csv", "--column", "ask", "-o", "out.csv", "--presidio")
    assert (folder / "out.csv").read_text() == ("ask\nMy name is [PERSON] of [LOCATION]: [EMAIL]\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--column", "ask", "-o", "in.csv"), "would be overwritten"),
        (("--column", "akk", "-o", "out.csv"), "has no column 'akk'; did you mean 'ask'?"),
        (("--column", "ask", "-o", "out.xlsx"), "'out.xlsx' is of no known format"),
        (("--column", "ask", "-o", "out.csv", "--kinds", "mail"), "no kind 'mail'"),
        (("--column", "ask", "-o", "out.csv", "--show-text"), "give it too"),
        (("--column", "ask", "-o", "out.csv", "--spans", "-", "--json"), "both print"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    words: tuple[str, ...], told: str, folder: Path
) -> None:
    done = run(folder, "data", "redact", "in.csv", *words)
    assert done.returncode != 0
    assert told in done.stderr
    assert {path.name for path in folder.iterdir()} == {"in.csv"}


def test_a_broken_file_is_named_by_row(folder: Path) -> None:
    (folder / "in.csv").write_text(ROWS + "009,too,many,values\n")
    done = run(folder, "data", "redact", "in.csv", "--column", "ask", "-o", "out.csv")
    assert "row 4: 4 values where the heading has 3" in done.stderr
