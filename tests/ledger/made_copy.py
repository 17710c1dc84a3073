"""A public copy of the log of a simulated arena."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ledger.copies import ORIGIN, SIGNER, WITNESS, Made
from ledger.simulated_arena import MOST_CHECKS, PLAIN, Arena
from tiltyard.leaderboard import Query
from tiltyard.transparency import _layout

GOLD = {"battles": MOST_CHECKS, "among": 10}


def made(
    folder: Path,
    *,
    battles: int = 300,
    days: int = 3,
    boards: bool = True,
    usual: Query = PLAIN,
    **arena: Any,
) -> Made:
    """A log of some days, with exclusions, a tombstone and a snapshot.

    Args:
        folder: for the snapshot.
        battles: in a day.
        days: how many.
        boards: whether there is a snapshot.
        usual: its usual board.
        **arena: what `Arena` takes.
    """
    held = Arena(**arena)
    for day in range(days):
        held.day(day, battles)
    held.release()
    votes = [row[0] for row in held.counted]
    out = votes[10:13]
    why = {"reason": "clicks", "rule": None, "evidence": 0, "size": 0}
    held.add(type="exclude", votes=out, **why)
    held.add(type="restore", votes=out[:1], reason="appeal")
    held.add(type="tombstone", leaf=votes[3], reason="erasure")
    files = held.snapshot(folder, usual=usual, excluded=frozenset(out[1:])) if boards else {}
    about = _layout.Described(
        name="An arena",
        origin=ORIGIN,
        key=str(SIGNER.verifier),
        witnesses=(str(WITNESS.verifier),),
        quorum=1,
        rules=(_layout.Rules(gold=GOLD if held.has_gold else None),),
    )
    return Made(held.leaves, about, files)
