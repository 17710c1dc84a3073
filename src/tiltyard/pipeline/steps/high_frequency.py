"""Prompts that came so often that they would decide the board."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from tiltyard.pipeline.steps import first_of
from tiltyard.pipeline.steps._capped import Capped
from tiltyard.pipeline.steps._sampling import beyond, key
from tiltyard.pipeline.steps._text import joined, plain


@dataclass(frozen=True)
class HighFrequency(Capped):
    """Prompts above a count are down-sampled to it.

    Prompts are the same if all turns of the user are, apart from case, blanks and ways to write a
    letter. The count is the highest that the most frequent ``top`` of all prompts leave to the
    others, and at least ``limit``: where every prompt has many votes by design, all of them stay.
    Which votes stay is drawn by a hash of ``seed`` and the row's id: it does not depend on the
    order of rows. With ``top = 1`` and ``limit = 1`` one vote on each prompt stays.

    Attributes:
        top: the share of prompts that are too frequent.
        limit: a count that is never too frequent; this and the others: see `Capped`.
    """

    about: ClassVar[str] = "more votes on one prompt than the most frequent prompts may have"
    reasons: ClassVar[tuple[str, ...]] = ("frequent prompt",)

    top: float = 0.001

    def __post_init__(self) -> None:
        """Refuse what would keep nothing."""
        if not 0 < self.top <= 1:
            raise ValueError(f"top is {self.top}, and should be a share above 0, at most 1")
        super().__post_init__()

    def measure(self, rows: pl.DataFrame) -> pl.DataFrame:
        """A key for each prompt; none without a prompt."""
        text = plain(joined(pl.col("prompts")).str.head(self.characters))
        texts = rows.select(pl.when(text != "").then(text)).to_series()
        return pl.DataFrame([key(texts)])

    def drop(self, rows: pl.DataFrame) -> pl.Series:
        """Whatever the order of the rows."""
        counts = rows["key"].drop_nulls().value_counts(name="votes")["votes"].sort(descending=True)
        if counts.is_empty():
            return pl.repeat(None, len(rows), dtype=pl.String, eager=True)
        # As many prompts may be above the count as the share says: it is that of the next one.
        above = math.ceil(self.top * len(counts))
        limit = max(self.limit, int(counts[above]) if above < len(counts) else 0)
        late = beyond(rows, of="key", limit=limit, seed=self.seed)
        return pl.select(first_of((pl.lit(late), self.reasons[0]))).to_series()


step = HighFrequency()
