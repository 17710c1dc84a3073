"""Steps 4 and 5: every battle was fixed when it opened, and ended once."""

from __future__ import annotations

import hashlib
from binascii import unhexlify
from typing import NamedTuple

from tiltyard.transparency.verify._moments import HOURS, Moments
from tiltyard.transparency.verify._outcome import Findings
from tiltyard.transparency.verify._told import Ended, Opened

_PREFIX = b"tiltyard-commit-v1\0"
# What a leaf is, a byte each.
OTHER, OPEN, OVER, VOTE, EXPIRE = range(5)
# A battle may take so long to end: a day, and the rest of the day that it began on.
_LONGEST = 2 * HOURS


class _Waiting(NamedTuple):
    commitment: bytes
    stream: bytes
    counter: int
    day: int


class BattleChecks:
    """Looks at battles as they open and end.

    Attributes:
        kinds: what each leaf so far is: `OPEN`, `OVER` (a battle that ended), `VOTE`…
        votes, expired: how many battles ended so.
    """

    def __init__(self, moments: Moments) -> None:
        self.commitments = Findings(4)
        self.endings = Findings(5)
        self.kinds = bytearray()
        self.votes = 0
        self.expired = 0
        self._moments = moments
        self._waiting: dict[int, _Waiting] = {}

    def open(self, place: int, leaf: Opened, day: int | None) -> None:
        """A battle opened, drawn from a stream of a day; None if there is no such stream."""
        unknown = -_LONGEST if day is None else day
        self._waiting[place] = _Waiting(
            unhexlify(leaf.commitment), leaf.stream, leaf.counter, unknown
        )

    def end(self, place: int, leaf: Ended) -> None:
        """A battle ended, by a vote or without."""
        if leaf.winner >= 0:
            self.votes += 1
            self._look_at_clock(place, leaf)
        else:
            self.expired += 1
        battle = self._waiting.pop(leaf.open, None)
        if battle is None:
            self.endings.fail(self._why_not(place, leaf.open), place)
            return
        self.kinds[leaf.open] = OVER
        if leaf.winner >= 0 and leaf.hour < battle.day * HOURS:
            self.endings.fail("the clock jumped: it was voted on before the day of the draw", place)
        if leaf.counter != battle.counter or leaf.stream != battle.stream:
            self.commitments.fail("it reveals a draw that is not that of its battle", place)
        made = hashlib.sha256(_PREFIX + leaf.nonce + leaf.told).digest()
        if made != battle.commitment:
            self.commitments.fail(
                f"what it reveals does not open the commitment of leaf {leaf.open}", place
            )

    def finish(self) -> None:
        """Look at the battles that have no ending when the log ends."""
        for place, battle in self._waiting.items():
            if self._moments.is_overdue(battle.day * HOURS + _LONGEST):
                self.endings.fail("the battle has no ending, and the log goes on for days", place)

    @property
    def open_still(self) -> int:
        """How many battles have no ending."""
        return len(self._waiting)

    def _look_at_clock(self, place: int, leaf: Ended) -> None:
        last = self._moments.last
        if not self._moments.pass_(leaf.hour):
            self.endings.fail(
                f"the clock jumped: it ran {last - leaf.hour} hours backwards to this vote; the "
                "order of leaves stands, but no hour near it does: ask the operator, who can go on "
                "in a log of another name, and not mend this one",
                place,
            )

    def _why_not(self, place: int, opened: int) -> str:
        if opened >= place:
            return f"it ends leaf {opened}, which comes later"
        kind = self.kinds[opened]
        return (
            f"it ends the battle of leaf {opened}, which has ended before"
            if kind == OVER
            else f"it ends leaf {opened}, which opens no battle"
        )
