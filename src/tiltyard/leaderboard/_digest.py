"""What identifies the votes of a table, however it is cut into segments and whatever its codes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import DataError
from tiltyard.leaderboard._votes import Votes

# How each fact is written; ids come first, as text.
_TEXTS = ("id", "battle")
_MODELS = ("a", "b")
_FACTS = {
    "outcome": "<u1",
    "voter": "<i8",
    "voted_at": "<f8",
    "consent": "<i1",
    "images": "<i2",
}
_NUMBER = "<f4"


def columns_of(votes: Votes) -> tuple[str, ...]:
    """The labels and numbers that say something of these votes, in alphabetical order."""
    told = [
        name
        for name in votes.labels
        if any((piece >= 0).any() for piece in votes.pieces(name) if len(piece))
    ]
    told += [name for name in votes.numbers if _has_numbers(votes.pieces(name))]
    return tuple(sorted(told))


def votes_digest(votes: Votes, columns: Sequence[str] | None = None) -> str:
    """The sha256 of votes in their order: 64 hexadecimal digits.

    Every vote's id, battle, models, outcome, voter, time, consent and pictures take part, and the
    labels and numbers that are named; as what they mean, not as the codes that a table has for
    them.

    Args:
        votes: of which.
        columns: labels and numbers; by default those that say something of these votes.

    Raises:
        DataError: there is no such column.
    """
    whole = hashlib.sha256(f"tiltyard votes of a table 1: {votes.rows}".encode())
    for name in (*_TEXTS, *_MODELS, *_FACTS):
        whole.update(_digest(name, _fact(votes, name)))
    for name in columns_of(votes) if columns is None else columns:
        whole.update(_digest(name, _further(votes, name)))
    return whole.hexdigest()


def _digest(name: str, pieces: Iterable[bytes]) -> bytes:
    column = hashlib.sha256(name.encode() + b"\0")
    for piece in pieces:
        column.update(piece)
    return column.digest()


def _fact(votes: Votes, name: str) -> Iterator[bytes]:
    if name in _TEXTS:
        return _texts(votes, name)
    if name in _MODELS:
        return _coded(votes, name, votes.models)
    return (_written(piece, _FACTS[name]) for piece in votes.pieces(name))


def _further(votes: Votes, name: str) -> Iterator[bytes]:
    if name in votes.labels:
        return _coded(votes, name, votes.labels[name])
    if name in votes.numbers:
        return (_written(piece, _NUMBER) for piece in votes.pieces(name))
    raise DataError(f"votes have no label and no number {name!r}")


def _texts(votes: Votes, name: str) -> Iterator[bytes]:
    """How long each text is, then all of them: neither depends on where segments end."""
    columns = [segment.texts[name] for segment in votes.segments]
    for text in columns:
        yield np.diff(text.offsets).astype("<i4").tobytes()
    for text in columns:
        yield text.data[text.offsets[0] : text.offsets[-1]].tobytes()


def _coded(votes: Votes, name: str, names: Sequence[str]) -> Iterator[bytes]:
    """The names that occur, in alphabetical order, and for each vote the place of its name."""
    pieces = votes.pieces(name)
    counts = (np.bincount(piece.astype(np.intp) + 1)[1:] for piece in pieces)
    codes = {code for count in counts for code in np.flatnonzero(count).tolist()}
    ordered = sorted(codes, key=names.__getitem__)
    yield json.dumps([names[code] for code in ordered]).encode()
    place = np.full(len(names) + 1, -1, dtype="<i4")  # the last is that of -1, the unlabelled
    place[ordered] = np.arange(len(ordered))
    for piece in pieces:
        yield place[piece].tobytes()


def _written(piece: NDArray[np.generic], kind: str) -> bytes:
    """The numbers as bytes that are the same for the same numbers: one zero, one unknown."""
    if piece.dtype.kind != "f":
        return piece.astype(kind).tobytes()
    return np.where(np.isnan(piece), np.nan, piece + 0).astype(kind).tobytes()


def _has_numbers(pieces: Iterable[NDArray[np.generic]]) -> bool:
    return any(not np.isnan(np.asarray(piece, dtype=np.float32)).all() for piece in pieces)
