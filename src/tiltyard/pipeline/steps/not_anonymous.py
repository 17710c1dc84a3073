"""Votes of people who could see the names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from tiltyard.pipeline.steps import Step, first_of


@dataclass(frozen=True)
class NotAnonymous(Step):
    """Votes that were not blind.

    Attributes:
        unknown: whether rows that do not say leave too. Most collections hold blind votes only,
            and do not say so.
    """

    about: ClassVar[str] = "the voter could know the names"
    reasons: ClassVar[tuple[str, ...]] = ("names were shown", "not known to be blind")
    reads: ClassVar[tuple[str, ...]] = ("anonymous",)

    unknown: bool = False

    def drop(self, rows: pl.DataFrame) -> pl.Series:
        """Unknown is kept unless it is asked otherwise."""
        blind = pl.col("anonymous")
        choices = ((~blind, self.reasons[0]), (blind.is_null() & self.unknown, self.reasons[1]))
        return rows.select(first_of(*choices)).to_series()


step = NotAnonymous()
