"""Pairs as tables."""

from __future__ import annotations

from tiltyard.client import Client


def test_pairs_are_a_table(client: Client) -> None:
    pairs = client.pairs()
    table = pairs.to_polars()
    assert table.height == len(pairs.pairs)
    assert table["votes"].sum() == sum(pair.votes for pair in pairs.pairs)
