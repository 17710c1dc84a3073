"""Signed statements of how long the log is and what its root is: C2SP checkpoints.

A checkpoint is a signed note (https://c2sp.org/signed-note, https://c2sp.org/tlog-checkpoint).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tiltyard.errors import LedgerError

_ED25519 = b"\x01"
_DASH = "\u2014 "
_NAME = re.compile(r"[^\s+]{1,200}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How the log stood.

    Attributes:
        origin: what the log is called.
        size: how many leaves it had.
        root: of these.
    """

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class Verifier:
    """Somebody's public key.

    Attributes:
        name: whose.
        key: 32 bytes.
    """

    name: str
    key: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise LedgerError(f"a signer's name has neither spaces nor '+': {self.name!r}")
        if len(self.key) != 32:
            raise LedgerError(f"a public key has 32 bytes, and this one {len(self.key)}")

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys apart."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.key).digest()[:4]

    def __str__(self) -> str:
        """As others write it down: ``name+id+key``."""
        key = base64.b64encode(_ED25519 + self.key).decode()
        return f"{self.name}+{self.id.hex()}+{key}"

    @classmethod
    def of(cls, text: str) -> Verifier:
        """The key of such a text.

        Raises:
            LedgerError: it is none.
        """
        name, _, rest = text.strip().partition("+")
        id, _, encoded = rest.partition("+")
        try:
            raw = base64.b64decode(encoded, validate=True)
        except binascii.Error as error:
            raise LedgerError(f"{text!r} is no public key: NAME+ID+KEY is expected") from error
        if raw[:1] != _ED25519:
            raise LedgerError(f"{text!r} is no Ed25519 key")
        found = cls(name, raw[1:])
        if found.id.hex() != id:
            raise LedgerError(f"{text!r} is damaged: its id does not belong to its key")
        return found

    def is_signed(self, note: str) -> bool:
        """Whether a note bears this key's signature of what it says.

        Raises:
            LedgerError: it is no signed note.
        """
        return self.line_of(note) is not None

    def line_of(self, note: str) -> str | None:
        """The line by which this key signed a note; None if it did not.

        Raises:
            LedgerError: it is no signed note.
        """
        text, signatures = split(note)
        lines = note.partition("\n\n")[2].splitlines(keepends=True)
        for line, (name, raw) in zip(lines, signatures, strict=True):
            if name != self.name or raw[:4] != self.id:
                continue
            try:
                Ed25519PublicKey.from_public_bytes(self.key).verify(raw[4:], text.encode())
            except InvalidSignature:
                return None
            return line
        return None


class Signer:
    """Somebody's private key.

    Args:
        name: whose.
        seed: 32 bytes, secret.
    """

    def __init__(self, name: str, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name, self._key.public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        """The signature of a text, as a line of a note."""
        raw = self.verifier.id + self._key.sign(text.encode())
        return f"{_DASH}{self.verifier.name} {base64.b64encode(raw).decode()}\n"

    def sign(self, checkpoint: Checkpoint) -> str:
        """The checkpoint as a signed note."""
        return f"{checkpoint.body}\n{self.line(checkpoint.body)}"

    def cosign(self, note: str) -> str:
        """The note with this signature too."""
        text, _ = split(note)
        return note + self.line(text)


def split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """What a note says, and of each signature the signer's name, and its key's id and signature.

    Raises:
        LedgerError: it is no signed note.
    """
    text, gap, lines = note.partition("\n\n")
    if not gap or not lines.endswith("\n"):
        raise LedgerError("not a signed note: an empty line and signatures are expected")
    found = []
    for line in lines.splitlines():
        name, _, encoded = line.removeprefix(_DASH).partition(" ")
        if not line.startswith(_DASH) or not encoded:
            raise LedgerError(f"not a signature: {line!r}")
        try:
            found.append((name, base64.b64decode(encoded, validate=True)))
        except binascii.Error as error:
            raise LedgerError(f"not a signature: {line!r}") from error
    return text + "\n", found


def read_checkpoint(note: str) -> Checkpoint:
    """What a note says; who signed it is another question.

    Raises:
        LedgerError: it is no checkpoint.
    """
    text, _ = split(note)
    lines = text.split("\n")
    if len(lines) < 4 or not lines[1].isdecimal() or str(int(lines[1])) != lines[1]:
        raise LedgerError("not a checkpoint: origin, size and root are expected, a line each")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except binascii.Error as error:
        raise LedgerError("not a checkpoint: the root is not written in base64") from error
    if len(root) != 32:
        raise LedgerError(f"not a checkpoint: the root has {len(root)} bytes, and 32 are expected")
    return Checkpoint(lines[0], int(lines[1]), root)
