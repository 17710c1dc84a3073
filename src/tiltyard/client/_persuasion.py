"""Wrong answers that win, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tiltyard.client._read import Json, frame, read

if TYPE_CHECKING:
    from polars import DataFrame

_SHARES = ("won_though_wrong", "lost_though_right")


@dataclass(frozen=True, slots=True)
class Share:
    """A share of so many votes, with its interval."""

    rate: float
    low: float
    high: float
    votes: int


@dataclass(frozen=True, slots=True)
class Persuasive:
    """One model where exactly one answer was right; ``is_known`` if there are votes enough."""

    model: str
    is_known: bool
    won_though_wrong: Share | None
    lost_though_right: Share | None

    @classmethod
    def of(cls, given: Json) -> Persuasive:
        """As the arena gave it."""
        return read(cls, given, **{name: _share(given[name]) for name in _SHARES})


@dataclass(frozen=True, slots=True)
class Persuasion:
    """What voters made of right and wrong answers; ``fooled`` chose wrong ones."""

    source: str
    kind: str
    title: str
    query: Mapping[str, str]
    level: float
    checked: int
    undecided: int
    fooled: Share | None
    models: tuple[Persuasive, ...]

    @classmethod
    def of(cls, given: Json) -> Persuasion:
        """As the arena gave it."""
        models = tuple(map(Persuasive.of, given["models"]))
        return read(cls, given, fooled=_share(given["fooled"]), models=models)

    def to_polars(self) -> DataFrame:
        """A row for each model and each of the two shares that it has."""
        rows = [
            _Told(one.model, one.is_known, name, share)
            for one in self.models
            for name in _SHARES
            if (share := getattr(one, name)) is not None
        ]
        return frame(rows, ["model", "is_known", "share", "rate", "low", "high", "votes"])


@dataclass(frozen=True, slots=True)
class _Told:
    model: str
    is_known: bool
    share: str
    of: Share


def _share(given: Any) -> Share | None:  # noqa: ANN401 -- as the arena gave it
    return None if given is None else read(Share, given)
