"""Migrations: from any earlier version's tables to this one's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from tiltyard.errors import StoreError
from tiltyard.store._engine import transaction

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "_migrations"
# Two processes that start together must not both create the tables: an arbitrary constant of ours.
_LOCK = 7_174_799


def upgrade(engine: sa.Engine) -> None:
    """Run what is missing, in one transaction; a second process waits for the first.

    Raises:
        StoreError: the tables are of a newer version.
    """
    current, newest = revision(engine)
    if current == newest:
        return
    # Slow to import, and most commands find their tables up to date.
    from alembic import command  # noqa: PLC0415 -- see above
    from alembic.util import CommandError  # noqa: PLC0415 -- see above

    with transaction(engine, writes=True) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config = _config()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(
                f"the database is newer than this Tiltyard: {error}; install the newer version"
            ) from error


def revision(engine: sa.Engine) -> tuple[str | None, str]:
    """The revision that the tables are at, and the newest one.

    Each migration is named by its file: the last of them is the newest.
    """
    newest = max(path.name for path in _MIGRATIONS.glob("versions/[0-9]*.py")).partition("_")[0]
    with transaction(engine) as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None, newest
        current = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return current, newest


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415 -- as in `upgrade`

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config
