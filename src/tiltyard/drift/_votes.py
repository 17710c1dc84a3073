"""Watches the arena's votes as they come: did a model fall, or is it served by another name?

What was read is kept as sums and counts in one file, so that a start need not read all votes anew.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from tiltyard.drift._journal import Alarm
from tiltyard.drift._level import WATCH, Level, level_of, path_of, votes_of
from tiltyard.errors import BattleNotFoundError, DataError
from tiltyard.files import whole
from tiltyard.records import ModelVersion, Side, StoredBattle, Winner
from tiltyard.store import Store

_log = logging.getLogger(__name__)

# Votes that programs cast side by side may reach the disk out of order by so much.
LATE = timedelta(seconds=60)
_PAGE = 500
MOST = 20_000
# Moments of a sum that are kept for its picture.
_POINTS = 240
# A name that an endpoint gives is known after so many answers, and another is told after as many.
_NAMES = 20
_SEEN = {Winner.MODEL_A: (0, 1), Winner.MODEL_B: (1, 0)}
_TIE = (2, 2)


@dataclass(slots=True)
class Watched:
    """One version of a model under watch.

    Attributes:
        model: its name, with ``number`` and ``version``: of the version.
        resets: how often its level was found anew.
        level: what was known of it; None while there are too few votes.
        total: the sum of the evidence for a drop.
        counted: votes since the level was frozen, and ``passed``: of these, on unknown rivals.
        risen_at: the time of the vote before which the sum was 0 the last time.
        path: times and sums, thinned out.
        names: that the endpoint gave of what it serves, and ``recent``: those of the last answers.
    """

    model: str
    version: int
    number: int
    resets: int = 0
    level: Level | None = None
    total: float = 0.0
    counted: int = 0
    passed: int = 0
    risen_at: float | None = None
    path: list[tuple[float, float]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    recent: list[str] = field(default_factory=list)

    @property
    def player(self) -> str:
        """What its votes are counted under: those before its level was found anew are another's."""
        return f"{self.version}.{self.resets}"

    def add(self, at: float, evidence: float | None) -> None:
        """Add one vote."""
        self.counted += 1
        if evidence is None:
            self.passed += 1
            return
        before, self.total = self.total, float(path_of(np.array([evidence]), self.total)[0])
        if before == 0:
            self.risen_at = at
        self.path.append((at, self.total))
        if len(self.path) > 2 * _POINTS:
            # The highest of each two: what rang must stay to be seen.
            pairs = zip(self.path[::2], self.path[1::2], strict=False)
            self.path = [max(two, key=lambda one: one[1]) for two in pairs]

    def anew(self) -> None:
        """Find its level anew: from now on."""
        self.resets += 1
        self.level, self.total, self.counted, self.passed = None, 0.0, 0, 0
        self.risen_at, self.path, self.names, self.recent = None, [], [], []

    def heard(self, name: str | None) -> bool:
        """Note what an endpoint said it serves; returns whether it says something else now."""
        if name is None:
            return False
        self.recent = [*self.recent, name][-_NAMES:]
        if len(self.recent) < _NAMES:
            return False
        if not self.names:
            self.names = sorted(set(self.recent))
        return not set(self.names) & set(self.recent)


