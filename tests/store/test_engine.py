"""A database that cannot be used says why, where, and what to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tiltyard.errors import ConfigurationError, StoreError
from tiltyard.store import open_store


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "arena.db"
    file.write_text("This is a letter, not a database. " * 100)
    with (
        closing(open_store(f"sqlite:///{file}")) as store,
        pytest.raises(StoreError, match=r"arena\.db.*not a database.*move it away"),
    ):
        store.upgrade()


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with (
        closing(open_store(f"sqlite:///{tmp_path}")) as store,
        pytest.raises(StoreError, match=r"unable to open.*check that its folder"),
    ):
        store.upgrade()


def test_a_database_without_tables_says_how_to_make_them(sqlite_url: str) -> None:
    with (
        closing(open_store(sqlite_url)) as store,
        pytest.raises(StoreError, match="tiltyard db upgrade"),
    ):
        store.tallies()


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with (
        closing(open_store("postgresql://ada:hunter2@127.0.0.1:1/arena")) as store,
        pytest.raises(StoreError, match="check that the server runs") as caught,
    ):
        store.upgrade()
    assert "hunter2" not in str(caught.value)


def test_something_that_is_no_address_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="not a database address"):
        open_store("arena.db")


def test_a_password_behind_the_question_mark_is_not_shown() -> None:
    address = "postgresql://127.0.0.1:1/arena?password=hunter2"
    with closing(open_store(address)) as store, pytest.raises(StoreError) as caught:
        store.upgrade()
    assert "hunter2" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_named() -> None:
    with pytest.raises(StoreError, match=r"/etc/passwd/x.*name another in data_dir"):
        open_store("sqlite:////etc/passwd/x/arena.db")


def test_a_database_of_a_newer_version_is_left_alone(sqlite_url: str) -> None:
    with closing(open_store(sqlite_url)) as store:
        store.upgrade()
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    with (
        closing(open_store(sqlite_url)) as store,
        pytest.raises(StoreError, match="newer than this Tiltyard"),
    ):
        store.upgrade()
