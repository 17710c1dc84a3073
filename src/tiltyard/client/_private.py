"""Models that are tested in private, as values: how many there are, and what releases told."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from tiltyard.client._read import Json, frame, moment, read

if TYPE_CHECKING:
    from polars import DataFrame


@dataclass(frozen=True, slots=True)
class Organisation:
    """How many models an organisation tests in private, and has tested."""

    title: str
    tested_now: int
    registered_since_release: int
    told: int


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant, as a release tells of it; the interval holds for all variants together.

    Without a rating there is a ``reason``. ``nonce`` and ``digest`` open its seals in the log.
    """

    name: str
    code_name: str
    registered_at: datetime
    is_released: bool
    votes: int
    rating: float | None
    low: float | None
    high: float | None
    reason: str
    nonce: str
    digest: str

    @classmethod
    def of(cls, given: Json) -> Variant:
        """As the arena gave it."""
        return read(cls, given, registered_at=moment(given["registered_at"]))


@dataclass(frozen=True, slots=True)
class Release:
    """All variants of an organisation since its last release, the highest rating first."""

    number: int
    at: datetime
    title: str
    pseudonym: str
    level: float
    variants: tuple[Variant, ...]

    @classmethod
    def of(cls, given: Json) -> Release:
        """As the arena gave it."""
        variants = tuple(map(Variant.of, given["variants"]))
        return read(cls, given, at=moment(given["at"]), variants=variants)

    def to_polars(self) -> DataFrame:
        """A row for each variant."""
        return frame(self.variants, [field.name for field in fields(Variant)])


@dataclass(frozen=True, slots=True)
class PrivateModels:
    """What everybody may know of private models; the last release first.

    ``most_at_once`` is how many one organisation may test; a released model is provisional until it
    has ``provisional_below`` votes of its own.
    """

    most_at_once: int
    provisional_below: int
    organisations: tuple[Organisation, ...]
    releases: tuple[Release, ...]

    @classmethod
    def of(cls, given: Json) -> PrivateModels:
        """As the arena gave it."""
        return read(
            cls,
            given,
            organisations=tuple(read(Organisation, one) for one in given["organisations"]),
            releases=tuple(map(Release.of, given["releases"])),
        )
