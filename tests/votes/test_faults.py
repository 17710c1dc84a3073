"""Bad rows: each is found, told with its file and line, and counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tiltyard import votes
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.votes import BadRow, Columns
from votes.making import VOTES, listed, written

HEADING = "model_a,model_b,winner\n"


def one(**changed: Any) -> dict[str, list[Any]]:
    """A good vote and one that differs from it."""
    good: dict[str, Any] = {"model_a": "A", "model_b": "B", "winner": "tie"}
    good |= {name: 1 for name in changed if name in ("count", "weight")}
    if "score" in changed:
        good["score"] = 0.5
        del good["winner"]
    return {name: [value, changed.get(name, value)] for name, value in good.items()}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"model_a": None}, "model_a is missing"),
        ({"model_a": ""}, "model_a is missing"),
        ({"model_b": None}, "model_b is missing"),
        ({"model_b": "A"}, "model_a and model_b are both 'A'"),
        ({"winner": None}, "winner is missing"),
        ({"winner": ""}, "winner is missing"),
        ({"winner": "model_c"}, "unknown winner 'model_c'"),
        ({"winner": "Tie"}, "unknown winner 'Tie'"),
        ({"count": -1}, "count is negative or infinite"),
        ({"count": float("inf")}, "count is negative or infinite"),
        ({"count": None}, "count is missing or no number"),
        ({"weight": -0.5}, "weight is negative or infinite"),
        ({"weight": float("nan")}, "weight is missing or no number"),
        ({"score": 1.5}, "score is no number in [0, 1]"),
        ({"score": -0.1}, "score is no number in [0, 1]"),
        ({"score": float("inf")}, "score is no number in [0, 1]"),
        ({"score": None}, "score is missing"),
        ({"score": float("nan")}, "score is missing"),
    ],
)
def test_a_row_that_is_no_vote_has_a_reason(changed: dict[str, Any], reason: str) -> None:
    reading = votes.read(one(**changed), on_error="drop")
    assert reading.bad_rows == (BadRow("", 2, reason),)
    assert len(reading.votes) == 1


def test_a_number_that_is_none_is_a_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("model_a,model_b,winner,count\nA,B,tie,1\nA,B,tie,many\n")
    with pytest.raises(DataError, match=r"votes\.csv, row 3: count is missing or no number"):
        votes.read(path)


def test_a_score_that_is_no_number_does_not_fall_back_on_the_winner() -> None:
    table = {"model_a": ["A"], "model_b": ["B"], "winner": ["tie"], "score": ["high"]}
    with pytest.raises(DataError, match="score is no number"):
        votes.read(table, columns=Columns(winner="winner", score="score"))


@pytest.mark.parametrize("name", ["weight", "count"])
def test_what_counts_nothing_is_left_out_without_an_error(name: str) -> None:
    reading = votes.read(one(**{name: 0}))
    assert reading.dropped == {f"{name} is 0": 1}
    assert reading.bad_rows == ()
    assert len(reading.votes) == 1


def test_dropped_rows_are_counted_by_reason() -> None:
    table = {
        "model_a": ["A", "A", "A", None, "A"],
        "model_b": ["B", "B", "A", "B", "B"],
        "winner": ["tie", "left", "tie", "tie", "right"],
    }
    reading = votes.read(table, on_error="drop")
    assert reading.dropped == {
        "unknown winner": 2,
        "a model met itself": 1,
        "model_a is missing": 1,
    }
    assert reading.rows == 5


def test_a_row_with_two_faults_is_counted_once() -> None:
    table = {"model_a": ["A", "A"], "model_b": ["B", "A"], "winner": ["tie", "x"]}
    assert votes.read(table, on_error="drop").dropped == {"a model met itself": 1}


def test_the_error_names_five_rows_and_counts_the_rest() -> None:
    table = {"model_a": ["A"] * 9, "model_b": ["B"] * 9, "winner": ["tie", "tie", *"1234567"]}
    with pytest.raises(DataError) as raised:
        votes.read(table)
    assert str(raised.value).startswith(
        "7 of 9 rows are bad: row 3: unknown winner '1'; row 4: unknown winner '2'; "
        "row 5: unknown winner '3'; row 6: unknown winner '4'; row 7: unknown winner '5'; "
        "and 2 more. Known winners are 'model_a', "
    )


def test_twenty_bad_rows_are_kept() -> None:
    table = {"model_a": ["A"] * 50, "model_b": ["B"] * 50, "winner": ["?"] * 50}
    assert len(votes.read(table, on_error="drop").bad_rows) == 20


def test_rows_are_lines_of_a_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(HEADING + 'A,B,tie\n"A\nlong\nname",B,tie\n\nA,B,wrong\n')
    reading = votes.read(path, on_error="drop")
    assert reading.bad_rows == (BadRow(str(path), 7, "unknown winner 'wrong'"),)


def test_blank_lines_of_a_csv_file_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(HEADING + "A,B,tie\n\nB,A,tie\n\n")
    reading = votes.read(path)
    assert (reading.rows, reading.dropped) == (2, {})


def test_a_row_of_nothing_but_commas_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(HEADING + "A,B,tie\n\n,,\n")
    assert votes.read(path, on_error="drop").bad_rows == (
        BadRow(str(path), 4, "model_a is missing"),
    )


def test_rows_are_lines_of_a_file_of_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    lines = [{"model_a": "A", "model_b": "B", "winner": winner} for winner in ("tie", "?")]
    path.write_text("\n\n".join(map(json.dumps, lines)) + "\n")
    assert votes.read(path, on_error="drop").bad_rows == (
        BadRow(str(path), 3, "unknown winner '?'"),
    )


def test_rows_of_parquet_are_counted_from_one(tmp_path: Path) -> None:
    path = written({**VOTES, "winner": ["tie"] * 5 + ["?"]}, tmp_path / "votes.parquet")
    assert votes.read(path, on_error="drop").bad_rows[0].row == 6


def test_rows_are_those_of_the_file_where_others_were_not_wanted(tmp_path: Path) -> None:
    table = {**VOTES, "winner": ["tie"] * 5 + ["?"], "turn": [1, 2, 1, 2, 1, 2]}
    path = written(table, tmp_path / "votes.csv")
    reading = votes.read(path, where="turn == 2", on_error="drop")
    assert (reading.bad_rows[0].row, reading.rows) == (7, 3)


def test_rows_begin_anew_in_every_file(tmp_path: Path) -> None:
    written(VOTES, tmp_path / "a.csv")
    bad = written({**VOTES, "winner": ["?"] + ["tie"] * 5}, tmp_path / "b.csv")
    assert votes.read(tmp_path, on_error="drop").bad_rows == (
        BadRow(str(bad), 2, "unknown winner '?'"),
    )


def test_good_rows_stay_in_order() -> None:
    table = {**VOTES, "winner": ["tie", "?", "both_bad", "tie", "?", "model_b"]}
    reading = votes.read(table, on_error="drop")
    assert [row[:2] for row in listed(reading.votes)] == [
        ("B", "A"),
        ("C", "B"),
        ("B", "A"),
        ("C", "A"),
    ]


def test_a_model_that_only_bad_rows_name_is_not_among_the_models() -> None:
    table = {**VOTES, "model_a": ["Z", "A", "C", "B", "A", "C"], "winner": ["?"] + ["tie"] * 5}
    assert votes.read(table, on_error="drop").votes.models == ("A", "B", "C")


def test_another_word_for_what_to_do_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="on_error is 'skip'"):
        votes.read(VOTES, on_error="skip")  # type: ignore[arg-type]  # that is the test
