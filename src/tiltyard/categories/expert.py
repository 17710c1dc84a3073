"""Expert prompts: those whose answers only somebody trained in a field can judge."""

from __future__ import annotations

from functools import partial

from tiltyard.categories import Category, Rubric
from tiltyard.categories._trained import trained

category = Category(
    title="Expert",
    about=(
        "Whether an answer is right and complete can only be judged by somebody who was trained "
        "in a field, or has worked in it for long: at the level of a professional or of advanced "
        "studies, not of general education, a hobby or a quick search."
    ),
    trained=partial(trained, "expert"),
    rubric=Rubric(
        "Imagine two answers to this user that differ in substance. Would it take training in a "
        "field (a profession, a craft, or university studies beyond the first lessons) to judge "
        "which is better? Answer no if general education, common sense, taste or a quick search "
        "is enough, even if the topic sounds technical."
    ),
)
