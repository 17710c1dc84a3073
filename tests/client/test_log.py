"""Proofs from the log, read over HTTP and checked here."""

from __future__ import annotations

from dataclasses import replace

import httpx2
import pytest

from published import Shown
from tiltyard.client import Checkpoint, Client
from tiltyard.errors import ArenaError, LedgerError

ROOT = "0" * 64


@pytest.fixture(scope="module")
def key(shown: Shown) -> str:
    """The log's public key, which people wrote down."""
    return httpx2.get(f"{shown.address}/log/keys", trust_env=False).text.splitlines()[0]


def test_a_checkpoint_says_how_the_log_stands(client: Client, key: str) -> None:
    found = client.checkpoint()
    assert found.size > 0
    assert found.origin == key.partition("+")[0]
    assert found.note.startswith(f"{found.origin}\n{found.size}\n")


def test_a_leaf_is_proved_to_be_in_the_log(client: Client, key: str) -> None:
    found = client.proof(1)
    assert found.is_sound(key)
    assert found.checkpoint == client.checkpoint().note


@pytest.mark.parametrize(
    "forged", [{"data": {"type": "vote"}}, {"leaf": 0}, {"root": ROOT}, {"hash": ROOT}, {"size": 1}]
)
def test_what_was_changed_is_not_proved(
    client: Client, key: str, forged: dict[str, object]
) -> None:
    assert not replace(client.proof(1), **forged).is_sound(key)  # type: ignore[arg-type]  # a field


def test_another_key_did_not_sign_it(client: Client, key: str) -> None:
    other = "elsewhere" + key[key.index("+") :]
    with pytest.raises(LedgerError):
        client.proof(1).is_sound(other)


def test_the_log_is_proved_to_have_only_grown(client: Client, key: str) -> None:
    now = client.checkpoint()
    assert client.growth(now.size).is_sound(key, now.root)
    assert not client.growth(now.size).is_sound(key, ROOT)


def test_a_leaf_that_is_not_there_is_an_error(client: Client) -> None:
    with pytest.raises(ArenaError) as caught:
        client.proof(10**6)
    assert caught.value.status == 404


def test_a_text_that_is_no_checkpoint_is_none() -> None:
    with pytest.raises(LedgerError):
        Checkpoint.of("no note")
