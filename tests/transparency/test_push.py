"""Signatures are sent to an arena; `tests/web/test_log_witnesses.py` does so to one that runs."""

from __future__ import annotations

import pytest

from tiltyard.errors import LedgerError
from tiltyard.transparency import push


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/log", "http://"])
def test_an_arena_that_cannot_be_reached_is_told(address: str) -> None:
    with pytest.raises(LedgerError, match="cosignatures cannot be reached"):
        push(address, ["a note"])
