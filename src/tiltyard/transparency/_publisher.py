"""Publishes the log while an arena runs: checkpoints, seeds of days that are over, forgetting."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tiltyard import ledger
from tiltyard.errors import ConfigurationError, DataError, LedgerError, TiltyardError
from tiltyard.ledger import Checkpoint, Frontier, Keys, Rotation, Signer, Verifier, read_checkpoint
from tiltyard.store import KeptCheckpoint, Log
from tiltyard.transparency._clock import doubt
from tiltyard.transparency._copy import Copy, extend
from tiltyard.transparency._key import KeyFile, keys_of
from tiltyard.transparency._public import Public

_log = logging.getLogger(__name__)

# Seconds between two looks at the log, and the least between two checkpoints: together they stay
# well below the sixty within which a change is to be signed.
LOOK = 5.0
BETWEEN = 30.0
# A battle that nobody voted on ends after so long, and a day's seeds are told so long after it.
PATIENCE = timedelta(hours=24)
TELL_AFTER = timedelta(hours=1)
# A clock that is set by more than this is not believed for an hour.
_JUMP_SECONDS, _DOUBT_SECONDS = 60.0, 3600.0


def _now() -> datetime:
    return datetime.now(UTC)


async def _nothing(_before: datetime) -> None:
    """Nothing is open."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How publishing stands.

    Attributes:
        leaves: that the log had when it was looked at last.
        alarm: why nothing is published; none if all is well.
    """

    leaves: int = 0
    alarm: str | None = None


class Publisher:
    """What publishes a log. `begin` it, then `run` it in the event loop.

    Several processes may publish the same log: of two checkpoints of one size the first is kept.

    Args:
        log: what is published.
        key: signs it.
        public: keeps the files that are served.
        clock: aware UTC time, and ``ticks``: seconds that only go forward.

    Attributes:
        public: the files that are served.
        expire: ends battles that were opened before a moment and have no ending.
    """

    def __init__(
        self,
        log: Log,
        key: KeyFile,
        public: Public,
        *,
        clock: Callable[[], datetime] = _now,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._leaves = log
        self._key = key
        self.public = public
        self.expire: Callable[[datetime], Awaitable[object]] = _nothing
        self._clock = clock
        self._ticks = ticks
        self._standing = Standing()
        self._signed_at = float("-inf")
        self._offset: float | None = None
        self._doubt_until = float("-inf")
        self._stepping = threading.Lock()
        self._is_stopped = False
        self._verifier: Verifier | None = None

    @property
    def copy(self) -> Copy:
        """The tiles that are served."""
        return self.public.copy

    @property
    def verifier(self) -> Verifier:
        """The public key, once it has begun."""
        if self._verifier is None:
            raise RuntimeError("begin first")
        return self._verifier

    @property
    def keys(self) -> Keys:
        """That key and those before it, once it has begun; raises `DataError` if damaged."""
        return keys_of(self._key.path.parent, self.verifier)

    @property
    def standing(self) -> Standing:
        """How it stood at the last look."""
        return self._standing

    def begin(self) -> Signer:
        """Make the key if there is none yet, and refuse to start with one that is not good.

        Raises:
            ConfigurationError: the key cannot be read, or is not the log's.
            StoreError: the log cannot be read.
            WriteError: the folder of an earlier log cannot be put aside.
        """
        signer = self._key.begin(self._leaves.checkpoint())
        if why := doubt(self._clock(), self.copy.written_at):
            _log.warning(
                "%s: if it is wrong, set it before anybody votes; the log keeps the hours of votes "
                "for ever, and whoever verifies it is told that they jump",
                why,
            )
        self.copy.begin(signer.verifier.name)
        self._verifier = signer.verifier
        self.public.begin()
        return signer

    def rotate(self) -> Rotation:
        """Sign what there is, and go on under a new key.

        Raises:
            ConfigurationError: the log is not published by its key, so that nothing can follow.
            DataError: what was kept of earlier keys is damaged.
            StoreError: the log cannot be read.
            WriteError: it cannot be kept.
        """
        self.step(at_once=True)
        if self._standing.alarm is not None:
            raise ConfigurationError(f"the key is not changed: {self._standing.alarm}")
        made = self._key.rotate(self._leaves)
        self.step(at_once=True)
        return made

    async def run(self) -> None:
        """Publish for ever; cancel to stop."""
        while True:
            try:
                await asyncio.to_thread(self.step)
                if self._is_steady():
                    await self.expire(self._clock() - PATIENCE)
            except Exception:
                # Nobody awaits this: an error that ended the loop would end publishing unseen.
                _log.exception("the log could not be kept; it is tried again")
            await asyncio.sleep(LOOK)

    def stop(self) -> None:
        """Sign what is not signed yet, and publish no more; blocks."""
        self.step(at_once=True)
        with self._stepping:
            self._is_stopped = True

    def step(self, *, at_once: bool = False) -> None:
        """Do what is due.

        Args:
            at_once: sign a change though another was signed just now.
        """
        with self._stepping:
            if self._is_stopped:
                return
            try:
                self._housekeep()
                self._standing = replace(self._standing, leaves=self._leaves.size())
                if at_once or self._ticks() - self._signed_at >= BETWEEN:
                    self._sign()
            except (ConfigurationError, DataError, LedgerError) as error:
                self._tell(str(error))
            except TiltyardError as error:
                # The store or the disk may be back in a moment.
                self._tell(f"{error}; it is tried again")
            else:
                self._tell(None)

    def _sign(self) -> None:
        """Sign the log as it is, if it is longer than what was signed, and bring the copy to it."""
        signer = self._key.read()
        self._verifier = signer.verifier
        self.public.tell()
        kept = self._leaves.checkpoint()
        frontier = self._from(kept, signer)
        if kept is None or frontier.size > kept.size or not _is_of(kept, signer):
            note = signer.sign(Checkpoint(signer.verifier.name, frontier.size, frontier.root()))
            self._leaves.keep(KeptCheckpoint(frontier.size, note, frontier.edge))
            kept = self._leaves.checkpoint() or kept
        if kept is not None and _is_of(kept, signer):
            if self.copy.grow(self._leaves, kept.note):
                self._signed_at = self._ticks()
            self.public.cosigned.remember(kept.note)
            self.public.describe(signer)

    def _from(self, kept: KeptCheckpoint | None, signer: Signer) -> Frontier:
        """The tree as it is now, which begins with all that was signed.

        Raises:
            ConfigurationError: the key is another than the one that signed it.
            LedgerError: the log is not the one that was published.
        """
        frontier = Frontier()
        if kept is not None:
            frontier = Frontier(kept.size, kept.edge)
            if frontier.root() != read_checkpoint(kept.note).root:
                raise LedgerError("the last checkpoint in the database was changed or damaged")
            if _is_of(kept, signer) and not self._key.has_signed(signer, kept):
                raise ConfigurationError(
                    f"{str(self._key.path)!r} holds another key than the one that signed the "
                    "log's last checkpoint: put that back"
                )
        size, seen = self._leaves.size(), self.copy.checkpoint
        if seen is not None and seen.origin == signer.verifier.name and seen.size > frontier.size:
            if seen.size > size:
                raise LedgerError(_behind(seen.size, size))
            extend(frontier, self._leaves, seen.size)
            if frontier.root() != seen.root:
                raise LedgerError(_behind(seen.size, size))
        extend(frontier, self._leaves, size)
        return frontier

    def _housekeep(self) -> None:
        """What waits for a time to pass; not while the clock is not to be believed."""
        if not self._is_steady():
            return
        now = self._clock()
        for stream in self._leaves.untold((now - TELL_AFTER).date()):
            leaf = {"type": "seed", "stream": stream.id, "seed": stream.seed.hex()}
            # It waits for battles of that day that are still open, whose models it would tell.
            with suppress(LedgerError):
                self._leaves.tell(stream.id, leaf)
        # Of an epoch the keys are kept for as long again as it lasts, in which votes are appealed.
        if gone := self._leaves.forget(ledger.epoch_of(now) - 1):
            _log.info("the keys of %d epochs were forgotten", gone)

    def _is_steady(self) -> bool:
        """Whether the clock went on as time did, for an hour at least if it ever did not."""
        ticks = self._ticks()
        offset = self._clock().timestamp() - ticks
        if self._offset is not None and abs(offset - self._offset) > _JUMP_SECONDS:
            self._doubt_until = ticks + _DOUBT_SECONDS
            _log.warning(
                "the clock jumped by %+.0f seconds: for an hour no seed is told and no battle "
                "expires",
                offset - self._offset,
            )
        self._offset = offset
        return ticks >= self._doubt_until

    def _tell(self, alarm: str | None) -> None:
        """Log what is wrong, once, and that it is well again."""
        before = self._standing.alarm
        self._standing = replace(self._standing, alarm=alarm)
        if alarm is not None and alarm != before:
            _log.error("ALARM: the log is not published, votes go on: %s", alarm)
        elif alarm is None and before is not None:
            _log.warning("the log is published again")


def _is_of(kept: KeptCheckpoint, signer: Signer) -> bool:
    return read_checkpoint(kept.note).origin == signer.verifier.name


def _behind(published: int, there: int) -> str:
    return (
        f"a log of {published:,} leaves was published, and the database has {there:,} that do not "
        "go on from there: an older database was put back, or it was edited; put back the right "
        "one, or begin a log of another name by the setting `log.origin`"
    )