class VoteWatch:
    """The watch over all models. Not for several threads at once.

    Args:
        store: whose votes.
        path: of the file that keeps what was read.
        reference_votes: so many votes freeze a model's level.
    """

    def __init__(self, store: Store, path: Path, *, reference_votes: int) -> None:
        self._store = store
        self._path = path
        self._reference_votes = reference_votes
        self._after: str | None = None
        self._met: dict[tuple[str, str], tuple[int, int, int]] = {}
        self._watched: dict[int, Watched] = {}
        self._settled: set[int] = set()
        self._is_read = False

    @property
    def watched(self) -> tuple[Watched, ...]:
        """All versions, by name and number; empty before the first step.

        Raises:
            DataError: the file that keeps them is damaged.
        """
        self._read()
        return tuple(sorted(self._watched.values(), key=lambda one: (one.model, one.number)))

    def step(self, now: datetime) -> list[Alarm]:
        """Read votes that came, but for the last minute's; returns what is to be told.

        At most `MOST` are read at once, so that what was read is kept now and then.

        Raises:
            DataError: the file is damaged.
            StoreError: the votes cannot be read.
            WriteError: the file cannot be written.
        """
        self._read()
        excluded = self._store.log.excluded()
        touched: set[int] = set()
        for stored in islice(self._votes(now - LATE), MOST):
            seal, vote = stored.seal, stored.vote
            assert vote is not None
            self._after = vote.id
            touched |= self._hear(stored)
            counts = seal is None or (seal.counts in (None, "yes") and seal.ending not in excluded)
            if counts:
                touched |= self._count(stored)
        if touched:
            self._write()
        found = (self._alarms(self._watched[one], now) for one in sorted(touched))
        return [alarm for alarms in found for alarm in alarms]

    def settle(self, alarms: Iterable[Alarm]) -> None:
        """Find levels anew where an alarm was dismissed since: what is now is taken as known.

        Raises:
            DataError: the file is damaged.
            WriteError: it cannot be written.
        """
        self._read()
        new = [one for one in alarms if one.state == "dismissed"
               and one.number not in self._settled]  # fmt: skip
        for version in {one.version for one in new} & set(self._watched):
            self._watched[version].anew()
        if new:
            self._settled |= {one.number for one in new}
            self._write()

    def _votes(self, until: datetime) -> Iterator[StoredBattle]:
        while True:
            page = self._store.voted(self._after, _PAGE)
            for stored in page:
                if stored.vote is None or stored.vote.created_at > until:
                    return
                yield stored
            if len(page) < _PAGE:
                return

    def _of(self, version: ModelVersion) -> Watched:
        new = Watched(version.model, version.id, version.number)
        return self._watched.setdefault(version.id, new)

    def _hear(self, stored: StoredBattle) -> set[int]:
        for side in Side:
            one = self._of(stored.battle.version(side))
            for turn in stored.turns:
                answer = turn.answer(side)
                if answer is not None and answer.is_good:
                    one.heard(answer.served_model)
        return {stored.battle.version(side).id for side in Side}

    def _count(self, stored: StoredBattle) -> set[int]:
        assert stored.vote is not None
        a, b = (self._of(stored.battle.version(side)) for side in Side)
        if a.version == b.version:
            return set()
        seen = _SEEN.get(stored.vote.winner, _TIE)
        at = stored.vote.created_at.timestamp()
        for one, other, how in ((a, b, seen[0]), (b, a, seen[1])):
            if one.level is not None:
                one.add(at, one.level.evidence(other.player, how))
        self._tally(a.player, b.player, seen[0])
        for one in (a, b):
            self._freeze(one)
        return {a.version, b.version}

    def _tally(self, a: str, b: str, how: int) -> None:
        if b < a:
            a, b, how = b, a, _flipped(how)
        ended = list(self._met.get((a, b), (0, 0, 0)))
        ended[how] += 1
        self._met[a, b] = (ended[0], ended[1], ended[2])

    def _freeze(self, one: Watched) -> None:
        """Take a level once there are votes enough, and anew where few rivals are known still."""
        if one.level is None:
            if votes_of(self._met, one.player) >= self._reference_votes:
                one.level = level_of(self._met, one.player)
        elif one.counted >= self._reference_votes and 2 * one.passed > one.counted:
            one.anew()

    def _alarms(self, one: Watched, now: datetime) -> Iterator[Alarm]:
        if one.level is not None and one.total >= WATCH.threshold:
            risen = datetime.fromtimestamp(one.risen_at or now.timestamp(), UTC)
            yield Alarm(0, one.model, one.version, one.number, "votes", now, {
                "sum": one.total, "threshold": WATCH.threshold, "drop": WATCH.drop,
                "votes": one.counted, "reference_votes": one.level.votes,
                "since": risen.isoformat(), "path": [list(point) for point in one.path],
            })  # fmt: skip
        if one.names and len(one.recent) == _NAMES and not set(one.names) & set(one.recent):
            yield Alarm(0, one.model, one.version, one.number, "votes_name", now, {
                "before": one.names, "now": sorted(set(one.recent)),
            })  # fmt: skip

    def _read(self) -> None:
        if self._is_read:
            return
        self._is_read = True
        try:
            told = json.loads(self._path.read_text(encoding="utf-8"))
            self._after, self._settled = told["after"], set(told["settled"])
            self._met = {(a, b): (x, y, z) for a, b, x, y, z in told["met"]}
            rows = (_watched(row) for row in told["watched"])
            self._watched = {one.version: one for one in rows}
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError) as error:
            self._is_read = False
            raise DataError(
                f"{str(self._path)!r} cannot be read: {error!r}; remove it, and all votes are "
                "read anew"
            ) from error
        self._require_known()

    def _require_known(self) -> None:
        """Begin anew if the store lacks the last vote that was read: it is another, or older."""
        try:
            self._store.voted(self._after, 1)
        except BattleNotFoundError:
            _log.warning(
                "the votes in %s are not those of the store: all are read anew", self._path
            )
            self._after, self._met, self._watched = None, {}, {}

    def _write(self) -> None:
        told = {
            "after": self._after,
            "settled": sorted(self._settled),
            "met": [[*pair, *ended] for pair, ended in sorted(self._met.items())],
            "watched": [asdict(one) for one in self.watched],
        }
        with whole(self._path) as beside:
            beside.write_text(json.dumps(told), encoding="utf-8")


def _flipped(how: int) -> int:
    return (1, 0, 2)[how]


def _watched(row: dict[str, Any]) -> Watched:
    level = Level(**row["level"]) if row["level"] is not None else None
    path = [(float(at), float(total)) for at, total in row["path"]]
    return Watched(**{**row, "level": level, "path": path})
