"""Settings become a wired arena: the only place that joins rooms.

What others may use is imported when it is first asked for, so that a command waits for no more of
the rooms than it needs.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiltyard import settings as _settings
from tiltyard.settings import Line, Settings

if TYPE_CHECKING:
    from tiltyard.bootstrap._arena import Arena, assemble
    from tiltyard.bootstrap._boards import make_example, make_snapshots, open_boards
    from tiltyard.bootstrap._data import data_config, make_judge
    from tiltyard.bootstrap._drift import open_drift
    from tiltyard.bootstrap._models import journal_of, make_endpoints, model_request
    from tiltyard.bootstrap._moderation import open_moderation
    from tiltyard.bootstrap._private_models import OwnModel, PrivateModels, Tested
    from tiltyard.bootstrap._publishing import make_public, make_publisher, make_records, open_store
    from tiltyard.bootstrap._register import Release, Told, Variant
    from tiltyard.bootstrap._release import release, told_by
    from tiltyard.bootstrap._store import make_store, require_database
    from tiltyard.bootstrap._tokens import Scope, Token, digest_of, new_secret, require_token
    from tiltyard.bootstrap._voters import VoterRules

__all__ = [
    "Arena",
    "OwnModel",
    "PrivateModels",
    "Release",
    "Scope",
    "Settings",
    "Tested",
    "Token",
    "Told",
    "Variant",
    "VoterRules",
    "assemble",
    "config_file",
    "data_config",
    "digest_of",
    "explain_settings",
    "journal_of",
    "load_settings",
    "make_endpoints",
    "make_example",
    "make_judge",
    "make_public",
    "make_publisher",
    "make_records",
    "make_snapshots",
    "make_store",
    "model_request",
    "new_secret",
    "open_boards",
    "open_drift",
    "open_moderation",
    "open_store",
    "release",
    "require_database",
    "require_token",
    "told_by",
]

_HOMES = {
    "_arena": ("Arena", "assemble"),
    "_boards": ("make_example", "make_snapshots", "open_boards"),
    "_data": ("data_config", "make_judge"),
    "_drift": ("open_drift",),
    "_models": ("journal_of", "make_endpoints", "model_request"),
    "_moderation": ("open_moderation",),
    "_private_models": ("OwnModel", "PrivateModels", "Tested"),
    "_publishing": ("make_public", "make_publisher", "make_records", "open_store"),
    "_register": ("Release", "Told", "Variant"),
    "_release": ("release", "told_by"),
    "_store": ("make_store", "require_database"),
    "_tokens": ("Scope", "Token", "digest_of", "new_secret", "require_token"),
    "_voters": ("VoterRules",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the name stands for
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def load_settings() -> Settings:
    """The settings of this process; see `tiltyard.settings`."""
    return _settings.load()


def config_file() -> Path:
    """The file that settings are read from; it need not exist."""
    return _settings.config_file()


def explain_settings(settings: Settings) -> list[Line]:
    """Every setting with its value and origin, secrets masked."""
    return _settings.explain(settings)
