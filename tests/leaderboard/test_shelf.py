"""Of several tables in a folder one is shown, and one program writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaderboard.drawn import drawn
from tiltyard.errors import WriteError
from tiltyard.leaderboard import VoteTable
from tiltyard.leaderboard._shelf import Shelf


def test_nothing_is_shown_in_a_new_folder(tmp_path: Path) -> None:
    assert Shelf(tmp_path / "new" / "folder").shown() is None


def test_what_was_put_is_shown_after_a_restart(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    made = shelf.begun(labels="one")
    made.append(drawn(4), labels="one")
    shelf.put(made)
    shown = Shelf(tmp_path).shown()
    assert shown is not None
    assert (shown.votes.rows, shown.meta) == (4, {"labels": "one"})


def test_a_table_that_was_begun_is_gone_on_with(tmp_path: Path) -> None:
    begun = Shelf(tmp_path).begun(labels="one")
    begun.append(drawn(4), **begun.meta)
    assert Shelf(tmp_path).begun(labels="one").votes.rows == 4


def test_a_table_that_was_begun_for_something_else_is_removed(tmp_path: Path) -> None:
    begun = Shelf(tmp_path).begun(labels="one")
    begun.append(drawn(4), **begun.meta)
    made = Shelf(tmp_path).begun(labels="two")
    assert made.votes.rows == 0
    assert begun.folder is not None
    assert not begun.folder.exists() or begun.folder == made.folder


def test_only_what_is_put_stays(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for labels in ("one", "two"):
        made = shelf.begun(labels=labels)
        made.append(drawn(4), labels=labels)
        shelf.put(made)
    assert [path.name for path in sorted(tmp_path.iterdir()) if path.is_dir()] == ["000002"]


@pytest.mark.parametrize("damage", ["{", "[]", '{"folder": "000009"}'])
def test_a_damaged_note_of_what_is_shown_shows_nothing(tmp_path: Path, damage: str) -> None:
    shelf = Shelf(tmp_path)
    made = shelf.begun()
    made.append(drawn(4))
    shelf.put(made)
    (tmp_path / "shown.json").write_text(damage)
    assert Shelf(tmp_path).shown() is None


def test_a_damaged_table_is_not_shown(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    made = shelf.begun()
    made.append(drawn(4))
    shelf.put(made)
    next(tmp_path.glob("*/*.arrow")).unlink()
    assert Shelf(tmp_path).shown() is None


def test_one_program_holds_the_lock(tmp_path: Path) -> None:
    one, other = Shelf(tmp_path), Shelf(tmp_path)
    assert one.lock()
    assert one.lock()
    assert not other.lock()
    one.unlock()
    assert other.lock()


def test_a_change_is_told_once(tmp_path: Path) -> None:
    writer, reader = Shelf(tmp_path), Shelf(tmp_path)
    assert not reader.changed()
    made = writer.begun()
    made.append(drawn(4))
    writer.put(made)
    assert reader.changed()
    assert not reader.changed()
    made.append(drawn(1, first=4))
    assert reader.changed()


def test_a_table_in_memory_cannot_be_put(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"in memory"):
        Shelf(tmp_path).put(VoteTable())


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match=r"file/boards"):
        Shelf(tmp_path / "file" / "boards")
