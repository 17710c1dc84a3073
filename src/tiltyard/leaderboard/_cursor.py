"""Which votes of a store were read already: new ones are found, late ones too, none twice.

Votes are read in the order of their times. Programs that vote side by side may commit them in
another order, so that the last ones are looked at once more.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from tiltyard.leaderboard._votes import Votes
from tiltyard.records import StoredBattle, Vote
from tiltyard.store import Store

# By how much the order of votes on disk may differ from that of their times; what is older than
# this stays as it was read.
LATE = timedelta(hours=1)
Voted = tuple[StoredBattle, Vote]


@dataclass(slots=True)
class Cursor:
    """How far the votes of a store were read. Not for several threads at once.

    Attributes:
        store: whose votes.
        after: the vote after which all that were read are known by their ids: read from here, and
            none is missed. From the first on if missing.
    """

    store: Store
    after: str | None = None
    _recent: dict[str, datetime] = field(default_factory=dict)
    _at: str | None = None
    _newest: datetime | None = None

    @classmethod
    def of(cls, store: Store, votes: Votes, after: str | None) -> Cursor:
        """Where somebody stands who read these votes, and said of them to go on ``after`` one."""
        made = cls(store, after, _at=after)
        settled = votes.first(votes.settled)
        at = settled.column("voted_at")
        if not len(at):
            return made
        # What is known by id is no older than this; a second more for what rounding does to times.
        rows = np.flatnonzero(at >= at.max() - LATE.total_seconds() - 1)
        ids = settled.texts("id", rows)
        times = [datetime.fromtimestamp(one, UTC) for one in at[rows].tolist()]
        made._recent, made._newest = dict(zip(ids, times, strict=True)), max(times)
        return made

    def copy(self) -> Cursor:
        """Another that has read the same."""
        made = copy(self)
        made._recent = dict(self._recent)
        return made

    def again(self, back: timedelta = LATE) -> None:
        """Read once more what was voted so long before the newest vote that was read."""
        if self._newest is None or back >= LATE:
            self._at = self.after
            return
        known = ((at, id) for id, at in self._recent.items() if at < self._newest - back)
        _, self._at = max(known, default=(None, self.after))

    def page(self, limit: int) -> tuple[list[Voted], bool]:
        """Votes that were not read yet, and whether there may be more of them.

        Raises:
            BattleNotFoundError: the store does not have what was read before: it is another one.
            StoreError: it cannot be read.
        """
        page = self.store.voted(self._at, limit)
        voted = [(stored, stored.vote) for stored in page if stored.vote is not None]
        if voted:
            self._at = voted[-1][1].id
        return [one for one in voted if not self.has(one[1])], len(page) == limit

    def has(self, vote: Vote) -> bool:
        """Whether a vote was read, if it is not older than an hour before the newest."""
        return vote.id in self._recent

    def covers(self, vote: Vote) -> bool:
        """Whether a vote was read, or is of a time that was read long ago."""
        is_old = self._newest is not None and vote.created_at < self._newest - LATE
        return is_old or self.has(vote)

    def mark(self, read: dict[str, datetime]) -> None:
        """Remember that votes were read: their ids and times."""
        self._recent.update(read)
        if not self._recent:
            return
        self._newest = max([*read.values(), *([self._newest] if self._newest else [])])
        gone = {id: at for id, at in self._recent.items() if at < self._newest - LATE}
        if gone:
            self.after = max(gone, key=lambda id: (gone[id], id))
            for id in gone:
                del self._recent[id]
