"""Mathematics: prompts that set a definite mathematical task.

Terms and phrases bring points, formulas decide, and a story with numbers is a problem if it asks
for one and says how they relate. A task of programming counts only if its words are mathematical.
"""

from __future__ import annotations

from tiltyard.categories import Category, Rubric, Rule
from tiltyard.categories import _math_words as maths
from tiltyard.categories._prompts import by_prompt, words
from tiltyard.categories.coding import about_code

ENOUGH = 3  # points that make a prompt a mathematical task
COMMON = 2  # points that common words bring at most
PROGRAMMED = 6  # points that a prompt about code needs


def mathematical(text: str) -> bool:
    """Whether a prompt sets a mathematical task."""
    low = text.lower()
    found = words(low)
    numbers = _numbers(low)
    if not numbers and low.isascii() and not any(word in maths.WORDS for word in found):
        return maths.LATEX.search(text) is not None
    if maths.DEFINES.match(low) and numbers == 0:
        return False
    if maths.SUM.match(low):
        return True
    if maths.LATEX.search(text) or maths.FORMULA.search(low):
        return not about_code(text) or _terms(low, numbers) >= PROGRAMMED
    if _terms(low, numbers) < ENOUGH and not _problem(low, numbers) and not _ideographic(low):
        return False
    return not about_code(text) or _terms(low, numbers) >= PROGRAMMED


def _terms(low: str, numbers: int) -> int:
    """Points for words and phrases, and one or two for numbers beside them."""
    if maths.ELSEWHERE.search(low):
        low = maths.ELSEWHERE.sub(" ", low)
    points = [maths.WORDS[word] for word in words(low) if word in maths.WORDS]
    sure = sum(one for one in points if one > 1) + 3 * (maths.PHRASES.search(low) is not None)
    if maths.PLAYED.search(low):
        return sure // 3
    if not sure or maths.WRITING.search(low):
        return sure
    return sure + min(sum(one for one in points if one == 1), COMMON) + min(numbers, 1)


def _problem(low: str, numbers: int) -> bool:
    """Whether it is a story whose numbers are to be combined."""
    return (
        numbers >= 2
        and maths.ASKED.search(low) is not None
        and maths.RELATED.search(low) is not None
        and maths.WRITING.search(low) is None
    )


def _ideographic(low: str) -> bool:
    if low.isascii():
        return False
    if maths.IDEOGRAPHIC.search(low):
        return True
    return _numbers(low) >= 2 and maths.COUNTED.search(low) is not None


def _numbers(low: str) -> int:
    return len(maths.NUMBER.findall(low[:2000]))


category = Category(
    title="Mathematics",
    about=(
        "The user sets a definite mathematical task: something to compute, solve, prove or derive "
        "by arithmetic, algebra, geometry, calculus, probability or logic, also as a story."
    ),
    rule=Rule(by_prompt(mathematical)),
    rubric=Rubric(
        "Does the user set a mathematical task? It counts if there is something definite to "
        "compute, solve, prove or derive, by arithmetic, algebra, geometry, analysis, "
        "probability, statistics or formal logic, whether written as formulas or told as a story, "
        "and if whoever does it needs some skill in mathematics. It does not count if numbers only "
        "occur, if a fact is asked for, if a quantity is to be guessed, or if mathematics is only "
        "talked about."
    ),
)
