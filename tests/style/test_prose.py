"""What is counted outside of fenced code: blocks, links, sentences."""

from __future__ import annotations

import pytest

from tiltyard import style
from tiltyard.style import Texts

pytestmark = pytest.mark.usefixtures("either")


def measured(name: str, text: str) -> float:
    return float(style.measure(Texts.of([text]), [name])[name][0])


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("```\na\n```\n", 1),
        ("~~~\na\n~~~\n", 1),
        ("    ```py\na\n    ```", 1),
        ("```\nnever closed", 1),
        ("````\n```\n````\n```\na\n```", 2),
        ("~~~\n```\n~~~", 1),
        ("``` not ` opened", 0),
        ("a ``` b", 0),
        ("``\na\n``", 0),
    ],
)
def test_a_fence_opens_a_block(text: str, blocks: int) -> None:
    assert measured("code_blocks", text) == blocks


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](https://example.org)", 1),
        ("![a](picture.png) and [b](#part)", 2),
        ("see https://example.org/a and http://example.org.", 2),
        ("[https://example.org](https://example.org)", 1),
        ("[a](https://example.org/b_(c))", 1),
        ("<https://example.org>", 1),
        ("[a] (b)", 0),
        ("[a][b]", 0),
        ("HTTP://example.org ftp://example.org", 0),
        ("```\nhttps://example.org\n```", 0),
    ],
)
def test_links_and_addresses_count(text: str, links: int) -> None:
    assert measured("links", text) == links


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four… Five", 5),
        ('He said "yes." She (too.) left.', 3),
        ("Version 3.14 of a.b runs", 1),
        ("# Title\n\n1. Do this.\n2. Do that.", 3),
        ("今天很好。明天呢？好！", 3),
        ("12. 34! 56", 0),
        ("--- ***", 0),
        ("wait... what", 2),
        ("```\nNot. This.\n```\nBut this.", 1),
    ],
)
def test_a_stop_before_white_space_ends_a_sentence(text: str, sentences: int) -> None:
    assert measured("sentences", text) == sentences


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One two three. Four.", 2),
        ("1. One two three", 3),
        ("今天很好。", 4),
        ("Où est l'été ?", 4),
        ("Привет, мир", 2),
        ("", 0),
    ],
)
def test_the_length_of_sentences_is_a_mean_of_words(text: str, words: float) -> None:
    assert measured("sentence_length", text) == words
