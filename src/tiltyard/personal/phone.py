"""Phone numbers of any country, told from the many other things that are written in digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tiltyard.personal import Kind
from tiltyard.personal._number import Number, numbers
from tiltyard.personal._phone_words import says_other, says_phone

# Codes of countries that begin a number (ITU-T E.164), as far as they are given out.
_COUNTRY = re.compile(
    r"1|7|2(?:0|7|[1-6]\d|9[0178])|3(?:[0-469]|[578]\d)|4(?:[013-9]|2[013])|5(?:[1-8]|0\d|9\d)"
    r"|6(?:[0-6]|[789]\d)|8(?:[1246]|0[08]|5\d|7[08]|8[0-368])|9(?:[0-58]|6\d|7\d|9\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BY_FORM = {  # shapes that are phone numbers by themselves, and what stands between their groups
    (3, 3, 4): ("-", "."),
    (1, 3, 3, 4): ("-", ".", " "),
    (3, 4, 4): ("-",),
    (2, 4, 4): ("-",),
    (1, 3, 3, 2, 2): ("-", " "),
    (3, 3, 2, 2): ("-",),
    (2, 3, 2, 2): ("-",),
}
_IN_CODE = re.compile(r"(?<!tel)(?<!fax)(?<!phone)(?<!mobile)(?<=\w)\(\d", re.IGNORECASE)


def _find(text: str) -> Iterator[tuple[int, int]]:
    for number in numbers(text):
        yield from _phones(number)


def _phones(number: Number) -> Iterator[tuple[int, int]]:
    """The number itself, or numbers that stand beside each other."""
    if _is_phone(number):
        yield number.start, number.end
        return
    apart = [i + 1 for i, sign in enumerate(number.between) if sign in (" ", "/")]
    together = {sign for sign in number.between if sign not in (" ", "/")}
    if apart and together and len(number.digits) > 13:
        for first, last in zip([0, *apart], [*apart, len(number.places)], strict=True):
            part = number.cut(first, last)
            if _is_phone(part):
                yield part.start, part.end


def _is_phone(number: Number) -> bool:
    if not 7 <= len(number.digits) <= 17 or not number.is_free or _is_other(number):
        return False
    if number.plus:
        return _is_international(number.digits)
    if says_other(number.text, number.start):
        return False
    bare = len(number.groups) == 1
    if bare and _IN_CODE.match(number.text, number.places[0][0] - 1):
        return False
    if number.digits.startswith("00") and not bare and _is_international(number.digits[2:]):
        return True
    named = number.is_link or says_phone(number.text, number.start, number.end, bare=bare)
    return (named and _may_be_called(number)) or _is_by_form(number)


def _is_international(digits: str) -> bool:
    """Whether it begins with the code of a country and is as long as numbers there are."""
    if not 8 <= len(digits) <= 16 or not _COUNTRY.match(digits) or digits.endswith("00000"):
        return False
    if digits.startswith("1"):
        return len(digits) == 11 and digits[1] != "0"
    return True


def _is_by_form(number: Number) -> bool:
    """Whether it can be nothing else, whatever the text says."""
    if set(number.digits) <= {"0", "1"}:
        return False
    if number.in_parentheses is not None:
        return _has_area(number)
    if number.extension and len(number.groups) > 1 and len(number.digits) >= 9:
        return True
    if number.digits[0] == "0":
        return _is_national(number)
    return _has_known_shape(number)


def _has_area(number: Number) -> bool:
    """Whether the group in parentheses is an area's code: ``(020) 7946 0958``."""
    inside = number.in_parentheses or 0
    area, rest = number.groups[inside], number.groups[inside + 1 :]
    digits = sum(map(len, rest))
    if not 2 <= len(area) <= 5 or _YEAR.fullmatch(area) or not 5 <= digits <= 9:
        return False
    if inside > 1 or (inside == 1 and len(number.groups[0]) > 3) or min(map(len, rest)) < 2:
        return False
    has_sign = bool({"-", "/", "."} & set(number.between))
    tells = has_sign or len(area) > 2 or len(number.digits) > 8
    return 8 <= len(number.digits) <= 13 and tells


