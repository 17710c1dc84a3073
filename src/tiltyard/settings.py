"""All settings, typed: ``TILTYARD_*`` over ``tiltyard.toml`` over defaults; `bootstrap` reads them.

``TILTYARD_CONFIG`` names another file. A nested value is reached with two underscores:
``TILTYARD_ENDPOINTS__OPENROUTER__API_KEY``.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from tiltyard.errors import ConfigurationError
from tiltyard.registry import nearest

PREFIX = "TILTYARD_"
DEFAULT_FILE = "tiltyard.toml"
# Read elsewhere: where this file is, and how the browser files are built.
_NOT_SETTINGS = {"CONFIG", "NODE", "SKIP_FRONTEND"}
_SECRET_NAME = re.compile(r"(^|_|-|api)(key|secret|token|password|authorization)$", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")
_SECRET_QUERY = re.compile(r"([?&][^=&]*(?:key|secret|token|password)=)[^&\s]*", re.IGNORECASE)
MASK = "********"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ServerSettings(_Table):
    """Where the web server listens."""

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65_535)


class StoreSettings(_Table):
    """Where battles are kept; by default a SQLite file in ``data_dir``."""

    url: str | None = None
    upgrade: bool = True


class BattleSettings(_Table):
    """What a battle may use, and how its answers flow."""

    pace: Literal["strict", "fast"] = "strict"
    pace_characters: int = Field(12, ge=1)
    pace_seconds: float = Field(0.05, ge=0.005, le=2)
    prompt_characters: int = Field(12_000, ge=1, le=1_000_000)
    turns: int = Field(50, ge=1)
    sampler: str = "weighted"
    publishable: bool = False


class SourceSettings(_Table):
    """Votes or ratings from elsewhere that boards are shown of; the table's name is its name."""

    dataset: Path | None = None
    imported: Path | None = None
    style: Path | None = None
    cards: Path | None = None
    title: str | None = None
    link: str | None = Field(None, pattern=r"^https?://\S+$")
    published_on: date | None = None
    shows_unknown: bool = False


class LeaderboardSettings(_Table):
    """How the leaderboard is computed, and of what."""

    method: str = "bradley_terry"
    level: float = Field(0.95, gt=0.5, lt=1)
    control: list[str] = Field(default_factory=list)
    refresh_seconds: float = Field(2.0, ge=0)
    example: bool = True
    sources: dict[str, SourceSettings] = Field(default_factory=dict)
    snapshot_every: str = "1w"
    snapshot_smallest: int = Field(300, ge=1)


class PollSettings(_Table):
    """A question to the community; the table's name is the poll's name."""

    question: str = Field(min_length=1)
    options: list[str]
    about: str = ""
    decides: Literal["leaderboard.control"] | None = None
    closes_at: datetime | None = None


class AliasSettings(_Table):
    """A model that had another name for a while."""

    name: str
    means: str
    since: datetime | None = None
    until: datetime | None = None


class DataSettings(_Table):
    """How datasets are cleaned, labelled and released."""

    steps: list[str] | None = None
    options: dict[str, dict[str, Any]] = Field(default_factory=dict)
    aliases: list[AliasSettings] = Field(default_factory=list)
    category_folder: Path | None = None
    rubrics: dict[str, dict[str, Any]] = Field(default_factory=dict)
    judge: str | None = None
    licence: str | None = None
    title: str = "Votes"
    smallest_cell: int = Field(5, ge=1)
    cells: list[str] = ["language", "day"]
    redact: list[str] | None = None
    texts: bool = True


class EndpointSettings(BaseModel):
    """An address of models; what is not named here goes to the provider, which checks it."""

    model_config = ConfigDict(extra="allow", frozen=True)

    provider: str = "openai_compatible"

    def arguments(self) -> dict[str, Any]:
        """The provider's own arguments."""
        return dict(self.model_extra or {})


