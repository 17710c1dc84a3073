"""Names of language models and of those who make them, and where a text holds one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

Kind = Literal["model", "maker"]

_LISTS = tomllib.loads(Path(__file__).with_name("_names.toml").read_text(encoding="utf-8"))
_SURE = frozenset({"word", "sure_maker", "sure_model"})
_COMMON = frozenset(_LISTS["common"])
_IS_NO_WORD = re.compile(r"[\d_-]")
_BEFORE, _AFTER = r"(?<![A-Za-z0-9_À-ɏ⟦])", r"(?![A-Za-z0-9_À-ɏ⟧]|-[a-z])"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text.

    Attributes:
        text: as it is written.
        kind: of a model, or of those who make them.
        is_sure: it means nothing else.
    """

    text: str
    kind: Kind
    is_sure: bool


@lru_cache(maxsize=4096)
def of_model(model: str) -> tuple[str, ...]:
    """What a model may call itself: its whole name, and its first word if that names it."""
    whole = model.rsplit("/", maxsplit=1)[-1]
    head = re.split(r"[^A-Za-zÀ-ɏ]|(?<=[a-z])(?=\d)", whole, maxsplit=1)[0]
    found = [whole] if len(whole) > 3 and _IS_NO_WORD.search(whole) else []
    if len(head) >= 3 and head.lower() not in _COMMON:
        found.append(head)
    return tuple(found)


def searched(models: Iterable[str], words: Iterable[str] = ()) -> list[str]:
    """Small letters of which every text with a name holds one; ``words`` are further names."""
    own = {name.lower() for model in models for name in of_model(model)}
    return sorted({*_LISTS["searched"], *own, *(word.lower() for word in words)})


def mark(
    sentence: str, models: Iterable[str], words: tuple[str, ...] = ()
) -> tuple[str, list[Name]]:
    """The sentence with ``⟦number⟧`` for each name, and the names.

    Args:
        sentence: of an answer.
        models: those that answered.
        words: further names that mean nothing else.
    """
    found: list[Name] = []

    def replaced(match: re.Match[str]) -> str:
        group = str(match.lastgroup)
        kind: Kind = "maker" if group.endswith("maker") else "model"
        is_sure = group in _SURE or (group == "own" and bool(re.search(r"\d", match[0])))
        found.append(Name(match[0], kind, is_sure))
        return f"⟦{len(found) - 1}⟧"

    marked = sentence.replace("⟦", "(").replace("⟧", ")")
    for pattern in (_given(words), *map(_own, models), _known()):
        marked = pattern.sub(replaced, marked) if pattern is not None else marked
    return marked, found


@lru_cache(maxsize=16)
def _given(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """The operator's names."""
    either = "|".join(map(re.escape, words))
    return re.compile(f"{_BEFORE}(?P<word>(?i:{either})){_AFTER}") if words else None


@lru_cache(maxsize=4096)
def _own(model: str) -> re.Pattern[str] | None:
    """What a model may call itself, the longest first."""
    either = "|".join(map(_as_written, sorted(of_model(model), key=len, reverse=True)))
    return re.compile(f"{_BEFORE}(?P<own>{either}){_AFTER}") if either else None


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    """All names on our lists."""
    groups = (
        f"(?P<sure_maker>(?i:{_any('sure_makers')}))",
        f"(?P<sure_model>(?i:{_any('sure_models')}))",
        f"(?P<model>{_any('other_models')})",
        f"(?P<maker>{_any('other_makers')})",
    )
    return re.compile(f"{_BEFORE}(?:{'|'.join(groups)}){_AFTER}")


def _any(of: str) -> str:
    return "|".join(_LISTS[of])


def _as_written(name: str) -> str:
    """A name that is no word in any case; a word only with a capital, as names are written."""
    escaped = re.escape(name)
    if _IS_NO_WORD.search(name):
        return f"(?i:{escaped})"
    return f"(?:{escaped[0].upper()}(?i:{escaped[1:]}))"
