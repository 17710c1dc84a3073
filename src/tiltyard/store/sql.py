"""Battles and votes in SQLite or PostgreSQL, by one code path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import sqlalchemy as sa
from alembic.util import CommandError
from sqlalchemy.exc import SQLAlchemyError

from tiltyard import ledger
from tiltyard.errors import BattleStateError, StoreError
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
    Winner,
)
from tiltyard.store import Census, Entry, LookBack, NewTurn, Rule, Served, Span
from tiltyard.store import _polling as polling
from tiltyard.store import _tables as t
from tiltyard.store._again import battle_of_again, repeatable, retests, twins
from tiltyard.store._engine import make_engine, translator
from tiltyard.store._erasing import erase
from tiltyard.store._log import SqlLog, append, require_secret
from tiltyard.store._past import past
from tiltyard.store._reading import (
    MODEL_A,
    MODEL_B,
    WITH_MODELS,
    answer_row,
    battle_of_key,
    census,
    hold,
    load,
    seal_row,
    turn_of_key,
    voted,
)
from tiltyard.store._upgrade import revision, upgrade
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
        self._writer = Writer(self._engine.execution_options(writes=True), self._translate)
        self._clock = clock
        self._log = SqlLog(self._writer, self._reading)

    @property
    def log(self) -> SqlLog:
        """See `Store.log`."""
        return self._log

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise self._translate(error) from error

    def upgrade(self) -> None:
        """See `Store.upgrade`."""
        try:
            upgrade(self._engine)
        except SQLAlchemyError as error:
            raise self._translate(error) from error
        except CommandError as error:
            raise StoreError(
                f"the database is newer than this Tiltyard: {error}; install the newer version"
            ) from error

    def revision(self) -> tuple[str | None, str]:
        """See `Store.revision`."""
        try:
            return revision(self._engine)
        except SQLAlchemyError as error:
            raise self._translate(error) from error

    def register(self, served: Sequence[Served]) -> dict[str, ModelVersion]:
        """See `Store.register`."""
        return self._writer.run(lambda c: {one.model: self._register(c, one) for one in served})

    def _register(self, c: sa.Connection, served: Served) -> ModelVersion:
        model_id = c.scalar(sa.select(t.models.c.id).where(t.models.c.name == served.model))
        if model_id is None:
            row = {"name": served.model, "created_at": self._clock()}
            model_id = c.scalar(sa.insert(t.models).returning(t.models.c.id), row)
        versions = t.model_versions
        latest = c.execute(
            sa.select(versions)
            .where(versions.c.model_id == model_id)
            .order_by(versions.c.number.desc())
            .limit(1)
        ).first()
        if latest is not None and latest.digest == served.digest:
            return ModelVersion(latest.id, served.model, latest.number, latest.digest)
        number = 1 if latest is None else latest.number + 1
        version_id = c.scalar(
            sa.insert(versions).returning(versions.c.id),
            {
                "model_id": model_id,
                "number": number,
                "digest": served.digest,
                "served": served.description,
                "created_at": self._clock(),
            },
        )
        if version_id is None:
            raise StoreError(f"no version of {served.model!r} was kept")
        return ModelVersion(version_id, served.model, number, served.digest)

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
            c.execute(
                _INSERT_BATTLE,
                {
                    "id": battle.id,
                    "voter": battle.voter,
                    "created_at": battle.created_at,
                    "version_a_id": battle.version_a.id,
                    "version_b_id": battle.version_b.id,
                    "pair_probability": battle.pair_probability,
                    "pace": battle.pace.value,
                    "key": turn.key,
                    "retry_of": retry_of,
                    "consent": battle.consent,
                },
            )
            first = self._insert_turn(c, battle.id, NewTurn(turn.prompt, turn.phase))
            if turn.answers:
                c.execute(_INSERT_ANSWERS, [answer_row(first.id, one) for one in turn.answers])
                first = replace(first, answers=turn.answers)
            if seal is None or leaf is None:
                return StoredBattle(battle, (first,))
            kept = replace(seal, leaf=append(c, leaf))
            c.execute(_INSERT_SEAL, seal_row(battle.id, kept))
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
            return self._insert_turn(c, battle_id, turn)

        return self._writer.run(work)

    def _insert_turn(self, c: sa.Connection, battle_id: str, turn: NewTurn) -> Turn:
        row = {
            "battle_id": battle_id,
            "position": turn.position,
            "attempt": turn.attempt,
            "phase": turn.phase.value,
            "prompt": turn.prompt,
            "created_at": self._clock(),
            "key": turn.key,
        }
        turn_id = c.scalar(_INSERT_TURN, row)
        if turn_id is None:
            raise StoreError(f"no turn of battle {battle_id!r} was kept")
        return Turn(turn_id, turn.position, turn.attempt, turn.phase, turn.prompt)

    def add_answers(self, turn_id: int, answers: Sequence[Answer]) -> None:
        """See `Store.add_answers`."""
        rows = [answer_row(turn_id, answer) for answer in answers]
        self._writer.run(lambda c: c.execute(_INSERT_ANSWERS, rows))

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
                return _same_vote(c, stored.vote, vote, key)
            rule(stored)
            if look_back is not None and stored.seal is not None:
                hold(c)  # no other vote of theirs is kept between reading and writing
                stored = replace(stored, past=past(c, stored.battle, vote.voter, look_back))
            _end(c, stored, entry)
            c.execute(
                _INSERT_VOTE,
                {
                    "id": vote.id,
                    "battle_id": vote.battle_id,
                    "winner": vote.winner.value,
                    "voter": vote.voter,
                    "created_at": vote.created_at,
                    "key": key,
                },
            )
            return vote

        return self._writer.run(work)

    def add_skip(self, battle_id: str, *, rule: Rule, entry: Entry | None = None) -> None:
        """See `Store.add_skip`."""

        def work(c: sa.Connection) -> None:
            stored = load(c, battle_id, lock=True)
            rule(stored)
            if stored.skipped_at is None:
                _end(c, stored, entry)
                row = {"battle_id": battle_id, "created_at": self._clock()}
                c.execute(sa.insert(t.skips), row)

        self._writer.run(work)

    def expire(self, battle_id: str, *, rule: Rule, entry: Entry) -> None:
        """See `Store.expire`."""

        def work(c: sa.Connection) -> None:
            stored = load(c, battle_id, lock=True)
            if stored.seal is not None and stored.seal.ending is None:
                rule(stored)
                _end(c, stored, entry)

        self._writer.run(work)

    def erase(self, battle_id: str, *, rule: Rule, entry: Entry) -> int | None:
        """See `Store.erase`."""

        def work(c: sa.Connection) -> int | None:
            stored = load(c, battle_id, lock=True)
            place = _erase(c, stored, rule, entry)
            # The same answers stand in the battle that showed them again.
            for twin in twins(c, battle_id):
                _erase(c, load(c, twin, lock=True), rule, entry)
            return place

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
            rows = connection.execute(_TALLIES).all()
        return [Tally(a, b, Winner(winner), count) for a, b, winner, count in rows]

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


def _same_vote(c: sa.Connection, stored: Vote, offered: Vote, key: str | None) -> Vote:
    """The stored vote, if the offered one is a retry of it."""
    used = c.scalar(sa.select(t.votes.c.key).where(t.votes.c.id == stored.id))
    is_retry = key is not None and key == used and offered.voter == stored.voter
    if is_retry and offered.winner is stored.winner:
        return stored
    raise BattleStateError("this battle has its vote already")


def _erase(c: sa.Connection, stored: StoredBattle, rule: Rule, entry: Entry) -> int | None:
    """Erase what was said in one battle; returns the place of the leaf that tells it."""
    rule(stored)
    leaf = None if stored.seal is None else entry(stored)
    if not erase(c, stored) or leaf is None:
        return None
    return append(c, leaf)


def _end(c: sa.Connection, stored: StoredBattle, entry: Entry | None) -> None:
    """Append the leaf that ends a battle of the log; a second ending is refused by its key."""
    if stored.seal is None or stored.seal.ending is not None or entry is None:
        return
    leaf = entry(stored)
    row = {"battle_id": stored.battle.id, "leaf": append(c, leaf), "counts": leaf.get("counts")}
    c.execute(_INSERT_ENDING, row)


# Built once: putting a statement together costs more than running it.
_columns = (MODEL_A.c.name, MODEL_B.c.name, t.votes.c.winner)
_TALLIES = (
    sa.select(*_columns, sa.func.count())
    .select_from(
        WITH_MODELS.join(t.votes, t.votes.c.battle_id == t.battles.c.id).outerjoin(
            t.log_battles, t.log_battles.c.battle_id == t.battles.c.id
        )
    )
    .where(t.log_battles.c.again.is_(None))
    .group_by(*_columns)
    .order_by(*_columns)
)
_INSERT_BATTLE = sa.insert(t.battles)
_INSERT_TURN = sa.insert(t.turns).returning(t.turns.c.id)
_INSERT_ANSWERS = sa.insert(t.answers)
_INSERT_VOTE = sa.insert(t.votes)
_INSERT_SEAL = sa.insert(t.log_battles)
_INSERT_ENDING = sa.insert(t.log_endings)
