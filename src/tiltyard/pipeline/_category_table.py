"""A category that is written as a table: a question for a model, patterns, or both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tiltyard import categories, files
from tiltyard.categories import Category, Item, Labeller, Rubric, Rule, Value
from tiltyard.errors import ConfigurationError
from tiltyard.registry import nearest

_KEYS = ("title", "about", "reads", "question", "values", "any_of", "none_of", "languages")
_YES_NO = ("yes", "no")
_WORD = re.compile(r"\w[\w+#-]*")
_CODE = re.compile(r"[a-z]{2,3}")


def category_of(table: Mapping[str, Any], name: str, where: str) -> Category:
    """The category that a table describes.

    Args:
        table: what was written.
        name: how the category is called.
        where: what holds the table, for messages.

    Raises:
        ConfigurationError: a key is unknown, missing or not as it should be.
    """
    reader = _Reader(table, where)
    rubric, rule = reader.rubric(), reader.rule()
    if rubric is None and rule is None:
        raise reader.fault("it needs a 'question' for a model, or patterns in 'any_of'")
    asks_more = rubric is not None and set(rubric.values) != set(_YES_NO)
    if asks_more and rule is not None:
        raise reader.fault("patterns say yes or no: 'any_of' does not go with other 'values'")
    title = reader.text("title") or name.replace("_", " ").capitalize()
    return Category(
        title=title,
        about=reader.text("about") or (rubric.question if rubric else f"{title}, by patterns."),
        reads=reader.reads(),
        values=rubric.values if rubric is not None and asks_more else None,
        rule=rule,
        rubric=rubric,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """A table that is being read; every fault names the place."""

    table: Mapping[str, Any]
    where: str

    def __post_init__(self) -> None:
        for key in self.table:
            if key not in _KEYS:
                raise self.fault(f"there is no key {key!r}{nearest(key, list(_KEYS))}")

    def fault(self, words: str) -> ConfigurationError:
        return ConfigurationError(f"{self.where}: {words}")

    def text(self, key: str) -> str | None:
        value = self.table.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.fault(f"{key!r} is {value!r}: it should be a text that is not empty")
        return value

    def texts(self, key: str) -> list[str]:
        values = self.table.get(key, [])
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise self.fault(f"{key!r} is {values!r}: it should be a list of texts")
        if key in self.table and not values:
            raise self.fault(f"{key!r} is empty: leave it out, or say what it should hold")
        return values

    def reads(self) -> Literal["prompts", "answers"]:
        match self.table.get("reads", "prompts"):
            case "prompts":
                return "prompts"
            case "answers":
                return "answers"
            case other:
                raise self.fault(f"'reads' is {other!r}: it should be 'prompts' or 'answers'")

    def rubric(self) -> Rubric | None:
        question, values = self.text("question"), tuple(self.texts("values"))
        if question is None:
            if values:
                raise self.fault("'values' are the answers to a 'question', which is missing")
            return None
        for value in values:
            if not _WORD.fullmatch(value):
                raise self.fault(f"'values' holds {value!r}: each should be one word")
        distinct = {value.casefold() for value in values}
        if values and (len(distinct) < len(values) or len(values) < 2):
            raise self.fault(
                f"'values' is {list(values)!r}: at least two different words are needed"
            )
        return Rubric(question, values or _YES_NO)

    def rule(self) -> Rule | None:
        any_of, none_of, languages = (
            self.patterns("any_of"),
            self.patterns("none_of"),
            self.texts("languages"),
        )
        if not any_of:
            if none_of or languages:
                raise self.fault("'none_of' and 'languages' narrow 'any_of', which is missing")
            return None
        for code in languages:
            if not _CODE.fullmatch(code):
                raise self.fault(f"'languages' holds {code!r}: codes look like 'fr'")
        said = {key: self.table.get(key) for key in ("reads", "any_of", "none_of", "languages")}
        if languages:
            said["told_by"] = _by_language().version
        find = _Patterns(tuple(any_of), tuple(none_of), frozenset(languages), self.reads())
        return Rule(find, digest=files.digest_of(said))

    def patterns(self, key: str) -> list[re.Pattern[str]]:
        found = []
        for place, text in enumerate(self.texts(key), start=1):
            try:
                found.append(re.compile(text, re.IGNORECASE | re.MULTILINE))
            except (re.error, RecursionError, OverflowError) as error:
                raise self.fault(
                    f"{key!r} number {place}, {text!r}, is no regular expression: {error}"
                ) from None
            if found[-1].search("") is not None:
                raise self.fault(f"{key!r} number {place}, {text!r}, matches even an empty text")
        return found


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Yes where a text matches, and is in one of the languages if some are named."""

    any_of: tuple[re.Pattern[str], ...]
    none_of: tuple[re.Pattern[str], ...]
    languages: frozenset[str]
    reads: Literal["prompts", "answers"]

    def __call__(self, items: Sequence[Item]) -> list[Value | None]:
        texts = [item.prompts if self.reads == "prompts" else item.answers for item in items]
        found: list[Value | None] = [self._matches(one) for one in texts]
        hits = [place for place, hit in enumerate(found) if hit]
        if self.languages and hits:
            # A language that cannot be told leaves the label open.
            spoken = _by_language().label([Item(texts[place]) for place in hits])
            for place, code in zip(hits, spoken, strict=True):
                found[place] = None if code is None else code in self.languages
        return found

    def _matches(self, texts: tuple[str, ...]) -> bool:
        wanted = any(one.search(text) for one in self.any_of for text in texts)
        return wanted and not any(one.search(text) for one in self.none_of for text in texts)


def _by_language() -> Labeller:
    return categories.labeller("language", categories.load("language"), "rule")
