from __future__ import annotations

import pytest

from label_samples import invented, needs_data, precision_recall, questions, suggestions
from tiltyard.categories import Item
from tiltyard.categories.coding import about_code, category

assert category.rule is not None
find = category.rule.find


def recognised(name: str, wanted: str) -> float:
    items = [Item(tuple(one["turns"])) for one in questions(name) if one["category"] == wanted]
    labels = find(items)
    return sum(label is True for label in labels) / len(labels)


@pytest.mark.parametrize("name", ["prompts", "later_prompts"])
def test_prompts_that_we_made_up_are_told_apart(name: str) -> None:
    rows = [(said in {"coding", "both"}, about_code(text)) for said, text in invented(name)]
    precision, recall = precision_recall(rows)
    assert precision >= 0.95
    assert recall >= 0.95


@needs_data
@pytest.mark.parametrize("name", ["mt_bench_en", "mt_bench_ja", "vicuna_bench_en"])
def test_questions_about_code_are_recognised(name: str) -> None:
    assert recognised(name, "coding") >= 0.9


@needs_data
@pytest.mark.parametrize("name", ["mt_bench_en", "mt_bench_ja"])
@pytest.mark.parametrize("other", ["writing", "roleplay", "humanities", "stem", "reasoning"])
def test_other_questions_are_not(name: str, other: str) -> None:
    assert recognised(name, other) <= 0.1


@needs_data
@pytest.mark.parametrize("language", ["fr", "da"])
def test_suggestions_for_everyday_use_are_not_about_code(language: str) -> None:
    labels = find([Item((prompt,)) for prompt in suggestions(language)])
    assert sum(label is True for label in labels) <= 0.01 * len(labels)


@pytest.mark.parametrize(
    "prompt",
    [
        "Write a script for a video on bees",
        "What is the dress code at the opera?",
        "My python does not eat, is it ill?",
        "Plan a workout program for my knees",
        "Give the names as a JSON list: Ann, Bob",
        "Write a story about a programmer",
        "Best beaches in Java and Bali?",
    ],
)
def test_other_senses_of_its_words_are_not_code(prompt: str) -> None:
    assert not about_code(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "why\n\ndef f(x):\n    return x +",
        "```\nlet a = 1;\n```\nwhat is this",
        "SELECT name FROM birds WHERE wings = 2",
        "用Python写一个函数",
        "Pythonで関数を書いて",
        "Écris une fonction en C++",
    ],
)
def test_code_itself_is_seen_in_any_language(prompt: str) -> None:
    assert about_code(prompt)


def test_a_later_turn_counts() -> None:
    assert find([Item(("Hello!", "Now write a Python function that sorts a list"))]) == [True]


def test_a_prompt_without_words_is_unlabelled() -> None:
    assert find([Item(), Item(("", "  "))]) == [None, None]


@pytest.mark.parametrize(
    "prompt",
    [
        "Wrap the title in double angular brackets",
        "How do bears hibernate?",
        "Exercises with a dumbbell: the curl and the press",
        "Write a meditation script",
        "为一部画家的纪录片写视频脚本",
        "We implement the directives of the board",
        "If $a_n = 2b_n$, find $a_3$.",
    ],
)
def test_a_word_of_programming_alone_is_not_code(prompt: str) -> None:
    assert not about_code(prompt)


def test_a_long_text_holds_words_of_programming_and_is_not_about_it() -> None:
    report = "The framework of the method, its function and its parameters are described. " * 12
    assert not about_code("Summarise our annual report. " + report + "The algorithm is sold.")


def test_what_is_asked_at_the_end_of_a_long_text_counts() -> None:
    notes = "Our shop sells lamps and chairs to people who like both of them. " * 12
    assert about_code(notes + "Make a website of it in Django.")
