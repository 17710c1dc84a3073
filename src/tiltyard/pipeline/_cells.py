"""Small cells: no published combination of values is shared by fewer than so many voters.

Values are made coarser only where they must be, and only by one step at a time: an hour becomes a
day, a day a month, a value ``other``, and what is left becomes null (local recoding; Sweeney 2002).
Rows in large cells stay as they are, and no cell loses rows while it is large, so that every cell
that is there at the end is large, or says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

TIME = "day"  # how the time of a vote is called among the cells
PRECISIONS = ("hour", "day", "month")
OTHER = "other"
_FORMATS = {"hour": "%Y-%m-%dT%H", "day": "%Y-%m-%d", "month": "%Y-%m"}


@dataclass(frozen=True, slots=True)
class Step:
    """One way to say less: of a column, the next coarser value."""

    column: str
    value: pl.Expr
    name: str


@dataclass(frozen=True, slots=True)
class Coarsened:
    """Cells that are large.

    Attributes:
        frame: the columns, coarser where they had to be; of the time, ``created_at`` cut down to
            ``time_precision``.
        counts: how many rows each step changed.
    """

    frame: pl.DataFrame
    counts: dict[str, int]


def coarsen(frame: pl.DataFrame, columns: Sequence[str], smallest: int) -> Coarsened:
    """The rows, with no combination of the columns shared by fewer than ``smallest`` voters.

    Args:
        frame: a row for each vote: ``who`` (see `who`), ``created_at``, and the columns but `TIME`.
        columns: which of them may point to somebody together; `TIME` stands for ``created_at``.
        smallest: how many voters must share a combination.
    """
    held = frame.with_columns(_cut(precision) for precision in PRECISIONS).with_columns(
        pl.when(pl.col("created_at").is_not_null()).then(pl.lit("hour")).alias("time_precision"),
        pl.col("_hour").alias(TIME),
    )
    counts = {}
    for step in _steps(held, columns):
        small = _small(held, columns, smallest) & held[step.column].is_not_null()
        value = step.value.cast(held.schema[step.column])
        changed = held.with_columns(
            pl.when(small).then(value).otherwise(pl.col(step.column)).alias(step.column)
        )
        differs = small & held[step.column].ne_missing(changed[step.column])
        if differs.any():
            counts[step.name] = int(differs.sum())
        held = changed
    return Coarsened(_with_times(held).select(*frame.columns, "time_precision"), counts)


def who(frame: pl.DataFrame) -> pl.Series:
    """Who a row counts for when voters are counted.

    A row without a voter cannot be joined to others of its voter by anybody who reads the release,
    and counts for somebody of its own, as records do in k-anonymity; so does a model that judges.
    Several votes on one battle are one of these.
    """
    unknown = pl.col("voter").is_null() | pl.col("voter").str.starts_with(JUDGE)
    alone = pl.concat_str(pl.lit("battle "), pl.coalesce("battle", "id"))
    return frame.select(
        pl.when(unknown).then(alone).otherwise(pl.concat_str(pl.lit("voter "), "voter"))
    ).to_series()


JUDGE = "judge:"  # how the voter of a row is called that a model decided


def _steps(held: pl.DataFrame, columns: Sequence[str]) -> list[Step]:
    """The steps in order: times first, for they are missed least; then the last columns first."""
    values = [name for name in reversed(columns) if name != TIME]
    texts = [name for name in values if held.schema[name] == pl.String]
    times = [Step(TIME, pl.col(f"_{one}"), f"time to the {one}") for one in ("day", "month")]
    ends = [Step(name, pl.lit(None), f"{name} to nothing") for name in values]
    others = [Step(name, pl.lit(OTHER), f"{name} to {OTHER!r}") for name in texts]
    if TIME not in columns:
        return [*others, *ends]
    return [*times, *others, Step(TIME, pl.lit(None), "time to nothing"), *ends]


def _small(held: pl.DataFrame, columns: Sequence[str], smallest: int) -> pl.Series:
    """Which rows are in a cell of too few voters."""
    if held.is_empty() or not columns:
        return pl.repeat(value=False, n=len(held), eager=True)
    counts = held.group_by(columns).agg(pl.col("who").n_unique().alias("_voters"))
    joined = held.select(columns).join(
        counts, on=list(columns), how="left", nulls_equal=True, maintain_order="left"
    )
    return joined["_voters"] < smallest


def _cut(precision: str) -> pl.Expr:
    return pl.col("created_at").dt.strftime(_FORMATS[precision]).alias(f"_{precision}")


def _with_times(held: pl.DataFrame) -> pl.DataFrame:
    """The times, cut down to what is left of them."""
    shown = pl.col(TIME)
    precision = (
        pl.when(shown.is_null())
        .then(pl.lit(None, pl.String))
        .when(shown == pl.col("_hour"))
        .then(pl.lit("hour"))
        .when(shown == pl.col("_day"))
        .then(pl.lit("day"))
        .otherwise(pl.lit("month"))
    )
    cut = {"hour": "1h", "day": "1d", "month": "1mo"}
    created = pl.coalesce(
        pl.when(precision == name).then(pl.col("created_at").dt.truncate(every))
        for name, every in cut.items()
    )
    return held.with_columns(precision.alias("time_precision"), created.alias("created_at"))
