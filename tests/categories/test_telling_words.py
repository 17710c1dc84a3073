from __future__ import annotations

from tiltyard.categories._telling_words import told_by_words


def test_most_telling_words_decide() -> None:
    assert told_by_words("Ciao, come stai?", "es") == "it"


def test_of_languages_with_equally_many_the_likeliest_one_is_told() -> None:
    assert told_by_words("hej!", "da") == "da"


def test_a_tie_that_nothing_decides_is_not_told() -> None:
    assert told_by_words("hej!", "en") is None


def test_no_telling_word_tells_nothing() -> None:
    assert told_by_words("Retinol Bakuchiol", "en") is None


def test_characters_that_only_chinese_has_tell_it() -> None:
    assert told_by_words("谢谢", "und") == "zh"
