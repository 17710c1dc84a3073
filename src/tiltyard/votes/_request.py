"""What is wanted of a source."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypedDict

from tiltyard.errors import ConfigurationError
from tiltyard.votes._columns import AS_RECOGNISED, OPTIONAL, Columns, OnError


class Options(TypedDict, total=False):
    """The options of `read`, which explains them."""

    columns: Columns
    on_error: OnError
    where: str | None
    since: str | None
    until: str | None
    pooled: bool
    progress: Callable[[int], None] | None
    format: str | None
    now: datetime | None
    keep: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The options of `read`, and the column of slices."""

    columns: Columns = AS_RECOGNISED
    on_error: OnError = "stop"
    where: str | None = None
    since: str | None = None
    until: str | None = None
    pooled: bool = False
    progress: Callable[[int], None] | None = None
    format: str | None = None
    now: datetime | None = None
    keep: Collection[str] = OPTIONAL
    by: str | None = None

    def __post_init__(self) -> None:
        if self.on_error not in ("stop", "drop"):
            raise ConfigurationError(f"on_error is {self.on_error!r}; it must be 'stop' or 'drop'")

    @property
    def in_time(self) -> bool:
        """Whether times decide which rows are kept."""
        return self.since is not None or self.until is not None

    @property
    def present(self) -> datetime:
        """From when ``30d`` looks back."""
        return self.now or datetime.now(UTC)

    @property
    def is_for_sources(self) -> bool:
        """Whether it says something that only rows of a source can be asked."""
        given = (self.where, self.since, self.until, self.format, self.by)
        return self.columns != AS_RECOGNISED or any(one is not None for one in given)
