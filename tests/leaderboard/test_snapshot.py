from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from leaderboard.drawn import drawn, source
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.leaderboard import Query, Snapshot, Snapshots
from tiltyard.leaderboard._snapshot import canonical, read_board, read_snapshot


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a snapshot of style-controlled boards lies."""
    snapshots = Snapshots(tmp_path_factory.mktemp("snapshots"))
    taken = snapshots.take(source(None, drawn(1_200)), Query(control=("style",)))
    return snapshots.folder(taken.number)


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """A copy of its own that a test may damage."""
    for path in folder.rglob("*.json"):
        target = tmp_path / path.relative_to(folder)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    return tmp_path


def test_what_is_read_is_what_was_written(folder: Path) -> None:
    text = (folder / "snapshot.json").read_text(encoding="utf-8")
    assert canonical(read_snapshot(folder).as_dict()) == text


def test_numbers_are_written_to_the_last_digit() -> None:
    value = 1047.7959672699331
    assert json.loads(canonical({"rating": value}))["rating"] == value


def test_the_order_of_keys_is_no_difference() -> None:
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ({}, {"control": "style"}),
        ({"control": "style"}, {"control": "style"}),
        ({"control": "none"}, {}),
        ({"category": "coding"}, {"category": "coding", "control": "style"}),
        ({"language": "en", "control": "none"}, {"language": "en"}),
    ],
)
def test_a_board_is_found_by_its_words(
    folder: Path, words: dict[str, str], query: dict[str, str]
) -> None:
    assert read_snapshot(folder).board(words).query.words() == query


def test_a_board_that_is_not_there_is_none_or_an_error_that_names_it(folder: Path) -> None:
    snapshot = read_snapshot(folder)
    assert snapshot.find({"category": "math"}) is None
    with pytest.raises(DataError, match=r"snapshot 1 has no board of category=math, control=style"):
        snapshot.board({"category": "math"})


def test_a_slice_that_was_too_small_is_told_with_the_reason(folder: Path) -> None:
    with pytest.raises(DataError, match=r"language=fr.*votes, and a board needs 300"):
        read_snapshot(folder).board({"language": "fr"})


def test_words_that_make_no_sense_are_an_error(folder: Path) -> None:
    with pytest.raises(ConfigurationError, match="did you mean 'language'"):
        read_snapshot(folder).board({"langauge": "fr"})


def test_a_snapshot_that_was_changed_is_not_read(copied: Path) -> None:
    path = copied / "snapshot.json"
    path.write_text(path.read_text().replace('"votes":1200', '"votes":1201'))
    with pytest.raises(DataError, match="is not what was published"):
        read_snapshot(copied)


def test_a_board_that_was_changed_is_not_read(copied: Path) -> None:
    snapshot = read_snapshot(copied)
    path = copied / snapshot.boards[0].file
    path.write_text(path.read_text().replace("m00", "m99"))
    with pytest.raises(DataError, match=r"001\.json' is not what was published"):
        read_board(copied, snapshot.boards[0])


def test_a_board_that_is_gone_is_named(copied: Path) -> None:
    snapshot = read_snapshot(copied)
    (copied / snapshot.boards[0].file).unlink()
    with pytest.raises(DataError, match=r"001\.json' is missing or cannot be read"):
        read_board(copied, snapshot.boards[0])


@pytest.mark.parametrize("text", ["[]", "{}", '{"format": 2}', "no JSON"])
def test_a_file_that_is_no_snapshot_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "snapshot.json").write_text(text)
    with pytest.raises(DataError, match=r"snapshot\.json"):
        read_snapshot(tmp_path)


def test_the_digest_is_over_everything(folder: Path) -> None:
    snapshot = read_snapshot(folder)
    other: Snapshot = replace(snapshot, boards=snapshot.boards[1:])
    assert snapshot.sealed() == snapshot
    assert other.sealed().digest != snapshot.digest


def test_without_a_log_boards_draw_with_nothing(folder: Path) -> None:
    assert read_snapshot(folder).seed == 0


def test_boards_draw_with_the_root_of_the_log(folder: Path) -> None:
    told = {**read_snapshot(folder).configuration, "log": {"size": 1, "root": "00" * 32}}
    # printf '%064d' 0 | xxd -r -p | cat - <(printf bootstrap) | sha256sum | cut -c1-16
    assert replace(read_snapshot(folder), configuration=told).seed == 0x39384B6CF56903AB
