"""Text that every store and page can carry."""

from __future__ import annotations

import re

_UNCARRIABLE = re.compile("[\x00\ud800-\udfff]")


class Cleaner:
    """Makes pieces of text valid Unicode, in order, without NUL.

    Some servers escape JSON by character and cut an emoji between its two surrogates: the halves
    are joined again. What remains alone becomes U+FFFD, for UTF-8 and PostgreSQL take neither lone
    surrogates nor NUL.
    """

    def __init__(self) -> None:
        self._half = ""

    def clean(self, piece: str) -> str:
        """``piece`` itself if it is fine, which it nearly always is."""
        if not self._half and not _UNCARRIABLE.search(piece):
            return piece
        text = self._half + piece
        self._half = text[-1:] if "\ud800" <= text[-1:] <= "\udbff" else ""
        text = text[: len(text) - len(self._half)]
        joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return joined.replace("\x00", "\ufffd")
