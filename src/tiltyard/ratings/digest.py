"""What identifies a set of votes, however they were stored."""

from __future__ import annotations

import hashlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings._kernel import in_parts
from tiltyard.ratings._kernel.mix import Words, bits, stir, stir_in, stirred, summed
from tiltyard.ratings.comparisons import GRADED, Codes, Comparisons
from tiltyard.ratings.counts import Counts

CELLS = GRADED + 1

_UNIT = np.ones(1).view(np.uint64)[0]  # the bits of weight 1
_TABLE = 1 << 20  # more cells than this leave the cache, and are no faster than computing
_STRIP = 1 << 15  # rows at a time, so that what is computed stays in the processor's cache
_MANY = 16 * _STRIP  # rows that are worth a second thread


def digest_of(votes: Comparisons | Counts, *, ordered: bool = False) -> str:
    """64 hexadecimal digits that identify the votes.

    Every row is mixed to a number, from the two models' names, the outcome, and each further column
    that is there: weight, time, style, and which rows share a voter or prompt (not the voter's
    name). The numbers are added up, and SHA-256 is taken of the sums. So neither the order of rows,
    nor the format or the partition of files, nor the order or number of models matters; and a row
    that stands for three votes is the same as three rows. It finds accidents, and is no proof
    against somebody who makes up votes to match a digest.

    Args:
        votes: rows and counts of the same votes have different digests.
        ordered: mix in each row's place too, for methods that depend on the order, such as Elo.
    """
    if isinstance(votes, Counts):
        return _of_counts(votes)
    return of_sums(sums(votes, ordered=ordered), header(votes))


PLAIN = "tiltyard votes 1 ([], (), False)"  # of votes of which no more is known than how they ended


def header(votes: Comparisons) -> str:
    """Which columns take part."""
    features = votes.features.names if votes.features else ()
    about = (sorted(votes.clusters), features, votes.voted_at is not None)
    return f"tiltyard votes 1 {about!r}"


def of_sums(total: Words, about: str) -> str:
    """The digest of votes whose sums are known; sums of parts add."""
    return hashlib.sha256(about.encode() + total.astype("<u8").tobytes()).hexdigest()


def sums(votes: Comparisons, *, ordered: bool = False) -> Words:
    """Four sums of the rows' mixed numbers, shape ``(4,)``; they wrap around."""
    votes = votes if ordered else _condensed(votes)
    times = _times(votes)
    if votes.clusters:
        return summed(_with_clusters(votes, times, ordered), times)

    def part(begin: int, end: int) -> Words:
        total = np.zeros(4, dtype=np.uint64)
        for at in range(begin, end, _STRIP):
            here = slice(at, min(at + _STRIP, end))
            total += summed(_mixed(votes, here, ordered), None if times is None else times[here])
        return total

    if len(votes) < _MANY:
        return part(0, len(votes))
    return np.asarray(np.sum(in_parts(part, len(votes)), axis=0, dtype=np.uint64))


def _with_clusters(votes: Comparisons, times: Words | None, ordered: bool) -> Words:
    """A number for each row that depends on which rows share a voter or prompt with it too."""
    mixed = np.empty(len(votes), dtype=np.uint64)
    for at in range(0, len(votes), _STRIP):
        here = slice(at, at + _STRIP)
        mixed[here] = _mixed(votes, here, ordered)
    for name in sorted(votes.clusters):
        mixed = stirred(mixed, _shared(mixed, times, votes.clusters[name]))
    return mixed


def _condensed(votes: Comparisons) -> Comparisons:
    """Plain votes with one row for each pair, side and outcome; others as they are."""
    m = len(votes.models)
    plain = not votes.clusters and votes.features is None and votes.voted_at is None
    cells = CELLS * m * m
    if not plain or votes.weight is not None or votes.count is not None or cells > 4 * len(votes):
        return votes
    if votes.score is not None and (votes.outcome == GRADED).any():
        return votes
    cell = (votes.a.astype(np.int64) * m + votes.b) * CELLS + votes.outcome
    count = np.bincount(cell, minlength=cells)
    kept = np.flatnonzero(count)
    pair, outcome = np.divmod(kept, CELLS)
    a, b = np.divmod(pair, m)
    return Comparisons(votes.models, a, b, outcome, count=count[kept].astype(np.float64))


