from __future__ import annotations

import pytest

from label_samples import needs_data, questions, suggestions
from tiltyard.categories import Item
from tiltyard.categories.language import category, language_of

assert category.rule is not None
find = category.rule.find


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Which bird sings first in the morning?", "en"),
        ("Quel oiseau chante le premier le matin ?", "fr"),
        ("Welcher Vogel singt am Morgen zuerst?", "de"),
        ("¿Qué pájaro canta primero por la mañana?", "es"),
        ("Hvilken fugl synger først om morgenen, og hvorfor gør den det?", "da"),
        ("Какая птица поёт первой утром?", "ru"),
        ("哪种鸟早上最先唱歌？", "zh"),
        ("朝一番に鳴く鳥は何ですか？", "ja"),
        ("아침에 가장 먼저 우는 새는?", "ko"),
        ("นกอะไรร้องก่อนในตอนเช้า", "th"),
        ("Ποιο πουλί κελαηδά πρώτο;", "el"),
    ],
)
def test_a_sentence_tells_its_language(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "42",
        "?!",
        "x",
        "東京",
        "https://example.org/une/page",
        "def f(x):\n    return x + 1",
        "ok",
    ],
)
def test_what_is_too_short_or_no_prose_is_unlabelled(text: str) -> None:
    assert language_of(text) is None


def test_code_and_addresses_do_not_count() -> None:
    text = "Pourquoi cela ne marche-t-il pas ?\n```\nfor item in list: print(item)\n```"
    assert language_of(text + " https://example.org/how/to/print") == "fr"


def test_all_turns_count_together() -> None:
    assert find([Item(("ok", "Erzähl mir bitte mehr über diese Vögel"))]) == ["de"]


@needs_data
@pytest.mark.parametrize(("name", "code"), [("mt_bench_en", "en"), ("mt_bench_ja", "ja")])
def test_questions_are_in_the_language_that_they_are_said_to_be(name: str, code: str) -> None:
    labels = find([Item(tuple(one["turns"])) for one in questions(name)])
    assert labels.count(code) >= 0.98 * len(labels)


@needs_data
@pytest.mark.parametrize("code", ["fr", "da"])
def test_so_are_short_prompts(code: str) -> None:
    labels = find([Item((prompt,)) for prompt in suggestions(code)])
    assert labels.count(code) >= 0.95 * len(labels)


def test_every_label_is_one_of_the_values() -> None:
    assert category.values is not None
    assert {"en", "zh", "no", "ms"} <= set(category.values)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hi", "en"),
        ("thanks!", "en"),
        ("Bonjour", "fr"),
        ("Danke schön", "de"),
        ("¿Quién eres?", "es"),
        ("Come stai?", "it"),
        ("Tudo bem?", "pt"),
        ("Привет", "ru"),
        ("Привіт", "uk"),
        ("你好", "zh"),
        ("नमस्ते", "hi"),
        ("Merhaba", "tr"),
    ],
)
def test_a_greeting_tells_its_language(text: str, code: str) -> None:
    assert language_of(text) == code


def test_a_word_of_two_languages_goes_to_the_likelier_one() -> None:
    assert language_of("Hallo") == "de"
