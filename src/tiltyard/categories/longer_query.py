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

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_CHARACTER = re.compile(f"[{_CJK}]")
_WORD = re.compile(f"[^\\W_{_CJK}]+")
_MARKS = re.compile(r"[^\w\s]+|_+")
_BEYOND = re.compile(f"[^\\x00-\\x7f{_CJK}\\W]")


def estimated_tokens(text: str) -> float:
    """About how many tokens a text has."""
    words, marks = len(_WORD.findall(text)), len(_MARKS.findall(text))
    if text.isascii():
        return words + 1.25 * marks
    characters, beyond = len(_CHARACTER.findall(text)), len(_BEYOND.findall(text))
    return words + 1.25 * marks + 0.66 * characters + 0.2 * beyond


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