def _is_national(number: Number) -> bool:
    """Whether it begins with an area's code with its zero, as in most countries."""
    shape, (first, *rest) = number.shape, number.between or ("",)
    if shape == (1, 4, 4) and {first, *rest} == {"-"}:
        return True
    if len(shape) < 2 or not 2 <= shape[0] <= 6 or number.digits[1] == "0" or len(shape) > 6:
        return False
    if shape == (5, 3) and first == "-":  # a postal code
        return False
    if min(shape[1:]) < 2 or len(set(rest)) > 1 or "/" in rest or shape == (4, 4, 4):
        return False
    if set(shape) == {2} and {first} == set(rest):
        return len(shape) == 5 and not _counts_up(number.groups)
    # A sign of its own behind the area's code tells more than a space.
    apart = first in "-/" and (set(rest) == {" "} or min(shape[1:]) > 2)
    return (8 if apart else 9) <= len(number.digits) <= 13


def _has_known_shape(number: Number) -> bool:
    shape, signs = number.shape, set(number.between)
    if len(signs) == 1 and number.between[0] in _BY_FORM.get(shape, ()):
        return shape[0] != 1 or number.digits[0] in "178"
    first, *rest = number.groups
    if shape == (3, 3, 4) and signs == {" "}:
        return first[0] in "23456789" and rest[0][0] in "23456789"
    if shape == (3, 2, 2, 2) and signs == {" "}:
        return first[0] in "679"
    if shape == (3, 4, 4) and signs == {" "}:
        return first[0] == "1" and first[1] in "3456789"
    # An area's code, and then the rest with a dash: 11 98765-4321, 495 123-45-67.
    return (
        number.between[:1] == (" ",)
        and set(number.between[1:]) == {"-"}
        and shape in ((2, 4, 4), (2, 5, 4), (3, 3, 4), (3, 3, 2, 2), (2, 3, 2, 2))
    )


def _may_be_called(number: Number) -> bool:
    """Whether it is not too odd for what the text says it is."""
    shape = number.shape
    if len(shape) == 1:
        return len(number.digits) <= 15 and not number.digits.endswith("0000")
    if len(number.digits) > 15 or len(shape) > 7 or number.digits.endswith("00000"):
        return False
    if number.digits[0] != "0" and len(shape) > 2 and _counts_up(number.groups):
        return False
    single = shape[1:].count(1)
    return number.between.count("/") < 2 and (not single or (single == 1 and len(shape) < 5))


def _is_other(number: Number) -> bool:
    """Whether it is a date, years, a number with a point or dots, or an address of a machine."""
    groups, shape, signs = number.groups, number.shape, set(number.between)
    if signs == {"."} and (len(shape) == 2 or (shape[0] < 3 and set(shape[1:]) == {3})):
        return not (number.in_parentheses or number.plus)
    if signs == {"."} and len(shape) == 4 and all(int(group) < 256 for group in groups):
        return True
    if len(shape) > 1 and all(_YEAR.fullmatch(group) for group in groups):
        return True
    return not number.plus and _is_date(groups, shape)


def _is_date(groups: tuple[str, ...], shape: tuple[int, ...]) -> bool:
    if len(shape) == 1:
        whole = groups[0]
        return len(whole) in (8, 12, 14) and _is_day(whole[:4], whole[4:6], whole[6:8])
    if len(shape) < 3 or max(shape[:3]) > 4:
        return False
    return _is_day(*groups[:3]) or _is_day(*groups[2::-1]) or _is_day(groups[2], *groups[:2])


def _is_day(year: str, month: str, day: str) -> bool:
    is_year = _YEAR.fullmatch(year) is not None
    return is_year and len(month) < 3 and len(day) < 3 and 1 <= int(month) <= 12 and int(day) <= 31


def _counts_up(groups: tuple[str, ...]) -> bool:
    values = [int(group) for group in groups]
    steps = {later - earlier for earlier, later in pairwise(values)}
    return len(steps) == 1


kind = Kind(
    title="phone number",
    about="Numbers in international form, with an area's code in parentheses or with its zero, in "
    "shapes that only phone numbers have, or called one by the words around them. Dates, amounts, "
    "versions, ISBNs and orders are none; digits alone only count where the text says what they "
    "are.",
    hint=r"[0-9](?:[^0-9A-Za-z\n]{0,3}[0-9]){6}",
    find=_find,
)
