"""Prompts with many demands are told from those with few."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from categories.shared_prompts import share, unseen
from tiltyard import categories
from tiltyard.categories import Item

pytestmark = pytest.mark.skipif(
    find_spec("wordllama") is None, reason="the extra embed is not installed"
)


def label(items: list[Item]) -> list[object]:
    name = "instruction_following"
    return list(categories.labeller(name, categories.load(name)).label(items))


@pytest.mark.parametrize(
    "prompt",
    [
        "Describe a lamp in exactly five sentences. Each must start with another vowel, none may "
        'have more than nine words, do not use "light", and end with a question in capitals.',
        "Answer as JSON only, keys in alphabetical order, no spaces: three birds, each with "
        "name, colour (upper case) and length of the name as a number. No other text.",
    ],
)
def test_many_demands_that_can_be_checked_make_one(prompt: str) -> None:
    assert label([Item((prompt,))]) == [True]


def test_small_talk_demands_nothing() -> None:
    assert share(label(unseen("everyday"))) <= 0.02


def test_a_hard_task_without_a_form_is_none() -> None:
    assert share(label(unseen("hard"))) <= 0.1
