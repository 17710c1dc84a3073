"""What the log holds instead of who voted, when, and on what."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tiltyard.ledger._canonical import canonical

# For so long a voter has one pseudonym.
EPOCH_DAYS = 30
_PSEUDONYM_BYTES = 12
_PREFIX = b"tiltyard-text-v1\0"
_START = datetime(1970, 1, 1, tzinfo=UTC)


def epoch_of(moment: datetime) -> int:
    """The number of the epoch that a moment is in; the first began with 1970."""
    return (moment - _START).days // EPOCH_DAYS


def epoch_span(epoch: int) -> tuple[datetime, datetime]:
    """The first moment of an epoch, and that of the next one."""
    length = timedelta(days=EPOCH_DAYS)
    return _START + epoch * length, _START + (epoch + 1) * length


def hour_of(moment: datetime) -> int:
    """How many whole hours had passed since 1970 began."""
    return int((moment - _START).total_seconds() // 3600)


def pseudonym(key: bytes, voter: str) -> str:
    """What a voter is called in the log, in the epoch whose key it is: 24 hexadecimal digits."""
    return hmac.digest(key, voter.encode(), "sha256")[:_PSEUDONYM_BYTES].hex()


def text_digest(salt: str, turns: Sequence[tuple[str, str, str]]) -> str:
    """The digest of a conversation.

    Args:
        salt: 32 random bytes in hexadecimal digits, kept beside the conversation: once both are
            gone, nobody can tell what was said.
        turns: of each the prompt and both answers.
    """
    said = canonical({"turns": [list(turn) for turn in turns]})
    return hashlib.sha256(_PREFIX + bytes.fromhex(salt) + said).hexdigest()
