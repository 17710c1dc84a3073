"""``tiltyard log tombstone``, as it is typed."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from cli.log.conftest import Logged
from cli.log.logged import typed
from cli.typed import run


def texts(logged: Logged, battle: str) -> set[str]:
    """All that the database holds of what was said in a battle."""
    with closing(sqlite3.connect(logged.folder / "data" / "tiltyard.db")) as database:
        found = database.execute(
            "SELECT prompt, text, reasoning FROM turns JOIN answers ON turn_id = turns.id "
            "WHERE battle_id = ?",
            [battle],
        )
        return {text for row in found for text in row}


def test_what_was_said_is_gone_and_the_log_says_so(logged: Logged) -> None:
    assert texts(logged, logged.battles[0]) == {"A secret question 0", "A secret answer.", ""}
    done = typed(logged.folder, "tombstone", logged.battles[0], "--reason", "wish")
    assert done.stdout == "the texts are erased; entry 8 of the log says so\n"
    assert texts(logged, logged.battles[0]) == {""}
    assert '"type": "tombstone"' in typed(logged.folder, "show", "--leaf", "8").stdout


def test_other_battles_keep_their_texts(logged: Logged) -> None:
    typed(logged.folder, "tombstone", logged.battles[0], "--reason", "wish")
    assert "A secret question 1" in texts(logged, logged.battles[1])


def test_the_log_is_as_good_as_before(logged: Logged) -> None:
    typed(logged.folder, "export", "public")
    typed(logged.folder, "tombstone", logged.battles[0], "--reason", "law")
    typed(logged.folder, "export", "public")
    assert run(logged.folder, "verify", "public").returncode == 0


def test_nothing_is_erased_twice(logged: Logged) -> None:
    for _ in range(2):
        done = typed(logged.folder, "tombstone", logged.battles[0], "--reason", "wish")
    assert "nothing new to say" in done.stdout
    assert "\n9 entries" in f"\n{typed(logged.folder, 'show').stdout}"


def test_a_battle_that_is_open_is_left(logged: Logged) -> None:
    done = typed(logged.folder, "tombstone", logged.battles[2], "--reason", "wish")
    assert done.returncode == 1
    assert "is still open" in done.stderr
    assert "A secret question 2" in texts(logged, logged.battles[2])


def test_a_reason_that_says_too_much_is_refused(logged: Logged) -> None:
    done = typed(logged.folder, "tombstone", logged.battles[0], "--reason", "Ada asked")
    assert done.returncode == 2
    assert "is public for ever" in done.stderr


def test_a_battle_that_is_not_there_is_told(logged: Logged) -> None:
    done = typed(logged.folder, "tombstone", "nowhere", "--reason", "wish")
    assert "there is no battle 'nowhere'" in done.stderr


def test_nothing_of_it_is_left_in_the_file(logged: Logged) -> None:
    file = logged.folder / "data" / "tiltyard.db"
    assert b"A secret question 0" in file.read_bytes()
    typed(logged.folder, "tombstone", logged.battles[0], "--reason", "wish")
    assert b"A secret question 0" not in file.read_bytes()
    assert b"A secret question 1" in file.read_bytes()
