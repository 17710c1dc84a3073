"""Conversations that the source's moderation flagged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from tiltyard.pipeline.steps import Step, first_of


@dataclass(frozen=True)
class Flagged(Step):
    """What moderation flagged. Rows that were not looked at stay."""

    about: ClassVar[str] = "flagged by the source's moderation"
    reasons: ClassVar[tuple[str, ...]] = ("flagged",)
    reads: ClassVar[tuple[str, ...]] = ("flagged",)

    def drop(self, rows: pl.DataFrame) -> pl.Series:
        """Unknown is kept."""
        return rows.select(first_of((pl.col("flagged"), self.reasons[0]))).to_series()


step = Flagged()
