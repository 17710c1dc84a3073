"""Sketches of texts by which near-duplicates are found without comparing all with all.

Broder (1997): the share of equal entries of two MinHash sketches estimates the Jaccard index of
the sets of shingles. Texts that share a band of entries are compared; of each entry eight bits are
kept for that (Li and König, 2010).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rensa import RMinHash  # type: ignore[import-untyped]  # compiled, without stubs

ENTRIES = 128
BANDS = 16
_SEED = 20_250_101  # part of what a sketch means: no option
_LETTERS, _WIDE_LETTERS = 5, 3
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
# From here on a character is about a word: Kana, Han, Hangul.
_WIDE_FROM, _WIDE_TO = 0x3040, 0xD7A3
_END = "\x00"
_CHANCE = 1 / 256  # that eight bits agree by themselves


@dataclass(frozen=True, slots=True)
class Sketches:
    """Of n texts: ``entries (n, 128)``, eight bits each, and ``bands (n, 16)``."""

    entries: NDArray[np.uint8]
    bands: NDArray[np.uint32]


def sketches(texts: pl.Series) -> Sketches:
    """The sketch of every text.

    A shingle is five characters, or three that begin with Chinese, Japanese or Korean, where a
    character says about as much as two letters. A text shorter than that is one shingle.
    """
    ended = texts.str.replace_all(_END, " ", literal=True)
    marked = ended + _END * _LETTERS  # so that no shingle reaches into the next text
    lengths = marked.str.len_chars().to_numpy().astype(np.uint64)
    offsets = np.concatenate([np.zeros(1, np.uint64), np.cumsum(lengths, dtype=np.uint64)])
    hashes, places = _shingles("".join(marked.to_list()))
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        hashes, np.searchsorted(places, offsets).astype(np.uint64), ENTRIES, _SEED
    )
    entries = np.array(matrix.to_rows(), dtype=np.uint32).reshape(len(texts), ENTRIES)
    return Sketches((entries & 0xFF).astype(np.uint8), _banded(entries))


def _shingles(text: str) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The hash of every shingle that lies within one text, and where each begins.

    The first shingle of a text always counts, so that every text has one.
    """
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    n = len(codes)
    padded = np.concatenate([codes, np.zeros(_LETTERS, np.uint32)])
    is_text = codes != 0
    is_first = is_text.copy()
    is_first[1:] &= ~is_text[:-1]
    is_wide = (codes >= _WIDE_FROM) & (codes <= _WIDE_TO)
    is_whole = padded[_LETTERS - 1 : n + _LETTERS - 1] != 0
    np.copyto(is_whole, padded[_WIDE_LETTERS - 1 : n + _WIDE_LETTERS - 1] != 0, where=is_wide)
    places = np.flatnonzero(is_text & (is_whole | is_first))
    hashes = codes.astype(np.uint64)
    wide = np.flatnonzero(is_wide)
    for k in range(1, _LETTERS):
        if k == _WIDE_LETTERS:
            of_wide = hashes[wide]
        hashes *= _FACTOR
        hashes += padded[k : k + n]
    hashes[wide] = of_wide
    return _mixed(hashes[places]), places


def _mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Every bit depends on every other, in place (the end of SplitMix64)."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        hashes ^= hashes >> np.uint64(shift)
        hashes *= np.uint64(factor)
    hashes ^= hashes >> np.uint64(31)
    return hashes


def _banded(entries: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A hash of every eight entries, shape ``(n, 16)``."""
    rows = entries.reshape(len(entries), BANDS, ENTRIES // BANDS)
    mixed = np.zeros(rows.shape[:2], np.uint64)
    for k in range(rows.shape[2]):
        mixed = (mixed ^ rows[:, :, k]) * _FACTOR
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def similarity(
    entries: NDArray[np.uint8], one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.float64]:
    """The estimated Jaccard index of pairs of texts, from 0 to 1; its error is up to 0.045."""
    found = np.empty(len(one))
    for begin in range(0, len(one), 65_536):  # 8 MB for each side
        at = slice(begin, begin + 65_536)
        found[at] = (entries[one[at]] == entries[other[at]]).mean(axis=1)
    return np.clip((found - _CHANCE) / (1 - _CHANCE), 0, 1)
