"""Numbers of payment cards: a known issuer, a known length, and the right check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiltyard.personal import Kind

# In one piece, or in the groups that are embossed, all with the same sign between them.
_NUMBER = re.compile(
    r"(?<![\w+])(?:"
    r"(?<!\d[.-])(?<!\b0,)\d{12,19}(?![.-]\d)"
    r"|(?<!\d[.,-])(?:\d{4}(?P<four>[ .-]{1,2})\d{4}(?P=four)\d{4}"
    r"(?:(?P=four)\d{4}(?:(?P=four)\d{1,3})?|(?P=four)\d{1,3})"
    r"|\d{4}(?P<six>[ .-]{1,2})\d{6}(?P=six)\d{4,5}"
    r")(?![.,-]\d))(?!\w)",
    re.ASCII,
)
# First digits of issuers, and how many digits their numbers have.
_ISSUERS = (
    (re.compile(r"4"), (13, 16, 19)),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), (16,)),
    (re.compile(r"3[47]"), (15,)),
    (re.compile(r"6011|64[4-9]|65"), (16, 17, 18, 19)),
    (re.compile(r"30[0-5]|3095|36|3[89]"), (14, 15, 16, 17, 18, 19)),
    (re.compile(r"35"), (16, 17, 18, 19)),
    (re.compile(r"2131|1800"), (15,)),
    (re.compile(r"62"), (16, 17, 18, 19)),
    (re.compile(r"220[0-4]"), (16, 17, 18, 19)),
    # Of one country: RuPay, Elo, Hipercard, Verve, Dankort, Troy.
    (re.compile(r"60|81|82|508|50[679]|636[23]|5019|9792"), (16,)),
    (
        re.compile(r"5018|5020|5038|5[678]|6304|6390|6759|676[1-3]|0604"),
        (13, 14, 15, 16, 17, 18, 19),
    ),
)
# Twelve digits, or those of no known issuer, are any number, unless somebody says that they are a
# card's.
_SHORT = re.compile(r"5018|5020|5038|5[678]|6304|6390|6759|676[1-3]|0604")
_CONTEXT = re.compile(
    r"card|maestro|credit|debit|\bcc\b|karte|carte|tarjeta|carta|cartão|kaart|kort|карт|卡|カード|카드",
    re.IGNORECASE,
)


def _find(text: str) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _luhn(digits) and (_is_issued(digits) or _is_called_card(digits, text, match.start())):
            yield match.span()


def _is_issued(digits: str) -> bool:
    return any(len(digits) in lengths and first.match(digits) for first, lengths in _ISSUERS)


def _is_called_card(digits: str, text: str, start: int) -> bool:
    before = text[max(0, start - 40) : start]
    fits = len(digits) >= 14 or (len(digits) == 12 and _SHORT.match(digits))
    return bool(fits and _CONTEXT.search(before))


def _luhn(digits: str) -> bool:
    """Whether the last digit fits the others (ISO/IEC 7812-1, annex B)."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0


kind = Kind(
    title="payment card",
    about="Numbers of 12 to 19 digits whose check digit is right, in one piece or in the usual "
    "groups, of a known issuer or called a card by the words before.",
    hint=r"[0-9](?:[^0-9A-Za-z\n]{0,2}[0-9]){11}",
    find=_find,
)
