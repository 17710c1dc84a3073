"""Keys, tokens and passwords: what opens an account if it is published."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from tiltyard.personal import Kind

# How issuers begin their keys, so that they can be found.
_ISSUED = (
    r"sk-[A-Za-z0-9_-]{20,200}",
    r"[srp]k_(?:live|test)_[A-Za-z0-9]{16,200}",
    r"gh[pousr]_[A-Za-z0-9]{30,255}",
    r"github_pat_[A-Za-z0-9_]{22,255}",
    r"glpat-[A-Za-z0-9_-]{20,64}",
    r"(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}",
    r"xox[abeoprs]-[A-Za-z0-9-]{10,255}",
    r"AIza[A-Za-z0-9_-]{30,40}",
    r"ya29\.[A-Za-z0-9_-]{20,512}",
    r"GOCSPX-[A-Za-z0-9_-]{20,40}",
    r"hf_[A-Za-z0-9]{30,64}",
    r"npm_[A-Za-z0-9]{30,64}",
    r"pypi-[A-Za-z0-9_-]{32,512}",
    r"SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}",
    r"dop_v1_[a-f0-9]{64}",
    r"gsk_[A-Za-z0-9]{32,80}",
    r"eyJ[A-Za-z0-9_-]{8,4096}\.eyJ[A-Za-z0-9_-]{8,8192}\.[A-Za-z0-9_-]{8,2048}",
    r"\d{8,10}:AA[A-Za-z0-9_-]{33}",
)
_BY_ISSUER = re.compile(rf"(?<![A-Za-z0-9_-])(?:{'|'.join(_ISSUED)})(?![A-Za-z0-9_])")
_PRIVATE = re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_PRIVATE_END = re.compile(r"-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_LONGEST_KEY = 20_000  # characters between the two
_BODY = re.compile(r"(?:\s*[A-Za-z0-9+/=]{20,})++")
_IN_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,15}://[^\s:/@]{1,64}:(?P<value>[^\s/@]{3,128})@")
_HEADER = re.compile(r"\b(?:Bearer|Basic) {1,2}(?P<value>[A-Za-z0-9._~+/-]{16,4096}={0,2})")
# Words as they are mostly written: a search that minds no case takes six times as long.
_WORDS = ("passw", "passphrase", "pwd", "secret", "token", "key")
_NAME = re.compile("|".join(f"{word}|{word.title()}|{word.upper()}" for word in _WORDS))
_WHOSE_KEY = re.compile(r"(?:api|access|private|account)[_ -]?$", re.IGNORECASE)
_VALUE = re.compile(
    r"[A-Za-z_]{0,20}[\"'`]?(?: {0,2}(?:=>|:=|=|:)| (?:is|was)) {0,2}[\"'`]?"
    r"(?P<value>[^\s\"'`<>,;]{6,200})",
)
_EXAMPLE = re.compile(
    r"your|example|placeholder|change|xxx|\*\*\*|\.\.\.|dummy|redacted|insert|process\.|environ|"
    r"getenv|^[$%{]|[({\[]|null|none|undefined|self\.|https?:|^[a-z]+[._][a-z._]+$|"
    r"^(?:pass(?:word)?|pwd|secret)$",
    re.IGNORECASE,
)


def _find(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _BY_ISSUER.finditer(text))
    yield from _private_keys(text)
    for match in _IN_ADDRESS.finditer(text):
        if not _EXAMPLE.search(match["value"]):
            yield match.span("value")
    for match in _HEADER.finditer(text):
        if _is_random(match["value"]):
            yield match.span("value")
    yield from _called_secret(text)


def _called_secret(text: str) -> Iterator[tuple[int, int]]:
    last = 0  # where the last secret ends: what stands within it is no name
    for name in _NAME.finditer(text):
        word = name[0].lower()
        if name.start() < last:
            continue
        if word == "key" and not _WHOSE_KEY.search(text, max(0, name.start() - 8), name.start()):
            continue
        if match := _VALUE.match(text, name.end()):
            value = match["value"].rstrip(".)]}")
            if _is_secret(word, value):
                last = match.start("value") + len(value)
                yield match.start("value"), last


def _private_keys(text: str) -> Iterator[tuple[int, int]]:
    """Keys from their first line to their last, or as far as they go if that is missing."""
    for begin in _PRIVATE.finditer(text):
        body = _BODY.match(text, begin.end())
        end = _PRIVATE_END.search(text, begin.end(), begin.end() + _LONGEST_KEY)
        if end or body:
            yield begin.start(), max(one.end() for one in (end, body) if one)


def _is_secret(name: str, value: str) -> bool:
    """Whether it looks like what only one person knows, and not like code or an example."""
    if len(value) < 6 or _EXAMPLE.search(value):
        return False
    kinds = [any(map(is_so, value)) for is_so in (str.isalpha, str.isdigit, _is_sign)]
    if name.startswith(("pass", "pwd")):
        return sum(kinds) >= 2 or value.isdigit()
    return _is_random(value)


def _is_sign(sign: str) -> bool:
    return not sign.isalnum() and sign not in "-_."


def _is_random(value: str) -> bool:
    """Whether it is long, of letters and digits, and more even than words are."""
    if len(value) < 16 or not any(map(str.isdigit, value)) or not any(map(str.isalpha, value)):
        return False
    shares = [many / len(value) for many in Counter(value).values()]
    return -sum(share * math.log2(share) for share in shares) >= 3


kind = Kind(
    title="key, token or password",
    about="Keys as known services issue them, JSON web tokens, private keys, passwords within web "
    "addresses, and what is called a password, secret, token or key and looks random. Examples "
    "such as YOUR_API_KEY are none.",
    hint=r"sk-|[srp]k_(?:live|test)_|gh[pousr]_|github_pat_|glpat-|A(?:KIA|SIA|ROA|IDA)[A-Z0-9]|"
    r"xox[abeoprs]-|AIza|ya29\.|GOCSPX-|hf_[A-Za-z0-9]{30}|npm_[A-Za-z0-9]{30}|pypi-[A-Za-z0-9_]|"
    r"SG\.[A-Za-z0-9_-]{16}|dop_v1_|gsk_|eyJ[A-Za-z0-9_-]{8}|[0-9]{8}:AA|PRIVATE KEY|"
    r"://[^\s:/@]+:[^\s/@]+@|(?:Bearer|Basic) {1,2}[A-Za-z0-9._~+/-]{16}|"
    r"(?i:passw|passphrase|pwd|secret|token|(?:api|access|private|account)[_ -]?key)"
    r"[A-Za-z_]{0,20}[\"'`]?(?: {0,2}[:=]| is | was )",
    find=_find,
)
