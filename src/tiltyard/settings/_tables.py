"""What can be set, typed, and what holds if it is not set."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "TILTYARD_"


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
