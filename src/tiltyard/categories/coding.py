"""Coding: prompts about writing, reading, fixing, running or designing code.

Words and phrases bring points and so does the look of code, which decides by itself.
"""

from __future__ import annotations

import re

from tiltyard.categories import Category, Rubric, Rule
from tiltyard.categories._code_words import (
    ANIMALS,
    ASKS,
    ELSEWHERE,
    FILES,
    ISLANDS,
    NAMES,
    SHAPES,
    TOPICS,
    WORDS,
)
from tiltyard.categories._prompts import by_prompt, words

ENOUGH = 3  # points that make a prompt one about code
COMMON = 2  # points that common words bring at most
_MARKS = re.compile(r"[(){}<>=;#@$]|--|\b(?:select|import|git|cd|pip|npm|sudo|print|error)\b", re.I)


def about_code(text: str) -> bool:
    """Whether a prompt asks for code or is about it."""
    if "```" in text and re.search(r"[(){}=;<>]", text.split("```")[1]):
        return True
    low = text.lower()
    found = words(low)
    if _points(found) == 0 and low.isascii():
        return _looks(text)
    if ELSEWHERE.search(low):
        low = ELSEWHERE.sub(" ", low)
        found = words(low)
    if "python" in low and ANIMALS.search(low):
        found -= {"python"}
        low = low.replace("python", "")
    if "java" in found and ISLANDS.search(low):
        found -= {"java"}
        low = low.replace("java", "")
    named = 3 * (FILES.search(low) is not None) + 2 * (
        "\\" not in text and NAMES.search(text) is not None
    )
    if _points(found) + named >= ENOUGH:
        return True
    return bool(ASKS.search(low) or TOPICS.search(low)) or _looks(text)


def _points(found: set[str]) -> int:
    points = [WORDS[word] for word in found if word in WORDS]
    common = sum(one for one in points if one == 1)
    return sum(one for one in points if one > 1) + min(common, COMMON)


def _looks(text: str) -> bool:
    return _MARKS.search(text) is not None and SHAPES.search(text) is not None


category = Category(
    title="Coding",
    about=(
        "The user asks for code, or about it: writing, reading, fixing, running, testing or "
        "designing programs, commands, queries, patterns, formulas of spreadsheets, markup or "
        "configuration."
    ),
    rule=Rule(by_prompt(about_code)),
    rubric=Rubric(
        "Does the user want help with code? It counts if the prompts ask to write, read, explain, "
        "fix, run, test, translate or design a program, script, query, command, regular "
        "expression, spreadsheet formula, markup or configuration, or ask how a programming "
        "language, library or algorithm works. It does not count if code or software is only "
        "mentioned, as in a job advertisement or a story, or if only the shape of the answer is "
        "technical, such as JSON."
    ),
)
