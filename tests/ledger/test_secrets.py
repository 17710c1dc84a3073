from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tiltyard.ledger import EPOCH_DAYS, epoch_of, hour_of, pseudonym, text_digest

SALT = "ab" * 32
KEY = bytes(range(32))
NIGHT = timezone(timedelta(hours=-9))


@pytest.mark.parametrize(
    ("moment", "epoch"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1970, 1, 30, 23, 59, tzinfo=UTC), 0),
        (datetime(1970, 1, 31, tzinfo=UTC), 1),
        (datetime(1970, 1, 30, 15, tzinfo=NIGHT), 1),
    ],
)
def test_an_epoch_has_thirty_days_of_universal_time(moment: datetime, epoch: int) -> None:
    assert EPOCH_DAYS == 30
    assert epoch_of(moment) == epoch


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        (datetime(1970, 1, 1, 0, 59, 59, tzinfo=UTC), 0),
        (datetime(1970, 1, 2, 1, tzinfo=UTC), 25),
        (datetime(1970, 1, 1, 16, tzinfo=NIGHT), 25),
    ],
)
def test_an_hour_is_whole_and_of_universal_time(moment: datetime, hour: int) -> None:
    assert hour_of(moment) == hour


def test_a_pseudonym_is_twelve_bytes_of_an_hmac() -> None:
    whole = hmac.new(KEY, b"ada", hashlib.sha256).hexdigest()
    assert pseudonym(KEY, "ada") == whole[:24]


def test_a_voter_is_called_otherwise_under_another_key() -> None:
    assert pseudonym(KEY, "ada") != pseudonym(bytes(32), "ada")


def test_the_digest_of_a_conversation_can_be_written_down_by_hand() -> None:
    said = '{"turns":[["Why?","é","\\"no\\""],["And?","",""]]}'.encode()
    wanted = hashlib.sha256(b"tiltyard-text-v1\0" + bytes.fromhex(SALT) + said).hexdigest()
    assert text_digest(SALT, [("Why?", "é", '"no"'), ("And?", "", "")]) == wanted


def test_without_the_salt_the_digest_is_another() -> None:
    turns = [("Why?", "yes", "no")]
    assert text_digest(SALT, turns) != text_digest("cd" * 32, turns)
