"""Settings become a wired arena: the only place that joins rooms."""

from __future__ import annotations

from pathlib import Path

from tiltyard import settings as _settings
from tiltyard.bootstrap._arena import Arena, assemble
from tiltyard.bootstrap._boards import make_example, make_snapshots, open_boards
from tiltyard.bootstrap._data import data_config, make_judge
from tiltyard.bootstrap._models import make_endpoints, model_request
from tiltyard.bootstrap._store import make_store, require_database
from tiltyard.settings import Line, Settings

__all__ = [
    "Arena",
    "Settings",
    "assemble",
    "config_file",
    "data_config",
    "explain_settings",
    "load_settings",
    "make_endpoints",
    "make_example",
    "make_judge",
    "make_snapshots",
    "make_store",
    "model_request",
    "open_boards",
    "require_database",
]


def load_settings() -> Settings:
    """The settings of this process; see `tiltyard.settings`."""
    return _settings.load()


def config_file() -> Path:
    """The file that settings are read from; it need not exist."""
    return _settings.config_file()


def explain_settings(settings: Settings) -> list[Line]:
    """Every setting with its value and origin, secrets masked."""
    return _settings.explain(settings)
