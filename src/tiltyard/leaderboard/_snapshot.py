"""A published snapshot as it lies on disk: what it was made of, and its boards to the last digit.

A snapshot is a folder. ``snapshot.json`` says all of it but the boards, and has the sha256 of each
of them and, as ``digest``, of itself without that line. The same snapshot gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tiltyard import files
from tiltyard.errors import DataError
from tiltyard.leaderboard._board import Kind, card_dict
from tiltyard.leaderboard._query import Query
from tiltyard.records import ModelCard

HEAD = "snapshot.json"
FORMAT = 1
# What the operator can do of a file that is not what was published.
_REPAIR = "put the folder back from a backup, or remove it"
# What holds where a question says nothing.
_USUAL = ("source", "control", "method", "level", "errors")


@dataclass(frozen=True, slots=True)
class Published:
    """A board of a snapshot.

    Attributes:
        query: what it answers.
        title: its slice in words.
        file: where it is, within the snapshot.
        sha256: of that file.
        votes: that the slice held.
        models: how many are ranked.
    """

    query: Query
    title: str
    file: str
    sha256: str
    votes: int
    models: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Boards as they were at a moment.

    Attributes:
        number: 1 is the first.
        taken_at: when, aware.
        source: whose votes; empty for the arena's own.
        kind: where they come from.
        title: what people call the source.
        notes: what every reader must be told of its votes.
        votes: how many there were: the first so many of the source.
        votes_digest: see `tiltyard.leaderboard.votes_digest`.
        columns: labels and numbers that the digest is over.
        made_with: versions of what can change a digit: ``tiltyard``, ``python``, ``numpy``…
        configuration: what was decided: ``method``, ``level``, ``control``, ``smallest``, and
            further what whoever wires the arena said, such as ``labels`` and ``aliases``.
        cards: of the models that a board could name.
        boards: what it holds; the first is of all votes.
        left_out: slices that had votes and no board, in words of an address, and why.
        digest: of all of this and of the boards.
    """

    number: int
    taken_at: datetime
    source: str
    kind: Kind
    title: str
    notes: tuple[str, ...]
    votes: int
    votes_digest: str
    columns: tuple[str, ...]
    made_with: Mapping[str, str]
    configuration: Mapping[str, Any]
    cards: tuple[ModelCard, ...]
    boards: tuple[Published, ...]
    left_out: tuple[tuple[Mapping[str, str], str], ...]
    digest: str = ""

    @property
    def usual(self) -> Query:
        """What held where a question said nothing."""
        told = self.configuration
        return Query(
            source=self.source,
            control=tuple(told["control"]),
            method=told["method"],
            level=told["level"],
            errors=told.get("errors", "independent"),  # older snapshots know no others
        )

    @property
    def seed(self) -> int:
        """What its boards draw with: of the log's root where there is one, so that nobody chose it.

        The first 8 bytes, highest first, of SHA-256 over the root's 32 bytes and ``bootstrap``.
        """
        log = self.configuration.get("log")
        if log is None:
            return 0
        word = hashlib.sha256(bytes.fromhex(log["root"]) + b"bootstrap").digest()
        return int.from_bytes(word[:8])

    def find(self, words: Mapping[str, str]) -> Published | None:
        """The board that words of an address ask for; what they do not say is as it was usual.

        Raises:
            ConfigurationError: the words make no sense.
        """
        wanted = self._query(words)
        return next((one for one in self.boards if one.query == wanted), None)

    def _query(self, words: Mapping[str, str]) -> Query:
        usual = {name: getattr(self.usual, name) for name in _USUAL}
        return Query.of(words, **usual)

    def board(self, words: Mapping[str, str]) -> Published:
        """The same, where there must be one.

        Raises:
            DataError: the snapshot has no such board.
        """
        if found := self.find(words):
            return found
        wanted = self._query(words).words()
        asked = ", ".join(f"{name}={value}" for name, value in wanted.items()) or "all votes"
        otherwise = f"it has {len(self.boards)}, of all votes and of the largest slices"
        why = next((why for left_out, why in self.left_out if left_out == wanted), otherwise)
        raise DataError(f"snapshot {self.number} has no board of {asked}: {why}")

    def as_dict(self) -> dict[str, Any]:
        """All of it but the boards in plain types, as ``snapshot.json`` has it."""
        return {**_head(self), "digest": self.digest}

    def sealed(self) -> Snapshot:
        """The same with its digest."""
        return replace(self, digest=_sha256(canonical(_head(self))))


