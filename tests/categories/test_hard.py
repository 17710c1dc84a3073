"""Hard prompts are told from everyday ones: ours that were not seen, and those of others."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from categories import shared_prompts
from categories.shared_prompts import needs_data, share, unseen
from tiltyard import categories
from tiltyard.categories import Item

pytestmark = pytest.mark.skipif(
    find_spec("wordllama") is None, reason="the extra embed is not installed"
)


def label(items: list[Item], name: str = "hard") -> list[object]:
    return list(categories.labeller(name, categories.load(name)).label(items))


def test_hard_prompts_that_were_not_seen_are_hard() -> None:
    assert share(label(unseen("hard"))) >= 0.9


def test_everyday_prompts_that_were_not_seen_are_not() -> None:
    assert share(label(unseen("everyday"))) <= 0.05


@needs_data
def test_arena_hard_is_hard() -> None:
    assert share(label(shared_prompts.arena_hard())) >= 0.8


@needs_data
def test_short_questions_are_not_hard() -> None:
    assert share(label(shared_prompts.xstest())) <= 0.02


@needs_data
@pytest.mark.parametrize("language", ["fr", "da"])
def test_few_suggestions_to_visitors_are_hard(language: str) -> None:
    assert share(label(shared_prompts.comparia(language))) <= 0.15


@needs_data
def test_roleplay_and_guesses_are_not_hard() -> None:
    items = shared_prompts.bench("vicuna_bench_en", "roleplay", "fermi", "counterfactual")
    assert share(label(items)) <= 0.05


def test_a_long_story_of_ones_life_is_not_hard() -> None:
    story = (
        "My brother phoned tonight to say that he has bought a donkey. He lives on the third "
        "floor. He says that it was a bargain, that it has kind eyes, and that the caretaker is "
        "fine with it until Tuesday. Our mother laughed until she had to sit down. I've offered "
        "him our garden for a while, but my wife doesn't know yet. How do I tell her? "
    )
    assert label([Item((story * 3,))]) == [False]


@pytest.mark.parametrize("kind", ["everyday", "hard"])
def test_the_count_never_contradicts_the_verdict(kind: str) -> None:
    items = unseen(kind)
    counts = [int(str(count)) for count in label(items, "hard_criteria")]
    assert [count >= 6 for count in counts] == label(items)
