"""Internet addresses of machines, of both versions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address

from tiltyard.personal import Kind

_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_FOUR = re.compile(rf"(?<![\w.-])(?<!\d[,:])(?:{_OCTET}\.){{3}}{_OCTET}(?![\w-]|\.\d)", re.ASCII)
_SIX = re.compile(
    r"(?<![\w:.-])(?:[0-9A-Fa-f]{0,4}:){2,8}+(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{1,4})?+(?![\w:])",
    re.ASCII,
)
# What stands before four numbers that are a version, or a place in a document.
_VERSION = re.compile(
    r"(?:(?:\bversion|\bver|\brelease|\bbuild|\bfirmware|\bupdate|\bsection|\bchapter|\bclause"
    r"|\bec|\bfigure|\bfig\.|\btable|\bkernel|§)[\s:v=\"']{0,5}"
    r"|(?:[=~^<>]=?|(?<=[^/\s])/)[\s:v]{0,3})$",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"(?:ip|ipv4|addr|address|host|server|bind|dns|gateway|remote|client|peer|src|dst|source|dest)"
    r"[\"']?\s?=[=\s]{0,2}$",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"127\.|0\.|255\.|224\.0\.0\.")
_HEADING = re.compile(r"\.?[ \t]|\.\n")
_NETWORK = re.compile(r"/\d{1,2}\b")


def _find(text: str) -> Iterator[tuple[int, int]]:
    for match in _FOUR.finditer(text):
        if not (_NOBODY.match(match[0]) or _is_numbering(text, *match.span())):
            yield match.span()
    for match in _SIX.finditer(text):
        address = match[0] if match[0].endswith("::") else match[0].removesuffix(":")
        if _is_six(address):
            yield match.start(), match.start() + len(address)


def _is_numbering(text: str, start: int, end: int) -> bool:
    """Whether the four numbers are a version, a heading's number, or a network."""
    if _HOST.search(text, max(0, start - 20), start):
        return False
    if _VERSION.search(text, max(0, start - 20), start):
        return True
    if text[start:end].endswith(".0") and _NETWORK.match(text, end):
        return True
    begins_line = not text[text.rfind("\n", 0, start) + 1 : start].strip("#*> \t")
    small = all(1 <= int(number) <= 20 for number in text[start:end].split("."))
    return begins_line and small and _HEADING.match(text, end) is not None


def _is_six(text: str) -> bool:
    """Whether it is an address of version 6, and no time of day, path of code or loopback."""
    try:
        address = IPv6Address(text)
    except AddressValueError:
        return False
    groups = [group for group in text.split(":") if group]
    long = any(len(group) >= 3 for group in groups)
    written = "::" not in text or (long and (len(groups) > 2 or len(groups[0]) == 4))
    has_digit = any(sign.isdigit() for sign in text)
    return written and has_digit and not (address.is_loopback or address.is_unspecified)


kind = Kind(
    title="IP address",
    about="Addresses of version 4 and 6, of private networks too. Versions of software, numbers of "
    "headings, network masks and the address of the machine itself are none.",
    hint=r"(?:[0-9]{1,3}\.){3}[0-9]|[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]|::[0-9A-Fa-f]|[0-9A-Fa-f]{4}::",
    find=_find,
)
