"""Draws that depend on a seed and on ids alone: not on the order of rows, nor on the machine."""

from __future__ import annotations

import hashlib

import polars as pl

# 16 bytes: among a billion prompts two different ones are taken for one less than once in 10^20.
_BYTES = 16


def key(texts: pl.Series) -> pl.Series:
    """Sixteen bytes for each text, the same whenever and wherever; null for null."""
    made = [
        None if text is None else hashlib.blake2b(text.encode("utf-8"), digest_size=_BYTES).digest()
        for text in texts.to_list()
    ]
    return pl.Series("key", made, dtype=pl.Binary)


def beyond(rows: pl.DataFrame, *, of: str, limit: int, seed: int) -> pl.Series:
    """True for rows that are more than ``limit`` of a kind, drawn by ``seed``; aligned with rows.

    Args:
        rows: with ``id``, and a column that says the kind; rows without a kind are never drawn.
        of: the name of that column.
        limit: how many of each kind stay.
        seed: another one keeps other rows.
    """
    counted = rows.with_row_index("place").with_columns(many=pl.len().over(of))
    crowded = counted.filter((pl.col("many") > limit) & pl.col(of).is_not_null())
    lots = key(pl.Series([f"{seed}\n{one}" for one in crowded["id"].to_list()], dtype=pl.String))
    late = (
        crowded.with_columns(lots.alias("lot"))
        .sort("lot", "id")
        .with_columns(before=pl.int_range(pl.len()).over(of))
        .filter(pl.col("before") >= limit)["place"]
    )
    chosen = pl.repeat(value=False, n=len(rows), dtype=pl.Boolean, eager=True)
    return chosen.scatter(late, values=True)
