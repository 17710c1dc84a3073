"""A public copy is verified, from nothing but its files: nine steps, with a result each.

1. signature: the log signed the checkpoint, and as many witnesses as `log.json` says, or as were
   asked for, signed that or an older one.
2. root: leaves are well-formed, and their tree is that of the tiles and of the checkpoint.
3. history: checkpoints and receipts that somebody held, and roots of snapshots, are in it.
4. commitments: every ending reveals what was committed to when the battle opened.
5. endings: every battle ended once, in time, and no clock ran backwards.
6. draws: who met whom follows from weights and seeds, and no draw is missing.
7. exclusions: they are about votes that there are, and what counts keeps to the limits.
8. boards: those of every snapshot come out of the votes, within 1e-6 points.
9. files: all others are those that the log signed.
"""

from __future__ import annotations

from tiltyard.transparency.verify._history import Receipt
from tiltyard.transparency.verify._outcome import STEPS, Outcome, exit_code, verdict
from tiltyard.transparency.verify._verify import verify
from tiltyard.transparency.verify._witnesses import Wanted

__all__ = ["STEPS", "Outcome", "Receipt", "Wanted", "exit_code", "verdict", "verify"]
