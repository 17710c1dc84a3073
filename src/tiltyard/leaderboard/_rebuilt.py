"""Whether a snapshot comes out the same when it is computed again, and if not, why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tiltyard.errors import DataError
from tiltyard.leaderboard._compute import Ground
from tiltyard.leaderboard._digest import votes_digest
from tiltyard.leaderboard._made import Plan, made, made_with
from tiltyard.leaderboard._snapshot import HEAD, Snapshot


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


def rebuilt(snapshot: Snapshot, ground: Ground, folder: Path) -> tuple[Rebuilt, dict[str, str]]:
    """The comparison, and the text of every file as it came out; none if the votes are others.

    Args:
        snapshot: as it was published.
        ground: the votes of its source as they are now.
        folder: where the snapshot lies.
    """
    notes = tuple(_versions(snapshot))
    if trouble := _other_votes(snapshot, ground):
        return Rebuilt(snapshot.number, 0, (trouble,), notes), {}
    then = replace(ground, votes=ground.votes.first(snapshot.votes))
    blank = replace(snapshot, boards=(), digest="")
    _, texts = made(Plan(blank, tuple(one.query for one in snapshot.boards)), then)
    differences = tuple(_differences(texts, folder))
    return Rebuilt(snapshot.number, len(texts), differences, notes), texts


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
        if name == HEAD:
            yield f"{name} is not the same"
            continue
        yield f"{name} ({_title(text)}) is not the same{_how_far(held, text)}"


def _title(text: str) -> str:
    return str(json.loads(text)["title"])


def _how_far(held: bytes, text: str) -> str:
    """By how much ratings differ at most, if the same models are on both boards."""
    try:
        before, after = (_ratings(json.loads(one)) for one in (held, text))
    except (ValueError, KeyError, TypeError):
        return ": its file is damaged"
    if before.keys() != after.keys():
        return ": other models are on it"
    most = max((abs(before[name] - after[name]) for name in before), default=0.0)
    return f": ratings differ by {most:.1e} points at most"


def _ratings(board: dict[str, Any]) -> dict[str, float]:
    return {row["model"]["name"]: row["rating"] for row in board["rows"]}
