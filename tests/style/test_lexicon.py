"""Praise and blame."""

from __future__ import annotations

import pytest

from tiltyard import style
from tiltyard.style import Texts, _lexicon

WORDS = _lexicon.values()


def sentiment(text: str) -> float:
    return float(style.measure(Texts.of([text]), ["sentiment"])["sentiment"][0])


def test_no_word_praises_and_blames() -> None:
    praise, blame = set(_lexicon._PRAISE.split()), set(_lexicon._BLAME.split())
    assert not praise & blame
    assert not (praise | blame) & set(_lexicon._NEGATORS.split())


def test_a_word_is_lower_case_ascii_of_at_most_16_letters() -> None:
    assert [word for word in WORDS if not word.isascii() or not word.isalpha()] == []
    assert [word for word in WORDS if word != word.lower() or len(word) > 16] == []


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A wonderful idea", 1 / 3),
        ("A TERRIBLE idea", -1 / 3),
        ("wonderful terrible", 0),
        ("not good", -1 / 2),
        ("It isn't bad, it's awful", -1 / 7),
        ("No. Good idea", 1 / 3),
        ("good\n```\nterrible\n```", 1),
        ("Das war gut", 0),
        ("goodé", 0),
        ("今天 good", 1 / 3),
        ("", 0),
    ],
)
def test_praise_less_blame_is_a_share_of_words(text: str, value: float) -> None:
    assert sentiment(text) == value


@pytest.mark.usefixtures("either")
def test_every_word_is_found() -> None:
    texts = Texts.of([f"{word} good" for word in WORDS])
    worth = {1: 1, -1: 0, _lexicon.NEGATOR: -1 / 2}
    found = style.measure(texts, ["sentiment"])["sentiment"].tolist()
    assert found == [worth[value] for value in WORDS.values()]


@pytest.mark.usefixtures("either")
def test_a_very_long_sentence_is_read_to_its_end() -> None:
    assert sentiment("good so " * 10_000) == 1 / 2
