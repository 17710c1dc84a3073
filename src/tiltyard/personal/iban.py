"""Bank accounts by their international numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiltyard.personal import Kind

# How many letters and digits the number of each country has (ISO 13616 registry).
_LENGTHS = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL FK SD",  # codespell:ignore
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK MN",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ TL OM SO",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "FR GR IT MC MR SM BI DJ",
    28: "AL AZ BY CY DO GT HU LB PL SV NI HN",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
_LENGTH = {country: many for many, names in _LENGTHS.items() for country in names.split()}
_BEGIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9])")
# Who writes one wrongly gives an account away all the same.
_IBAN = re.compile(r"\biban\b", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"\b(?:iban|bank|account|transfer|konto|compte|cuenta|conto|rekening)", re.IGNORECASE
)
_ANY = re.compile(r"[A-Za-z]{2}\d{2}[A-Za-z0-9]{11,30}(?![A-Za-z0-9])")


def _find(text: str) -> Iterator[tuple[int, int]]:
    for match in _BEGIN.finditer(text):
        start, length = match.start(), _LENGTH.get(match[0][:2].upper(), 0)
        end = _end(text, start, length)
        if end and (_is_right(text[start:end]) or _IBAN.search(text, max(0, start - 20), start)):
            yield start, end
        elif length and not end and (any_length := _ANY.match(text, start)):
            named = _ACCOUNT.search(text, max(0, start - 40), start)
            if named and _is_right(any_length[0]):
                yield any_length.span()


def _end(text: str, start: int, length: int) -> int | None:
    """The place after so many letters and digits, if a word ends there."""
    found, place = 0, start
    while found < length:
        if text[place : place + 1] in (" ", "-"):
            place += 1
        sign = text[place : place + 1]
        if not (sign.isascii() and sign.isalnum()):
            return None
        place, found = place + 1, found + 1
    follows = text[place : place + 1]
    return place if found and not (follows.isascii() and follows.isalnum()) else None


def _is_right(number: str) -> bool:
    """Whether the two check digits fit the rest (ISO 7064, MOD 97-10)."""
    signs = re.sub(r"[ -]", "", number)
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


kind = Kind(
    title="bank account (IBAN)",
    about="International bank account numbers of a known country with its length and the right "
    "check digits, with or without spaces; where the text says that it is one, wrong check digits "
    "or another length are no matter.",
    hint=r"[A-Za-z]{2}[0-9]{2}(?:[^0-9A-Za-z\n]?[0-9A-Za-z]){11}",
    find=_find,
)
