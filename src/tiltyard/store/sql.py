"""Battles and votes in SQLite or PostgreSQL, by one code path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from tiltyard import ledger
from tiltyard.errors import BattleStateError
from tiltyard.records import (
    Answer,
    Battle,
    ModelVersion,
    PollVote,
    Retest,
    Seal,
    StoredBattle,
    Tally,
    Turn,
    Vote,
)
from tiltyard.store import Begun, Census, Entry, LookBack, NewTurn, Rule, Served, Span
from tiltyard.store import _polling as polling
from tiltyard.store import _tables as t
from tiltyard.store._again import battle_of_again, repeatable, retests, twins
from tiltyard.store._counts import census, tallies
from tiltyard.store._endings import end, same_vote
from tiltyard.store._engine import make_engine, transaction, translator
from tiltyard.store._erasing import erase
from tiltyard.store._keeping import keep_answers, keep_battle, keep_seal, keep_turn, keep_vote
from tiltyard.store._log import SqlLog, append, require_secret
from tiltyard.store._past import begun, past
from tiltyard.store._reading import battle_of_key, load, turn_of_key, voted
from tiltyard.store._upgrade import revision, upgrade
from tiltyard.store._versions import current
from tiltyard.store._writer import Writer

T = TypeVar("T")


def _now() -> datetime:
    return datetime.now(UTC)


class SqlStore:
    """The store over SQLAlchemy Core; see `tiltyard.store.Store` for what each method promises.

    Args:
        url: ``sqlite:///file.db`` or ``postgresql://user@host/name``.
        clock: gives the time that rows are stamped with.
    """

    def __init__(self, url: str, *, clock: Callable[[], datetime] = _now) -> None:
        self._engine = make_engine(url)
        self._translate = translator(self._engine)
        self._writer = Writer(self._engine, self._translate)
        self._clock = clock
        self._log = SqlLog(self._writer, self._reading)

    @property
    def log(self) -> SqlLog:
        """See `Store.log`."""
        return self._log

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        try:
            with transaction(self._engine) as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._translate(error) from error

    def upgrade(self) -> None:
        """See `Store.upgrade`."""
        try:
            upgrade(self._engine)
        except SQLAlchemyError as error:
            raise self._translate(error) from error

    def revision(self) -> tuple[str | None, str]:
        """See `Store.revision`."""
        try:
            return revision(self._engine)
        except SQLAlchemyError as error:
            raise self._translate(error) from error

    def register(self, served: Sequence[Served]) -> dict[str, ModelVersion]:
        """See `Store.register`."""
        at = self._clock()
        return self._writer.run(lambda c: {one.model: current(c, one, at) for one in served})

    def add_battle(
        self,
        battle: Battle,
        turn: NewTurn,
        *,
        retry_of: str | None = None,
        seal: Seal | None = None,
        entry: Entry | None = None,
    ) -> StoredBattle:
        """See `Store.add_battle`."""

        def work(c: sa.Connection) -> StoredBattle:
            earlier = battle_of_key(c, battle.voter, turn.key)
            if earlier is not None:
                return load(c, earlier)
            if seal is not None:
                require_secret(c, seal.stream)
                if (shown := battle_of_again(c, seal.again)) is not None:
                    return load(c, shown)
            # Encoded now: what is no leaf must be refused before anything is written.
            leaf = ledger.encoded(entry(StoredBattle(battle, seal=seal))) if entry else None
            first = keep_battle(c, battle, turn, retry_of=retry_of, at=self._clock())
            if seal is None or leaf is None:
                return StoredBattle(battle, (first,))
            kept = replace(seal, leaf=append(c, leaf))
            keep_seal(c, battle.id, kept)
            return StoredBattle(battle, (first,), seal=kept)

        return self._writer.run(work)

    def add_turn(self, battle_id: str, turn: NewTurn, *, rule: Rule) -> Turn:
        """See `Store.add_turn`."""

        def work(c: sa.Connection) -> Turn:
            stored = load(c, battle_id, lock=True)
            earlier = turn_of_key(c, battle_id, turn.key)
            if earlier is not None:
                return next(one for one in stored.turns if one.id == earlier)
            rule(stored)
            taken = {(one.position, one.attempt) for one in stored.turns}
            if (turn.position, turn.attempt) in taken:
                raise BattleStateError("that turn has been asked already")
            return keep_turn(c, battle_id, turn, self._clock())

        return self._writer.run(work)

    def add_answers(self, turn_id: int, answers: Sequence[Answer]) -> None:
        """See `Store.add_answers`."""
        self._writer.run(lambda c: keep_answers(c, turn_id, answers))

    def add_vote(
        self,
        vote: Vote,
        *,
        key: str | None,
        rule: Rule,
        entry: Entry | None = None,
        look_back: LookBack | None = None,
    ) -> Vote:
        """See `Store.add_vote`."""

        def work(c: sa.Connection) -> Vote:
            stored = load(c, vote.battle_id, lock=True)
            if stored.vote is not None:
                return same_vote(c, stored.vote, vote, key)
            rule(stored)
            if look_back is not None and stored.seal is not None:
                stored = replace(stored, past=past(c, stored.battle, vote.voter, look_back))
            end(c, stored, entry)
            keep_vote(c, vote, key)
            return vote

        return self._writer.run(work)

    def add_skip(self, battle_id: str, *, rule: Rule, entry: Entry | None = None) -> None:
        """See `Store.add_skip`."""

        def work(c: sa.Connection) -> None:
            stored = load(c, battle_id, lock=True)
            rule(stored)
            if stored.skipped_at is None:
                end(c, stored, entry)
                row = {"battle_id": battle_id, "created_at": self._clock()}
                c.execute(sa.insert(t.skips), row)

        self._writer.run(work)

    def expire(self, battle_id: str, *, rule: Rule, entry: Entry) -> None:
        """See `Store.expire`."""

        def work(c: sa.Connection) -> None:
            stored = load(c, battle_id, lock=True)
            if stored.seal is not None and stored.seal.ending is None:
                rule(stored)
                end(c, stored, entry)

        self._writer.run(work)

    def erase(self, battle_id: str, *, rule: Rule, entry: Entry) -> int | None:
        """See `Store.erase`."""

        def work(c: sa.Connection) -> int | None:
            stored = load(c, battle_id, lock=True)
            # The same answers stand in the battle that showed them again.
            same = [stored, *(load(c, twin, lock=True) for twin in twins(c, battle_id))]
            for one in same:
                rule(one)  # before anything is written: all of it is erased, or nothing
            return erase(c, same, entry)[0]

        return self._writer.run(work)

    def find(self, voter: str, key: str) -> str | None:
        """See `Store.find`."""
        with self._reading() as connection:
            return battle_of_key(connection, voter, key)

    def repeatable(self, voter: str, span: Span) -> StoredBattle | None:
        """See `Store.repeatable`."""
        with self._reading() as connection:
            found = repeatable(connection, voter, span)
            return None if found is None else load(connection, found)

    def begun(self, voter: str, at_most: int) -> Begun:
        """See `Store.begun`."""
        with self._reading() as connection:
            return begun(connection, voter, at_most)

    def retests(self) -> list[Retest]:
        """See `Store.retests`."""
        with self._reading() as connection:
            return retests(connection)

    def battle(self, battle_id: str) -> StoredBattle:
        """See `Store.battle`."""
        with self._reading() as connection:
            return load(connection, battle_id)

    def tallies(self) -> list[Tally]:
        """See `Store.tallies`."""
        with self._reading() as connection:
            return tallies(connection)

    def voted(self, after: str | None, limit: int) -> list[StoredBattle]:
        """See `Store.voted`."""
        with self._reading() as connection:
            return voted(connection, after, limit)

    def census(self) -> Census:
        """See `Store.census`."""
        with self._reading() as connection:
            return census(connection)

    def add_poll_vote(self, vote: PollVote) -> None:
        """See `Store.add_poll_vote`."""
        self._writer.run(lambda c: polling.keep(c, vote))

    def poll_choice(self, poll: str, voter: str) -> str | None:
        """See `Store.poll_choice`."""
        with self._reading() as connection:
            return polling.choice(connection, poll, voter)

    def poll_counts(self, poll: str, *, before: datetime | None = None) -> dict[str, int]:
        """See `Store.poll_counts`."""
        with self._reading() as connection:
            return polling.counts(connection, poll, before)

    def close(self) -> None:
        """See `Store.close`."""
        self._writer.close()
        self._engine.dispose()


store = SqlStore
