"""What people write before and after a phone number, and before a number that is none."""

from __future__ import annotations

import re

_BEFORE = 45  # characters in which a word counts
_NEAR = 28  # the same for digits without any sign between them

_LINE = 15  # what may stand between the word and the end of its line, if the number is below

_PHONE = re.compile(
    r"\b(?:(?:tele|smart|cell|mobile)?phone|tel|telno|mobile|mob|cell|fax|what[s] ?app|viber|sms|"
    r"hotline|helpline|landline|call|calling|dial|ring|(?:text|reach) (?:me|us|him|her)|"
    r"contact|pager|desk(?=:)|direct(?=:)|switchboard|answering (?:at|on)|"
    r"messages? to|registered|(?:my|his|her|their|our|your|contact) (?:number|no)\b|"
    r"t[ée]l[ée]phone|tél|portable|appel(?:er|ez|le)?|tel[ée]fono|m[óo]vil|celular|"
    r"ll[áa]ma(?:me|r)?|"
    r"telefon(?:e|o|ni|nummer|isch)?|telem[óo]vel|ligar|ligue|cellulare|chiama(?:re|mi)?|"
    r"handy(?:nummer)?|rufnummer|anrufen|ruf|mobil(?:nummer|telefon|e)?|festnetz|"
    r"telefoon|bel|puhelin(?:numero)?|soita|zadzwo[ńn]|dzwo[ńn]|zavolejte|hívj|telp|sđt|điện thoại|"
    r"тел|телефон[а-я]{0,2}|моб|мобильн[а-я]{2,3}|звоните|позвоните|номер телефона|τηλ|τηλέφωνο|"
    r"טלפון|נייד|هاتف|جوال|تلفن|फ़ोन|फोन|मोबाइल)\b"
    r"|电话|電話|手机|手機|携帯|联系方式|傳真|传真|전화|휴대폰|연락처|โทร",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:isbn|issn|doi|order|orders|invoice|id|ids|uid|ref|reference|case|ticket|account|acct|"
    r"serial|tracking|version|vat|zip|zipcode|sku|barcode|ean|upc|imei|patent|arxiv|pmid|article|"
    r"licen[cs]e|policy|passport|claim|model|part|item|ssn|itin|card|iban|coordinates?|latitude|"
    r"longitude|lat|lon|timestamp|unix|hash|seed|port|batch|product|student|employee|customer|"
    r"member|population|page|pages|pp|scores?|bytes|binary|hex|array|list|sequence|matrix|"
    r"routing|swift|tax|error|code|invoice|bestellnummer|rechnung|commande|pedido|"
    r"size|usage|values?|count|total|length|amount|range|index|limit|budget|price|costs?|salary|"
    r"points|steps|level|iterations?|strike|column|row|pixels|resolution|inch)\b",
    re.IGNORECASE,
)
# Only words that name the number itself, right before it, take away what its form says.
_CALLED = re.compile(
    r"\b(?:isbn(?:-1[03])?|issn|doi|order|invoice|id|ref|reference|case|ticket|account|acct|serial|"
    r"tracking|sku|barcode|ean|upc|imei|patent|pmid|licen[cs]e|policy|passport|claim|part|item|"
    r"ssn|routing|tax)[ :#.]{0,3}(?:number|numbers|no|num|nr|id|code|is|was|:|#|\.|[ ]){0,6}$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r" ?(?:bytes?|[kmgt]i?b|bits?|px|pixels?|dollars?|euros?|usd|eur|users?|people|iterations?|"
    r"times|copies|km|meters?|miles?|items?|rows?|steps|points|ms|seconds?|years?|views|votes)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[ \t,]{0,2}[(-]?[ \t]?(?:office|mobile|mob|fax|home|work|cell|phone|tel|desk|landline)\b",
    re.IGNORECASE,
)


def says_phone(text: str, start: int, end: int, *, bare: bool) -> bool:
    """Whether the text around calls it a phone number, and nothing else in between.

    Args:
        text: in which it stands.
        start: where it begins.
        end: where it ends.
        bare: whether it is digits alone, for which the word must be nearer.
    """
    before = text[max(0, start - (_NEAR if bare else _BEFORE)) : start]
    if _UNIT.match(text, end):
        return False
    named = _last(_PHONE, before)
    if named is not None and len(before[named:].rpartition("\n")[0].strip()) <= _LINE:
        return (_last(_OTHER, before) or 0) <= named
    return _LABEL.match(text, end) is not None


def says_other(text: str, start: int) -> bool:
    """Whether the words right before call it something that is no phone number."""
    return _CALLED.search(text[max(0, start - _BEFORE) : start]) is not None


def _last(words: re.Pattern[str], text: str) -> int | None:
    """Where the last of these words ends."""
    found = None
    for match in words.finditer(text):
        found = match.end()
    return found
