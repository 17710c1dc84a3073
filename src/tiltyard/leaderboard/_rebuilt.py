"""Whether a snapshot comes out the same when it is computed again, and if not, why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np

from tiltyard.errors import DataError
from tiltyard.leaderboard._compute import Ground
from tiltyard.leaderboard._digest import votes_digest
from tiltyard.leaderboard._made import Plan, made, made_with
from tiltyard.leaderboard._snapshot import HEAD, Snapshot
from tiltyard.leaderboard._terms import Excluded, Terms

# So many fields that differ are named, and so much of each.
_NAMED, _LONGEST = 3, 40


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of a snapshot that was computed again.

    Attributes:
        number: of the snapshot.
        files: how many were compared, byte for byte.
        differences: what is not the same, a sentence each; empty if every byte is.
        notes: what is other than when it was published and may be why: versions of programs.
    """

    number: int
    files: int
    differences: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether every byte is."""
        return not self.differences


def rebuilt(
    snapshot: Snapshot,
    ground: Ground,
    folder: Path,
    excluded: Excluded = lambda _size: frozenset(),
) -> tuple[Rebuilt, dict[str, str]]:
    """The comparison, and the text of every file as it came out; none if the votes are others.

    Args:
        snapshot: as it was published.
        ground: the votes of its source as they are now.
        folder: where the snapshot lies.
        excluded: the leaves of votes that were excluded when the log had some size.
    """
    notes = tuple(_versions(snapshot))
    if trouble := _other_votes(snapshot, ground):
        return Rebuilt(snapshot.number, 0, (trouble,), notes), {}
    votes = replace(ground.votes.first(snapshot.votes), terms=_terms(snapshot, excluded))
    then = replace(ground, votes=votes)
    blank = replace(snapshot, boards=(), digest="")
    titles = {one.query: one.title for one in snapshot.boards}
    _, texts = made(Plan(blank, tuple(titles), titles), then)
    differences = tuple(_differences(texts, folder))
    return Rebuilt(snapshot.number, len(texts), differences, notes), texts


def _terms(snapshot: Snapshot, excluded: Excluded) -> Terms:
    """On what terms its votes counted; those that are in no log all did."""
    told = snapshot.configuration.get("counting")
    if told is None:
        return Terms()
    leaves = np.array(sorted(excluded(told["marked"] + 1)), dtype=np.int64)
    return Terms(leaves, told["before"], told["least_votes"], told["marked"])


def _other_votes(snapshot: Snapshot, ground: Ground) -> str | None:
    """Why the votes are not those that the snapshot was made of."""
    votes = ground.votes
    if votes.rows < snapshot.votes:
        return (
            f"snapshot {snapshot.number} was made of {snapshot.votes:,} votes, and there are only "
            f"{votes.rows:,}"
        )
    try:
        digest = votes_digest(votes.first(snapshot.votes), snapshot.columns)
    except DataError as error:
        return f"the votes of snapshot {snapshot.number} are not there any more: {error}"
    if digest == snapshot.votes_digest:
        return None
    return (
        f"the first {snapshot.votes:,} votes are not those of snapshot {snapshot.number}: their "
        f"digest is {digest[:12]}…, and was {snapshot.votes_digest[:12]}…; votes or labels were "
        "made anew since"
    )


def _versions(snapshot: Snapshot) -> Iterator[str]:
    now = made_with()
    for name, version in snapshot.made_with.items():
        if now.get(name) != version:
            yield f"{name} is {now.get(name, 'not there')} here, and was {version} then"


def _differences(texts: dict[str, str], folder: Path) -> Iterator[str]:
    for name, text in texts.items():
        path = folder / name
        held = path.read_bytes() if path.exists() else b""
        if held == text.encode():
            continue
        told = name if name == HEAD else f"{name} ({_title(text)})"
        yield f"{told} is not the same: {_how(held, text)}"


def _title(text: str) -> str:
    return str(json.loads(text)["title"])


def _how(held: bytes, text: str) -> str:
    """In what a published file is not what comes out."""
    try:
        before, after = json.loads(held), json.loads(text)
    except ValueError:
        return "its file is damaged" if held else "its file is gone"
    fields = [*_fields(before, after)]
    if not fields:
        return "it says the same in other bytes"
    further = f" and {len(fields) - _NAMED:,} more" if len(fields) > _NAMED else ""
    return f"{', '.join(fields[:_NAMED])}{further}{_how_far(before, after)}"


def _fields(before: object, after: object, place: str = "") -> Iterator[str]:
    """What differs, as ``rows[3].low is 1.5, and comes out as 1.25``."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys([*after, *before]):
            inside = f"{place}.{name}" if place else str(name)
            yield from _fields(before.get(name), after.get(name), inside)
    elif isinstance(before, list) and isinstance(after, list):
        for number, (one, other) in enumerate(zip_longest(before, after)):
            yield from _fields(one, other, f"{place}[{number}]")
    elif before != after:
        yield f"{place} is {_short(before)}, and comes out as {_short(after)}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _how_far(before: dict[str, Any], after: dict[str, Any]) -> str:
    """By how much ratings differ at most, if they do and the same models are on both boards."""
    try:
        held, now = (
            {row["model"]["name"]: row["rating"] for row in one["rows"]} for one in (before, after)
        )
        most = max((abs(held[name] - now[name]) for name in now), default=0.0)
    except (KeyError, TypeError):
        return ""
    return f"; ratings differ by {most:.1e} points at most" if most else ""
