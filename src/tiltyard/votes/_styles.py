"""Differences in style, from columns that measure each side."""

from __future__ import annotations

from typing import Literal

import polars as pl
from polars.datatypes import DataTypeClass

from tiltyard import registry
from tiltyard.errors import DataError

Schema = dict[str, pl.DataType]

# How LMArena's releases call them, in a struct of this name or beside the other columns.
METADATA = "conv_metadata"
LMARENA = {
    "length": ("sum_assistant_a_tokens", "sum_assistant_b_tokens"),
    "headers": ("header_count_a", "header_count_b"),
    "lists": ("list_count_a", "list_count_b"),
    "bold": ("bold_count_a", "bold_count_b"),
}


def feature_names(schema: Schema, style: tuple[str, ...] | Literal["auto"]) -> tuple[str, ...]:
    """The features that were asked for, or all that are recognised.

    Raises:
        DataError: one is not there, or none is.
    """
    if style != "auto":
        for name in style:
            difference(schema, name)
        return style
    found = tuple(
        name
        for name, sides in LMARENA.items()
        if all(_find(schema, side) is not None for side in sides)
    )
    found = found or tuple(_numeric_pairs(schema))
    if not found:
        raise DataError(
            "no style features were recognised: they are columns such as 'tokens_a' and "
            "'tokens_b', or LMArena's 'conv_metadata'"
        )
    return found


def difference(schema: Schema, name: str) -> pl.Expr:
    """How much more ``a`` has than ``b``: (a - b) / (|a| + |b| + 1), between -1 and 1.

    Relative, because a hundred words more are much beside fifty and little beside a thousand. A
    column of the feature's own name holds differences already, and is taken as it is.

    Raises:
        DataError: there are no such columns.
    """
    for sides in (LMARENA.get(name), (f"{name}_a", f"{name}_b")):
        if sides is None:
            continue
        a, b = (_find(schema, side) for side in sides)
        if a is not None and b is not None:
            return ((a - b) / (a.abs() + b.abs() + 1)).cast(pl.Float32)
    ready = _find(schema, name)
    if ready is not None:
        return ready.cast(pl.Float32)
    near = registry.nearest(name, [*_numeric_pairs(schema), *LMARENA])
    raise DataError(
        f"there is no style feature {name!r}: neither columns {name + '_a'!r} and {name + '_b'!r} "
        f"nor {name!r}{near}"
    )


def _find(schema: Schema, name: str) -> pl.Expr | None:
    """A measure of one side, at the top or in LMArena's struct, as a number."""
    if name in schema:
        return _number(pl.col(name), schema[name])
    inside = schema.get(METADATA)
    if isinstance(inside, pl.Struct):
        for field in inside.fields:
            if field.name == name:
                return _number(pl.col(METADATA).struct.field(name), _kind(field.dtype))
    return None


def _number(value: pl.Expr, kind: pl.DataType) -> pl.Expr | None:
    """The value as a number; counts by kind (headings of each level…) are added up."""
    if isinstance(kind, pl.Struct):
        parts = [
            _number(value.struct.field(field.name), _kind(field.dtype)) for field in kind.fields
        ]
        known = [part.fill_null(0) for part in parts if part is not None]
        total = pl.sum_horizontal(known) if known else None
        return None if total is None else pl.when(value.is_not_null()).then(total)
    if kind.is_numeric() or kind in (pl.Boolean, pl.String):
        return value.cast(pl.Float64, strict=False)
    return None


def _kind(kind: pl.DataType | DataTypeClass) -> pl.DataType:
    return kind() if isinstance(kind, type) else kind


def _numeric_pairs(schema: Schema) -> list[str]:
    """Names with a column of numbers for each side."""
    numeric = {name for name, kind in schema.items() if kind.is_numeric()}
    return sorted(
        name[:-2] for name in numeric if name.endswith("_a") and f"{name[:-2]}_b" in numeric
    )
