"""Addresses of the Hub, and what happens where it cannot be reached."""

from __future__ import annotations

import pytest

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline._hub import fetch

NOBODY = "http://127.0.0.1:9"


@pytest.mark.parametrize(
    "address",
    ["hf://x", "hf://datasets/owner", "hf://models/owner/name", "hf://datasets/owner/na me"],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="write hf://datasets/OWNER/NAME"):
        fetch(address)


@pytest.mark.parametrize("rest", ["", "@v1", "/data/one.parquet", "@v1/data"])
def test_without_a_network_it_says_how_to_fetch_by_hand(
    rest: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DataError) as refused:
        fetch(f"hf://datasets/birds/songs{rest}", endpoint=NOBODY)
    assert "https://huggingface.co/datasets/birds/songs/tree/main" in str(refused.value)
    assert "import them from disk" in str(refused.value)
