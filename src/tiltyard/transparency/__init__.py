"""The log is published so that a stranger can check it: checkpoints, tiles, proofs, witnesses."""

from __future__ import annotations

from tiltyard.transparency._copy import Copy
from tiltyard.transparency._cosigned import Agreed, Cosigned, Taken
from tiltyard.transparency._erasure import erase
from tiltyard.transparency._key import KeyFile
from tiltyard.transparency._layout import Described, Labels, Rules
from tiltyard.transparency._public import Facts, Public
from tiltyard.transparency._publisher import Publisher, Standing
from tiltyard.transparency._push import push
from tiltyard.transparency._receipts import Consistency, Inclusion, consistent, included
from tiltyard.transparency._records import SnapshotRecords, tree_now
from tiltyard.transparency._witness import Witnessed, cosign, witness, witness_key

__all__ = [
    "Agreed",
    "Consistency",
    "Copy",
    "Cosigned",
    "Described",
    "Facts",
    "Inclusion",
    "KeyFile",
    "Labels",
    "Public",
    "Publisher",
    "Rules",
    "SnapshotRecords",
    "Standing",
    "Taken",
    "Witnessed",
    "consistent",
    "cosign",
    "erase",
    "included",
    "push",
    "tree_now",
    "witness",
    "witness_key",
]
