"""What topics are called: by the words that set the prompts of one apart from those of the others.

The weight of a word is the class-based TF-IDF of Grootendorst (2022): its share of the words of a
topic, times log(1 + A / f), with f how often it comes in all topics and A how many words a topic
has on average. A word counts once in a prompt, so that nobody's long text names a topic alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from tiltyard import categories
from tiltyard.categories import Item
from tiltyard.pipeline._topic_words import are_alike, words_of

Words = tuple[tuple[str, float], ...]

KEPT = 10  # words of a topic, with their weights
NAMED = 3  # of them make its name
# In a topic with so many prompts the words of one of them alone come last.
_SEVERAL = 4
# How much more frequent a word must be in a topic than in all: less is style, not substance. Of a
# large topic less can be asked, since it is most of all.
_LIFT, _MOST_OF_IT = 2.0, 0.8
NAMELESS = "no words"


def weighed(groups: Sequence[Sequence[str]]) -> list[Words]:
    """The words of each group of prompts with their weights, the heaviest first."""
    tongue = categories.labeller("language", categories.load("language"), "rule")
    counts = []
    for group in groups:
        languages = tongue.label([Item((text,)) for text in group])
        told = zip(group, languages, strict=True)
        counts.append(
            Counter(word for text, code in told for word in words_of(text, str(code or "en")))
        )
    every = sum(counts, Counter[str]())
    mean = every.total() / max(len(groups), 1)
    prompts = sum(map(len, groups))
    return [
        _heaviest(here, every, mean, (len(group), prompts))
        for here, group in zip(counts, groups, strict=True)
    ]


def named(words: Sequence[Words]) -> list[str]:
    """A name for each topic, all different: its heaviest words that are not forms of one."""
    names: list[str] = []
    for one in words:
        names.append(next(name for name in _names(one) if name not in names))
    return names


def _heaviest(
    here: Counter[str], every: Counter[str], mean: float, prompts: tuple[int, int]
) -> Words:
    ours, all_of_them = prompts
    least = 2 if ours >= _SEVERAL else 1
    lift = min(_LIFT, _MOST_OF_IT * all_of_them / max(ours, 1)) if ours < all_of_them else 0.0
    whole = here.total()
    weights = {
        word: many / whole * math.log1p(mean / every[word])
        for word, many in here.items()
        if many * all_of_them >= lift * every[word] * ours
    }
    # One prompt's words come last, even the heaviest: they name that prompt.
    ordered = sorted(weights, key=lambda word: (here[word] < least, -weights[word], word))
    return tuple((word, round(weights[word], 6)) for word in ordered[:KEPT])


def _names(words: Words) -> Iterator[str]:
    """Names for a topic, the best first: more words, then numbers, where one is taken."""
    chosen: list[str] = []
    for word, _ in words:
        if any(are_alike(word, other) for other in chosen):
            continue
        chosen.append(word)
        if len(chosen) >= NAMED:
            yield ", ".join(chosen)
    name = ", ".join(chosen) or NAMELESS
    yield name
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1
