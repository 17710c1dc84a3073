"""What has to be known of a snapshot's votes to compute its boards again, and not more.

A label that few voters have could point to one of them, so such values are told of no vote.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tiltyard.leaderboard import CONTROLLED, Query, Votes, chosen, label_columns
from tiltyard.transparency._layout import SMALLEST_CELL, Labels

_UNKNOWN = -1
Rows = NDArray[np.intp]
Codes = NDArray[np.int64]


def labels_of(number: int, votes: Votes, queries: Sequence[Query], *, told: bool = True) -> Labels:
    """The votes of the log that a snapshot counts, with what its boards ask of them.

    Args:
        number: of the snapshot.
        votes: those that it was taken of, on the terms that held then.
        queries: of its boards.
        told: whether labels and numbers are told too, or the leaves alone.
    """
    mask = chosen(votes, Query())
    rows = np.arange(votes.rows) if mask is None else np.flatnonzero(mask)
    leaves = votes.column("leaf")[rows].astype(np.int64)
    older = int((leaves == _UNKNOWN).sum())
    is_logged = leaves != _UNKNOWN
    order = np.argsort(leaves[is_logged], kind="stable")
    rows = rows[is_logged][order]
    voters = votes.column("voter")[rows]
    labels: dict[str, tuple[Sequence[str], Sequence[int]]] = {}
    merged: list[tuple[str, str]] = []
    for name in _asked(votes, queries) if told else ():
        codes, lost = _merged(votes.column(name)[rows].astype(np.int64), voters)
        values = votes.labels[name]
        merged += [(name, values[code]) for code in lost]
        kept = sorted(set(codes[codes >= 0].tolist()))
        places = np.full(len(values) + 1, _UNKNOWN)
        places[kept] = range(len(kept))
        labels[name] = [values[code] for code in kept], places[codes].tolist()
    numbers = {
        name: [None if np.isnan(one) else float(one) for one in votes.column(name)[rows]]
        for name in (_held(votes, queries) if told else ())
    }
    return Labels(
        snapshot=number,
        leaves=leaves[is_logged][order].tolist(),
        older=older,
        labels=labels,
        numbers=numbers,
        merged=merged,
    )


def _asked(votes: Votes, queries: Sequence[Query]) -> list[str]:
    """The label columns by which the boards choose votes."""
    names: dict[str, None] = {}
    for query in queries:
        words = [word.partition(":")[0] for word in (*query.category, *query.without)]
        wanted = [*words, *(["language"] if query.language is not None else [])]
        for word in wanted:
            if word not in ("tie", "both_bad"):
                names |= dict.fromkeys(label_columns(votes, word))
    return list(names)


def _held(votes: Votes, queries: Sequence[Query]) -> Iterator[str]:
    """The number columns that the boards hold equal."""
    controls = {control for query in queries for control in query.control}
    names = {name for control in controls for name in CONTROLLED.get(control, ())}
    for name in sorted(names):
        yield from (f"{name}{side}" for side in ("_a", "_b") if f"{name}{side}" in votes.numbers)


def _merged(codes: Codes, voters: NDArray[np.generic]) -> tuple[Codes, list[int]]:
    """The codes without those of few voters, and these.

    What is untold must itself be of enough voters, or it would tell what it hides: then the next
    smallest value goes too.
    """
    many = {code: len(np.unique(voters[codes == code])) for code in set(codes[codes >= 0].tolist())}
    by_size = sorted(many, key=lambda code: (many[code], code))
    lost = [code for code in by_size if many[code] < SMALLEST_CELL]
    left = by_size[len(lost) :]
    while lost and left:
        is_untold = np.isin(codes, [*lost, _UNKNOWN])
        if len(np.unique(voters[is_untold])) >= SMALLEST_CELL:
            break
        lost.append(left.pop(0))
    return np.where(np.isin(codes, lost), _UNKNOWN, codes), lost
