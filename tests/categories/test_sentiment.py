from __future__ import annotations

import pytest

from tiltyard.categories import Item
from tiltyard.categories._tone_words import LEXICA
from tiltyard.categories.sentiment import category, tone

assert category.rule is not None
find = category.rule.find


@pytest.mark.parametrize(
    "answer",
    [
        "What a lovely idea! I'd be delighted to help with this wonderful party.",
        "Quelle merveilleuse idée ! Je suis ravi de vous aider.",
        "Das ist eine großartige Idee, ich freue mich!",
        "¡Qué idea tan maravillosa! Estoy encantado.",
        "The soup was not awful, the bread was lovely and the waiter charming.",
    ],
)
def test_warm_words_make_it_positive(answer: str) -> None:
    assert tone(answer) == "positive"


@pytest.mark.parametrize(
    "answer",
    [
        "This is a terrible plan, and the result would be a disaster.",
        "Le service était horrible et décevant.",
        "Das Essen war schlecht und der Kellner unverschämt.",
        "El hotel era horrible y sucio, un desastre.",
        "It was not lovely, and nothing about it was charming.",
    ],
)
def test_cold_words_make_it_negative(answer: str) -> None:
    assert tone(answer) == "negative"


@pytest.mark.parametrize(
    "answer",
    [
        "Water boils at 100 degrees Celsius at sea level.",
        "The first half is lovely, the second half is terrible.",
        "Die Hauptstadt von Kanada ist Ottawa, und sie liegt am Fluss.",
    ],
)
def test_plain_and_mixed_answers_are_neutral(answer: str) -> None:
    assert tone(answer) == "neutral"


def test_one_warm_word_in_a_long_answer_is_not_enough() -> None:
    assert (
        tone("This is a lovely one. " + "The box stands on the table near the door. " * 9)
        == "neutral"
    )


@pytest.mark.parametrize(
    "answer", ["", "Ok", "```\nlovely lovely lovely\n```", "Столица — Москва."]
)
def test_without_words_of_a_known_language_it_is_unlabelled(answer: str) -> None:
    assert find([Item(answers=(answer,))]) == [None]


@pytest.mark.parametrize("language", sorted(LEXICA))
def test_no_word_is_both_warm_and_cold(language: str) -> None:
    assert not LEXICA[language].warm & LEXICA[language].cold
