"""All snapshots of an arena: numbered folders that are written once, whole or not at all."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tiltyard import files
from tiltyard.errors import DataError, WriteError
from tiltyard.leaderboard._changes import Changes, changes
from tiltyard.leaderboard._compute import Ground
from tiltyard.leaderboard._history import History, Moment
from tiltyard.leaderboard._made import made, planned
from tiltyard.leaderboard._query import Query
from tiltyard.leaderboard._rebuilt import Rebuilt, rebuilt
from tiltyard.leaderboard._snapshot import Published, Snapshot, read_board, read_snapshot
from tiltyard.leaderboard._snapshot_files import alone, write_texts
from tiltyard.leaderboard._source import VotesSource

_log = logging.getLogger(__name__)

SMALLEST = 300
# Boards of snapshots that are kept in memory once they were read.
MOST_KEPT = 1_000
_DIGITS = 6


def _now() -> datetime:
    return datetime.now(UTC)


class Snapshots:
    """The snapshots in a folder. Its methods block on the disk, and may be called in any thread.

    Args:
        folder: made when the first snapshot is taken.
        smallest: how many votes a category or a language needs for boards of its own.
        voters_to_flip: see `Board.voters_to_flip`.
        configuration: what else a snapshot is to say of how the votes of a source came about, in
            types that JSON has: ``labels`` (definitions by name), ``aliases``.
        clock: aware UTC time.
    """

    def __init__(
        self,
        folder: Path,
        *,
        smallest: int = SMALLEST,
        voters_to_flip: int = 0,
        configuration: Callable[[VotesSource], Mapping[str, Any]] = lambda _: {},
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._folder = folder
        self._smallest = smallest
        self._voters_to_flip = voters_to_flip
        self._configuration = configuration
        self.clock = clock
        # A snapshot never changes, so what was read of it once holds.
        self._known: dict[int, Snapshot] = {}
        self._moments: dict[tuple[int, str], Moment] = {}
        self._lock = threading.Lock()
        self._told: set[str] = set()
        self._stopping = threading.Event()

    @property
    def smallest(self) -> int:
        """See the arguments."""
        return self._smallest

    def numbers(self) -> tuple[int, ...]:
        """Of all snapshots, damaged ones too, from the first on."""
        if not self._folder.is_dir():
            return ()
        names = (path.name for path in self._folder.iterdir() if path.is_dir())
        return tuple(sorted(int(name) for name in names if name.isdecimal()))

    def stamp(self) -> int:
        """Another number once there are others; quick enough to be asked at every request."""
        return self._folder.stat().st_mtime_ns if self._folder.is_dir() else 0

    def list(self, source: str | None = None) -> tuple[Snapshot, ...]:
        """All snapshots, the latest first; of one source alone if it is named.

        One that was changed or damaged is left out and logged: the others are as good as ever.
        """
        found = (self._whole(number) for number in reversed(self.numbers()))
        return tuple(one for one in found if one and (source is None or one.source == source))

    def latest(self, source: str = "") -> Snapshot | None:
        """The last snapshot of a source, if there is one."""
        return next(iter(self.list(source)), None)

    def load(self, number: int) -> Snapshot:
        """A snapshot without its boards.

        Raises:
            DataError: there is none of that number, or it was changed or damaged.
        """
        if number not in self._known:
            numbers = self.numbers()
            if number not in numbers:
                told = (
                    f"they go from {numbers[0]} to {numbers[-1]}" if numbers else "none was taken"
                )
                raise DataError(f"there is no snapshot {number}: {told}")
            self._known[number] = read_snapshot(self.folder(number))
        return self._known[number]

    def folder(self, number: int) -> Path:
        """Where a snapshot lies."""
        return self._folder / f"{number:0{_DIGITS}}"

    def board(self, number: int, words: Mapping[str, str]) -> dict[str, Any]:
        """A board of a snapshot, as ``as_dict`` gave it, without when it was computed.

        Args:
            number: of the snapshot.
            words: what an address says; what it does not is as was usual in that snapshot.

        Raises:
            DataError: there is no such snapshot or board.
            ConfigurationError: the words make no sense.
        """
        return self.read(number, self.load(number).board(words))

    def read(self, number: int, published: Published) -> dict[str, Any]:
        """A board of a snapshot that is known to be there.

        Raises:
            DataError: it was changed or damaged.
        """
        return read_board(self.folder(number), published)

    def take(self, source: VotesSource, usual: Query) -> Snapshot:
        """Publish what all votes of a source say now; takes a second or so for each board.

        Args:
            source: whose votes.
            usual: whose control, method and level the boards have.

        Raises:
            DataError: there are no votes, or simulated ones.
            WriteError: it cannot be written, another is being taken, or `stop` was called.
        """
        ground = _settled(source)
        if ground.kind == "simulated":
            raise DataError(f"{source.title!r} is simulated: snapshots are of votes of people")
        if not ground.votes.rows:
            raise DataError(f"there are no votes of {source.title!r} yet to take a snapshot of")
        with alone(self._folder):
            plan = planned(
                source,
                ground,
                usual,
                number=max(self.numbers(), default=0) + 1,
                taken_at=self.clock(),
                smallest=self._smallest,
                configuration={
                    **self._configuration(source),
                    **({"voters_to_flip": self._voters_to_flip} if self._voters_to_flip else {}),
                },
            )
            snapshot, texts = made(plan, ground, go_on=self._require_going)
            self._require_going()
            with files.whole_folder(self.folder(snapshot.number)) as beside:
                write_texts(texts, beside)
        return snapshot

    def stop(self) -> None:
        """Give up the snapshot that is being taken, within a board's time, and take no more."""
        self._stopping.set()

    def rebuild(self, number: int, source: VotesSource, into: Path | None = None) -> Rebuilt:
        """Compute a snapshot again from the votes that it was made of, and compare every byte.

        Args:
            number: of the snapshot.
            source: whose votes it was made of.
            into: a folder to write what came out to; it must not exist.

        Raises:
            DataError: there is no such snapshot, or ``into`` exists.
            WriteError: ``into`` cannot be written.
        """
        snapshot = self.load(number)
        if source.name != snapshot.source:
            raise DataError(
                f"snapshot {number} is of {snapshot.source!r}, and not of {source.name!r}"
            )
        if into is not None and into.exists():
            raise DataError(f"{str(into)!r} exists: name a folder that does not")
        found, texts = rebuilt(snapshot, _settled(source), self.folder(number), source.excluded)
        if into is not None and texts:
            with files.whole_folder(into) as beside:
                write_texts(texts, beside)
        return found

    def history(self, words: Mapping[str, str], model: str | None = None) -> History:
        """What all snapshots of a source said about a board, the earliest first.

        Args:
            words: of an address: the source, and the slice. What is not said is as was usual in
                each snapshot, so that a board goes on where the usual control changed.
            model: this one alone.

        Raises:
            ConfigurationError: the words make no sense.
        """
        return History.of(self._of_board(words), words, model)

    def changes(self, old: int, new: int, words: Mapping[str, str] | None = None) -> Changes:
        """What became of a board from one snapshot to another, for each model and in words.

        Args:
            old: number of the one before.
            new: number of the one after.
            words: as in `history`; the board of all votes if missing.

        Raises:
            ConfigurationError: the words make no sense.
            DataError: there is no such snapshot or board, or they are of different sources.
        """
        pair = (self.load(old), self.load(new))
        if pair[0].source != pair[1].source:
            raise DataError(
                f"snapshots {old} and {new} are of {pair[0].title!r} and {pair[1].title!r}, and "
                "tell nothing of each other"
            )
        before, after = (self._moment(one, one.board(words or {})) for one in pair)
        return changes(before, after)

    def _require_going(self) -> None:
        if self._stopping.is_set():
            raise WriteError("the snapshot was given up, since the arena stops: take it again")

    def _of_board(self, words: Mapping[str, str]) -> Iterator[Moment]:
        """The board in each snapshot that has it, the earliest first; as `list`."""
        source = words.get("source", "").strip()
        for snapshot in reversed(self.list(source)):
            if published := snapshot.find(words):
                try:
                    yield self._moment(snapshot, published)
                except DataError as error:
                    self._tell(error)

    def _whole(self, number: int) -> Snapshot | None:
        """A snapshot, unless it was changed or damaged."""
        try:
            return self.load(number)
        except DataError as error:
            self._tell(error)
            return None

    def _tell(self, error: DataError) -> None:
        """Log what is wrong with a snapshot, once."""
        if str(error) not in self._told:
            self._told.add(str(error))
            _log.error("a snapshot in %s is left out: %s", self._folder, error)

    def _moment(self, snapshot: Snapshot, published: Published) -> Moment:
        key = (snapshot.number, published.file)
        moment = self._moments.get(key)
        if moment is None:
            moment = Moment.of(snapshot, self.read(snapshot.number, published))
            with self._lock:
                self._moments[key] = moment
                while len(self._moments) > MOST_KEPT:
                    del self._moments[next(iter(self._moments))]
        return moment


def _settled(source: VotesSource) -> Ground:
    """The votes as they will stay: not those that are shown before they have labels."""
    ground = source.ground()
    return replace(ground, votes=ground.votes.first(ground.votes.settled))
