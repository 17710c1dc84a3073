"""Words that praise and words that blame."""

from __future__ import annotations

import pytest

from tiltyard import style
from tiltyard.style import Texts, _lexicon

WORDS = _lexicon.values()


def test_no_word_praises_and_blames() -> None:
    praise, blame = set(_lexicon._PRAISE.split()), set(_lexicon._BLAME.split())
    assert not praise & blame
    assert not (praise | blame) & set(_lexicon._NEGATORS.split())


def test_a_word_is_lower_case_ascii_of_at_most_16_letters() -> None:
    assert [word for word in WORDS if not word.isascii() or not word.isalpha()] == []
    assert [word for word in WORDS if word != word.lower() or len(word) > 16] == []


@pytest.mark.usefixtures("either")
def test_every_word_is_found() -> None:
    texts = Texts.of([f"{word} good" for word in WORDS])
    worth = {1: 1, -1: 0, _lexicon.NEGATOR: -1 / 2}
    found = style.measure(texts, ["sentiment"])["sentiment"].tolist()
    assert found == [worth[value] for value in WORDS.values()]
