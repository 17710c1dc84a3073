"""Names of models that people would take for one."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize

_SHOWN = 3


def told_apart(names: Iterable[str]) -> str:
    """What to say of names that differ in spaces, case or the way a sign is written; else empty.

    They stay different models: who gathered the votes may have meant it.
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        plain = " ".join(normalize("NFKC", name).casefold().split())
        groups.setdefault(plain, []).append(name)
    found = [" and ".join(_shown(group)) for group in groups.values() if len(group) > 1]
    if not found:
        return ""
    more = f", and {len(found) - _SHOWN} more such names" if len(found) > _SHOWN else ""
    return f"different models: {', '.join(found[:_SHOWN])}{more}"


def _shown(names: list[str]) -> list[str]:
    """Names in quotes; by the numbers of their signs where they would look the same."""
    looks = {normalize("NFC", name) for name in names}
    return [repr(name) if len(looks) == len(names) else ascii(name) for name in names]
