"""All features of many texts by compiled loops, where a C compiler was there to build them.

The C sources lie beside this file, and ``hatch_build.py`` makes ``_compiled.so`` of them. Where
there is none, or where ``TILTYARD_KERNEL=numpy`` asks for it, the definitions themselves run, one
text after the other: slower, and with the same numbers.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from ctypes import Structure, byref, c_int64, c_void_p
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.style import _classes, _emoji, _estimate, _lexicon, _prose

COMPILED = Path(__file__).with_name("_compiled.so")
# Features by the loop that counts them, in the order in which it writes them down.
CHARACTERS = ("tokens", "characters", "emoji")
MARKDOWN = ("headers", "ordered", "unordered", "bold")
PROSE = ("code_blocks", "tables", "links", "sentences", "sentence_length", "sentiment")
# The lexicon's hash, as in sentences.c.
_MIX = (0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
_BITS = 14
_SLOTS = 1 << _BITS


@cache
def compiled() -> ctypes.CDLL | None:
    """The compiled functions, if they were built and are wanted."""
    if os.environ.get("TILTYARD_KERNEL") == "numpy" or not COMPILED.is_file():
        return None
    return ctypes.CDLL(str(COMPILED))


def measure(
    data: NDArray[np.uint8], offsets: NDArray[np.int64], features: Sequence[str]
) -> dict[str, NDArray[np.float64]]:
    """A number for each text by each feature that the loops can count; none without loops.

    Args:
        data: texts in UTF-8.
        offsets: where each begins, and where the last one ends.
        features: names; those that no loop counts are left out.
    """
    if (library := compiled()) is None:
        return {}
    # Both kinds of list items are one feature, and two.
    both = {"ordered", "unordered"} if "lists" in features else set[str]()
    known = [name for name in CHARACTERS + MARKDOWN + PROSE if name in {*features, *both}]
    found = {name: np.zeros(len(offsets) - 1) for name in known}
    rows, where = c_int64(len(offsets) - 1), [_pointer(data), _pointer(offsets), _pointer(_kinds())]
    if any(name in found for name in CHARACTERS):
        library.tiltyard_characters(
            rows, *where, _pointer(_estimate.costs()), _counted(CHARACTERS, found)
        )
    if any(name in found for name in MARKDOWN):
        room = np.empty(int(np.diff(offsets).max(initial=0)) + 1, dtype=np.uint8)
        if library.tiltyard_markdown(rows, *where, _pointer(room), _counted(MARKDOWN, found)):
            raise MemoryError
    if any(name in found for name in PROSE):
        lexicon = byref(_words()[0])
        library.tiltyard_prose(
            rows, *where, _pointer(_prose.roles()), lexicon, _counted(PROSE, found)
        )
    if both:
        found["lists"] = found["ordered"] + found["unordered"]
    return {name: found[name] for name in features if name in found}


def _pointer(array: NDArray[Any] | None) -> c_void_p:
    return c_void_p(None if array is None else array.ctypes.data)


def _counted(names: Sequence[str], found: dict[str, NDArray[np.float64]]) -> Any:  # noqa: ANN401 -- an array of pointers
    """Where a loop writes each of its features; null for one that nobody asks for."""
    pointers = [c_void_p(found[name].ctypes.data if name in found else None) for name in names]
    return (c_void_p * len(names))(*pointers)


@cache
def _kinds() -> NDArray[np.uint8]:
    """The kind of every code point, with the flags of emoji."""
    return _classes.table() | _emoji.flags()


class _Lexicon(Structure):
    _fields_ = [(name, c_void_p) for name in ("key", "value", "sieve")]


@cache
def _words() -> tuple[_Lexicon, tuple[NDArray[Any], ...]]:
    """The lexicon as a table in which a word's place follows from its letters; and its arrays."""
    keys, values = np.zeros((_SLOTS, 2), dtype=np.uint64), np.zeros(_SLOTS, dtype=np.int8)
    sieve = np.zeros(_SLOTS // 64, dtype=np.uint64)
    for word, value in _lexicon.values().items():
        letters = word.encode("ascii").ljust(16, b"\0")
        halves = [int.from_bytes(letters[at : at + 8], sys.byteorder) for at in (0, 8)]
        slot = ((halves[0] ^ halves[1] * _MIX[0] % 2**64) * _MIX[1] % 2**64) >> 64 - _BITS
        sieve[slot // 64] |= np.uint64(1 << slot % 64)
        while keys[slot, 0]:
            slot = (slot + 1) % _SLOTS
        keys[slot], values[slot] = halves, value
    arrays = (keys, values, sieve)
    return _Lexicon(*(array.ctypes.data for array in arrays)), arrays


__all__ = ["compiled", "measure"]
