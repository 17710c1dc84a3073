"""The log is published so that a stranger can check it: checkpoints, tiles, proofs, witnesses."""

from __future__ import annotations

from tiltyard.transparency._copy import Copy
from tiltyard.transparency._key import KeyFile
from tiltyard.transparency._publisher import Publisher, Standing

__all__ = ["Copy", "KeyFile", "Publisher", "Standing"]
