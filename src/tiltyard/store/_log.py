"""The log in the database: leaves are appended in the transaction of what they record."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import sqlalchemy as sa

from tiltyard import ledger
from tiltyard.errors import LedgerError
from tiltyard.ledger import Leaf
from tiltyard.records import StoredBattle
from tiltyard.store import KeptCheckpoint, Stream
from tiltyard.store import _marks as marks
from tiltyard.store import _tables as t
from tiltyard.store._reading import hold, load
from tiltyard.store._writer import Writer

_KEY_BYTES = 32


def append(c: sa.Connection, leaf: Leaf | bytes) -> int:
    """Add a leaf, and return its place.

    Raises:
        LedgerError: it is none.
    """
    data = leaf if isinstance(leaf, bytes) else ledger.encoded(leaf)
    hold(c)
    place: int = c.execute(_INSERT, {"data": data}).scalar_one()
    return place


def is_told(c: sa.Connection, stream: str) -> bool:
    """Whether the seed of a stream is told."""
    return c.scalar(_TOLD, {"stream": stream}) is not None


def require_secret(c: sa.Connection, stream: str) -> None:
    """Return if a battle may still be drawn from a stream.

    Raises:
        LedgerError: its seed is told.
    """
    hold(c)
    if is_told(c, stream):
        raise LedgerError(f"the seed of stream {stream} is told: nothing more is drawn from it")


class SqlLog:
    """See `tiltyard.store.Log`.

    Args:
        writer: runs what writes.
        reading: gives a connection that reads.
    """

    def __init__(
        self, writer: Writer, reading: Callable[[], AbstractContextManager[sa.Connection]]
    ) -> None:
        self._writer = writer
        self._reading = reading

    def size(self) -> int:
        """See `Log.size`."""
        with self._reading() as c:
            last = c.scalar(_LAST)
        return 0 if last is None else last + 1

    def leaves(self, begin: int, end: int) -> list[bytes]:
        """See `Log.leaves`."""
        with self._reading() as c:
            return list(c.scalars(_LEAVES, {"begin": begin, "end": end}))

    def append(self, leaves: Sequence[Leaf]) -> list[int]:
        """See `Log.append`."""
        whole = [ledger.encoded(leaf) for leaf in leaves]
        return self._writer.run(lambda c: [append(c, data) for data in whole])

    def begin(self, stream: str, day: date, seed: bytes, leaf: Leaf) -> int:
        """See `Log.begin`."""

        def work(c: sa.Connection) -> int:
            place = append(c, leaf)
            row = {"stream": stream, "date": day, "seed": seed, "leaf": place}
            c.execute(sa.insert(t.log_streams), row)
            return place

        return self._writer.run(work)

    def untold(self, before: date) -> list[Stream]:
        """See `Log.untold`."""
        with self._reading() as c:
            rows = c.execute(_UNTOLD, {"before": before}).all()
        return [Stream(row.stream, row.date, row.seed) for row in rows]

    def tell(self, stream: str, leaf: Leaf) -> int | None:
        """See `Log.tell`."""

        def work(c: sa.Connection) -> int | None:
            hold(c)  # no battle is drawn from it between counting and telling
            if is_told(c, stream):
                return None  # another process was first
            if many := c.scalar(_OPEN, {"stream": stream}):
                raise LedgerError(
                    f"{many} battles of stream {stream} have not ended: its seed would tell "
                    "their models; end them first"
                )
            place = append(c, leaf)
            c.execute(sa.insert(t.log_told), {"stream": stream, "leaf": place})
            return place

        return self._writer.run(work)

    def declare(self, leaf: Leaf) -> int | None:
        """See `Log.declare`."""
        data = ledger.encoded(leaf)
        version = leaf["model"]

        def work(c: sa.Connection) -> int | None:
            hold(c)
            if c.scalar(_STATE, {"version": version}) == leaf["state"]:
                return None
            place = append(c, data)
            row = {"leaf": place, "version_id": version, "state": leaf["state"]}
            c.execute(sa.insert(t.log_models), row)
            return place

        return self._writer.run(work)

    def declared(self) -> list[Leaf]:
        """See `Log.declared`."""
        with self._reading() as c:
            return [ledger.decoded(data) for data in c.scalars(_DECLARED)]

    def epoch_key(self, epoch: int) -> bytes:
        """See `Log.epoch_key`."""
        known = sa.select(t.log_epochs.c.key).where(t.log_epochs.c.epoch == epoch)
        with self._reading() as c:
            key = c.scalar(known)
        if key is not None:
            return bytes(key)

        def work(c: sa.Connection) -> bytes:
            hold(c)  # of two processes, one makes it
            found = c.scalar(known)
            if found is None:
                found = secrets.token_bytes(_KEY_BYTES)
                c.execute(sa.insert(t.log_epochs), {"epoch": epoch, "key": found})
            return bytes(found)

        return self._writer.run(work)

    def forget(self, before: int) -> int:
        """See `Log.forget`."""
        gone = sa.delete(t.log_epochs).where(t.log_epochs.c.epoch < before)
        return self._writer.run(lambda c: c.execute(gone).rowcount)

    def undecided(self, before: datetime, limit: int) -> list[StoredBattle]:
        """See `Log.undecided`."""
        with self._reading() as c:
            ids = c.scalars(_UNDECIDED, {"before": before, "limit": limit}).all()
            return [load(c, id) for id in ids]

    def mark(self, leaf: Leaf) -> int:
        """See `Log.mark`."""
        data = ledger.encoded(leaf)

        def work(c: sa.Connection) -> int:
            hold(c)  # from here on nobody else writes to the log
            rows = marks.new(c, leaf)
            place = append(c, data)  # not before: what is refused has written nothing
            marks.keep(c, place, rows)
            return place

        return self._writer.run(work)

    def fellows(self, votes: Iterable[int]) -> frozenset[int]:
        """See `Log.fellows`."""
        with self._reading() as c:
            return marks.fellows(c, sorted(votes))

    def marked(self) -> int:
        """See `Log.marked`."""
        with self._reading() as c:
            return marks.last(c)

    def excluded(self, before: int | None = None) -> frozenset[int]:
        """See `Log.excluded`."""
        with self._reading() as c:
            return marks.excluded(c, before)

    def keep(self, checkpoint: KeptCheckpoint) -> None:
        """See `Log.keep`."""
        row = {
            "size": checkpoint.size,
            "note": checkpoint.note,
            "edge": b"".join(checkpoint.edge),
            "created_at": datetime.now(UTC),
        }

        def work(c: sa.Connection) -> None:
            hold(c)
            known = sa.select(t.log_checkpoints.c.size)
            if c.scalar(known.where(t.log_checkpoints.c.size == checkpoint.size)) is None:
                c.execute(sa.insert(t.log_checkpoints), row)

        self._writer.run(work)

    def checkpoint(self) -> KeptCheckpoint | None:
        """See `Log.checkpoint`."""
        with self._reading() as c:
            row = c.execute(_CHECKPOINT).first()
        if row is None:
            return None
        edge = tuple(_cut(row.edge, 32))
        return KeptCheckpoint(row.size, row.note, edge)


def _cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


# Built once: putting a statement together costs more than running it.
_LAST = sa.select(sa.func.max(t.log_leaves.c.place))
_NEXT = sa.func.coalesce(sa.func.max(t.log_leaves.c.place) + 1, 0)
_INSERT = (
    sa.insert(t.log_leaves)
    .from_select(["place", "data"], sa.select(_NEXT, sa.bindparam("data", type_=sa.LargeBinary)))
    .returning(t.log_leaves.c.place)
)
_LEAVES = (
    sa.select(t.log_leaves.c.data)
    .where(t.log_leaves.c.place >= sa.bindparam("begin"))
    .where(t.log_leaves.c.place < sa.bindparam("end"))
    .order_by(t.log_leaves.c.place)
)
_TOLD = sa.select(t.log_told.c.leaf).where(t.log_told.c.stream == sa.bindparam("stream"))
_OPEN = (
    sa.select(sa.func.count())
    .select_from(t.log_battles)
    .outerjoin(t.log_endings, t.log_endings.c.battle_id == t.log_battles.c.battle_id)
    .where(t.log_endings.c.leaf.is_(None), t.log_battles.c.stream == sa.bindparam("stream"))
)
_STATE = (
    sa.select(t.log_models.c.state)
    .where(t.log_models.c.version_id == sa.bindparam("version"))
    .order_by(t.log_models.c.leaf.desc())
    .limit(1)
)
_LATEST = sa.select(sa.func.max(t.log_models.c.leaf)).group_by(t.log_models.c.version_id)
_DECLARED = (
    sa.select(t.log_leaves.c.data)
    .join(t.log_models, t.log_models.c.leaf == t.log_leaves.c.place)
    .where(t.log_models.c.leaf.in_(_LATEST))
    .order_by(t.log_models.c.version_id)
)
_UNTOLD = (
    sa.select(t.log_streams)
    .outerjoin(t.log_told)
    .where(t.log_told.c.stream.is_(None), t.log_streams.c.date < sa.bindparam("before"))
    .order_by(t.log_streams.c.leaf)
)
_UNDECIDED = (
    sa.select(t.log_battles.c.battle_id)
    .join(t.battles, t.battles.c.id == t.log_battles.c.battle_id)
    .outerjoin(t.log_endings, t.log_endings.c.battle_id == t.log_battles.c.battle_id)
    .where(t.log_endings.c.leaf.is_(None), t.battles.c.created_at < sa.bindparam("before"))
    .order_by(t.log_battles.c.leaf)
    .limit(sa.bindparam("limit"))
)
_CHECKPOINT = sa.select(t.log_checkpoints).order_by(t.log_checkpoints.c.size.desc()).limit(1)
