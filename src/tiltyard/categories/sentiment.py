"""Sentiment: whether an answer's tone is warm, cold, or neither.

Warm and cold words are counted, and counted the other way after a negation. One sort has to
outweigh the other clearly; most answers are neutral.
"""

from __future__ import annotations

from collections.abc import Sequence

from tiltyard.categories import Category, Hint, Item, Rubric, Rule, Value
from tiltyard.categories._hints import each_word
from tiltyard.categories._tone_words import LEXICA, Lexicon
from tiltyard.categories._tongue import likely

HALF = 400  # characters that are read from either end of all answers
FEWEST = 3  # words of the shortest text that has a tone
REACH = 4  # words that a negation reaches
SHARE = 0.03  # of all words, by which one tone must outweigh the other
BALANCE = 0.5  # of all warm and cold words, by which it must

_FENCE = "```"
_MARKS = ".,;:!?()[]{}\"*_#>/|…“”„«»¡¿—–'"


def tone(text: str) -> str | None:
    """``positive``, ``neutral`` or ``negative``; None without words, or in another language."""
    return _tone(_ends(text))


def _ends(text: str) -> str:
    """A text without fenced code; of a long one the beginning and the end."""
    if _FENCE in text:
        pieces = text.split(_FENCE)
        is_open = len(pieces) % 2 == 0
        text = " ".join([*pieces[::2], ""] if is_open else pieces[::2])
    return text if len(text) <= 2 * HALF else text[:HALF] + " " + text[-HALF:]


def _tone(text: str) -> str | None:
    lexicon = LEXICA.get(likely(text[:200]))
    if lexicon is None:
        return None
    pieces = text.lower().replace("’", "'").split()
    words = [word if word.isalnum() else word.strip(_MARKS) for word in pieces]
    if len(words) < FEWEST:
        return None
    warm, cold = _counted(words, lexicon)
    weight = warm - cold
    if not weight or abs(weight) < max(SHARE * len(words), BALANCE * (warm + cold), 1):
        return "neutral"
    return "positive" if weight > 0 else "negative"


def _counted(words: Sequence[str], lexicon: Lexicon) -> tuple[int, int]:
    """How many words are warm and how many cold."""
    counts, turned = [0, 0], -REACH - 1
    for at in [at for at, word in enumerate(words) if word in lexicon.all or "n't" in word]:
        word = words[at]
        if word in lexicon.turns or word.endswith("n't"):
            turned = at
        elif word in lexicon.all:
            counts[(word in lexicon.cold) != (at - turned <= REACH)] += 1
    return counts[0], counts[1]


def _find(items: Sequence[Item]) -> list[Value | None]:
    return [tone("\n".join(item.answers)) for item in items]


def _text(answers: Sequence[str]) -> str:
    return _ends("\n".join(answers))


def _without_tone(texts: Sequence[str]) -> str | None:
    """The label of answers with too few words of either tone."""
    (text,) = texts
    is_known = likely(text[:200]) in LEXICA and len(text.split(None, FEWEST)) >= FEWEST
    return "neutral" if is_known else None


_TONES = {word for lexicon in LEXICA.values() for word in lexicon.warm | lexicon.cold}
_HINT = Hint(_text, lower=((each_word(_TONES),),), share=SHARE, otherwise=_without_tone)
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
    rule=Rule(_find, hint=_HINT),
    rubric=Rubric(
        "What is the tone of the assistant's answers, taken together? positive: warm, praising, "
        "cheerful or encouraging. negative: cold, blaming, gloomy or hostile. neutral: matter of "
        "fact, or mixed. Judge how it is said, not whether the subject is a sad one.",
        values=_VALUES,
    ),
)
