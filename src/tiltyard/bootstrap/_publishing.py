"""What publishes the arena's log, as the settings have it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from tiltyard.bootstrap._boards import make_snapshots
from tiltyard.bootstrap._store import make_store, require_database
from tiltyard.bootstrap._voters import voter_rules
from tiltyard.errors import ConfigurationError, LedgerError
from tiltyard.leaderboard import Snapshots, VotesSource
from tiltyard.ledger import Verifier
from tiltyard.settings import Settings
from tiltyard.store import Store
from tiltyard.transparency import Facts, KeyFile, Public, Publisher, Rules, SnapshotRecords


def make_public(settings: Settings, store: Store) -> Public:
    """The public copy of the arena's log.

    Raises:
        ConfigurationError: a witness is no public key, or the quorum more than there are.
    """
    records = make_records(settings, store, make_snapshots(settings), None)
    return Public(settings.data_dir, store.log, _facts(settings), records)


def make_records(
    settings: Settings, store: Store, snapshots: Snapshots, own: VotesSource | None
) -> SnapshotRecords:
    """What puts snapshots into the log, given the votes that they are of."""
    return SnapshotRecords(snapshots, own, store.log, settings.data_dir / "snapshots")


def make_publisher(settings: Settings, store: Store) -> Publisher:
    """What signs and publishes the log; the key is made if nothing was ever signed.

    Raises:
        ConfigurationError: the key cannot be read, or is not the log's; or a witness is no key.
        StoreError: the log cannot be read.
        WriteError: the files of an earlier log cannot be put aside.
    """
    key = KeyFile(settings.data_dir, settings.name, settings.log.origin)
    publisher = Publisher(store.log, key, make_public(settings, store))
    publisher.begin()
    return publisher


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """The store of an arena that is there, for a command about its log.

    Raises:
        ConfigurationError: there is no arena here.
        StoreError: the database cannot be used.
    """
    require_database(settings)
    store = make_store(settings)
    try:
        yield store
    finally:
        store.close()


def _rules(settings: Settings) -> Rules:
    """What boards count, as the log tells it."""
    told = voter_rules(settings)
    return Rules(
        profile=told.profile,
        per_model=told.per_model or None,
        per_day=told.per_day or None,
        per_address_day=told.per_address_day or None,
        delay_hours=told.delay_hours,
        least_votes=told.least_votes,
        gold=asdict(told.gold) if told.gold.battles else None,
    )


def _facts(settings: Settings) -> Facts:
    """What the log tells of itself beside its leaves."""
    witnesses = _witnesses(settings)
    quorum = settings.log.quorum
    if quorum is None:
        quorum = min(1, len(witnesses))
    if quorum > len(witnesses):
        raise ConfigurationError(
            f"`log.quorum` is {quorum}, and `log.witnesses` names {len(witnesses)}: so many can "
            "never have signed"
        )
    return Facts(
        name=settings.name, rules=_rules(settings), witnesses=tuple(witnesses), quorum=quorum
    )


def _witnesses(settings: Settings) -> list[str]:
    try:
        found = [Verifier.of(one) for one in settings.log.witnesses]
    except LedgerError as error:
        raise ConfigurationError(f"`log.witnesses`: {error}") from error
    for at, one in enumerate(found):
        if any(one.key == other.key or one.name == other.name for other in found[:at]):
            raise ConfigurationError(f"`log.witnesses` names {one.name!r} twice, or its key")
    return [str(one) for one in found]
