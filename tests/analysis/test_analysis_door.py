"""The door of the room."""

from __future__ import annotations

from pathlib import Path

import polars

from analysis.made import arena
from tiltyard import analysis


def test_slices_go_into_one_csv(tmp_path: Path) -> None:
    path = tmp_path / "boards.csv"
    analysis.write_rows({"de": arena()}, path, by="language", parquet=False)
    assert polars.read_csv(path).columns[:2] == ["language", "model"]


def test_slices_go_into_one_parquet(tmp_path: Path) -> None:
    path = tmp_path / "boards.parquet"
    analysis.write_rows({"de": arena()}, path, by="language", parquet=True)
    assert polars.read_parquet(path).height == 8
