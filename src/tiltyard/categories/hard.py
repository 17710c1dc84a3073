"""Hard prompts: those that meet at least six of seven criteria.

Where models differ is where much is asked of them. The criteria are counted, so that one that
does not apply, such as use in practice for a proof, does not decide alone.
"""

from __future__ import annotations

from functools import partial

from tiltyard.categories import Category, Rubric
from tiltyard.categories._trained import trained

# In the order of the seeds' digits; `hard_criteria` counts them.
CRITERIA = """\
1. It asks for something definite: one can say what an answer has to contain.
2. Answering takes knowledge of a field, more than a person picks up in passing.
3. It has several parts, steps or conditions that have to be brought together.
4. Something has to be worked out, found or decided, not just recalled or phrased.
5. There is more than one good way to answer, and choosing one takes some thought.
6. An answer can be right or wrong in substance, so that an expert could check it.
7. People meet such a task in their work, studies or projects, and would use the answer."""

category = Category(
    title="Hard prompts",
    about="The prompts meet at least six of these seven criteria:\n" + CRITERIA,
    trained=partial(trained, "hard"),
    rubric=Rubric(
        "Here are seven criteria for what a user asks:\n"
        + CRITERIA
        + "\nJudge each of them for all the user's turns together, strictly, and count those that "
        "are met. Are at least six of the seven met?"
    ),
)
