"""Snapshots of the arena's own votes join the log: a leaf for each, and what is told of its votes.

A snapshot names the size and the root that the log had when it was taken. Its leaf is added by
whoever publishes next, so that a crash between the two loses neither; where that leaf is, and the
labels of its votes, lie beside the snapshot from then on.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from tiltyard import files, ledger
from tiltyard.errors import DataError, WriteError
from tiltyard.leaderboard import (
    Snapshot,
    Snapshots,
    Terms,
    Votes,
    VotesSource,
    canonical,
    votes_digest,
)
from tiltyard.ledger import Frontier
from tiltyard.store import Log
from tiltyard.transparency._copy import PAGE, extend
from tiltyard.transparency._labels import labels_of
from tiltyard.transparency._layout import labels_path, snapshot_path

_log = logging.getLogger(__name__)


def tree_now(log: Log) -> dict[str, Any]:
    """The size and the root of the log as it is now, for a snapshot to name.

    Raises:
        StoreError: the log cannot be read.
    """
    kept = log.checkpoint()
    frontier = Frontier() if kept is None else Frontier(kept.size, kept.edge)
    extend(frontier, log, log.size())
    return {"size": frontier.size, "root": frontier.root().hex()}


class SnapshotRecords:
    """The snapshots of the arena's own votes that the log vouches for. Its methods block.

    Args:
        snapshots: all of them.
        source: the arena's own votes, of which they were taken; without it no leaf is added.
        log: where their leaves are.
        folder: where to keep which leaf is whose: that of the snapshots.
    """

    def __init__(
        self, snapshots: Snapshots, source: VotesSource | None, log: Log, folder: Path
    ) -> None:
        self._snapshots = snapshots
        self._source = source
        self._leaves = log
        self._folder = folder
        self._stamp: int | None = None
        self._told: dict[int, int] = {}

    def tell(self) -> None:
        """Add the leaf of every snapshot that has none yet.

        Raises:
            StoreError: the log cannot be read or written.
            WriteError: the folder of the snapshots cannot be written.
        """
        stamp = self._snapshots.stamp()
        if stamp == self._stamp:
            return
        self._stamp = None
        is_whole = True
        for snapshot in self._logged():
            if snapshot.number in self._told:
                continue
            try:
                self._told[snapshot.number] = self._tell(snapshot)
            except DataError as error:
                is_whole = False
                _log.info("snapshot %d waits for its leaf: %s", snapshot.number, error)
        if is_whole:
            self._stamp = self._snapshots.stamp()

    def below(self, size: int) -> list[int]:
        """See `Records.below`."""
        return sorted(number for number, leaf in self._told.items() if leaf < size)

    def files(self, number: int) -> Mapping[str, Path | str]:
        """See `Records.files`: the labels come last."""
        folder = self._snapshots.folder(number)
        snapshot = self._snapshots.load(number)
        inside = ["snapshot.json", *(one.file for one in snapshot.boards)]
        found = {snapshot_path(number, name): folder / name for name in inside}
        return {**found, labels_path(number): self._beside(number, "labels")}

    def _logged(self) -> Iterator[Snapshot]:
        """Those that name a tree, the earliest first."""
        for one in reversed(self._snapshots.list("")):
            if "log" in one.configuration:
                yield one

    def _tell(self, snapshot: Snapshot) -> int:
        """The place of a snapshot's leaf, which is added if it is not there.

        Raises:
            DataError: the votes that it was taken of are not all there at present.
        """
        kept = self._beside(snapshot.number, "leaf")
        with self._alone():
            if kept.exists():
                return int(files.read_json(kept)["leaf"])
            labels = self._beside(snapshot.number, "labels")
            if not labels.exists():
                files.write_text(self._labels(snapshot), labels)
            place = self._found(snapshot)
            if place is None:
                (place,) = self._leaves.append([_leaf(snapshot)])
            files.write_json({"leaf": place}, kept)
            return place

    def _labels(self, snapshot: Snapshot) -> str:
        votes = self._votes(snapshot)
        told = votes_digest(votes, snapshot.columns) == snapshot.votes_digest
        if not told:
            _log.warning(
                "snapshot %d: its votes are labelled otherwise by now, so that the log tells "
                "which they are, and not their labels",
                snapshot.number,
            )
        queries = [one.query for one in snapshot.boards]
        found = labels_of(snapshot.number, votes, queries, told=told)
        return canonical(found.as_dict())

    def _votes(self, snapshot: Snapshot) -> Votes:
        """The votes of a snapshot, on the terms that held when it was taken."""
        if self._source is None:
            raise DataError("its votes are not at hand: start the arena")
        votes = self._source.votes
        first = votes.first(snapshot.votes)
        if snapshot.votes > votes.settled:
            raise DataError("votes are still being labelled")
        told = snapshot.configuration.get("counting")
        if told is None:
            return replace(first, terms=Terms())
        excluded = np.array(sorted(self._leaves.excluded(told["marked"] + 1)), dtype=np.int64)
        terms = Terms(excluded, told["before"], told["least_votes"], told["marked"])
        return replace(first, terms=terms)

    def _found(self, snapshot: Snapshot) -> int | None:
        """The leaf of a snapshot, if a crash came after it was added."""
        begin, size = snapshot.configuration["log"]["size"], self._leaves.size()
        wanted = ledger.encoded(_leaf(snapshot))
        for first in range(begin, size, PAGE):
            leaves = self._leaves.leaves(first, first + PAGE)
            if wanted in leaves:
                return first + leaves.index(wanted)
        return None

    def _beside(self, number: int, what: str) -> Path:
        return self._folder / f"{number:06}.{what}.json"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Inside, no other program adds leaves of these snapshots."""
        try:
            with (self._folder / ".leaves.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise WriteError(f"{str(self._folder)!r} cannot be written: {error}") from error


def _leaf(snapshot: Snapshot) -> dict[str, Any]:
    told = snapshot.configuration["log"]
    return {
        "type": "snapshot",
        "number": snapshot.number,
        "digest": snapshot.digest,
        "size": told["size"],
        "root": told["root"],
    }
