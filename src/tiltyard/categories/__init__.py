"""What a conversation is about: labels by name, each with its definition and ways to find it.

A file is a category: it exposes ``category``. A yes-or-no category can have a leaderboard of its
own; others sort conversations into named values. Rules and trained weights are here; a rubric is
text, which the pipeline puts to a model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from tiltyard import registry
from tiltyard.errors import ConfigurationError

Value = bool | int | str
Way = Literal["rule", "trained", "rubric"]
FAMILIAR = 160  # characters by which a hint knows a language
MARKS = "*_>#~ "  # what may stand before the first word of an answer
WAYS: tuple[Way, ...] = ("rule", "trained", "rubric")


@dataclass(frozen=True, slots=True)
class Item:
    """What a labeller sees: the user's turns in order, and one side's answers if it reads them."""

    prompts: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


class Labeller(Protocol):
    """One way to find a label."""

    @property
    def way(self) -> Way:
        """``rule``, ``trained`` or ``rubric``."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same item may get another label."""
        ...

    @property
    def digest(self) -> str | None:
        """sha256 of what else decides: trained weights, or the rubric with its model."""
        ...

    def label(self, items: Sequence[Item]) -> list[Value | None]:
        """A value for each item, in order; None where it could not be told, never a guess."""
        ...


@dataclass(frozen=True, slots=True)
class Rubric:
    """What a model is asked about one item, and how its answer is read.

    Attributes:
        question: what is to be decided, with every criterion, as people would judge it.
        values: the allowed answers, each one word; ``yes`` and ``no`` unless others are named.
    """

    question: str
    values: tuple[str, ...] = ("yes", "no")

    @property
    def digest(self) -> str:
        """sha256 over the question and the answers."""
        return hashlib.sha256("\0".join((self.question, *self.values)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Hint:
    """What a text has if a rule has to read it; the label of all others is plain.

    Patterns are of the `regex` crate, which knows no looking around; of a tuple all must be found.

    Attributes:
        text: what the rule reads of the turns; each of them if missing. An item is read if a text
            of it has any of this.
        written: looked for in the text as it is written.
        lower: looked for in the text in lower case.
        head: how many characters of a text ``lower`` is looked for in, after white space and
            `MARKS`; all if missing.
        drop: a sign that is taken out before ``lower`` is looked for.
        share: how often ``lower`` must be found, of its pieces between white space; once if 0.
        familiar: one of these is in the first `FAMILIAR` characters of a text, in lower case, if
            the item is a no where the rest is missing.
        otherwise: the label of an item that is neither read nor a no, by its texts.
    """

    text: Callable[[Sequence[str]], str] | None = None
    written: tuple[tuple[str, ...], ...] = ()
    lower: tuple[tuple[str, ...], ...] = ()
    head: int | None = None
    drop: str = ""
    share: float = 0
    familiar: tuple[str, ...] = ()
    otherwise: Callable[[Sequence[str]], Value | None] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Labels by rules that anyone can read.

    Attributes:
        find: a value for each item.
        version: goes up with every change that may change a label.
        digest: sha256 of the file that it was read from; none for those that come with Tiltyard.
        hint: what tells quickly which items with text need not be read.
    """

    find: Callable[[Sequence[Item]], Sequence[Value | None]]
    version: int = 1
    digest: str | None = None
    way: Way = "rule"
    hint: Hint | None = None

    @property
    def labeller(self) -> Labeller:
        """The rule itself, as a labeller."""
        return _ByRule(self)


@dataclass(frozen=True, slots=True)
class Category:
    """A label with its definition.

    Attributes:
        title: how people call it.
        about: the definition: what a careful person would check.
        reads: the user's turns, or each side's answers; the latter makes a label for each side.
        values: the names it sorts into; none for yes or no; empty where any text may come out.
        rule, trained, rubric: the ways there are.
        usual: the way that is taken unless one is named; the first there is if missing.
    """

    title: str
    about: str
    reads: Literal["prompts", "answers"] = "prompts"
    values: tuple[str, ...] | None = None
    rule: Rule | None = None
    trained: Callable[[], Labeller] | None = None
    rubric: Rubric | None = None
    usual: Way | None = None

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways there are, the usual one first."""
        there = [way for way in WAYS if getattr(self, way) is not None]
        return tuple(sorted(there, key=lambda way: way != self.usual))


def names() -> list[str]:
    """The names of all categories."""
    return registry.names("categories")


def load(name: str) -> Category:
    """The category of that name.

    Raises:
        UnknownNameError: there is none.
    """
    category: Category = registry.load("categories", name, "category")
    return category


def labeller(name: str, category: Category, way: Way | None = None) -> Labeller:
    """The rule or the trained weights of a category, ready to use.

    Args:
        name: how the category is called, for messages.
        category: which.
        way: ``rule`` or ``trained``; the usual one if missing. A rubric needs a model: see
            `tiltyard.pipeline`.

    Raises:
        ConfigurationError: the category has no such way, or what it needs is not installed.
    """
    way = way or category.ways[0]
    if way not in category.ways:
        raise ConfigurationError(
            f"category {name!r} has no way {way!r}; it has: {', '.join(category.ways)}"
        )
    if way == "rule" and category.rule is not None:
        return category.rule.labeller
    if way == "trained" and category.trained is not None:
        return category.trained()
    raise ConfigurationError(f"category {name!r} by rubric needs a model that is asked")


@dataclass(frozen=True, slots=True)
class _ByRule:
    rule: Rule
    way: Way = "rule"

    @property
    def version(self) -> str:
        return str(self.rule.version)

    @property
    def digest(self) -> str | None:
        return self.rule.digest

    def label(self, items: Sequence[Item]) -> list[Value | None]:
        return list(self.rule.find(items))


__all__ = [
    "FAMILIAR",
    "MARKS",
    "WAYS",
    "Category",
    "Hint",
    "Item",
    "Labeller",
    "Rubric",
    "Rule",
    "Value",
    "Way",
    "labeller",
    "load",
    "names",
]
