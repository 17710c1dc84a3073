"""Mail addresses, plain or written so that machines shall not find them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiltyard.personal import Kind

_SPELT = "A-Za-z\u00c0-\u024f\u0370-\u052f"  # not letters of scripts that use no spaces
_LETTER = f"{_SPELT}0-9"
_LOCAL = rf"(?<![{_LETTER}])[{_LETTER}_](?:[{_LETTER}_%+'=-]|\.(?!\.)){{0,127}}+"
_LABEL = rf"[{_LETTER}](?:[{_LETTER}-]{{0,62}})"
_DOTTED = (
    rf"(?:{_LABEL}\.){{1,8}}(?P<top>[{_SPELT}]{{2,24}}|xn--[A-Za-z0-9-]{{2,59}})(?![{_LETTER}])"
)
_ADDRESS = re.compile(rf"(?<![{_LETTER}@/]){_LOCAL}@{_DOTTED}")
_HIDDEN = re.compile(
    rf"{_LOCAL}\s?[\[({{<]\s?(?:at|@)\s?[\])}}>]\s?{_LABEL}"
    rf"(?:(?:\.|\s?[\[({{<]\s?(?:dot|\.)\s?[\])}}>]\s?){_LABEL}){{1,4}}",
    re.IGNORECASE,
)
# Words alone, or blanks around the sign, are an address only where the text says so.
_SAID = re.compile(
    rf"(?!(?:us|me|him|her|them|it|you|team|out|back|support|page|site)\b){_LOCAL}"
    rf"(?: @ | ?@ ?| at ){_LABEL}(?:(?:\.| dot ){_LABEL}){{0,3}}"
    r"(?:\.| dot )(?:com|org|net|edu|gov|info|io|co|[a-z]{2})\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"mail|contact|reach|write (?:to|me)", re.IGNORECASE)
_NEAR = 40  # characters before it
# What stands behind the last dot of a file or of a piece of code, and is no domain.
_NO_DOMAIN = re.compile(
    r"png|jpe?g|gif|svg|webp|ico|bmp|pdf|html?|s?css|json|ya?ml|toml|txt|csv|md|[jt]sx|weight|shape|"
    r"data|size|grad|transpose|reshape",
    re.IGNORECASE,
)
_CODE_FOLLOWS = re.compile(r"\s?[(\[=]")


def _find(text: str) -> Iterator[tuple[int, int]]:
    for match in _ADDRESS.finditer(text):
        is_code = _CODE_FOLLOWS.match(text, match.end()) or "@self." in match[0]
        is_shell = match[0].startswith("git@") and text[match.end() : match.end() + 1] in (":", "/")
        if not (is_code or is_shell or _NO_DOMAIN.fullmatch(match["top"])):
            yield match.span()
    yield from (match.span() for match in _HIDDEN.finditer(text))
    if not any(sign in text for sign in (" @", "@ ", " dot ", " DOT ")):
        return
    for match in _SAID.finditer(text):
        if " " in match[0] and _MAIL.search(text, max(0, match.start() - _NEAR), match.start()):
            yield match.span()


kind = Kind(
    title="e-mail address",
    about="Addresses such as name@example.org, also written as name (at) example (dot) org. "
    "Names of files, code and git addresses are none.",
    hint=r"[^\s@]@[^\s@]+\.[^\s@]|[\[({<]\s?(?:[Aa][Tt]|@)\s?[\])}>]"
    r"|[^\s@] @ ?[^\s@]|[^\s@]@ [^\s@]|(?i: at [^ \n]+ dot )",
    find=_find,
)
