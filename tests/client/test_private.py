"""Private models, asked for from afar."""

from __future__ import annotations

from datetime import UTC, datetime

from tiltyard.client import Client, PrivateModels

TOLD = {
    "most_at_once": 3,
    "provisional_below": 1000,
    "organisations": [
        {"title": "Acme Labs", "tested_now": 1, "registered_since_release": 2, "told": 1}
    ],
    "releases": [
        {
            "number": 1, "at": "2026-03-01T12:00:00Z", "title": "Acme Labs", "pseudonym": "ab" * 12,
            "level": 0.95,
            "variants": [
                {
                    "name": "acme-9", "code_name": "heron", "nonce": "0" * 64, "digest": "1" * 64,
                    "registered_at": "2026-02-01T12:00:00Z", "is_released": True, "votes": 412,
                    "rating": 1010.5, "low": 990.0, "high": 1031.0, "reason": "",
                }
            ],
        }
    ],
}  # fmt: skip


def test_an_arena_without_private_models_says_so(client: Client) -> None:
    found = client.private_models()
    assert (found.most_at_once, found.organisations, found.releases) == (3, (), ())


def test_a_release_is_a_table_of_its_variants() -> None:
    (release,) = PrivateModels.of(TOLD).releases
    (row,) = release.to_polars().rows(named=True)
    assert (row["name"], row["rating"], row["is_released"]) == ("acme-9", 1010.5, True)
    assert row["registered_at"] == datetime(2026, 2, 1, 12, tzinfo=UTC)


def test_an_organisation_is_told_with_its_counts() -> None:
    (one,) = PrivateModels.of(TOLD).organisations
    assert (one.title, one.tested_now, one.registered_since_release, one.told) == (
        "Acme Labs", 1, 2, 1
    )  # fmt: skip
