"""An answer line by line, without its fenced code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tiltyard.style._classes import SPACES, WORD, Kind, pattern, table

_FENCE = re.compile(r"(`{3,}|~{3,})(.*)", re.DOTALL)
_ENDS, _ENDS_AT_ONCE, _CLOSERS = ".!?…", "。！？", "\"')]*_`’”»"
_AT_ONCE = re.compile(f"[{_ENDS_AT_ONCE}]")
_WORD = re.compile(f"[{pattern(*WORD)}]+|[{pattern(Kind.HAN, Kind.KANA)}]")
_LETTER = re.compile(
    f"[{pattern(*(kind for kind in WORD if kind != Kind.DIGIT), Kind.HAN, Kind.KANA)}]"
)
# What a character is to words and sentences; the numbers are those of ``_kernel/sentences.c``.
IN_WORD, LETTER, IS_SPACE, SINGLE, ENDS, ENDS_AT_ONCE, CLOSES = (1 << bit for bit in range(7))


@cache
def roles() -> NDArray[np.uint8]:
    """What each code point is to words and sentences, shape ``(0x110000,)``."""
    kinds = table()
    found = np.where(np.isin(kinds, WORD), IN_WORD | LETTER, 0).astype(np.uint8)
    found[kinds == Kind.DIGIT] = IN_WORD
    found[np.isin(kinds, SPACES)] = IS_SPACE
    found[np.isin(kinds, (Kind.HAN, Kind.KANA))] = SINGLE | LETTER
    for signs, role in ((_ENDS, ENDS), (_ENDS_AT_ONCE, ENDS_AT_ONCE), (_CLOSERS, CLOSES)):
        found[[ord(sign) for sign in signs]] = role
    return found


def lines(text: str) -> Iterator[str | None]:
    """Each line in order, without its line feed; None for a line that is code, or a fence.

    A fence is three or more backticks or tildes at the beginning of a line, however far indented;
    after backticks no other may stand on the line. It is closed by at least as many of the same
    with nothing after them, or by the end of the text.
    """
    return (None if is_code else line for line, is_code, _ in _marked(text))


def code_blocks(text: str) -> int:
    """How many fenced blocks a text opens."""
    return sum(opens for _, _, opens in _marked(text))


def _marked(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Each line, whether it is code or a fence, and whether it opens a block."""
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line.lstrip())
        if fence:
            yield line, True, False
            if found and found[1].startswith(fence) and not found[2].strip():
                fence = ""
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            fence = found[1]
            yield line, True, True
        else:
            yield line, False, False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words between two ends of sentences.

    Attributes:
        words: in order; a character of Chinese or Japanese is one by itself.
        has_letter: whether there is more than numbers, so that it counts as a sentence.
    """

    words: tuple[str, ...]
    has_letter: bool


def sentences(text: str) -> Iterator[Sentence]:
    """What stands between ends of sentences, outside of fenced code.

    A sentence ends at the end of a line, at a Chinese or Japanese full stop, and where a stop is
    followed by white space; quotes and brackets may stand in between.
    """
    for line in lines(text):
        words: list[str] = []
        for chunk in (line or "").split():
            *ended, rest = _AT_ONCE.split(chunk)
            for piece in ended:
                words += _WORD.findall(piece)
                yield _sentence(words)
                words = []
            words += _WORD.findall(rest)
            if _is_end(rest):
                yield _sentence(words)
                words = []
        yield _sentence(words)


def _sentence(words: list[str]) -> Sentence:
    return Sentence(tuple(words), any(map(_LETTER.search, words)))


def _is_end(chunk: str) -> bool:
    kept = chunk.rstrip(_ENDS + _CLOSERS)
    return any(sign in _ENDS for sign in chunk[len(kept) :])
