"""Which settings are secret, and how to show and to keep a table without them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SECRET_NAME = re.compile(r"(^|_|-|api)(key|secret|token|password|authorization)$", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")
_SECRET_QUERY = re.compile(r"([?&][^=&]*(?:key|secret|token|password)=)[^&\s]*", re.IGNORECASE)
MASK = "********"


def is_secret(path: tuple[str, ...]) -> bool:
    """Whether a setting's value must never be shown: keys, passwords, and all headers."""
    return bool(_SECRET_NAME.search(path[-1])) or "headers" in path[:-1]


def masked(text: str) -> str:
    """A text without the credentials that an address in it may hold."""
    return _SECRET_QUERY.sub(rf"\1{MASK}", _CREDENTIALS.sub(f"{MASK}@", text))


def without_secrets(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table as it may be kept for ever: no secrets, no headers, no credentials in addresses."""
    kept: dict[str, Any] = {}
    for key, value in table.items():
        if is_secret((key,)) or "headers" in key.lower():
            continue
        if isinstance(value, Mapping):
            kept[key] = without_secrets(value)
        else:
            kept[key] = masked(value) if isinstance(value, str) else value
    return kept
