"""Reading from end to end: slices, filters, progress, votes as they are, published data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tiltyard import votes
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Comparisons, Counts
from tiltyard.votes import BadRow, Columns
from votes.making import VOTES, clusters, listed, rows, written

DATA = Path(__file__).parents[2] / "../shared/data"
SLICED = {**VOTES, "language": ["fr", "de", "fr", None, "de", "fr"]}

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")


def test_models_are_in_alphabetical_order() -> None:
    assert votes.read(VOTES).votes.models == ("A", "B", "C")


def test_voters_are_numbered_in_order_of_their_first_vote() -> None:
    reading = votes.read({**VOTES, "voter": ["v", "u", "v", "w", "u", "v"]})
    assert clusters(reading)["voter"] == [0, 1, 0, 2, 1, 0]


def test_numbers_name_voters_too() -> None:
    reading = votes.read({**VOTES, "voter": [9, 7, 9, 9, 7, 8]})
    assert clusters(reading)["voter"] == [0, 1, 0, 0, 1, 2]


def test_a_voter_is_the_same_in_every_file(tmp_path: Path) -> None:
    written({**VOTES, "voter": [5, 6, 5, 6, 5, 6]}, tmp_path / "a.parquet")
    written({**VOTES, "voter": [6, 5, 6, 5, 6, 5]}, tmp_path / "b.csv")
    assert clusters(votes.read(tmp_path))["voter"] == [0, 1] * 3 + [1, 0] * 3


def test_voters_are_the_same_whether_they_are_numbers_or_text() -> None:
    voters = [7, 5, 7, -1, 9_000_000_000, 5]
    of_numbers = votes.read({**VOTES, "voter": voters})
    of_text = votes.read({**VOTES, "voter": [str(one) for one in voters]})
    assert clusters(of_numbers) == clusters(of_text)
    assert of_numbers.digest == of_text.digest


def test_a_column_that_nobody_needs_is_not_read() -> None:
    table = {**VOTES, "voter": ["x"] * 6, "prompt_id": [1] * 6, "tstamp": ["never"] * 6}
    reading = votes.read(table, keep=["prompt"])
    assert list(clusters(reading)) == ["prompt"]
    assert "time" not in reading.recognised


def test_a_column_that_was_named_is_read_whatever_is_kept() -> None:
    columns = votes.Columns(voter="voter")
    assert clusters(votes.read({**VOTES, "voter": [1] * 6}, columns=columns, keep=()))["voter"]


def test_further_columns_can_be_clusters() -> None:
    table = {**VOTES, "session": list("aabbcc")}
    read = votes.read(table, columns=Columns(clusters=("session",))).votes
    assert read.clusters["session"].tolist() == [0, 0, 1, 1, 2, 2]  # type: ignore[union-attr]


def test_where_keeps_some_rows() -> None:
    assert listed(votes.read(SLICED, where='language == "fr"').votes) == [
        rows(VOTES)[row] for row in (0, 2, 5)
    ]


def test_slices_are_read_apart() -> None:
    sliced = votes.read_by(SLICED, "language")
    assert {name: listed(reading.votes) for name, reading in sliced.items()} == {
        "(missing)": [rows(VOTES)[3]],
        "de": [rows(VOTES)[1], rows(VOTES)[4]],
        "fr": [rows(VOTES)[0], rows(VOTES)[2], rows(VOTES)[5]],
    }


def test_a_slice_is_what_where_would_keep() -> None:
    sliced = votes.read_by(SLICED, "language")["fr"]
    alone = votes.read(SLICED, where='language == "fr"')
    assert (sliced.digest, sliced.votes.models) == (alone.digest, alone.votes.models)


def test_pooled_slices_are_the_counts_of_slices() -> None:
    pooled = votes.read_by(SLICED, "language", pooled=True)["fr"].votes
    single = Counts.of(votes.read_by(SLICED, "language")["fr"].votes)
    assert isinstance(pooled, Counts)
    assert pooled.models == single.models
    assert np.array_equal(pooled.votes, single.votes)


def test_bad_rows_are_told_by_slice() -> None:
    table = {**SLICED, "winner": ["?", "tie", "tie", "tie", "?", "!"]}
    sliced = votes.read_by(table, "language", on_error="drop")
    assert [bad.row for bad in sliced["fr"].bad_rows] == [1, 6]
    assert sliced["fr"].dropped == {"unknown winner": 2}
    assert (sliced["de"].rows, sliced["(missing)"].dropped) == (2, {})


@pytest.mark.parametrize("pooled", [False, True])
def test_a_slice_of_bad_rows_alone_has_no_votes(pooled: bool) -> None:
    table = {**SLICED, "winner": ["tie", "?", "tie", "tie", "?", "tie"]}
    reading = votes.read_by(table, "language", pooled=pooled, on_error="drop")["de"]
    assert (reading.rows, len(reading.votes), reading.votes.models) == (2, 0, ())


def test_bad_rows_of_any_slice_stop() -> None:
    with pytest.raises(DataError, match="1 of 6 rows is bad: row 5"):
        votes.read_by({**SLICED, "winner": ["tie"] * 4 + ["?", "tie"]}, "language")


def test_a_slice_by_no_column_is_refused_with_a_near_one() -> None:
    with pytest.raises(DataError, match="no column 'langauge'; did you mean 'language'"):
        votes.read_by(SLICED, "langauge")


def test_progress_is_told_in_rows(tmp_path: Path) -> None:
    for name in "abc":
        written(VOTES, tmp_path / f"{name}.csv")
    told: list[int] = []
    votes.read(tmp_path, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 18


def test_votes_that_are_read_already_stay_as_they_are() -> None:
    given = votes.read(VOTES).votes
    assert votes.read(given).votes is given


def test_votes_that_are_read_already_keep_their_digest() -> None:
    first = votes.read(VOTES)
    assert votes.read(first.votes).digest == first.digest


def test_votes_that_are_read_already_can_be_pooled() -> None:
    given = votes.read(VOTES).votes
    assert isinstance(given, Comparisons)
    assert isinstance(votes.read(given, pooled=True).votes, Counts)


def test_votes_that_are_read_already_cannot_be_asked_for_columns() -> None:
    given = votes.read(VOTES).votes
    with pytest.raises(ConfigurationError, match="read already"):
        votes.read(given, where="turn == 1")


def test_votes_that_are_read_already_cannot_be_sliced() -> None:
    with pytest.raises(ConfigurationError, match="no column 'language'"):
        votes.read_by(votes.read(VOTES).votes, "language")


def test_a_file_that_was_removed_is_an_error_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "votes.parquet"
    path.mkdir()
    with pytest.raises(DataError, match="holds nothing to read"):
        votes.read(path)


@needs_data
def test_llmfaos_votes_are_those_that_its_notes_count() -> None:
    reading = votes.read(DATA / "llmfao/crowd-comparisons.csv")
    read = reading.votes
    assert isinstance(read, Comparisons)
    assert np.bincount(read.outcome).tolist() == [2911, 2549, 3471]
    assert len(np.unique(read.clusters["voter"])) == 124
    assert (len(read.models), len(np.unique(read.clusters["prompt"]))) == (59, 13)
    assert (reading.rows, reading.dropped, reading.bad_rows) == (8931, {}, ())


@needs_data
def test_llmfaos_votes_are_those_that_pandas_reads() -> None:
    path = DATA / "llmfao/crowd-comparisons.csv"
    frame = pd.read_csv(path)
    read = votes.read(path, columns=Columns(preset="llmfao")).votes
    words = frame["winner"].replace({"left": "model_a", "right": "model_b"})
    assert listed(read) == list(zip(frame["left"], frame["right"], words, strict=True))


@needs_data
def test_arena_hards_battles_are_read_with_their_prompts() -> None:
    path = DATA / "arena-hard-v0.1-battles/arena_hard_battles.jsonl"
    read = votes.read(path, columns=Columns(preset="arena-hard")).votes
    assert isinstance(read, Comparisons)
    assert (len(read), len(np.unique(read.clusters["prompt"]))) == (2658, 500)
    assert read.models == ("gpt-3.5-turbo-0125", "gpt-4-0314", "gpt-4-0613")


@needs_data
def test_arena_hards_leaderboard_is_told_apart_from_votes() -> None:
    path = DATA / "arena-hard-v0.1-battles/arena_hard_leaderboard_20240731.csv"
    with pytest.raises(DataError, match="does not look like votes"):
        votes.read(path)


@needs_data
def test_a_misspelt_winner_in_real_votes_is_found_on_its_line(tmp_path: Path) -> None:
    lines = (DATA / "llmfao/crowd-comparisons.csv").read_text().splitlines()
    lines[4999] = (
        lines[4999].replace("left", "Left").replace("right", "Right").replace("tie", "Tie")
    )
    path = tmp_path / "votes.csv"
    path.write_text("\n".join(lines) + "\n")
    (bad,) = votes.read(path, on_error="drop").bad_rows
    assert bad == BadRow(str(path), 5000, bad.reason)
    assert bad.reason.startswith("unknown winner")
