"""Migrations make the tables that the code expects."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib.resources import files

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tiltyard.store import open_store
from tiltyard.store._engine import make_engine, transaction
from tiltyard.store._tables import metadata


def migrations() -> Config:
    """Alembic's own view of what there is to run."""
    config = Config()
    config.set_main_option("script_location", str(files("tiltyard.store") / "_migrations"))
    config.set_main_option("path_separator", "os")
    return config


def test_the_newest_file_is_the_last_migration(sqlite_url: str) -> None:
    with closing(open_store(sqlite_url)) as store:
        assert store.revision() == (
            None,
            ScriptDirectory.from_config(migrations()).get_current_head(),
        )


def test_the_migrations_make_the_tables_of_the_code(empty_database_url: str) -> None:
    with closing(open_store(empty_database_url)) as store:
        store.upgrade()
    engine = make_engine(empty_database_url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []


def test_battles_of_before_are_not_published(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    config = migrations()
    with transaction(engine, writes=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        now = "2026-03-04 05:06:07"
        for statement in (
            f"INSERT INTO models (id, name, created_at) VALUES (1, 'oak', '{now}')",
            "INSERT INTO model_versions (id, model_id, number, digest, served, created_at) "
            f"VALUES (1, 1, 1, 'd', '', '{now}'), (2, 1, 2, 'e', '', '{now}')",
            "INSERT INTO battles (id, voter, created_at, version_a_id, version_b_id, "
            f"pair_probability, pace) VALUES ('b', 'ada', '{now}', 1, 2, 1, 'strict')",
        ):
            connection.execute(sa.text(statement))
    engine.dispose()
    with closing(open_store(empty_database_url)) as store:
        store.upgrade()
        assert store.battle("b").battle.consent is False


def test_two_programs_that_start_together_make_the_tables_once(empty_database_url: str) -> None:
    stores = [open_store(empty_database_url) for _ in range(2)]
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda store: store.upgrade(), stores))
    current, needed = stores[0].revision()
    for store in stores:
        store.close()
    assert current == needed


def test_sqlite_syncs_every_commit_to_disk(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    with engine.connect() as connection:
        pragmas = [
            connection.execute(sa.text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    engine.dispose()
    assert pragmas == ["wal", 2, 1]
