"""The words of a prompt that may name its topic."""

from __future__ import annotations

import pytest

from tiltyard.pipeline._topic_words import LONGEST, are_alike, words_of


def test_function_words_are_out() -> None:
    assert words_of("Could you please tell me about the Volcano?", "en") == {"volcano"}


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Pourquoi la mer est-elle salée ?", "fr", {"mer", "est-elle", "salée"}),
        ("Wie backe ich ein Brot?", "de", {"backe", "brot"}),
        ("¿Qué es un volcán?", "es", {"volcán"}),
        ("Почему небо синее?", "ru", {"небо", "синее"}),
    ],
)
def test_each_language_has_function_words_of_its_own(
    text: str, language: str, words: set[str]
) -> None:
    assert words_of(text, language) == words


def test_a_language_without_a_list_is_taken_for_english() -> None:
    assert words_of("the kissa", "fi") == {"kissa"}


def test_an_address_is_no_word() -> None:
    assert words_of("write to ann@example.org or https://example.org/shop today", "en") == {
        "write",
        "today",
    }


def test_two_letters_count_where_they_are_written_as_a_name() -> None:
    assert words_of("AI or ox", "en") == {"ai"}


def test_signs_of_chinese_go_in_pairs_without_particles() -> None:
    assert words_of("我的旅行计划", "zh") == {"旅行", "行计", "计划"}


def test_hiragana_alone_is_no_word() -> None:
    assert words_of("旅行してください", "ja") == {"旅行"}


def test_what_is_pasted_far_below_does_not_count() -> None:
    assert words_of("x" * LONGEST + " volcano", "en") == {"x" * LONGEST}


@pytest.mark.parametrize(
    ("one", "other"), [("poem", "poems"), ("cat", "cats"), ("write", "writing"), ("旅行", "行计")]
)
def test_forms_of_one_word_are_alike(one: str, other: str) -> None:
    assert are_alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("poem", "poet-laureate"), ("car", "cat"), ("java", "javascript")]
)
def test_other_words_are_not(one: str, other: str) -> None:
    assert not are_alike(one, other)
