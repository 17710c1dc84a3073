"""Mathematics: prompts that set a definite mathematical task.

Terms and phrases bring points, formulas decide, and a story with numbers is a problem if it asks
for one and says how they relate. A task of programming counts only if its words are mathematical.
"""

from __future__ import annotations

from collections.abc import Set
from functools import partial

from tiltyard.categories import Category, Hint, Rubric, Rule
from tiltyard.categories import _math_shapes as shapes
from tiltyard.categories._hints import any_word, loosened
from tiltyard.categories._math_phrases import own_sense, phrases_of_tasks, set_by_phrase
from tiltyard.categories._math_words import WORDS
from tiltyard.categories._prompts import asked, by_prompt, one_text, words
from tiltyard.categories._trained import trained
from tiltyard.categories.coding import about_code

ENOUGH = 3  # points that make a prompt a mathematical task
COMMON = 2  # points that common words bring at most
PHRASE = 3  # points that a phrase brings
LONG = 800  # characters of a text that is read only where it most likely says what is wanted
PROGRAMMED = 6  # points that a prompt about code needs


def mathematical(text: str) -> bool:
    """Whether a prompt sets a mathematical task."""
    low = text.lower()
    if shapes.SUM.match(low):
        return True
    if len(low) > LONG:
        text, low = asked(text), asked(low)
    found = words(low)
    amounts = shapes.numbers(low, found)
    if not amounts and shapes.DEFINES.match(low):
        return False
    points = _points(low, found, amounts)
    if points < ENOUGH and not _set_otherwise(text, low, found, amounts):
        return False
    return points >= PROGRAMMED or not about_code(text)


def _set_otherwise(text: str, low: str, found: Set[str], amounts: int) -> bool:
    return (
        shapes.latex(text)
        or shapes.formula(low, found)
        or shapes.problem(low, found, amounts)
        or shapes.ideographic(low, amounts)
    )


def _points(low: str, found: Set[str], amounts: int) -> int:
    """Points for words and phrases, and one for amounts beside them."""
    sure, common = _counted(found)
    phrase = set_by_phrase(low, found)
    if not sure and not phrase:
        return 0
    cleared = own_sense(low, found)
    if cleared != low:
        found = words(cleared)
        (sure, common), phrase = _counted(found), set_by_phrase(cleared, found)
    sure += PHRASE * phrase
    if shapes.PLAYED.search(low):
        return sure // 3
    if not sure or shapes.WRITING.search(low):
        return sure
    return sure + min(common, COMMON) + min(amounts, 1)


def _counted(found: Set[str]) -> tuple[int, int]:
    """Points for words of mathematics, and how many common ones there are."""
    points = [WORDS[word] for word in found & WORDS.keys()]
    return sum(one for one in points if one > 1), points.count(1)


# A new way to set a task has its pattern here or in `SIGNS`, or it is not seen in datasets.
_HINT = Hint(
    text=one_text,
    written=((shapes.LATEX,),),
    lower=(
        (any_word(word for word, points in WORDS.items() if points > 1),),
        *((loosened(phrase),) for phrase in phrases_of_tasks()),
        *shapes.SIGNS,
    ),
)

category = Category(
    title="Mathematics",
    about=(
        "The user sets a definite mathematical task: something to compute, solve, prove or derive "
        "by arithmetic, algebra, geometry, calculus, probability or logic, also as a story."
    ),
    rule=Rule(by_prompt(mathematical), hint=_HINT),
    trained=partial(trained, "math"),
    rubric=Rubric(
        "Does the user set a mathematical task? It counts if there is something definite to "
        "compute, solve, prove or derive, by arithmetic, algebra, geometry, analysis, "
        "probability, statistics or formal logic, whether written as formulas or told as a story, "
        "and if whoever does it needs some skill in mathematics. It does not count if numbers only "
        "occur, if a fact is asked for, if a quantity is to be guessed, or if mathematics is only "
        "talked about."
    ),
)
