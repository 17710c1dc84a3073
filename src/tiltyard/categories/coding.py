"""Coding: prompts about writing, reading, fixing, running or designing code.

Words and phrases bring points and so does the look of code, which decides by itself.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import partial

from tiltyard.categories import Category, Hint, Rubric, Rule
from tiltyard.categories._code_phrases import ABROAD, ASKS
from tiltyard.categories._code_senses import own_sense
from tiltyard.categories._code_shapes import NAME, SHAPES, looks_like_code, names
from tiltyard.categories._code_words import WORDS
from tiltyard.categories._hints import any_word, loosened
from tiltyard.categories._prompts import asked, by_prompt, one_text, words
from tiltyard.categories._trained import trained

ENOUGH = 3  # points that make a prompt one about code
LONGER = 400  # characters for each of which a point more is needed: long texts hold all words
MOST = 6  # points that are enough for any text
COMMON = 2  # points that common words bring at most

_FENCED = re.compile(r"```[^`]*[(){}=;<>]")
# Pictures and formulas in tasks of mathematics are set in code, and are not what is asked.
_SET = re.compile(r"\[asy\].*?(?:\[/asy\]|\Z)|\$(?=\S)[^$\n]{1,200}(?<=\S)\$(?![\w{(])", re.DOTALL)


def about_code(text: str) -> bool:
    """Whether a prompt asks for code or is about it."""
    if "```" in text and _FENCED.search(text):
        return True
    if "$" in text or "[asy]" in text:
        text = _SET.sub(" ", text)
    low = text.lower()
    low, found = own_sense(low, words(low))
    if _points(found) + names(text, low) >= min(ENOUGH + len(low) // LONGER, MOST):
        return True
    if looks_like_code(text, found):
        return True
    if len(low) > LONGER:
        low = asked(low)
        found = words(low)
        if any(WORDS.get(word) == ENOUGH for word in found):
            return True
    if any(asks.match(low, found) for asks in ASKS):
        return True
    return not low.isascii() and ABROAD.search(low) is not None


def _points(found: Set[str]) -> int:
    points = [WORDS[word] for word in found & WORDS.keys()]
    return sum(one for one in points if one > 1) + min(points.count(1), COMMON)


# A new way to be about code has its pattern here, or it is not seen in datasets.
_SURE = any_word(word for word, points in WORDS.items() if points > 1)
_HINT = Hint(
    text=one_text,
    written=((loosened(_FENCED),), (loosened(NAME),)),
    lower=(
        (_SURE,),
        *(
            (loosened(one, lower=True),)
            for one in (*SHAPES, *(ask.pattern for ask in ASKS), ABROAD)
        ),
    ),
)

category = Category(
    title="Coding",
    about=(
        "The user asks for code, or about it: writing, reading, fixing, running, testing or "
        "designing programs, commands, queries, patterns, formulas of spreadsheets, markup or "
        "configuration."
    ),
    rule=Rule(by_prompt(about_code), hint=_HINT),
    trained=partial(trained, "coding"),
    rubric=Rubric(
        "Does the user want help with code? It counts if the prompts ask to write, read, explain, "
        "fix, run, test, translate or design a program, script, query, command, regular "
        "expression, spreadsheet formula, markup or configuration, or ask how a programming "
        "language, library or algorithm works. It does not count if code or software is only "
        "mentioned, as in a job advertisement or a story, or if only the shape of the answer is "
        "technical, such as JSON."
    ),
)
