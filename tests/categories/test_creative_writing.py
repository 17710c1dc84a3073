"""Imaginative text is told from useful text."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from categories import shared_prompts
from categories.shared_prompts import needs_data, share
from tiltyard import categories
from tiltyard.categories import Item

pytestmark = pytest.mark.skipif(
    find_spec("wordllama") is None, reason="the extra embed is not installed"
)


def label(*prompts: str) -> list[object]:
    creative = categories.labeller("creative_writing", categories.load("creative_writing"))
    return list(creative.label([Item((prompt,)) for prompt in prompts]))


@pytest.mark.parametrize(
    "prompt",
    [
        "Write a ballad about a lost mitten.",
        "Tell me a story in which a baker outwits the devil.",
        "A short fairy tale with a grumpy frog, please",
        "Write a scene: two burglars find out that they went to school together.",
        "Schreib ein Gedicht über einen alten Koffer",
    ],
)
def test_imagined_text_is_creative(prompt: str) -> None:
    assert label(prompt) == [True]


@pytest.mark.parametrize(
    "prompt",
    [
        "Write a letter to the bank that I lost my card.",
        "Translate this sentence into Greek: the shop is closed.",
        "Who wrote the longest novel?",
        "Write a function that counts the vowels in a poem.",
        "What time does the moon rise?",
    ],
)
def test_useful_text_is_not(prompt: str) -> None:
    assert label(prompt) == [False]


@needs_data
def test_hard_prompts_are_seldom_creative() -> None:
    creative = categories.labeller("creative_writing", categories.load("creative_writing"))
    assert share(list(creative.label(shared_prompts.arena_hard()))) <= 0.05
