"""Digits in groups, as they stand in a text: what may be a phone number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

# Seven digits and more with little between them, as far as it goes. Nothing is tried again: the
# search takes as long as the text, whatever it holds.
_RUN = re.compile(r"\d(?:[ ().\-/]{0,3}\d){6,}+", re.ASCII)
_SIGNS = re.compile(r"(?<![\w+(])(?:\+ ?\(?|\(\+?)$", re.ASCII)
_WORD = re.compile(r"\w", re.ASCII)
_DIGITS = re.compile(r"\d+")
_EXTENSION = re.compile(r",? ?(?:x|ext|extn|extension)\.? ?\d{1,6}(?!\w)", re.IGNORECASE | re.ASCII)
_MOST_GROUPS = 40  # more are a table
_FEWEST = 7  # digits that a phone number has
_BEFORE = re.compile(r"(?:\d[.,:]|[$€£¥₹#@/\\_^*]|[$€£¥₹] |\w-|\d [-.])$", re.ASCII)
# A word may follow behind a dash if it says whose number it is.
_BEHIND = re.compile(
    r"\w|[.,:/-]\d|-(?!(?i:office|mobile|fax|home|work|cell|phone|tel|desk|landline)\b)\w"
    r"| ?[%°$€£¥₹]|@",
    re.ASCII,
)
_LINKS = ("wa.me/", "tel:/", "tel://")


@dataclass(frozen=True)
class Number:
    """Groups of digits that belong together by how they are written.

    Attributes:
        text: in which they stand.
        places: where each group begins and ends.
        between: what stands before each group but the first, without parentheses.
        in_parentheses: which group stands in parentheses, if one does.
        plus: whether a plus sign comes first.
        extension: whether an extension follows.
        start, end: where all of it begins and ends.
    """

    text: str
    places: tuple[tuple[int, int], ...]
    between: tuple[str, ...]
    in_parentheses: int | None = None
    plus: bool = False
    extension: bool = False
    start: int = 0
    end: int = 0

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The digits of each group."""
        return tuple(self.text[start:end] for start, end in self.places)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many digits each group has."""
        return tuple(end - start for start, end in self.places)

    @cached_property
    def digits(self) -> str:
        """All digits."""
        return "".join(self.groups)

    @property
    def is_free(self) -> bool:
        """Whether it is not a part of something longer: a word, a sum of money, an address."""
        before = self.text[max(0, self.start - 3) : self.start]
        if _BEFORE.search(before) and not self.is_link:
            return False
        return not _BEHIND.match(self.text, self.end)

    @property
    def is_link(self) -> bool:
        """Whether it stands in an address that begins a call or a chat."""
        return self.text[max(0, self.start - 6) : self.start].endswith(_LINKS)

    def cut(self, first: int, last: int) -> Number:
        """The groups from ``first`` up to, not including, ``last``."""
        inside = self.in_parentheses
        moved = inside - first if inside is not None and first <= inside < last else None
        return _whole(
            replace(
                self,
                places=self.places[first:last],
                between=self.between[first : last - 1],
                in_parentheses=moved,
                plus=self.plus and first == 0,
            )
        )


def numbers(text: str) -> Iterator[Number]:
    """All digits in groups, longest first where they could be cut in several ways."""
    for run in _RUN.finditer(text):
        begin = run.start()
        places = [match.span() for match in _DIGITS.finditer(text, *run.span())]
        if len(places) > _MOST_GROUPS:
            continue
        if signs := _SIGNS.search(text, max(0, begin - 3), begin):
            begin = signs.start()
        elif begin and _WORD.match(text, begin - 1):
            del places[0]  # it is the end of a word
            begin = places[0][0] if places else begin
        yield from _split(text, places, begin)


def _split(text: str, places: list[tuple[int, int]], begin: int) -> Iterator[Number]:
    """The run cut where something stands that no phone number holds."""
    closed = [_is_closed(text, place, begin) for place in places]
    between = [
        _between(text[places[i][1] : places[i + 1][0]], closed[i], closed[i + 1])
        for i in range(len(places) - 1)
    ]
    cuts = [i + 1 for i, sign in enumerate(between) if sign is None]
    for first, last in zip([0, *cuts], [*cuts, len(places)], strict=True):
        inside = [i - first for i in range(first, last) if closed[i]]
        digits = sum(end - start for start, end in places[first:last])
        if len(inside) > 1 or digits < _FEWEST:
            continue
        start = places[first][0]
        signs = text[begin:start] if first == 0 else text[start - 1 : start]
        yield _whole(
            Number(
                text=text,
                places=tuple(places[first:last]),
                between=tuple(sign or "" for sign in between[first : last - 1]),
                in_parentheses=inside[0] if inside else None,
                plus="+" in signs,
            )
        )


def _is_closed(text: str, place: tuple[int, int], begin: int) -> bool:
    """Whether a group stands in parentheses, both of which are of the run."""
    start, end = place
    before = text[max(begin, start - 2) : start]
    return before.endswith(("(", "(+")) and text[end : end + 1] == ")"


def _between(signs: str, after_closed: bool, before_closed: bool) -> str | None:
    """What stands between two groups without their parentheses; None if they are apart."""
    bare = signs[1:] if after_closed else signs
    bare = bare[:-1] if before_closed else bare
    bare = "/" if bare == "/ " else bare
    fits = bare in (" ", "-", ".", "/") or (bare == "" and (after_closed or before_closed))
    return bare if fits else None


def _whole(number: Number) -> Number:
    """The number with its place, which includes signs before it and an extension."""
    text = number.text
    start, end = number.places[0][0], number.places[-1][1]
    if number.in_parentheses == 0:
        start = text.rindex("(", 0, start)
    if number.in_parentheses == len(number.places) - 1:
        end += 1
    if number.plus:
        start = min(start, text.rindex("+", 0, number.places[0][0]))
    extension = _EXTENSION.match(text, end)
    return replace(
        number,
        extension=extension is not None,
        start=start,
        end=extension.end() if extension else end,
    )