class ModelSettings(_Table):
    """A model of the arena; the table's name is the model's name."""

    endpoint: str
    model: str
    system_prompt: str | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)
    organisation: str | None = None
    licence: str | None = None
    link: str | None = Field(None, pattern=r"^https?://\S+$")
    price_in_usd: float | None = Field(None, ge=0)
    price_out_usd: float | None = Field(None, ge=0)
    context_length: int | None = Field(None, gt=0)
    parameter_count: int | None = Field(None, gt=0)
    released_on: date | None = None
    visibility: Literal["public", "hidden"] = "public"
    status: Literal["active", "retired"] = "active"
    weight: float = Field(1.0, ge=0, allow_inf_nan=False)
    first_token_seconds: float = Field(30, gt=0)
    idle_seconds: float = Field(20, gt=0)
    total_seconds: float = Field(120, gt=0)


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    name: str = "Tiltyard"
    data_dir: Path = Path(".tiltyard")
    models_dir: Path = Path("~/.cache/tiltyard/models")
    secret_key: SecretStr | None = Field(None, min_length=16)
    server: ServerSettings = ServerSettings()
    store: StoreSettings = StoreSettings()
    battle: BattleSettings = BattleSettings()
    leaderboard: LeaderboardSettings = LeaderboardSettings()
    data: DataSettings = DataSettings()
    polls: dict[str, PollSettings] = Field(default_factory=dict)
    endpoints: dict[str, EndpointSettings] = Field(default_factory=dict)
    models: dict[str, ModelSettings] = Field(default_factory=dict)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is handed in: `load` merges file and variables, and knows which was which."""
        return (init_settings,)

    @property
    def store_url(self) -> str:
        """The database's address; it may hold a password."""
        return self.store.url or f"sqlite:///{self.data_dir / 'tiltyard.db'}"


@dataclass(frozen=True, slots=True)
class Line:
    """One setting, printable: secrets are masked. ``origin`` is a variable, a file or a default."""

    name: str
    value: str
    origin: str


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
        return Settings(**_merged(_read_file(), _read_variables()))
    except ValidationError as error:
        raise ConfigurationError(_words(error)) from None
    except SettingsError as error:
        raise ConfigurationError(f"a TILTYARD_ variable cannot be read: {error}") from None


def explain(settings: Settings) -> list[Line]:
    """Every setting with its value and where that came from, secrets masked."""
    from_file = dict(_leaves(_read_file()))
    from_variables = {_lowered(path) for path, _ in _leaves(_read_variables())}
    lines = []
    for path, value in _leaves(settings.model_dump(mode="json")):
        if _lowered(path) in from_variables:
            origin = PREFIX + "__".join(path).upper()
        elif path in from_file:
            origin = str(config_file())
        else:
            origin = "default"
        lines.append(Line(".".join(path), _printable(path, value), origin))
    return lines


def _read_file() -> dict[str, Any]:
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


def _read_variables() -> dict[str, Any]:
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


def _leaves(
    tree: Mapping[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, (*path, str(key)))
        else:
            yield (*path, str(key)), value


def _lowered(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.lower() for part in path)


def _printable(path: tuple[str, ...], value: object) -> str:
    if value is None:
        return "not set"
    if is_secret(path):
        return MASK
    return masked(str(value))


def masked(text: str) -> str:
    """A text without the credentials that an address in it may hold."""
    return _SECRET_QUERY.sub(rf"\1{MASK}", _CREDENTIALS.sub(f"{MASK}@", text))


def without_secrets(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table as it may be kept for ever: no secrets, no headers, no credentials in addresses."""
    kept: dict[str, Any] = {}
    for key, value in table.items():
        if is_secret((key,)) or "headers" in key.lower():
            continue
        if isinstance(value, Mapping):
            kept[key] = without_secrets(value)
        else:
            kept[key] = masked(value) if isinstance(value, str) else value
    return kept


def is_secret(path: tuple[str, ...]) -> bool:
    """Whether a setting's value must never be shown: keys, passwords, and all headers."""
    return bool(_SECRET_NAME.search(path[-1])) or "headers" in path[:-1]


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
    if not path:
        return sorted(Settings.model_fields)
    tables: dict[str, type[BaseModel]] = {
        "server": ServerSettings,
        "store": StoreSettings,
        "battle": BattleSettings,
        "leaderboard": LeaderboardSettings,
        "data": DataSettings,
        "polls": PollSettings,
        "models": ModelSettings,
    }
    table = tables.get(str(path[0]))
    return sorted(table.model_fields) if table is not None else []
