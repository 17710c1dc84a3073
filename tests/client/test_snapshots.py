"""Histories as tables."""

from __future__ import annotations

import polars as pl

from published import Shown
from tiltyard.client import Client


def test_a_history_is_a_table(client: Client, shown: Shown) -> None:
    table = client.history().to_polars()
    assert table.height == 2 * len(shown.models)
    assert table.schema["taken_at"] == pl.Datetime("us", "UTC")
