"""Sentiment: whether an answer's tone is warm, cold, or neither.

Warm and cold words are counted, and counted the other way after a negation. One sort has to
outweigh the other clearly; most answers are neutral.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat

from tiltyard.categories import Category, Item, Rubric, Rule, Value
from tiltyard.categories._tone_words import LEXICA, Lexicon
from tiltyard.categories._tongue import likely

HALF = 400  # characters that are read from either end of all answers
FEWEST = 3  # words of the shortest text that has a tone
REACH = 4  # words that a negation reaches
SHARE = 0.03  # of all words, by which one tone must outweigh the other
BALANCE = 0.5  # of all warm and cold words, by which it must

_FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_MARKS = ".,;:!?()[]{}\"*_#>/|…“”„«»¡¿—–'"


def tone(text: str) -> str | None:
    """``positive``, ``neutral`` or ``negative``; None without words, or in another language."""
    if "```" in text:
        text = _FENCE.sub(" ", text)
    if len(text) > 2 * HALF:
        text = text[:HALF] + " " + text[-HALF:]
    lexicon = LEXICA.get(likely(text[:200]))
    if lexicon is None:
        return None
    words = list(map(str.strip, text.lower().replace("’", "'").split(), repeat(_MARKS)))
    if len(words) < FEWEST:
        return None
    warm, cold = _counted(words, lexicon)
    weight = warm - cold
    if not weight or abs(weight) < max(SHARE * len(words), BALANCE * (warm + cold), 1):
        return "neutral"
    return "positive" if weight > 0 else "negative"


def _counted(words: Sequence[str], lexicon: Lexicon) -> tuple[int, int]:
    """How many words are warm and how many cold."""
    known = lexicon.all
    if known.isdisjoint(words):
        return 0, 0
    counts, turned = [0, 0], -REACH - 1
    for at, word in enumerate(words):
        if word not in known and word[-3:] != "n't":
            continue
        if word in lexicon.turns or word.endswith("n't"):
            turned = at
        else:
            counts[(word in lexicon.cold) != (at - turned <= REACH)] += 1
    return counts[0], counts[1]


def _find(items: Sequence[Item]) -> list[Value | None]:
    return [tone("\n".join(item.answers)) for item in items]


_VALUES = ("positive", "neutral", "negative")

category = Category(
    title="Sentiment",
    about=(
        "The tone of a side's answers: positive if they are warm, praising or cheerful, negative "
        "if they are cold, blaming or gloomy, neutral otherwise. By rule in English, French, "
        "German and Spanish."
    ),
    reads="answers",
    values=_VALUES,
    rule=Rule(_find),
    rubric=Rubric(
        "What is the tone of the assistant's answers, taken together? positive: warm, praising, "
        "cheerful or encouraging. negative: cold, blaming, gloomy or hostile. neutral: matter of "
        "fact, or mixed. Judge how it is said, not whether the subject is a sad one.",
        values=_VALUES,
    ),
)
