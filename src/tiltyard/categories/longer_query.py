"""Longer query: prompts of about 500 tokens or more, all turns together.

Tokens are estimated, so that no tokenizer is needed and labels do not change with one: a word is
one token, a run of marks 1.25, a Chinese, Japanese or Korean character 0.66, and each letter beyond
ASCII in other scripts adds 0.2. docs/methods/labels-by-rule.md says how well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiltyard.categories import Category, Item, Rule, Value

TOKENS = 500
SHORTEST = 500  # characters; with fewer there are fewer tokens
LONGEST = 10_000  # characters; with more there are more tokens

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Kinds of characters: letters and digits of ASCII and beyond, marks, underscores, white space,
# letters and marks of Chinese, Japanese and Korean.
_ASCII, _BEYOND, _MARK, _LINE, _SPACE, _LETTER, _SIGN = "ab._ cs"


def estimated_tokens(text: str) -> float:
    """About how many tokens a text has."""
    kinds = text.translate(_KINDS)
    beyond, letters, signs = (kinds.count(kind) for kind in (_BEYOND, _LETTER, _SIGN))
    if beyond or signs:
        kinds = kinds.replace(_BEYOND, _ASCII).replace(_SIGN, _MARK)
    words, marks = _runs(kinds, _ASCII), _runs(kinds, _MARK) + _runs(kinds, _LINE)
    return words + 1.25 * marks + 0.66 * (letters + signs) + 0.2 * beyond


def _runs(kinds: str, kind: str) -> int:
    """How often a run of one kind begins."""
    others = (other for other in (_ASCII, _MARK, _LINE, _SPACE, _LETTER) if other != kind)
    return kinds.startswith(kind) + sum(kinds.count(other + kind) for other in others)


class _Kinds(dict[int, str]):
    """The kind of a character, looked up when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if _CJK.match(sign):
            kind = _LETTER if sign.isalnum() else _SIGN
        elif sign.isalnum():
            kind = _ASCII if sign.isascii() else _BEYOND
        else:
            kind = _SPACE if sign.isspace() else _LINE if sign == "_" else _MARK
        self[code] = kind
        return kind


_KINDS = _Kinds()


def _is_long(prompts: Sequence[str]) -> bool:
    characters = sum(map(len, prompts))
    if not SHORTEST <= characters <= LONGEST:
        return characters > LONGEST
    return sum(map(estimated_tokens, prompts)) >= TOKENS


def _find(items: Sequence[Item]) -> list[Value | None]:
    return [_is_long(item.prompts) if item.prompts else None for item in items]


category = Category(
    title="Longer query",
    about=f"The user's turns have about {TOKENS} tokens or more together.",
    rule=Rule(_find),
)