def _times(votes: Comparisons) -> Words | None:
    """How often each row counts, if not once; counts that are not whole are mixed in instead."""
    if votes.count is None or not _is_whole(votes.count):
        return None
    return votes.count.astype(np.uint64)


def _is_whole(count: NDArray[np.float64]) -> bool:
    return bool((count == np.floor(count)).all() and count.max(initial=0) < 1 << 53)


def _mixed(votes: Comparisons, rows: slice, ordered: bool) -> Words:
    """A number for each of some rows."""
    mixed = _result(votes, rows)
    if votes.count is not None and not _is_whole(votes.count):
        stir_in(mixed, votes.count[rows])
    if votes.voted_at is not None:
        stir_in(mixed, votes.voted_at[rows])
    if votes.features is not None:
        for column in votes.features.values[rows].T:
            stir_in(mixed, column)
    if ordered:
        mixed = stirred(mixed, np.arange(rows.start, rows.start + len(mixed), dtype=np.uint64))
    return mixed


def _result(votes: Comparisons, rows: slice) -> Words:
    """A number of who met, how it ended, and the weight."""
    a, b, outcome = votes.a[rows], votes.b[rows], votes.outcome[rows]
    m = len(votes.models)
    if votes.score is None and votes.weight is None and CELLS * m * m <= min(len(votes), _TABLE):
        return np.asarray(_cells(votes.models)[(a.astype(np.int64) * m + b) * CELLS + outcome])
    mixed = _met(votes.models, a, b, outcome)
    if votes.score is not None:
        mixed = stirred(mixed, bits(np.where(outcome == GRADED, votes.score[rows], 0.0)))
    else:
        mixed = stirred(mixed, np.uint64(0))
    return stirred(mixed, _UNIT if votes.weight is None else bits(votes.weight[rows]))


@lru_cache(maxsize=1)
def _cells(models: tuple[str, ...]) -> Words:
    """The same for every pair, side and outcome, in whose order they are, of weight 1."""
    a, b, outcome = np.indices((len(models), len(models), CELLS)).reshape(3, -1)
    return stirred(stirred(_met(models, a, b, outcome), np.uint64(0)), _UNIT)


def _met(models: tuple[str, ...], a: Codes, b: Codes, outcome: Codes) -> Words:
    keys = _keys(models)
    return stirred(stirred(stir(keys[a]), keys[b]), outcome.astype(np.uint64))


def _shared(mixed: Words, times: Words | None, codes: NDArray[np.integer]) -> Words:
    """For each row a number of all rows of its cluster, whatever the cluster is called."""
    total = np.zeros(int(codes.max(initial=0)) + 1, dtype=np.uint64)
    np.add.at(total, codes, mixed if times is None else mixed * times)
    return np.asarray(stir(total)[codes])


@lru_cache(maxsize=4)
def _keys(models: tuple[str, ...]) -> Words:
    raw = b"".join(hashlib.sha256(name.encode()).digest()[:8] for name in models)
    return np.frombuffer(raw, dtype="<u8").astype(np.uint64)


def _of_counts(counts: Counts) -> str:
    """SHA-256 of the pairs' names and tables, in order of the names."""
    ordered = counts + counts.pairs(np.zeros(len(counts), dtype=bool))  # puts names in order
    about = hashlib.sha256(b"tiltyard counts 1")
    used = [ordered.models[place] for place in (*ordered.first, *ordered.second)]
    about.update("\0".join(used).encode())
    tables = [ordered.votes, ordered.total, ordered.square, ordered.graded]
    for table in tables:
        about.update(b"" if table is None else np.ascontiguousarray(table, "<f8").tobytes())
    return about.hexdigest()
