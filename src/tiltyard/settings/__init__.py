"""All settings, typed: ``TILTYARD_*`` over ``tiltyard.toml`` over defaults; `bootstrap` reads them.

``TILTYARD_CONFIG`` names another file. A nested value is reached with two underscores:
``TILTYARD_ENDPOINTS__OPENROUTER__API_KEY``.
"""

from __future__ import annotations

from tiltyard.settings._explained import Line, explain
from tiltyard.settings._reading import config_file, load
from tiltyard.settings._secrets import without_secrets
from tiltyard.settings._tables import (
    PREFIX,
    EndpointSettings,
    ModelSettings,
    OrganisationSettings,
    ServerSettings,
    Settings,
    TokenSettings,
)

__all__ = [
    "PREFIX",
    "EndpointSettings",
    "Line",
    "ModelSettings",
    "OrganisationSettings",
    "ServerSettings",
    "Settings",
    "TokenSettings",
    "config_file",
    "explain",
    "load",
    "without_secrets",
]
