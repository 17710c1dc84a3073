"""What can be set, typed, and what holds if it is not set."""

from __future__ import annotations

from datetime import date, datetime, time
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
    errors: Literal["auto", "independent", "voter"] = "auto"
    refresh_seconds: float = Field(2.0, ge=0)
    example: bool = True
    sources: dict[str, SourceSettings] = Field(default_factory=dict)
    snapshot_every: str = "1w"
    snapshot_smallest: int = Field(300, ge=1)
    voters_to_flip: int = Field(20, ge=0)


class VoterSettings(_Table):
    """How much one voter may add to the boards; what is not set is as the profile says."""

    profile: Literal["team", "public"] = "team"
    per_model: int | None = Field(None, ge=0)
    per_day: int | None = Field(None, ge=0)
    per_address_day: int | None = Field(None, ge=0)
    guest_hours: int | None = Field(None, ge=0, le=24 * 30)
    delay_hours: int | None = Field(None, ge=0, le=24 * 30)
    least_votes: int | None = Field(None, ge=0)
    opens_per_hour: int | None = Field(None, ge=0)
    opens_per_address_hour: int | None = Field(None, ge=0)
    repeat: float = Field(0.0, ge=0, le=1)
    repeat_days: int = Field(7, ge=1, le=21)
    gold: int | None = Field(None, ge=0)
    gold_among: int | None = Field(None, ge=1, le=1_000)


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


class LogSettings(_Table):
    """What the public log is called, and who else signs that it only grows."""

    origin: str | None = Field(None, pattern=r"^[^\s+]{1,200}$")
    witnesses: list[str] = Field(default_factory=list)
    quorum: int | None = Field(None, ge=0)


class DriftSettings(_Table):
    """What is watched of endpoints, which may change behind their names."""

    votes: bool = True
    reference_votes: int = Field(2_000, ge=1_000)
    canaries: bool = False
    at: time = time(3)
    prompts: Path | None = None
    samples: int = Field(5, ge=2, le=100)
    tokens: int = Field(256, ge=1, le=100_000)
    reference_nights: int = Field(2, ge=1, le=60)
    false_alarms: float = Field(0.01, ge=0.0001, lt=0.5)
    pinned: list[str] = Field(default_factory=list)


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
    owner: str | None = None
    private: bool = False
    code_name: str | None = Field(None, pattern=r"^[a-z0-9][a-z0-9-]{1,63}$")
    weight: float = Field(1.0, ge=0, allow_inf_nan=False)
    first_token_seconds: float = Field(30, gt=0)
    idle_seconds: float = Field(20, gt=0)
    total_seconds: float = Field(120, gt=0)


class OrganisationSettings(_Table):
    """Who owns models, and may test some in private; the table's name is what ``owner`` names."""

    title: str | None = Field(None, min_length=1, max_length=200)


class ScreeningSettings(_Table):
    """When voters are screened, every night; the time of day is in UTC."""

    nightly: bool = True
    at: time = time(2)


class TokenSettings(_Table):
    """What somebody may do without an account; the table's name says whose the token is."""

    scope: Literal["moderate", "own"]
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    organisation: str | None = None


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
    log: LogSettings = LogSettings()
    voters: VoterSettings = VoterSettings()
    data: DataSettings = DataSettings()
    drift: DriftSettings = DriftSettings()
    polls: dict[str, PollSettings] = Field(default_factory=dict)
    endpoints: dict[str, EndpointSettings] = Field(default_factory=dict)
    models: dict[str, ModelSettings] = Field(default_factory=dict)
    organisations: dict[str, OrganisationSettings] = Field(default_factory=dict)
    screening: ScreeningSettings = ScreeningSettings()
    tokens: dict[str, TokenSettings] = Field(default_factory=dict)

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
