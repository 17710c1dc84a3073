"""Step 8: the boards of every snapshot follow from the votes of the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard import analysis, leaderboard, ratings
from tiltyard.errors import DataError, LedgerError, TiltyardError
from tiltyard.leaderboard import Ground, Query, Snapshot
from tiltyard.ledger import Leaf
from tiltyard.transparency._layout import Labels, Rules, labels_path
from tiltyard.transparency.verify._ballots import YES, Ballots, Columns
from tiltyard.transparency.verify._copy import Copy, read_json
from tiltyard.transparency.verify._ground import ground_of, read_snapshot, table_of
from tiltyard.transparency.verify._outcome import Findings

# By so many points a rating may differ.
TOLERANCE = 1e-6
# A snapshot may leave out votes of the last hours: their leaves tell no minutes.
_RECENT_HOURS = 1
_NUMBERS = ("rating", "low", "high")
_WHOLE = ("rank_best", "rank_worst", "votes", "wins", "losses", "ties", "both_bad")
# What may be left out and is no label.
_OUTCOMES = ("tie", "both_bad")
Bools = NDArray[np.bool_]
# When a board was computed is no part of it.
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BoardChecks:
    """Computes the boards of snapshots again.

    Args:
        copy: where they are.
        ballots: the votes.
        rules: those of ``log.json``.
    """

    def __init__(self, copy: Copy, ballots: Ballots, rules: Sequence[Rules]) -> None:
        self.findings = Findings(8)
        self._copy = copy
        self._ballots = ballots
        self._rules = rules
        self._boards = self._untold = 0
        self._votes = ballots.columns()

    def look(self) -> None:
        """Look at all snapshots; call it when all votes were read."""
        self._votes = self._ballots.columns()
        for place, leaf in self._ballots.snapshots:
            try:
                self._look(place, leaf)
            except (LedgerError, DataError) as error:
                self.findings.fail(str(error), place)

    def says(self) -> str:
        """What to say if all is well."""
        many = len(self._ballots.snapshots)
        if not many:
            return "there is no snapshot yet"
        said = f"{self._boards:,} boards of {many:,} snapshots, each within {TOLERANCE:g} points"
        if not self._untold:
            return said
        return f"{said}; {self._untold:,} more are of labels that too few voters have to be told"

    def _look(self, place: int, leaf: Leaf) -> None:
        number = leaf["number"]
        snapshot, boards = read_snapshot(self._copy, number)
        if snapshot.digest != leaf["digest"]:
            self.findings.fail(f"snapshot {number} is not the one that was published", place)
            return
        labels = Labels.of(read_json(self._copy, labels_path(number)), number)
        chosen = np.isin(self._votes.place, np.asarray(labels.leaves, dtype=np.int64))
        if int(chosen.sum()) != len(labels.leaves):
            gone = np.setdiff1d(labels.leaves, self._votes.place)
            raise LedgerError(f"{labels_path(number)}: leaf {gone[0]} is no vote")
        self._look_at_choice(place, leaf, snapshot, chosen)
        if labels.older:
            self._look_at_older(place, labels, max((one["votes"] for one in boards), default=0))
            return
        some = Columns(*(column[chosen] for column in self._votes))
        ground = ground_of(snapshot, table_of(some, self._ballots.names, labels))
        with analysis.one_thread():
            for published, told in zip(snapshot.boards, boards, strict=True):
                self._compare(place, number, published.query, told, ground, labels)

    def _look_at_older(self, place: int, labels: Labels, shown: int) -> None:
        """Votes without a leaf excuse a snapshot from being computed again: are there any?

        Args:
            place: of the snapshot's leaf.
            labels: what it says of its votes.
            shown: the votes of its largest board.
        """
        what, counted = f"snapshot {labels.snapshot}", len(labels.leaves)
        if not counted < shown <= counted + labels.older:
            self.findings.fail(
                f"{what} says that it counts {labels.older:,} votes that are older than the log, "
                f"besides {counted:,} with a leaf, and its largest board has {shown:,}",
                place,
            )
            return
        self.findings.leave(
            f"{what}: {shown - counted:,} of {shown:,} votes have no leaf, since they are older "
            "than the log: nobody but the operator can tell whether its boards are right"
        )

    def _look_at_choice(self, place: int, leaf: Leaf, snapshot: Snapshot, chosen: Bools) -> None:
        """Whether a snapshot counts the votes that it should."""
        votes, size = self._votes, leaf["size"]
        rules = [one for one in self._rules if one.since < max(size, 1)][-1]
        may = (votes.counts == YES) & (votes.place < size)
        may &= ~np.isin(votes.place, self._ballots.excluded(size))
        number = leaf["number"]
        taken = snapshot.taken_at.timestamp() // 3600
        if late := votes.place[
            (votes.place >= size) & (votes.hour < taken - _RECENT_HOURS)
        ].tolist():
            self.findings.fail(
                f"snapshot {number} stands on {size:,} leaves, and the vote of leaf {late[0]} is "
                "older than it by more than an hour",
                place,
            )
        if wrong := votes.place[chosen & ~may].tolist():
            self.findings.fail(
                f"snapshot {number} counts the vote of leaf {wrong[0]}, which must not", place
            )
        last = taken - rules.delay_hours
        if (votes.hour[chosen] > last).any():
            self.findings.fail(f"snapshot {number} counts votes that are too recent", place)
        must = may & (votes.hour < last - _RECENT_HOURS) & _of_known(votes, size, rules.least_votes)
        if wrong := votes.place[must & ~chosen].tolist():
            self.findings.fail(
                f"snapshot {number} leaves out the vote of leaf {wrong[0]}, which should count",
                place,
            )

    def _compare(  # noqa: PLR0913 -- a board, where it is from, and what it is of
        self,
        place: int,
        number: int,
        query: Query,
        told: Mapping[str, Any],
        ground: Ground,
        labels: Labels,
    ) -> None:
        if why := _beyond(query, labels):
            self.findings.leave(f"snapshot {number}, {told['title']!r}: {why}")
            return
        if (most := _untold(query, labels)) is not None:
            self._untold += 1
            if told["votes"] > most:
                self.findings.fail(
                    f"snapshot {number}, board {told['title']!r}: it is of {told['votes']:,} "
                    f"votes, and the label of no more than {most:,} is untold",
                    place,
                )
            return
        self._boards += 1
        what = f"snapshot {number}, board {told['title']!r}"
        try:
            board = leaderboard.compute(query, ground, computed_at=_EPOCH)
        except TiltyardError as error:
            self.findings.fail(f"{what}: {error}", place)
            return
        for fault in _differences(told, leaderboard.as_dict(board)):
            self.findings.fail(f"{what}: {fault}", place)
            return


def _of_known(votes: Columns, size: int, least: int) -> Bools:
    """Votes of voters who surely had enough of them: in one epoch, under one pseudonym."""
    if not least:
        return np.ones(len(votes.place), dtype=np.bool_)
    # An epoch's pseudonyms are of that epoch alone.
    many = np.bincount(votes.voter[votes.place < size], minlength=votes.voter.max(initial=0) + 1)
    return np.asarray(many[votes.voter] >= least)


def _beyond(query: Query, labels: Labels) -> str:
    """Why a board cannot be computed from the log; empty if it can."""
    if query.since or query.until or query.voters or query.exclusions != "applied":
        return "which votes it is of depends on more than the log tells"
    if ratings.load(query.method).needs_rows:
        return "its method looks at the order of votes within an hour"
    asked = set(_values(query))
    if {name for name, _ in asked} - {_base(name) for name in labels.labels}:
        return "the labels of its votes are not told"
    held = {one for name in query.control for one in leaderboard.CONTROLLED.get(name, ())}
    if held and not labels.numbers:
        return "what it holds equal is not told of its votes"
    return ""


def _untold(query: Query, labels: Labels) -> int | None:
    """How many votes a board can be of whose label too few voters have to be told.

    Such boards cannot be computed again: it is what protects these voters. None for all others.
    """
    asked = set(_values(query)) & {(_base(name), value) for name, value in labels.merged}
    most = None
    for label, _ in asked:
        columns = [codes for name, (_, codes) in labels.labels.items() if _base(name) == label]
        many = sum(any(code < 0 for code in vote) for vote in zip(*columns, strict=True))
        most = many if most is None else min(most, many)
    return most


def _values(query: Query) -> Iterator[tuple[str, str]]:
    """The labels that votes are chosen by, and their values."""
    for words in (*query.category, *query.without):
        name, _, value = words.partition(":")
        if name not in _OUTCOMES:
            yield name, value or "true"
    if query.language is not None:
        yield "language", query.language


def _base(column: str) -> str:
    """The label of a column, which may be that of one side."""
    return column.removesuffix("_a").removesuffix("_b")


def _differences(held: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[str]:
    """What a published board has otherwise than the one that was computed."""
    if held["votes"] != made["votes"]:
        yield f"it is of {held['votes']:,} votes, and the log has {made['votes']:,}"
    # Boards from before there was a choice do not say it.
    if held.get("errors", "independent") != made["errors"]:
        yield f"its errors are {held['errors']!r}, and come out as {made['errors']!r}"
    rows, others = ({row["model"]["name"]: row for row in one["rows"]} for one in (held, made))
    for name in sorted(rows.keys() ^ others.keys()):
        where = ("there", "here") if name in rows else ("here", "there")
        yield f"{name!r} is ranked {where[0]}, and not {where[1]}"
    for name in sorted(rows.keys() & others.keys()):
        yield from _of_rows(name, rows[name], others[name])
    yield from _of_coefficients(held["coefficients"], made["coefficients"])


def _of_rows(name: str, row: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    for field in (*_NUMBERS, *_WHOLE):
        limit = TOLERANCE if field in _NUMBERS else 0
        if not _is_near(row[field], other[field], limit):
            yield f"{field} of {name!r} is {row[field]}, and comes out as {other[field]}"


def _of_coefficients(
    held: Sequence[Mapping[str, Any]], made: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    if [one["feature"] for one in held] != [one["feature"] for one in made]:
        yield "it has other coefficients"
        return
    for one, other in zip(held, made, strict=True):
        if not _is_near(one["value"], other["value"], TOLERANCE):
            yield f"coefficient {one['feature']!r} is {one['value']}, not {other['value']}"


def _is_near(one: float | None, other: float | None, limit: float) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= limit
