"""Settings are read from variables over a file over defaults, and nothing wrong gets through."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_settings import EnvSettingsSource, SettingsError

from tiltyard.errors import ConfigurationError
from tiltyard.registry import nearest
from tiltyard.settings._tables import PREFIX, Settings

DEFAULT_FILE = "tiltyard.toml"
# Read elsewhere: where this file is, and how the browser files are built.
_NOT_SETTINGS = {"CONFIG", "NODE", "SKIP_FRONTEND"}


def config_file() -> Path:
    """The file that settings are read from; it need not exist unless it was named."""
    return Path(os.environ.get(f"{PREFIX}CONFIG") or DEFAULT_FILE)


def load() -> Settings:
    """The settings of this process.

    Raises:
        ConfigurationError: the file cannot be read, a key is unknown, or a value is wrong.
    """
    _refuse_unknown_variables()
    try:
        return Settings(**_merged(read_file(), read_variables()))
    except ValidationError as error:
        raise ConfigurationError(_words(error)) from None
    except SettingsError as error:
        raise ConfigurationError(f"a TILTYARD_ variable cannot be read: {error}") from None


def read_file() -> dict[str, Any]:
    """What the file says, as it stands there.

    Raises:
        ConfigurationError: it cannot be read, or is not TOML.
    """
    path = config_file()
    named = f"{PREFIX}CONFIG" in os.environ
    if not path.exists() and not named:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"the settings file {str(path)!r} cannot be read: {error}"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"the settings file {str(path)!r} is not TOML: {error}") from None


def read_variables() -> dict[str, Any]:
    """What the variables of the environment say, in small letters.

    Raises:
        SettingsError: a variable of a table is no table.
    """
    return EnvSettingsSource(Settings)()


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for variable, value in over.items():
        # Variables have no case, so that a table's own spelling is the one meant.
        key = next((known for known in under if known.lower() == variable.lower()), variable)
        below = merged.get(key)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(below, value) if both else value  # type: ignore[arg-type]  # both are
    return merged


def _refuse_unknown_variables() -> None:
    known = sorted(Settings.model_fields)
    for variable in os.environ:
        if not variable.upper().startswith(PREFIX):
            continue
        first = variable[len(PREFIX) :].split("__")[0]
        if first.upper() not in _NOT_SETTINGS and first.lower() not in known:
            raise ConfigurationError(
                f"the environment variable {variable!r} sets nothing{nearest(first.lower(), known)}"
            )


def _words(error: ValidationError) -> str:
    """The first thing wrong, with its place; values are left out, since they may be secret."""
    errors = error.errors(include_input=False, include_url=False)
    # A misspelt key is the reason why another is missing.
    first = next((one for one in errors if one["type"] == "extra_forbidden"), errors[0])
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = _known_at(first["loc"][:-1])
        return f"there is no setting {place!r}{nearest(str(first['loc'][-1]), known)}"
    if first["type"] == "missing":
        return f"the setting {place!r} is missing"
    return f"the setting {place!r} is not as it should be: {first['msg']}"


def _known_at(path: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand at ``path``."""
    here: Any = Settings
    for part in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            field = here.model_fields.get(str(part))
            here = None if field is None else field.annotation
        else:
            # The name of a table of a person's own, or a place in a list.
            here = next(reversed(get_args(here)), None)
    return (
        sorted(here.model_fields) if isinstance(here, type) and issubclass(here, BaseModel) else []
    )
