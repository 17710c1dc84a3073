"""Social security numbers of the United States."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiltyard.personal import Kind

_NUMBER = re.compile(
    r"(?<![\w+])(?<!\d[.,-])(\d{3})([ .-]?)(\d{2})\2(\d{4})(?!\w|[.,-]\d)", re.ASCII
)
_CONTEXT = re.compile(
    r"\bSSNs?\b|social[ -]sec|soc\.? sec|\bITIN\b|taxpayer|\btax id", re.IGNORECASE
)
_NEAR = 40  # characters before the number in which it may be called by its name


def _find(text: str) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(text):
        area, between, group, serial = match.groups()
        named = _CONTEXT.search(text, max(0, match.start() - _NEAR), match.start())
        given = area not in ("000", "666") and area < "900"
        is_number = group != "00" and serial != "0000" and area != "000"
        if is_number and (named or (between == "-" and given)):
            yield match.span()


kind = Kind(
    title="social security number (US)",
    about="Nine digits as 123-45-6789 of an area that is given out; with other signs or none "
    "between them, and taxpayers' numbers, only where the text says what they are.",
    hint=r"[0-9]{3}[^0-9A-Za-z\n]?[0-9]{2}[^0-9A-Za-z\n]?[0-9]{4}",
    find=_find,
)
