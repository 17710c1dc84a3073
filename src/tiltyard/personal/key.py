"""Keys, tokens and passwords: what opens an account if it is published."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections import Counter
from collections.abc import Iterator

from tiltyard.personal import Kind
from tiltyard.personal._issuers import HINT, HOOKS, ISSUED

_BY_ISSUER = re.compile(rf"(?<![A-Za-z0-9_-])(?:{'|'.join(ISSUED)})(?![A-Za-z0-9_])")
_HOOK = re.compile("|".join(HOOKS))
_PRIVATE = re.compile(r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_PRIVATE_END = re.compile(r"-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----")
_LONGEST_KEY = 20_000  # characters between the two
_BODY = re.compile(r"(?:\s*[A-Za-z0-9+/=]{20,})++")
_IN_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,15}://[^\s:/@]{1,64}:(?P<value>[^\s/@]{3,128})@")
_IN_QUERY = re.compile(
    r"[?&](?:sig|signature|key|code|auth|apikey|sid|X-Amz-Signature)=(?P<value>[^\s&#\"'`<>]{16,512})"
)
_ON_COMMAND = re.compile(
    r"\bcurl\b[^\n]{0,120}? (?:-u|--user)[ =]?[\"']?[^\s:\"']{1,64}:(?P<value>[^\s\"']{3,128})"
)
_BEARER = re.compile(r"\bBearer {1,2}(?P<value>[A-Za-z0-9._~+/-]{16,4096}={0,2})")
_BASIC = re.compile(r"\bBasic {1,2}(?P<value>[A-Za-z0-9+/]{8,4096}={0,2})")
_HEXADECIMAL = re.compile(r"private[ _-]?key\W{1,5}(?P<value>0x[0-9a-f]{64})\b", re.IGNORECASE)
# Words as they are mostly written: a search that minds no case takes six times as long.
_PASSWORDS = (
    *("passw", "passphrase", "pwd", "kennwort", "mot de passe", "contraseña", "senha", "hasło"),
    *("wachtwoord", "lösenord", "пароль", "пароля", "密码", "密碼", "パスワード", "비밀번호"),
)
_RANDOM = ("secret", "token", "key", "session")
_NAME = re.compile(
    "|".join(
        dict.fromkeys(
            form
            for word in (*_PASSWORDS, *_RANDOM)
            for form in (word, word.capitalize(), word.upper())
        )
    )
)
_WHOSE_KEY = re.compile(r"(?:api|access|private|account)[_ -]?$", re.IGNORECASE)
_VALUE = re.compile(
    r"[A-Za-z_]{0,20}[\"'`]?"
    r"(?: {0,2}(?:=>|:=|=|:|是|は|は、)| (?:is|was|ist|lautet|est|es|é|to)(?: now)?(?= )) {0,2}"
    r"[\"'`]?"
    r"(?P<value>[^\s\"'`<>,;]{6,200})",
)
# A name and what goes with it: here a short word tells enough.
_LOGIN = re.compile(
    r"\b(?:login|user|username|usr|mail|e-?mail)\b[\"']? ?[:=] ?[^\s,;]{2,64}[\s,;/|]{1,4}"
    r"(?:pass|pw)[\"']? ?[:=] ?[\"']?(?P<value>[^\s\"'`<>,;]{6,128})",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_WORDY = 3  # letters or digits without a change on average; in what is random there are two
_EXAMPLE = re.compile(
    r"your|example|placeholder|change|xxx|\*\*\*|\.\.\.|dummy|redacted|insert|process\.|environ|"
    r"getenv|^[$%{]|[({\[]|null|none|undefined|self\.|https?:|^[a-z]+[._][a-z._]+$|"
    r"^(?:pass(?:word)?|pwd|secret)$",
    re.IGNORECASE,
)


def _find(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _BY_ISSUER.finditer(text))
    yield from (match.span() for match in _HOOK.finditer(text))
    yield from (match.span("value") for match in _HEXADECIMAL.finditer(text))
    yield from _private_keys(text)
    for pattern, is_right in _BY_PLACE:
        for match in pattern.finditer(text):
            if is_right(match["value"]):
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
    if name in _RANDOM:
        return _is_random(value) and not _EXAMPLE.search(value)
    if len(value) < 6 or _EXAMPLE.search(value):
        return False
    kinds = [any(map(is_so, value)) for is_so in (str.isalpha, str.isdigit, _is_sign)]
    return sum(kinds) >= 2 or value.isdigit()


def _is_sign(sign: str) -> bool:
    return not sign.isalnum() and sign not in "-_."


def _is_random(value: str) -> bool:
    """Whether it is long, of letters and digits, not made of words, and more even than those."""
    if len(value) < 16 or not any(map(str.isdigit, value)) or not any(map(str.isalpha, value)):
        return False
    pieces = _PIECE.findall(value)
    if sum(map(len, pieces)) >= _WORDY * len(pieces):
        return False
    shares = [many / len(value) for many in Counter(value).values()]
    return -sum(share * math.log2(share) for share in shares) >= 3


def _is_no_example(value: str) -> bool:
    return not _EXAMPLE.search(value)


def _is_name_and_password(value: str) -> bool:
    """Whether it is what a browser sends for a name and a password (RFC 7617)."""
    try:
        return b":" in base64.b64decode(value, validate=True)
    except binascii.Error:
        return False


def _is_password(value: str) -> bool:
    return _is_secret("passw", value)


# Secrets that are told by where they stand, and what they look like there.
_BY_PLACE = (
    (_IN_ADDRESS, _is_no_example),
    (_ON_COMMAND, _is_no_example),
    (_IN_QUERY, _is_random),
    (_BEARER, _is_random),
    (_BASIC, _is_name_and_password),
    (_LOGIN, _is_password),
)


kind = Kind(
    title="key, token or password",
    about="Keys as known services issue them, JSON web tokens, private keys, passwords within web "
    "addresses, and what is called a password, secret, token or key and looks random. Examples "
    "such as YOUR_API_KEY are none.",
    hint=HINT + r"|PRIVATE KEY|://[^\s:/@]+:[^\s/@]+@|(?:Bearer|Basic) {1,2}[A-Za-z0-9._~+/-]{8}|"
    r"[?&](?:sig|signature|key|code|auth|apikey|sid|X-Amz-Signature)=|curl [^\n]*-u|"
    r"(?:(?i:passw|passphrase|pwd|kennwort|mot de passe|wachtwoord|secret|token|session|"
    r"(?:api|access|private|account)[_ -]?key)|"
    r"(?i:contraseña|senha|hasło|lösenord|парол[ья]|密码|密碼|パスワード|비밀번호))[A-Za-z_]{0,20}"
    r"[\"'`]?[^0-9A-Za-z\n]{0,3}(?:[:=：＝是は]|(?:is|was|ist|lautet|est|es|é|to) |0[xX])|"
    r"(?:[Pp]ass|PASS|[Pp]w|PW)[\"']? ?[:=：＝]",
    find=_find,
)
