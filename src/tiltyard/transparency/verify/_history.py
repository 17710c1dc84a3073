"""Step 3: nothing that somebody saw before is gone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tiltyard.errors import LedgerError
from tiltyard.ledger import Checkpoint, Hash, Keys, Leaf, leaf_hash, read_checkpoint
from tiltyard.transparency.verify._outcome import Findings

_HASH_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a voter got: the place of the vote's leaf, and its hash in hexadecimal digits."""

    leaf: int
    hash: str

    @classmethod
    def of(cls, text: str) -> Receipt:
        """The receipt of a file.

        Raises:
            LedgerError: it is none.
        """
        try:
            told: Any = json.loads(text)
        except ValueError as error:
            raise LedgerError(f"a receipt is JSON: {error}") from error
        if isinstance(told, dict) and isinstance(told.get("receipt"), dict):
            told = told["receipt"]
        leaf = told.get("leaf") if isinstance(told, dict) else None
        hash = told.get("hash") if isinstance(told, dict) else None
        if type(leaf) is not int or leaf < 0 or not isinstance(hash, str):
            raise LedgerError('a receipt is {"leaf": NUMBER, "hash": DIGITS}')
        if len(hash) != _HASH_DIGITS:
            raise LedgerError(f"a receipt's hash has 64 digits, and this one {len(hash)}")
        return cls(leaf, hash)


@dataclass(slots=True)
class HistoryChecks:
    """Looks at what somebody held.

    Attributes:
        findings: of this step.
        older: checkpoints of the past, signed.
        receipts: of votes.
        looked: how many of both, and of roots that snapshots told, were found in the log.
    """

    findings: Findings
    older: Sequence[str] = ()
    receipts: Sequence[Receipt] = ()
    looked: int = 0

    def look_at_leaf(self, place: int, data: bytes) -> None:
        """Whether a leaf is what a receipt says of it."""
        for one in self.receipts:
            if one.leaf == place:
                self.looked += 1
                if leaf_hash(data).hex() != one.hash.lower():
                    self.findings.fail("it is not the vote of the receipt", place)

    def finish(
        self,
        now: Checkpoint,
        keys: Keys,
        snapshots: Sequence[tuple[int, Leaf]],
        root_of: Callable[[int], Hash],
    ) -> None:
        """Look at all roots of the past.

        Args:
            now: the checkpoint of the copy.
            keys: whose signatures are wanted.
            snapshots: their leaves, with places.
            root_of: gives the root of the first so many leaves.
        """
        for receipt in self.receipts:
            if receipt.leaf >= now.size:
                self.findings.fail(
                    f"the log has {now.size:,} leaves, and the receipt is of leaf {receipt.leaf}"
                )
        for note in self.older:
            self._look_at_checkpoint(note, now, keys, root_of)
        for one in keys.rotations:
            if one.at.size > now.size:
                self.findings.fail(
                    f"the key was changed at {one.at.size:,} leaves, and there are {now.size:,}"
                )
            else:
                root = one.at.root.hex()
                self._look_at_root("the change of the key", one.at.size, root, root_of)
        for place, leaf in snapshots:
            what = f"snapshot {leaf['number']}"
            if leaf["size"] > place:
                self.findings.fail(
                    f"{what} tells the root of more leaves than it has before", place
                )
            else:
                self._look_at_root(what, leaf["size"], leaf["root"], root_of, place)

    def _look_at_checkpoint(
        self, note: str, now: Checkpoint, keys: Keys, root_of: Callable[[int], Hash]
    ) -> None:
        try:
            then = read_checkpoint(note)
            key = keys.at(then.size)
            if not key.is_signed(note):
                self.findings.fail(f"the older checkpoint is not signed by {key}")
        except LedgerError as error:
            self.findings.fail(f"the older checkpoint: {error}")
            return
        if then.origin != now.origin:
            self.findings.fail(f"the older checkpoint is of {then.origin!r}")
        elif then.size > now.size:
            self.findings.fail(
                f"the log has {now.size:,} leaves, and had {then.size:,}: it was cut back"
            )
        else:
            self._look_at_root("the older checkpoint", then.size, then.root.hex(), root_of)

    def _look_at_root(
        self,
        what: str,
        size: int,
        root: str,
        root_of: Callable[[int], Hash],
        place: int | None = None,
    ) -> None:
        self.looked += 1
        try:
            found = root_of(size).hex()
        except LedgerError as error:
            self.findings.fail(f"{what}: {error}", place)
            return
        if found != root:
            self.findings.fail(f"{what} had another root of the first {size:,} leaves", place)
