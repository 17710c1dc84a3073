"""Personal data in a text, found by rules: one file for each kind.

A file is a kind: it exposes ``kind``. Rules know what has a form: addresses, numbers, keys. Names
and places have none; their kinds ask Presidio, which comes with ``tiltyard[pii]``, and are only
looked for if they are named.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache

from tiltyard import registry
from tiltyard.personal._plain import UNUSUAL, plain

# The first claims what others see there too; the rest, in order of their names, comes after.
_FIRST = ("key", "email", "iban", "card", "ssn", "ip", "phone")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data.

    Attributes:
        title: how people call it.
        about: what counts, and what does not.
        hint: a regular expression that matches every text which holds such data, and few others.
            It is searched by a fast engine, which knows no looking around; it sees the text as it
            is written, with any sign between letters and digits.
        find: where it stands in a text, as places of the first sign and of the one after the
            last. The text comes with usual digits, spaces and dashes.
        by_default: whether it is looked for if no kinds are named.
    """

    title: str
    about: str
    hint: str
    find: Callable[[str], Iterable[tuple[int, int]]]
    by_default: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Personal data in a text: the characters from ``start`` up to, not including, ``end``."""

    start: int
    end: int
    kind: str


def names() -> list[str]:
    """The names of all kinds."""
    return registry.names("personal")


def usual() -> list[str]:
    """The names of the kinds that are looked for if none are named: those of rules."""
    return [name for name in names() if load(name).by_default]


@cache
def load(name: str) -> Kind:
    """The kind of that name.

    Raises:
        UnknownNameError: there is none.
    """
    kind: Kind = registry.load("personal", name, "kind")
    return kind


def hint(kinds: Iterable[str]) -> str:
    """A regular expression that matches every text in which one of the kinds may be found."""
    return "|".join([UNUSUAL, *(f"(?:{load(name).hint})" for name in kinds)])


def find(text: str, kinds: Collection[str] | None = None) -> list[Span]:
    """Personal data in a text, in order and never overlapping.

    Where two kinds see something, the more certain one has it: a key before an e-mail address,
    that before a bank account, a card, a social security number, an IP address and a phone
    number. Of one kind the longer has it.

    Args:
        text: any text.
        kinds: what to look for; the `usual` if missing.

    Raises:
        UnknownNameError: there is no such kind.
        ConfigurationError: a kind needs a package that is not installed.
    """
    usually = plain(text)
    taken: list[Span] = []
    for name in sorted(usual() if kinds is None else kinds, key=_precedence):
        seen = sorted(load(name).find(usually), key=lambda place: place[0] - place[1])
        for start, end in seen:
            place = bisect(taken, start, key=_start)
            before = place == 0 or taken[place - 1].end <= start
            if before and (place == len(taken) or end <= taken[place].start):
                taken.insert(place, Span(start, end, name))
    return taken


def redact(text: str, spans: Iterable[Span], *, numbered: bool = False) -> str:
    """The text with a mark such as ``[EMAIL]`` for each span.

    Args:
        text: in which they were found.
        spans: what to take out; they must not overlap.
        numbered: marks have numbers (``[EMAIL_1]``), the same for the same value in this text.
    """
    known: dict[str, dict[str, int]] = {}
    pieces, last = [], 0
    for span in sorted(spans):
        mark = span.kind.upper()
        if numbered:
            values = known.setdefault(span.kind, {})
            value = _same(text[span.start : span.end])
            mark += f"_{values.setdefault(value, len(values) + 1)}"
        pieces += [text[last : span.start], f"[{mark}]"]
        last = span.end
    return "".join([*pieces, text[last:]])


def _start(span: Span) -> int:
    return span.start


def _same(value: str) -> str:
    """What two writings of one value share."""
    return re.sub(r"[\W_]+", "", plain(value)).casefold()


def _precedence(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


__all__ = ["Kind", "Span", "find", "hint", "load", "names", "redact", "usual"]
