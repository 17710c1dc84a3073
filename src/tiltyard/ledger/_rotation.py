"""A log goes on under another key: what the old and the new one sign of it, and who signs what."""

from __future__ import annotations

import base64
import binascii
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from tiltyard.errors import LedgerError
from tiltyard.ledger._checkpoint import Checkpoint, Signer, Verifier, split

_TEXT = re.compile(r"key rotation of (\S+)\nold (\S+)\nnew (\S+)\nafter (0|[1-9]\d*) (\S+)\n")
_ROOT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Rotation:
    """That another key signs a log from a checkpoint on.

    Attributes:
        at: the last checkpoint that is signed by ``old``; all longer ones are by ``new``.
        old: the key until then, and ``new``: the key from then on.
        note: the same, signed by both.
    """

    at: Checkpoint
    old: Verifier
    new: Verifier
    note: str

    @classmethod
    def of(cls, note: str) -> Rotation:
        """What a note says.

        Raises:
            LedgerError: it is no such note, or not signed by both.
        """
        match = _TEXT.fullmatch(split(note)[0])
        if match is None:
            raise LedgerError(
                "not a rotation of a key: name, both keys, size and root are expected"
            )
        name, size = match[1], int(match[4])
        old, new = Verifier.of(match[2]), Verifier.of(match[3])
        try:
            root = base64.b64decode(match[5], validate=True)
        except binascii.Error as error:
            raise LedgerError("not a rotation: the root is not written in base64") from error
        if len(root) != _ROOT_BYTES or not name == old.name == new.name:
            raise LedgerError("not a rotation: both keys are of one log, and a root has 32 bytes")
        for key in (old, new):
            if not key.is_signed(note):
                raise LedgerError(f"the rotation to {new} is not signed by {key}")
        return cls(Checkpoint(name, size, root), old, new, note)


def rotation(old: Signer, new: Signer, at: Checkpoint) -> Rotation:
    """The statement that ``new`` signs whatever comes after a checkpoint."""
    text = (
        f"key rotation of {at.origin}\nold {old.verifier}\nnew {new.verifier}\n"
        f"after {at.size} {base64.b64encode(at.root).decode()}\n"
    )
    return Rotation.of(f"{text}\n{old.line(text)}{new.line(text)}")


@dataclass(frozen=True, slots=True)
class Keys:
    """Which key signs what of a log.

    Attributes:
        current: signs the newest.
        rotations: that led to it, in order.

    Raises:
        LedgerError: they are no chain that ends with it.
    """

    current: Verifier
    rotations: tuple[Rotation, ...] = ()

    def __post_init__(self) -> None:
        if self.rotations and self.rotations[-1].new != self.current:
            raise LedgerError(
                f"the last rotation is to {self.rotations[-1].new}, no key of the log"
            )
        for one, other in itertools.pairwise(self.rotations):
            if one.new != other.old or one.at.size > other.at.size:
                raise LedgerError(f"the rotations to {one.new} and {other.new} are no chain")

    @classmethod
    def of(cls, key: Verifier, rotations: Iterable[Rotation]) -> Keys:
        """The keys up to one of them; rotations that come after it are left out."""
        known = tuple(rotations)
        upto = [at for at, one in enumerate(known, 1) if one.new == key]
        return cls(key, known[: upto[-1]] if upto else ())

    def __contains__(self, key: Verifier) -> bool:
        return key == self.current or any(key == one.old for one in self.rotations)

    def at(self, size: int) -> Verifier:
        """The key that signs a checkpoint of so many leaves."""
        return next((one.old for one in self.rotations if size <= one.at.size), self.current)
