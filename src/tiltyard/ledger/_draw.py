"""Draws that anybody can repeat once the seed is told."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field


def seed_commitment(seed: bytes) -> str:
    """What is published of a seed on the day that it is used."""
    return hashlib.sha256(b"tiltyard-seed-v1\0" + seed).hexdigest()


@dataclass(slots=True)
class Lot:
    """The randomness of one draw: ``below`` gives one whole number after another.

    Attributes:
        seed: the stream's, secret until its day is over.
        counter: the how many-th draw of the stream.
        client: what the voter's page added, so that nobody knows a draw beforehand.
    """

    seed: bytes
    counter: int
    client: bytes = b""
    _calls: int = field(default=0, init=False)

    def below(self, end: int) -> int:
        """A whole number from 0 up to ``end``, each as likely as any other (but for 2 ** -190).

        ``floor(x end / 2 ** 256)``, where ``x`` is HMAC-SHA256, keyed with the seed, of counter and
        call (8 bytes each, the highest first) and what the page added.
        """
        told = self.counter.to_bytes(8) + self._calls.to_bytes(8) + self.client
        self._calls += 1
        word = int.from_bytes(hmac.digest(self.seed, told, "sha256"))
        return word * end >> 256
