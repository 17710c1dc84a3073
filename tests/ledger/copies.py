"""A public copy as files, written without what publishes a real one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tiltyard import ledger
from tiltyard.ledger import Checkpoint, Signer
from tiltyard.transparency import _layout

ORIGIN = "example.org/log"
SIGNER = Signer(ORIGIN, bytes(range(32)))
WITNESS = Signer("witness.example.org", bytes(range(32, 64)))


def packed(leaf: dict[str, Any]) -> bytes:
    """A leaf as bytes, without a look at what it holds."""
    return json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@dataclass(slots=True)
class Made:
    """A log, and what its copy has beside it."""

    leaves: list[bytes]
    about: _layout.Described
    files: dict[str, bytes] = field(default_factory=dict)

    def edit(self, place: int, **fields: Any) -> None:
        """Change fields of a leaf."""
        self.leaves[place] = packed({**json.loads(self.leaves[place]), **fields})

    def places(self, kind: str) -> list[int]:
        """Of all leaves of a type."""
        return [at for at, leaf in enumerate(self.leaves) if json.loads(leaf)["type"] == kind]

    def told(self, place: int) -> dict[str, Any]:
        """What a leaf says."""
        found: dict[str, Any] = json.loads(self.leaves[place])
        return found

    def root(self, size: int | None = None) -> bytes:
        """The root of all leaves, or of the first."""
        return ledger.root_of(map(ledger.leaf_hash, self.leaves[:size]))

    def note(self, size: int | None = None, signer: Signer = SIGNER) -> str:
        """A checkpoint, signed."""
        many = len(self.leaves) if size is None else size
        return signer.sign(Checkpoint(ORIGIN, many, self.root(many)))

    def write(self, folder: Path, note: str | None = None) -> Path:
        """Write the copy; every time the whole of it."""
        for path, data in self.copy(note):
            _put(folder / path, data)
        return folder

    def copy(self, note: str | None = None) -> Iterator[tuple[str, bytes]]:
        """Every file of the copy, with its path."""
        yield from tiles(self.leaves)
        note = note or self.note()
        signed = WITNESS.cosign(note) if self.about.witnesses else note
        yield _layout.CHECKPOINT, signed.encode()
        keys = "".join(f"{key}\n" for key in self.about.verifiers())
        log = json.dumps(self.about.as_dict())
        files = {_layout.LOG: log.encode(), _layout.KEYS: keys.encode(), **self.files}
        yield from files.items()
        yield _layout.FILES, _layout.manifest(files, SIGNER).encode()


def tiles(leaves: list[bytes]) -> Iterator[tuple[str, bytes]]:
    """Every file of a tree, with its path."""
    for index, width in ledger.bundles_of(len(leaves)):
        some = leaves[index * 256 : index * 256 + width]
        yield ledger.bundle_path(index, width), ledger.bundled(some)
    row = [ledger.leaf_hash(leaf) for leaf in leaves]
    level = 0
    while row:
        for index in range(-(-len(row) // 256)):
            some = row[index * 256 : index * 256 + 256]
            yield ledger.tile_path(level, index, len(some)), b"".join(some)
        whole = range(len(row) // 256)
        row = [ledger.root_of(row[at * 256 : at * 256 + 256]) for at in whole]
        level += 1


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
