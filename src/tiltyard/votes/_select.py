"""The columns of a source as expressions with fixed names and kinds."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from tiltyard.errors import DataError
from tiltyard.files import BROKEN, ROW
from tiltyard.votes._layout import Layout
from tiltyard.votes._styles import difference
from tiltyard.votes._times import seconds

Schema = dict[str, pl.DataType]

_WHOLE = (pl.Int32, pl.Int64, pl.UInt32)  # smaller ones cannot tell many voters apart


def selection(layout: Layout, schema: Schema, by: str | None) -> list[pl.Expr]:
    """What is read of a source: each expression is named by what it holds.

    Raises:
        DataError: a column is missing, or of a kind that cannot hold what it should.
    """
    require(schema, layout, by)
    chosen = [pl.col(ROW).alias("row"), pl.col(BROKEN).alias("broken")]
    chosen += _result(layout, schema)
    if by is not None:
        chosen.append(_text(by, schema).alias("slice"))
    chosen += [_number(column, schema).alias(n) for n, column in layout.numbers.items()]
    if "score" in layout.numbers:
        chosen.append(_missing(layout.numbers["score"], schema).alias("no score"))
    if layout.voted_at:
        chosen.append(seconds(layout.voted_at, schema[layout.voted_at]).alias("voted_at"))
    chosen += [_number(column, schema).alias(f"factor {column}") for column in layout.factors]
    for name, column in layout.clusters.items():
        chosen.append(_identity(column, schema).alias(f"cluster {name}"))
    chosen += [difference(schema, name).alias(f"style {name}") for name in layout.features]
    return chosen


def _result(layout: Layout, schema: Schema) -> list[pl.Expr]:
    """Who met and how it ended."""
    if layout.ranking:
        return [_list(layout.ranking, schema).alias("ranking")]
    sides = zip("ab", layout.sides or (), strict=True)
    chosen = [_text(column, schema).alias(side) for side, column in sides]
    if layout.winner:
        chosen.append(_text(layout.winner, schema).alias("winner"))
    if layout.one_hot:
        chosen.append(_one_hot(layout.one_hot, schema).alias("winner"))
    return chosen


def require(schema: Schema, layout: Layout, by: str | None) -> None:
    """Return if every column of the layout is there.

    Raises:
        DataError: one is missing.
    """
    missing = [name for name in used(layout, by) if name not in schema]
    if missing:
        raise DataError(f"there is no column {missing[0]!r}")


def used(layout: Layout, by: str | None) -> list[str]:
    """The columns that are read, but for those of style and of ``where``."""
    wanted: Sequence[str | None] = [
        *(layout.sides or ()),
        layout.ranking,
        layout.winner,
        *(layout.one_hot or ()),
        *layout.numbers.values(),
        *layout.clusters.values(),
        layout.voted_at,
        *layout.factors,
        by,
    ]
    return [name for name in wanted if name is not None]


def _text(column: str, schema: Schema) -> pl.Expr:
    kind = schema[column]
    if kind == pl.String:
        return pl.col(column)
    if kind.is_float():
        return _float_text(pl.col(column))
    if kind.is_nested() or kind in (pl.Binary, pl.Object):
        raise DataError(f"column {column!r} holds {kind}, not text")
    return pl.col(column).cast(pl.String)


def _float_text(value: pl.Expr) -> pl.Expr:
    """Whole numbers without a point, since pandas makes 5 of a column with gaps into 5.0."""
    whole = value.cast(pl.Int64, strict=False)
    text = pl.when(whole == value).then(whole.cast(pl.String)).otherwise(value.cast(pl.String))
    return pl.when(value.is_not_nan()).then(text)


def _number(column: str, schema: Schema) -> pl.Expr:
    kind = schema[column]
    if kind.is_numeric() or kind in (pl.String, pl.Boolean, pl.Null):
        return pl.col(column).cast(pl.Float64, strict=False)
    raise DataError(f"column {column!r} holds {kind}, not numbers")


def _missing(column: str, schema: Schema) -> pl.Expr:
    """Whether there is no value at all, which differs from one that makes no sense."""
    value = pl.col(column)
    if schema[column].is_float():
        return value.is_null() | value.is_nan()
    return value.is_null() | (value == "") if schema[column] == pl.String else value.is_null()


def _identity(column: str, schema: Schema) -> pl.Expr:
    """Whole numbers as they are, a hash of anything else as text; null if missing."""
    if schema[column] in _WHOLE:
        return pl.col(column).cast(pl.Int64) if schema[column] == pl.UInt32 else pl.col(column)
    text = _text(column, schema)
    return pl.when(text != "").then(text.hash())


def _one_hot(columns: tuple[str, str, str], schema: Schema) -> pl.Expr:
    """The winner that one of three columns names; anything else is shown as it is."""
    a, b, tie = (_number(column, schema) for column in columns)
    whole = a + b + tie == 1
    shown = pl.concat_str([a, b, tie], separator=", ")
    return (
        pl.when(whole & (a == 1))
        .then(pl.lit("model_a"))
        .when(whole & (b == 1))
        .then(pl.lit("model_b"))
        .when(whole & (tie == 1))
        .then(pl.lit("tie"))
        .otherwise(shown)
    )


def _list(column: str, schema: Schema) -> pl.Expr:
    """A ranking as a list of names; text is cut at ``>``."""
    kind = schema[column]
    if isinstance(kind, pl.List | pl.Array):
        return pl.col(column).cast(pl.List(pl.String))
    if kind != pl.String:
        raise DataError(f"column {column!r} holds {kind}: rankings are lists, or text like 'A > B'")
    names = pl.col(column).str.split(">").list.eval(pl.element().str.strip_chars())
    return pl.when(pl.col(column) != "").then(names)
