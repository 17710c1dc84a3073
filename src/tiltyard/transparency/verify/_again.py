"""Part of step 6: answers that were shown again are those of a vote, in seats that were drawn."""

from __future__ import annotations

from tiltyard.ledger import PARTS, Lot
from tiltyard.transparency.verify._ballots import Ballot, Ballots
from tiltyard.transparency.verify._told import COUNTS, Ended

_REPEAT = COUNTS.index("repeat")


def is_again(leaf: Ended) -> bool:
    """Whether nothing but the seats was drawn, or the vote says so."""
    return leaf.again >= 0 or leaf.counts == _REPEAT


def wrong(leaf: Ended, ballots: Ballots) -> str:
    """What is not as it should be with a battle that shows answers again; empty if all is well."""
    if leaf.again < 0:
        return "it counts as shown again, and its models were drawn"
    if leaf.winner >= 0 and leaf.counts != _REPEAT:
        return f"it shows the answers of leaf {leaf.again} again, and counts as if it did not"
    before = ballots.at(leaf.again)
    if before is None or leaf.again >= leaf.open:
        return f"it shows the answers of leaf {leaf.again} again, which is no vote before it"
    which = _unlike(leaf, before, ballots)
    return which and f"it shows the answers of leaf {leaf.again} again, {which}"


def _unlike(leaf: Ended, before: Ballot, ballots: Ballots) -> str:
    if before.counts == _REPEAT:
        return "which showed others again"
    if before.gold >= 0:
        return "which was a check of attention"
    if {before.a, before.b} != {leaf.a, leaf.b} or leaf.probability != PARTS:
        return "and its models are others"
    if leaf.winner >= 0 and ballots.number_of(leaf.voter) != before.voter:
        return "to another voter"
    return ""


def seats(leaf: Ended, seed: bytes, ballots: Ballots) -> tuple[int, int] | None:
    """Who should sit left and who right; None if there is no such vote."""
    before = ballots.at(leaf.again)
    if before is None:
        return None
    turned = Lot(seed, leaf.counter, leaf.client).below(2)
    return (before.b, before.a) if turned else (before.a, before.b)
