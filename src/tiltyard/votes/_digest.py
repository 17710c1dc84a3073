"""What identifies a set of votes, however they were stored."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.comparisons import GRADED, Codes

Words = NDArray[np.uint64]
CELLS = GRADED + 1

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_LANES = np.arange(1, 5, dtype=np.uint64) * _GOLDEN
_UNIT = np.ones(1).view(np.uint64)[0]  # the bits of weight 1
_TABLE = 1 << 20  # more cells than this leave the cache, and are no faster than computing
_STRIP = 1 << 15  # rows at a time, so that what is computed stays in the processor's cache
_MANY = 16  # strips that are worth a second thread

Result = TypeVar("Result")


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
    if not len(votes):
        return np.zeros(4, dtype=np.uint64)
    votes = votes if ordered else _condensed(votes)
    times, mixed = _times(votes), np.empty(len(votes), dtype=np.uint64)

    def mix(part: slice) -> None:
        mixed[part] = _mixed(votes, part, ordered)

    def added(part: slice) -> Words:
        lanes = _stir(mixed[part] ^ _LANES[:, None]) * times[part]
        return np.asarray(lanes.sum(axis=1, dtype=np.uint64))

    strips = [slice(begin, begin + _STRIP) for begin in range(0, len(votes), _STRIP)]
    _by_all(mix, strips)
    for name in sorted(votes.clusters):
        mixed = _stirred(mixed, _shared(mixed, times, votes.clusters[name]))
    return np.asarray(np.sum(_by_all(added, strips), axis=0, dtype=np.uint64))


def _by_all(work: Callable[[slice], Result], strips: Sequence[slice]) -> list[Result]:
    """The work on every strip, by all processors: numpy lets go of the interpreter meanwhile."""
    if len(strips) < _MANY:
        return [work(strip) for strip in strips]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(work, strips))


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


def _times(votes: Comparisons) -> Words:
    """How often each row counts; counts that are not whole are mixed in instead."""
    if votes.count is None or not _is_whole(votes.count):
        return np.ones(len(votes), dtype=np.uint64)
    return votes.count.astype(np.uint64)


def _is_whole(count: NDArray[np.float64]) -> bool:
    return bool((count == np.floor(count)).all() and count.max(initial=0) < 1 << 53)


def _mixed(votes: Comparisons, rows: slice, ordered: bool) -> Words:
    """A number for each of some rows."""
    mixed = _result(votes, rows)
    if votes.count is not None and not _is_whole(votes.count):
        mixed = _stirred(mixed, _bits(votes.count[rows]))
    if votes.voted_at is not None:
        mixed = _stirred(mixed, _bits(votes.voted_at[rows]))
    if votes.features is not None:
        for column in votes.features.values[rows].T:
            mixed = _stirred(mixed, _bits(column.astype(np.float64)))
    if ordered:
        mixed = _stirred(mixed, np.arange(rows.start, rows.start + len(mixed), dtype=np.uint64))
    return mixed


def _result(votes: Comparisons, rows: slice) -> Words:
    """A number of who met, how it ended, and the weight."""
    a, b, outcome = votes.a[rows], votes.b[rows], votes.outcome[rows]
    m = len(votes.models)
    if votes.score is None and votes.weight is None and CELLS * m * m <= min(len(votes), _TABLE):
        return np.asarray(_cells(votes.models)[(a.astype(np.int64) * m + b) * CELLS + outcome])
    mixed = _met(votes.models, a, b, outcome)
    if votes.score is not None:
        mixed = _stirred(mixed, _bits(np.where(outcome == GRADED, votes.score[rows], 0.0)))
    else:
        mixed = _stirred(mixed, np.uint64(0))
    return _stirred(mixed, _UNIT if votes.weight is None else _bits(votes.weight[rows]))


@lru_cache(maxsize=1)
def _cells(models: tuple[str, ...]) -> Words:
    """The same for every pair, side and outcome, in whose order they are, of weight 1."""
    a, b, outcome = np.indices((len(models), len(models), CELLS)).reshape(3, -1)
    return _stirred(_stirred(_met(models, a, b, outcome), np.uint64(0)), _UNIT)


def _met(models: tuple[str, ...], a: Codes, b: Codes, outcome: Codes) -> Words:
    keys = _keys(models)
    return _stirred(_stirred(_stir(keys[a]), keys[b]), outcome.astype(np.uint64))


def _shared(mixed: Words, times: Words, codes: NDArray[np.integer]) -> Words:
    """For each row a number of all rows of its cluster, whatever the cluster is called."""
    total = np.zeros(int(codes.max()) + 1, dtype=np.uint64)
    np.add.at(total, codes, mixed * times)
    return np.asarray(_stir(total)[codes])


@lru_cache(maxsize=4)
def _keys(models: tuple[str, ...]) -> Words:
    raw = b"".join(hashlib.sha256(name.encode()).digest()[:8] for name in models)
    return np.frombuffer(raw, dtype="<u8").astype(np.uint64)


def _bits(value: NDArray[np.float64]) -> Words:
    return (value + 0.0).view(np.uint64)  # so that there is one zero


def _stirred(one: Words, other: Words | np.uint64) -> Words:
    return _stir((one ^ other) + _GOLDEN)


def _stir(value: Words) -> Words:
    """Every bit of the result depends on every bit of the value (Steele, Lea and Flood 2014)."""
    value = value ^ (value >> np.uint64(30))
    value *= _FIRST
    value ^= value >> np.uint64(27)
    value *= _SECOND
    value ^= value >> np.uint64(31)
    return value


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
