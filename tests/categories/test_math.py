from __future__ import annotations

import pytest

from label_samples import invented, needs_data, precision_recall, questions, suggestions
from tiltyard.categories import Item
from tiltyard.categories.math import category, mathematical

assert category.rule is not None
find = category.rule.find


def recognised(name: str, wanted: str) -> float:
    items = [Item(tuple(one["turns"])) for one in questions(name) if one["category"] == wanted]
    labels = find(items)
    return sum(label is True for label in labels) / len(labels)


@pytest.mark.parametrize(("name", "least"), [("prompts", 0.95), ("later_prompts", 0.9)])
def test_prompts_that_we_made_up_are_told_apart(name: str, least: float) -> None:
    rows = [(said in {"math", "both"}, mathematical(text)) for said, text in invented(name)]
    precision, recall = precision_recall(rows)
    assert precision >= 0.95
    assert recall >= least


@needs_data
@pytest.mark.parametrize("name", ["mt_bench_en", "mt_bench_ja", "vicuna_bench_en"])
def test_mathematical_questions_are_recognised(name: str) -> None:
    assert recognised(name, "math") >= 0.9


@needs_data
@pytest.mark.parametrize("name", ["mt_bench_en", "mt_bench_ja"])
@pytest.mark.parametrize("other", ["writing", "humanities", "coding"])
def test_other_questions_are_not(name: str, other: str) -> None:
    assert recognised(name, other) <= 0.1


@needs_data
@pytest.mark.parametrize("language", ["fr", "da"])
def test_suggestions_for_everyday_use_are_no_mathematics(language: str) -> None:
    labels = find([Item((prompt,)) for prompt in suggestions(language)])
    assert sum(label is True for label in labels) <= 0.01 * len(labels)


@pytest.mark.parametrize(
    "prompt",
    [
        "Balance the chemical equation for burning methane",
        "Who plays Neo in The Matrix?",
        "How many people live in Peru?",
        "Write a limerick about a triangle",
        "Plan 3 days in Rome for 2 adults with 500 euros",
        "What is an integral?",
        "Act as a math teacher. My first question: who was Gauss?",
    ],
)
def test_numbers_and_words_without_a_task_are_no_mathematics(prompt: str) -> None:
    assert not mathematical(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "2+2",
        "x^2 = 2x",
        r"Evaluate $\sum_{k=1}^n k$",
        "Ben has 12 stamps and gives away a third. How many are left?",
        "Löse die Gleichung 3x = 12",
        "解方程 2x+3=7",
        "半径3cmの円の面積を求めてください",
    ],
)
def test_a_task_is_seen_as_formula_or_story(prompt: str) -> None:
    assert mathematical(prompt)


def test_a_task_of_programming_is_no_mathematics() -> None:
    assert not mathematical("Write a Python function for the nth Fibonacci number, n = 10")


def test_a_prompt_without_words_is_unlabelled() -> None:
    assert find([Item(), Item((" ",))]) == [None, None]


@pytest.mark.parametrize(
    "prompt",
    [
        "Wendy polished 50 small glasses and 10 large ones. How many glasses did she polish?",
        "A bus holds 60 people. On its first trip it was 3/4 full. How many people were on it?",
        "Calculate the energy of a mass of 3 kg that moves at 4 m/s.",
        "find the last digit of 7!",
        "If cot x is 3/4, find cos x",
        "Tính 3 + 4 + 5 và 6",
        "Рассчитай: 100 тысяч, 21 процент, 24 месяца",
        "La suma de tres palos es 12 cm, el largo mide 4 más. Cuál es la longitud con 2 cm menos?",
    ],
)
def test_amounts_of_which_something_is_asked_are_a_task(prompt: str) -> None:
    assert mathematical(prompt)


@pytest.mark.parametrize(
    "prompt",
    [
        "I am 40 with 2 children and earn 3000 a month. How much should I save?",
        "Design a lesson on fractions for grade 4",
        "can you find logical fallacies in my 2 paragraphs",
        "How many of the 7 wonders can still be seen?",
        "撰写一份3000字的投资分析报告，平均收益是多少，" + "并说明概率与风险。" * 20,
    ],
)
def test_amounts_that_are_only_named_are_none(prompt: str) -> None:
    assert not mathematical(prompt)
