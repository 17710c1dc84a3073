"""Settings become a wired arena: the only place that joins rooms."""

from __future__ import annotations

from pathlib import Path

from tiltyard import settings as _settings
from tiltyard.bootstrap._arena import Arena, assemble
from tiltyard.bootstrap._boards import make_example, make_snapshots, open_boards
from tiltyard.bootstrap._data import data_config, make_judge
from tiltyard.bootstrap._drift import make_journal, open_drift
from tiltyard.bootstrap._models import make_endpoints, model_request
from tiltyard.bootstrap._moderation import open_moderation
from tiltyard.bootstrap._private_models import OwnModel, PrivateModels, Tested
from tiltyard.bootstrap._publishing import make_public, make_publisher, make_records, open_store
from tiltyard.bootstrap._register import Release, Told, Variant
from tiltyard.bootstrap._release import release
from tiltyard.bootstrap._store import make_store, require_database
from tiltyard.bootstrap._tokens import Scope, Token, digest_of, new_secret, require_token
from tiltyard.bootstrap._voters import VoterRules
from tiltyard.settings import Line, Settings

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
    "load_settings",
    "make_endpoints",
    "make_example",
    "make_journal",
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
