"""Instruction following: prompts that tell models that obey from models that do not."""

from __future__ import annotations

from functools import partial

from tiltyard.categories import Category, Rubric
from tiltyard.categories._trained import trained

GRADES = """\
0: no demand on the answer besides its topic.
1: one demand that any answer meets anyway, such as "short".
2: one or two plain demands on length, form or content.
3: several plain demands.
4: many demands that can each be checked, or a strict form for the whole answer.
5: as 4, and some of them are awkward together, or easy to forget on the way."""

category = Category(
    title="Instruction following",
    about=(
        "The prompts make explicit demands on the answer's form or content, which can be checked "
        "one by one; graded 4 or 5 on this scale:\n" + GRADES
    ),
    trained=partial(trained, "instruction_following"),
    rubric=Rubric(
        "How much does the user's text demand of the answer, besides its topic? Count what can be "
        "checked in the answer: lengths, formats, words to use or to avoid, order, number of "
        "parts, a role or tone that is spelled out.\n" + GRADES + "\nIs the grade 4 or 5?"
    ),
)
