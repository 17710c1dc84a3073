"""The columns of a dataset."""

from __future__ import annotations

import polars as pl

from tiltyard.pipeline._schema import ROW, conform


def test_missing_columns_are_null_and_others_go() -> None:
    made = conform(pl.DataFrame({"id": ["a"], "colour": ["red"]}))
    assert (made.schema, made["winner"].to_list()) == (ROW, [None])


def test_no_columns_are_no_rows() -> None:
    assert conform(pl.DataFrame()).shape == (0, len(ROW))
