"""Votes after the first that a voter gave on a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from tiltyard.pipeline.steps import Step


@dataclass(frozen=True)
class RepeatedVote(Step):
    """Several votes on one conversation.

    The first is the earliest; among votes of one time, or of none, that on the shortest
    conversation, then that with the lowest id. A voter who is not known is taken for one person
    for each conversation. Rows without a conversation stand alone.

    Attributes:
        voters: how many voters may vote on one conversation; any number if missing. Judgements of
            fixed answers have many on purpose; a conversation that somebody led has one.
    """

    about: ClassVar[str] = "a later vote of the same voter on the same conversation"
    reasons: ClassVar[tuple[str, ...]] = ("voted before", "others voted before")
    reads: ClassVar[tuple[str, ...]] = ("id", "battle", "voter", "created_at")
    measures: ClassVar[tuple[str, ...]] = ("prompts",)

    voters: int | None = None

    def __post_init__(self) -> None:
        """Refuse to keep nobody."""
        if self.voters is not None and self.voters < 1:
            raise ValueError(f"voters is {self.voters}, and should be 1 or more")

    def measure(self, rows: pl.DataFrame) -> pl.DataFrame:
        """How many turns a conversation had."""
        return rows.select(turns=pl.col("prompts").list.len())

    def drop(self, rows: pl.DataFrame) -> pl.Series:
        """Whatever the order of the rows."""
        order = ["created_at", "turns", "id"]
        voted = (
            rows.with_row_index("place")
            .filter(pl.col("battle").is_not_null())
            .sort(order, nulls_last=True)
            .with_columns(before=pl.int_range(pl.len()).over("battle", "voter"))
        )
        again = voted.filter(pl.col("before") > 0).select("place", reason=pl.lit(self.reasons[0]))
        if self.voters is not None:
            first = voted.filter(pl.col("before") == 0)
            others = first.with_columns(others=pl.int_range(pl.len()).over("battle"))
            late = others.filter(pl.col("others") >= self.voters)
            again = pl.concat([again, late.select("place", reason=pl.lit(self.reasons[1]))])
        places = rows.select("id").with_row_index("place")
        return places.join(again, on="place", how="left", maintain_order="left")["reason"]


step = RepeatedVote()
