"""Several values as one text, as they stand in an address: parted by commas.

A comma within a value has a backslash before it, since names of topics have some.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

EMPTY = "none"
_COMMA = re.compile(r"(?<!\\),")


def joined(values: Iterable[str]) -> str:
    """The values as a text; ``none`` of no values."""
    return ",".join(value.replace(",", "\\,") for value in values) or EMPTY


def parted(text: str) -> tuple[str, ...]:
    """The values of a text, each once."""
    if text.strip() == EMPTY:
        return ()
    parts = (part.strip().replace("\\,", ",") for part in _COMMA.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))
