"""The verifiable log: leaves, the Merkle tree over them, proofs, and signed checkpoints.

Pure: nothing here reads a disk, a clock or the network. `store` keeps leaves in the transaction of
what they record, and `transparency` publishes and verifies them.
"""

from __future__ import annotations

from tiltyard.ledger._canonical import canonical, parsed
from tiltyard.ledger._checkpoint import Checkpoint, Signer, Verifier, read_checkpoint
from tiltyard.ledger._commitment import PARTS, Opening, opening, opens
from tiltyard.ledger._draw import Lot, seed_commitment
from tiltyard.ledger._leaves import FIELDS, WINNERS, Leaf, decoded, encoded
from tiltyard.ledger._names import MOST_AT_ONCE, name_commitment, sealed_digest
from tiltyard.ledger._rotation import Keys, Rotation, rotation
from tiltyard.ledger._secrets import (
    EPOCH_DAYS,
    epoch_of,
    epoch_span,
    hour_of,
    pseudonym,
    text_digest,
)
from tiltyard.ledger._tiles import (
    WIDTH,
    bundle_path,
    bundled,
    bundles_of,
    nodes_of_tiles,
    tile_path,
    tiles_of,
    unbundled,
)
from tiltyard.ledger._tree import (
    EMPTY,
    Frontier,
    Hash,
    Node,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    nodes_of,
    root_of,
    subtree,
)

__all__ = [
    "EMPTY",
    "EPOCH_DAYS",
    "FIELDS",
    "MOST_AT_ONCE",
    "PARTS",
    "WIDTH",
    "WINNERS",
    "Checkpoint",
    "Frontier",
    "Hash",
    "Keys",
    "Leaf",
    "Lot",
    "Node",
    "Opening",
    "Rotation",
    "Signer",
    "Verifier",
    "bundle_path",
    "bundled",
    "bundles_of",
    "canonical",
    "consistency_proof",
    "decoded",
    "encoded",
    "epoch_of",
    "epoch_span",
    "hour_of",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "leaf_hash",
    "name_commitment",
    "node_hash",
    "nodes_of",
    "nodes_of_tiles",
    "opening",
    "opens",
    "parsed",
    "pseudonym",
    "read_checkpoint",
    "root_of",
    "rotation",
    "sealed_digest",
    "seed_commitment",
    "subtree",
    "text_digest",
    "tile_path",
    "tiles_of",
    "unbundled",
]
