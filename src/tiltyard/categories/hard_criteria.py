"""How many of the seven criteria of hard prompts are met."""

from __future__ import annotations

from functools import partial

from tiltyard.categories import Category, Rubric
from tiltyard.categories._trained import trained
from tiltyard.categories.hard import CRITERIA

_COUNTS = ("0", "1", "2", "3", "4", "5", "6", "7")

category = Category(
    title="Criteria of hard prompts",
    about="How many of these seven criteria the prompts meet:\n" + CRITERIA,
    values=_COUNTS,
    trained=partial(trained, "hard_criteria"),
    rubric=Rubric(
        "Here are seven criteria for what a user asks:\n"
        + CRITERIA
        + "\nJudge each of them for all the user's turns together, strictly. How many are met?",
        _COUNTS,
    ),
)
