"""What is kept of the rows of a dataset when it is looked at: counts and sums."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from tiltyard.pipeline._sizes import SIZES

LANGUAGE = "language"
LABEL = "label "  # what the tallies of labels begin with


@dataclass(frozen=True, slots=True)
class Rows:
    """The narrow columns of a part, aligned."""

    rows: pl.DataFrame
    sizes: pl.DataFrame
    labels: pl.DataFrame
    style: pl.DataFrame


@dataclass(slots=True)
class Counts:
    """What is kept of the parts that were looked at."""

    rows: int = 0
    sums: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SIZES, 0))
    battles: list[pl.Series] = field(default_factory=list)
    tallies: dict[str, pl.DataFrame] = field(default_factory=dict)
    style: dict[str, tuple[float, int]] = field(default_factory=dict)

    def add(self, one: Rows) -> None:
        """Look at one more part."""
        self.rows += len(one.rows)
        for name in SIZES:
            self.sums[name] += int(one.sizes[name].sum())
        self.battles.append(one.rows.select(pl.coalesce("battle", "id")).to_series().hash())
        for name in ("source", "winner", "voter", LANGUAGE):
            self._tally(name, one.rows[name])
        self._tally("day", one.rows["created_at"].dt.date())
        for name in one.labels.columns:
            self._tally(f"{LABEL}{name}", one.labels[name])
        self._add_models(one)
        for name in one.style.columns:
            known = one.style[name].cast(pl.Float64).fill_nan(None).drop_nulls()
            total, many = self.style.get(name, (0.0, 0))
            self.style[name] = total + float(known.sum()), many + len(known)

    def tally(self, name: str) -> dict[Any, int]:
        """How often each value came, the most frequent first; null is None."""
        held = self.tallies.get(name)
        if held is None:
            return {}
        ordered = held.sort(["rows", "value"], descending=[True, False])
        return dict(zip(ordered["value"].to_list(), ordered["rows"].to_list(), strict=True))

    def _tally(self, name: str, values: pl.Series) -> None:
        counted = values.alias("value").to_frame().group_by("value").agg(rows=pl.len())
        self._merge(name, counted.cast({"rows": pl.Int64}), ["value"])

    def _add_models(self, one: Rows) -> None:
        held = one.rows.with_columns(one.sizes.get_columns())
        sides = [
            held.select(
                model=f"model_{side}",
                won=(pl.col("winner") == f"model_{side}").cast(pl.Int64),
                tie=(pl.col("winner") == "tie").cast(pl.Int64),
                both_bad=(pl.col("winner") == "both_bad").cast(pl.Int64),
                voted=pl.col("winner").is_not_null().cast(pl.Int64),
                tokens=f"tokens_{side}",
                counted=pl.col(f"tokens_{side}").is_not_null().cast(pl.Int64),
                answers=f"answers_{side}",
                characters=f"characters_{side}",
            )
            for side in ("a", "b")
        ]
        both = pl.concat(sides)
        sums = pl.all().exclude("model").fill_null(0).sum()
        counted = both.group_by("model").agg(pl.len().cast(pl.Int64).alias("battles"), sums)
        self._merge("models", counted, ["model"])

    def _merge(self, name: str, counted: pl.DataFrame, keys: list[str]) -> None:
        if name in self.tallies:
            counted = pl.concat([self.tallies[name], counted]).group_by(keys).agg(pl.all().sum())
        self.tallies[name] = counted
