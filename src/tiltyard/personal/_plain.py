"""Text with usual digits, spaces and dashes, so that a rule need not know all that there are."""

from __future__ import annotations

import re
import unicodedata

# For the fast engine alone: digits of other scripts, and letters and signs of full width.
UNUSUAL = "[\\d&&[^0-9]]|[\uff0e\uff20-\uff3a\uff41-\uff5a]"
_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c"
    "\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u2066\u2067\u2068\u2069"
    "\u3000\ufeff"
)
_DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
# In JSON and in code a line may end with two signs, the second of which looks like a letter.
_ESCAPED = re.compile(r"\\[nrt]")


def plain(text: str) -> str:
    """The text with ASCII for what stands for ASCII; as long as before, sign for sign."""
    if not text.isascii():
        text = text.translate(_TABLE)
    return _ESCAPED.sub("  ", text) if "\\" in text else text


class _Table(dict[int, str]):
    """What a sign becomes, looked up when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if code > 0x7F and sign.isdecimal():
            sign = str(unicodedata.decimal(sign))
        elif 0xFF01 <= code <= 0xFF5E:
            sign = chr(code - 0xFEE0)
        elif sign in _SPACES or sign in _DASHES:
            sign = " " if sign in _SPACES else "-"
        self[code] = sign
        return sign


_TABLE = _Table()
