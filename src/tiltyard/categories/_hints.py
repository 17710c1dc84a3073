"""What gives texts away to a fast search, so that a rule reads few of them closely.

A hint is made of the rule's own patterns, loosened for an engine that knows no looking around: it
matches wherever they do, and somewhere else too. Most texts have none of it, and are a no without
a look at them. Whoever gives a rule a new way to say yes adds its pattern to the hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# What stands for a letter, digit or underscore: any sign beyond ASCII may be one.
_WORD, _NO_WORD = r"0-9A-Za-z_\x{80}-\x{10FFFF}", r"\x00-/:-@\[-^`{-\x{10FFFF}"
_CLASSES = {"w": _WORD, "W": _NO_WORD, "d": r"\d", "s": r"\s\x1c-\x1f"}
_PLACES = frozenset("bBAZ")
_ESCAPED = frozenset(r"\.+*?()|[]{}^$&~-#")  # what the other engine wants escaped, or allows
_AROUND = ("(?!", "(?=", "(?<!", "(?<=")
_ATOMIC = re.compile(r"\(\?(?:>|P<\w+>)")
_ALIKE = {"'": "['\u2019]"}
_COUNTED = re.compile(r"\{\d*(?:,(\d*))?\}")
_MOST = 10  # repeats that are counted: each makes the search slower


def loosened(pattern: re.Pattern[str], *, lower: bool = False) -> str:
    """A pattern that matches every text in which the given one is found, for the fast engine.

    Places (the beginning of a line, the end of a word) and what must or must not stand around are
    left out, atomic groups and possessive repeats may be tried again, many repeats are any number,
    and a straight apostrophe may be a curved one.

    Args:
        pattern: which.
        lower: it is looked for in texts in lower case alone, where a pattern without regard to
            case needs none: much quicker.
    """
    folds = bool(pattern.flags & re.IGNORECASE)
    prefix = "(?i)" if folds and not lower else ""
    dots = "(?s)" if pattern.flags & re.DOTALL else ""
    pieces = list(_pieces(pattern.pattern, lower=folds and lower))
    return prefix + dots + "".join(_begun(pieces))


def _begun(pieces: list[str]) -> list[str]:
    """Without what may be missing at the beginning: what must be there is found quicker."""
    pieces = [piece for piece in pieces if piece]
    while len(pieces) > 1 and pieces[0].startswith("[") and pieces[1] in ("*", "?"):
        pieces = pieces[2:]
    return pieces


def any_word(words: Iterable[str]) -> str:
    """A pattern for any of these words in lower case, whatever joins them to others."""
    return rf"(?:^|[^a-z]){either(map(_literal, sorted(words)))}(?:[^a-z0-9]|$)"


def each_word(words: Iterable[str]) -> str:
    """A pattern for each of these words in lower case, to be counted; it takes nothing beside them.

    A word that begins or ends beyond ASCII may stand in a longer one.
    """
    return either(f"{_edge(word[0])}{_literal(word)}{_edge(word[-1])}" for word in sorted(words))


def _edge(sign: str) -> str:
    return r"(?-u:\b)" if sign.isascii() else ""


def either(patterns: Iterable[str]) -> str:
    """A pattern for any of these."""
    return f"(?:{'|'.join(patterns)})"


def _literal(word: str) -> str:
    return "".join(_ALIKE.get(sign, "\\" + sign if sign in _ESCAPED else sign) for sign in word)


def _pieces(source: str, *, lower: bool) -> Iterator[str]:
    place = 0
    while place < len(source):
        sign = source[place]
        if sign == "\\":
            yield from _escaped(source[place + 1], inside=False)
            place += 2
        elif sign == "[":
            end = _class_end(source, place)
            yield _class(source[place + 1 : end], lower=lower)
            place = end + 1
        elif source.startswith(_AROUND, place):
            place = _group_end(source, place)
            yield "(?:)"  # a repeat may follow
        elif opens := _ATOMIC.match(source, place):
            yield "(?:"
            place = opens.end()
        elif sign in "*?+" or (counted := _COUNTED.match(source, place)):
            repeat = sign if sign in "*?+" else counted[0]  # type: ignore[index]  # matched, if no sign
            place += len(repeat)
            yield _repeat(repeat)
            place += source[place : place + 1] in ("?", "+")  # lazy or possessive is no matter
        else:
            sign = sign.lower() if lower else sign
            yield "" if sign in "^$" else _ALIKE.get(sign, sign)
            place += 1


def _repeat(repeat: str) -> str:
    counted = _COUNTED.fullmatch(repeat)
    return "*" if counted and counted[1] and int(counted[1]) > _MOST else repeat


def _escaped(sign: str, *, inside: bool) -> Iterator[str]:
    if sign in _PLACES and not inside:
        return
    if sign in _CLASSES:
        yield _CLASSES[sign] if inside else f"[{_CLASSES[sign]}]"
    elif sign.isalpha():
        yield "\\" + sign
    else:
        yield "\\" + sign if sign in _ESCAPED else sign


def _class(inner: str, *, lower: bool) -> str:
    """What stands between the brackets of a class, for the other engine."""
    negated = inner.startswith("^")
    signs: list[str] = []
    place = int(negated)
    while place < len(inner):
        if inner[place] == "\\":
            signs += _escaped(inner[place + 1], inside=True)
            place += 2
        else:
            sign = inner[place].lower() if lower else inner[place]
            signs.append("\\" + sign if sign in "[&~" else sign)
            place += 1
    return f"[{'^' if negated else ''}{''.join(signs)}]"


def _class_end(source: str, begin: int) -> int:
    """The place of the bracket that closes a class."""
    place = begin + 1 + (source[begin + 1] == "^")
    place += source[place] == "]"
    while source[place] != "]":
        place += 2 if source[place] == "\\" else 1
    return place


def _group_end(source: str, begin: int) -> int:
    """The place after the parenthesis that closes a group."""
    depth, place = 0, begin
    while True:
        sign = source[place]
        if sign == "\\":
            place += 1
        elif sign == "[":
            place = _class_end(source, place)
        depth += {"(": 1, ")": -1}.get(sign, 0)
        place += 1
        if depth == 0:
            return place
