"""A table written to one file, in the format that its name says."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from tiltyard.errors import DataError
from tiltyard.files._source import FORMATS, TEXT, form_of, known
from tiltyard.files._whole import PARQUET, whole

_Compression = Literal["uncompressed", "gzip", "zstd"]
_COMPRESSION: dict[str, _Compression] = {".gz": "gzip", ".zst": "zstd"}


def write_table(frame: pl.DataFrame, path: str | Path, *, format: str | None = None) -> None:
    """Write rows; the file is there whole or not at all.

    What is nested becomes JSON text in CSV. An object without fields becomes text in Parquet,
    which knows none.

    Args:
        frame: the rows.
        path: where to; its suffix says how, and text may be packed (``.csv.gz``, ``.jsonl.zst``).
        format: one of the `FORMATS`, where the name does not say it.

    Raises:
        DataError: the name says no format, or a column cannot be held by it.
        WriteError: it could not be written; what was there before still is.
    """
    path = Path(path)
    form = format or form_of(path)
    if form is None or form not in FORMATS.values():
        raise DataError(f"{str(path)!r} is of no known format: its name must end in {known()}")
    fit = _fitted(frame, form, path)
    with whole(path) as beside:
        _write(fit, beside, form, path)


def _write(frame: pl.DataFrame, beside: Path, form: str, path: Path) -> None:
    compression = _COMPRESSION.get(path.suffix.lower(), "uncompressed")
    if form == "parquet":
        frame.write_parquet(beside, **PARQUET)
    elif form == "arrow":
        frame.write_ipc(beside)
    elif form == "csv":
        sep = "\t" if ".tsv" in path.suffixes[-2:] else ","
        frame.lazy().sink_csv(beside, separator=sep, compression=compression, check_extension=False)
    elif form == "jsonl":
        frame.lazy().sink_ndjson(beside, compression=compression, check_extension=False)
    else:
        _write_array(frame, beside, compression)


def _write_array(frame: pl.DataFrame, beside: Path, compression: str) -> None:
    """One object on each line, within an array."""
    lines = frame.write_ndjson().rstrip("\n").split("\n") if len(frame) else []
    text = "[" + ",\n".join(lines) + "]\n"
    if compression == "gzip":
        beside.write_bytes(gzip.compress(text.encode(), mtime=0))
    else:
        beside.write_text(text, encoding="utf-8")


def _fitted(frame: pl.DataFrame, form: str, path: Path) -> pl.DataFrame:
    """The columns as the format can hold them."""
    if form == "json" and path.suffix.lower() == ".zst":
        raise DataError(f"{str(path)!r}: a JSON array is written as .json or .json.gz")
    return frame.with_columns(
        _column(name, kind, form, path) for name, kind in frame.schema.items()
    )


def _column(name: str, kind: DataType, form: str, path: Path) -> pl.Expr:
    column = pl.col(name)
    odd = pl.Object if form not in TEXT else (pl.Binary, pl.Object)
    if _holds(kind, lambda inner: isinstance(inner, odd)):
        raise DataError(
            f"column {name!r} holds bytes, which {form} cannot: leave it out, or write Parquet "
            f"instead of {str(path)!r}"
        )
    if form == "csv" and kind.is_nested():
        return _as_json(column, name)
    if form == "csv" and isinstance(kind, pl.Duration):
        return column.dt.to_string()
    if form == "parquet" and _holds(kind, _is_bare):
        return _as_json(column, name)
    return column


def _is_bare(kind: DataType) -> bool:
    """Whether it is an object without fields."""
    return isinstance(kind, pl.Struct) and not kind.fields


def _holds(kind: DataType, is_so: Callable[[DataType], bool]) -> bool:
    """Whether this is so of the kind, or of one within."""
    if isinstance(kind, pl.Struct):
        return is_so(kind) or any(_holds(_made(field.dtype), is_so) for field in kind.fields)
    if isinstance(kind, pl.List | pl.Array):
        return _holds(_made(kind.inner), is_so)
    return is_so(kind)


def _made(kind: DataType | DataTypeClass) -> DataType:
    return kind if isinstance(kind, DataType) else kind()


def _as_json(column: pl.Expr, name: str) -> pl.Expr:
    """Values as JSON text: polars encodes objects, so that each is put into one and taken out."""
    encoded = pl.struct(column.alias("v")).struct.json_encode()
    bare = encoded.str.strip_prefix('{"v":').str.strip_suffix("}")
    return pl.when(column.is_not_null()).then(bare).alias(name)
