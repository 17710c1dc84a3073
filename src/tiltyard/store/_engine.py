"""How to connect: one place that knows SQLite from PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from tiltyard.errors import ConfigurationError, StoreError

BUSY_SECONDS = 10
POOL = 16


def make_engine(url: str) -> sa.Engine:
    """An engine for ``sqlite:///file.db`` or ``postgresql://…``; nothing is opened yet.

    Raises:
        ConfigurationError: another kind of address, or no address at all.
    """
    try:
        address = sa.make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(f"store.url is not a database address: {_hint()}") from error
    family = address.get_backend_name()
    if family == "sqlite":
        return _sqlite(address)
    if family == "postgresql":
        return _postgresql(address)
    raise ConfigurationError(f"store.url starts with {family!r}: {_hint()}")


@contextmanager
def transaction(engine: sa.Engine, *, writes: bool = False) -> Iterator[sa.Connection]:
    """A connection in a transaction, which ends by a commit unless something is raised.

    Args:
        engine: of `make_engine`.
        writes: whether it may write; SQLite must know beforehand.
    """
    with engine.connect() as connection, connection.begin():
        if engine.dialect.name == "sqlite":
            # A reader that turns into a writer may fail at once with "locked". No listener does
            # this: an engine that has one pays for it at every statement.
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        yield connection


def translator(engine: sa.Engine) -> Any:  # noqa: ANN401 -- a closure from error to StoreError
    """Turns a database's own error into words, with the address but no password."""
    # A password may also stand behind the question mark.
    where = engine.url.set(query={}).render_as_string(hide_password=True)

    def translate(error: SQLAlchemyError) -> StoreError:
        cause = getattr(error, "orig", None) or error
        words = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
        return StoreError(f"the database {where} failed: {words}; {_advice(words)}")

    return translate


def _hint() -> str:
    return "expected sqlite:///path/to/file.db or postgresql://user@host/name"


def _advice(words: str) -> str:
    known = {
        "unable to open": "check that its folder exists and may be written to",
        "not a database": "the file is something else: move it away or name another",
        "malformed": "the file is damaged: restore a backup",
        "readonly": "the file may not be written to: check its owner and mode",
        "disk is full": "free some space; votes are refused until then",
        "no such table": "run `tiltyard db upgrade`",
        "does not exist": "create it, or run `tiltyard db upgrade`",
        "locked": "another program holds it; try again",
        "connection": "check that the server runs and that the address is right",
    }
    return next((advice for part, advice in known.items() if part in words), "nothing was kept")


def _sqlite(address: sa.URL) -> sa.Engine:
    if not address.database or address.database == ":memory:":
        raise ConfigurationError("store.url names no file: votes must survive; " + _hint())
    # It holds what people asked: nobody else on the machine should read it.
    folder = Path(address.database).parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder {str(folder)!r} for the database cannot be made: {error.strerror}; "
            "name another in data_dir or store.url"
        ) from error
    engine = sa.create_engine(
        address,
        pool_size=POOL,
        max_overflow=0,
        # A connection that has just written has the file's newest pages in memory.
        pool_use_lifo=True,
        connect_args={"timeout": BUSY_SECONDS},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver must not begin transactions by itself: `transaction` does.
    connection.isolation_level = None
    # Hardly anything is ever deleted, and what is must not stay in a page that is free.
    secure = "secure_delete=ON"
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", secure):
        connection.execute(f"PRAGMA {pragma}")


def _postgresql(address: sa.URL) -> sa.Engine:
    try:
        return sa.create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_size=POOL,
            max_overflow=0,
            pool_pre_ping=True,
        )
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "PostgreSQL needs a driver: pip install 'tiltyard[postgres]'"
        ) from error
