"""The arena's database: whether it is there, and its tables brought up to date."""

from __future__ import annotations

from pathlib import Path

from tiltyard.errors import ConfigurationError
from tiltyard.settings import Settings
from tiltyard.store import Store, open_store


def require_database(settings: Settings) -> None:
    """Return if the arena's database is there, for whoever wants to read one and not make one.

    Raises:
        ConfigurationError: it is a file, and there is none.
    """
    kind, _, path = settings.store_url.partition(":///")
    if kind == "sqlite" and not Path(path).is_file():
        raise ConfigurationError(
            f"there is no arena here: its database {path!r} does not exist; go to the folder "
            "of its tiltyard.toml, or say in TILTYARD_DATA_DIR where it keeps its data"
        )


def make_store(settings: Settings) -> Store:
    """The store of the settings, its tables up to date.

    Raises:
        ConfigurationError: the tables are behind and ``store.upgrade`` is off.
        StoreError: the database cannot be used.
    """
    store = open_store(settings.store_url)
    if settings.store.upgrade:
        store.upgrade()
        return store
    now, needed = store.revision()
    if now != needed:
        raise ConfigurationError(
            f"the database is at revision {now or 'none'} and needs {needed}: "
            "run `tiltyard db upgrade`"
        )
    return store
