"""What labels of prompts by rule share: one text of all turns, and points for its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from tiltyard.categories import Item, Value

LONGEST = 2_000  # characters that are read, half from either end
ASKED = 250  # characters from either end, of a text that may be pasted in between
# Words of alphabets; Chinese and Japanese letters that touch them are no part of them.
_WORD = re.compile(r"[a-z\u00df-\u024f\u0400-\u04ff][a-z0-9\u00df-\u024f\u0400-\u04ff'+#_]*")


def by_prompt(found: Callable[[str], bool]) -> Callable[[Sequence[Item]], list[Value | None]]:
    """A rule over what the user said in all turns together; unlabelled if that is nothing."""

    def find(items: Sequence[Item]) -> list[Value | None]:
        texts = (one_text(item.prompts) for item in items)
        return [found(text) if text.strip() else None for text in texts]

    return find


def one_text(turns: Sequence[str]) -> str:
    """All turns of the user, a line between them; of a very long text the beginning and the end."""
    text = "\n".join(turns) if len(turns) != 1 else turns[0]
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST // 2] + "\n" + text[-LONGEST // 2 :]


def asked(text: str) -> str:
    """Where a long text most likely says what is wanted: its beginning and its end."""
    return text if len(text) <= 2 * ASKED else text[:ASKED] + "\n" + text[-ASKED:]


def words(low: str) -> set[str]:
    """The different words of a lower-case text; what begins with a digit may be among them."""
    if low.isascii():  # half of the time of the pattern
        return set(low.translate(_BLANKED).split())
    return set(_WORD.findall(low))


def word_set(listed: str) -> frozenset[str]:
    """Words that stand between spaces."""
    return frozenset(listed.split())


# All marks of ASCII but those that belong to words such as c++, c#, don't and snake_case.
_BLANKED = str.maketrans(dict.fromkeys('!"$%&()*,-./:;<=>?@[\\]^`{|}~', " "))


@dataclass(frozen=True, slots=True)
class Phrases:
    """A pattern that can only match where one of some words is: so it is rarely tried.

    Attributes:
        keys: the words, between spaces; every match holds one of them as a whole word.
        pattern: what is looked for in a lower-case text.
    """

    keys: frozenset[str]
    pattern: re.Pattern[str]

    def match(self, low: str, found: Set[str]) -> bool:
        """Whether it is in a text that has these words."""
        return not self.keys.isdisjoint(found) and self.pattern.search(low) is not None


def phrases(keys: str, pattern: str) -> Phrases:
    """A pattern with the words without which it cannot match."""
    return Phrases(word_set(keys), re.compile(pattern))


def weights(groups: Mapping[int, str]) -> dict[str, int]:
    """Points by word, from words by points."""
    return {word: points for points, listed in groups.items() for word in listed.split()}
