"""One thread that writes: what waits together is committed together (group commit).

A database syncs to disk once per commit, so many small writes share one commit. A write that is
refused by a rule has written nothing, and leaves the others alone; when the database itself refuses
one, the group is undone and each is tried by itself. A caller hears of success only after the
commit.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from tiltyard.errors import StoreError, TiltyardError
from tiltyard.store._engine import transaction

T = TypeVar("T")
Work = Callable[[Connection], T]

LARGEST_GROUP = 256


@dataclass(frozen=True, slots=True)
class _Job:
    work: Work[Any]
    future: Future[Any]


class Writer:
    """Runs writes one after another in a thread of its own.

    Args:
        engine: where to write.
        translate: turns a database's own error into a `StoreError`.
    """

    def __init__(self, engine: Engine, translate: Callable[[SQLAlchemyError], StoreError]) -> None:
        self._engine = engine
        self._translate = translate
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def run(self, work: Work[T]) -> T:
        """Do ``work`` in a transaction; returns once it is committed and on disk.

        ``work`` raises a `TiltyardError` before it writes, or not at all.

        Raises:
            StoreError: the database failed; nothing of ``work`` was kept.
            TiltyardError: what ``work`` itself raised.
        """
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise StoreError("the store is closed")
            if self._thread is None:
                self._thread = threading.Thread(target=self._loop, name="store-writer", daemon=True)
                self._thread.start()
            self._jobs.put(_Job(work, future))
        return future.result()

    def close(self) -> None:
        """Write what waits, then stop."""
        with self._lock:
            self._closed = True
            thread = self._thread
        if thread is not None:
            self._jobs.put(None)
            thread.join()

    def _loop(self) -> None:
        while (job := self._jobs.get()) is not None:
            group = [job]
            last = self._gather(group)
            self._commit(group)
            if last:
                return

    def _gather(self, group: list[_Job]) -> bool:
        """Add what waits already; true if the last word was among it."""
        while len(group) < LARGEST_GROUP:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return False
            if job is None:
                return True
            group.append(job)
        return False

    def _commit(self, group: list[_Job]) -> None:
        try:
            outcomes = self._transact(group)
        except SQLAlchemyError as error:
            if len(group) > 1 and _is_about_rows(error):
                for job in group:
                    self._commit([job])
                return
            self._fail(group, self._translate(error))
        except BaseException as error:
            # A defect in one write must not leave the others waiting for ever.
            self._fail(group, error)
        else:
            for job, (value, refusal) in zip(group, outcomes, strict=True):
                if refusal is None:
                    job.future.set_result(value)
                else:
                    job.future.set_exception(refusal)

    def _transact(self, group: list[_Job]) -> list[tuple[Any, TiltyardError | None]]:
        """What each write returned, or how it was refused, once all are on disk."""
        with transaction(self._engine, writes=True) as connection:
            return [_attempt(connection, job) for job in group]

    def _fail(self, group: list[_Job], error: BaseException) -> None:
        for job in group:
            job.future.set_exception(error)


def _attempt(connection: Connection, job: _Job) -> tuple[Any, TiltyardError | None]:
    try:
        return job.work(connection), None
    except TiltyardError as refusal:
        return None, refusal


def _is_about_rows(error: SQLAlchemyError) -> bool:
    """Whether a constraint or a value is to blame, rather than the database."""
    return isinstance(error, (IntegrityError, DataError))
