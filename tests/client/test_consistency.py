"""How alike people judge, asked for from afar."""

from __future__ import annotations

from tiltyard.client import Client, SelfConsistency


def test_where_nobody_judged_twice_there_is_no_share(client: Client) -> None:
    assert client.self_consistency() == SelfConsistency(0, 0, 0, 0, None, None, None)