def canonical(value: object) -> str:
    """JSON of which the same value gives the same text; numbers as Python reads them back."""
    text = json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text + "\n"


def read_snapshot(folder: Path) -> Snapshot:
    """The snapshot in a folder.

    Raises:
        DataError: there is none, or it was changed or damaged since.
    """
    place = f"'{folder.name}/{HEAD}'"  # and not the whole path: visitors are told this
    try:
        told = files.read_json(folder / HEAD)
    except DataError as error:
        raise DataError(f"{place} is missing or damaged: {_REPAIR}") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise DataError(f"{place} is no snapshot that this version can read")
    # Of what is written there, and not of what this version would write.
    rest = {name: value for name, value in told.items() if name != "digest"}
    if _sha256(canonical(rest)) != told.get("digest"):
        raise DataError(f"{place} is not what was published: its digest does not fit: {_REPAIR}")
    return _read(told)


def read_board(folder: Path, published: Published) -> dict[str, Any]:
    """A board of a snapshot, as `as_dict` gave it, without when it was computed.

    Raises:
        DataError: its file is not what was published.
    """
    place = f"'{folder.name}/{published.file}'"  # as above
    try:
        text = (folder / published.file).read_bytes()
    except OSError as error:
        raise DataError(f"{place} is missing or cannot be read: {_REPAIR}") from error
    if hashlib.sha256(text).hexdigest() != published.sha256:
        raise DataError(f"{place} is not what was published: its digest does not fit: {_REPAIR}")
    found: dict[str, Any] = json.loads(text)
    return found


def _head(snapshot: Snapshot) -> dict[str, Any]:
    """What the digest is over."""
    return {
        "format": FORMAT,
        "number": snapshot.number,
        "taken_at": snapshot.taken_at.isoformat(),
        "source": snapshot.source,
        "kind": snapshot.kind,
        "title": snapshot.title,
        "notes": list(snapshot.notes),
        "votes": snapshot.votes,
        "votes_digest": snapshot.votes_digest,
        "columns": list(snapshot.columns),
        "made_with": dict(snapshot.made_with),
        "configuration": snapshot.configuration,
        "models": [card_dict(card) for card in snapshot.cards],
        "boards": [_published(one) for one in snapshot.boards],
        "left_out": [{"query": words, "reason": why} for words, why in snapshot.left_out],
    }


def _read(told: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        number=told["number"],
        taken_at=datetime.fromisoformat(told["taken_at"]),
        source=told["source"],
        kind=told["kind"],
        title=told["title"],
        notes=tuple(told["notes"]),
        votes=told["votes"],
        votes_digest=told["votes_digest"],
        columns=tuple(told["columns"]),
        made_with=told["made_with"],
        configuration=told["configuration"],
        cards=tuple(_read_card(one) for one in told["models"]),
        boards=tuple(_read_published(told["boards"])),
        left_out=tuple((one["query"], one["reason"]) for one in told["left_out"]),
        digest=told["digest"],
    )


def _published(one: Published) -> dict[str, Any]:
    return {
        "query": one.query.words(),
        "title": one.title,
        "file": one.file,
        "sha256": one.sha256,
        "votes": one.votes,
        "models": one.models,
    }


def _read_published(told: Sequence[Mapping[str, Any]]) -> list[Published]:
    return [Published(**{**one, "query": Query.of(one["query"])}) for one in told]


def _read_card(told: Mapping[str, Any]) -> ModelCard:
    released_on = told["released_on"]
    return ModelCard(
        **{**told, "released_on": date.fromisoformat(released_on) if released_on else None}
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
