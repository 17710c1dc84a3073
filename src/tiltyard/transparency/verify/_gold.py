"""Part of step 6: a check of attention was one from the start, and its side was drawn."""

from __future__ import annotations

from tiltyard.transparency.verify._told import COUNTS, Ended

_GOLD = COUNTS.index("gold")


def wrong(leaf: Ended) -> str:
    """What is not as it should be with what a battle says of such a check; empty if all is well."""
    if leaf.winner < 0 or (leaf.gold >= 0) == (leaf.counts == _GOLD):
        return ""
    if leaf.gold < 0:
        return "it counts as a check of attention, and was committed to as a usual battle"
    return "it was committed to as a check of attention, and counts as if it were none"
