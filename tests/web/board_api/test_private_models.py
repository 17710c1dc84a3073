"""What programs are told of private models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from arenas import calling
from bootstrap.private import AT, after_a_release
from tiltyard.ledger import name_commitment


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What an arena tells in which one of two was released, and a third is tested."""
    with after_a_release(tmp_path_factory.mktemp("arena")) as address, calling(address) as client:
        yield client.get("/api/v1/private-models").json()


def test_the_counts_of_an_organisation_are_public(told: dict[str, Any]) -> None:
    assert told["organisations"] == [
        {"title": "Acme Labs", "tested_now": 1, "registered_since_release": 1, "told": 2}
    ]


def test_a_release_tells_all_siblings(told: dict[str, Any]) -> None:
    (release,) = told["releases"]
    assert {one["name"]: one["is_released"] for one in release["variants"]} == {
        "acme-9": True,
        "acme-9b": False,
    }
    assert release["at"] == AT.isoformat().replace("+00:00", "Z")


def test_what_opens_the_seals_is_told(told: dict[str, Any]) -> None:
    for one in told["releases"][0]["variants"]:
        assert len(name_commitment(one["name"], one["nonce"])) == 64


def test_what_is_tested_now_is_not_named(told: dict[str, Any]) -> None:
    assert "crane" not in str(told)
    assert "acme-10" not in str(told)


def test_the_rules_have_their_numbers(told: dict[str, Any]) -> None:
    assert (told["most_at_once"], told["provisional_below"]) == (3, 1_000)
