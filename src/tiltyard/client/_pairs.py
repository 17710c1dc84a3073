"""Pairs of models and their battles, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from tiltyard.client._read import Json, frame, moment, read

if TYPE_CHECKING:
    from polars import DataFrame


@dataclass(frozen=True, slots=True)
class Pair:
    """How the battles of two models ended; the one whose name comes first is ``model_a``."""

    model_a: str
    model_b: str
    votes: int
    model_a_wins: int
    model_b_wins: int
    ties: int
    both_bad: int
    win_rate_a: float | None


@dataclass(frozen=True, slots=True)
class Pairs:
    """How often who beat whom; ``not_shown`` are votes on models that are not."""

    source: str
    kind: str
    title: str
    query: Mapping[str, str]
    not_shown: int
    pairs: tuple[Pair, ...]

    @classmethod
    def of(cls, given: Json) -> Pairs:
        """As the arena gave it."""
        return read(cls, given, pairs=tuple(read(Pair, one) for one in given["pairs"]))

    def to_polars(self) -> DataFrame:
        """A row for every two models that met."""
        return frame(self.pairs, [field.name for field in fields(Pair)])


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, and what both said; None where one gave no answer."""

    prompt: str
    answer_a: str | None
    answer_b: str | None


@dataclass(frozen=True, slots=True)
class Battle:
    """A battle whose voter knew that it may be published, with its vote."""

    id: str
    model_a: str
    model_b: str
    winner: str
    voted_at: datetime | None
    labels: tuple[str, ...]
    turns: tuple[Turn, ...]

    @classmethod
    def of(cls, given: Json) -> Battle:
        """As the arena gave it."""
        at = given["voted_at"]
        return read(
            cls,
            given,
            voted_at=None if at is None else moment(at),
            labels=tuple(given["labels"]),
            turns=tuple(read(Turn, one) for one in given["turns"]),
        )


@dataclass(frozen=True, slots=True)
class BattlePage:
    """Some battles, and where the next page begins, if there is one."""

    battles: tuple[Battle, ...]
    after: str | None

    @classmethod
    def of(cls, given: Json) -> BattlePage:
        """As the arena gave it."""
        return read(cls, given, battles=tuple(map(Battle.of, given["battles"])))
