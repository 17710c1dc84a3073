from __future__ import annotations

import warnings

import numpy as np
import pytest

from label_samples import needs_data, questions, suggestions
from tiltyard.categories import Item
from tiltyard.categories.longer_query import category, estimated_tokens

assert category.rule is not None
find = category.rule.find


def test_five_hundred_words_are_long_and_four_hundred_are_not() -> None:
    assert find([Item(("word " * 400,)), Item(("word " * 500,))]) == [False, True]


def test_turns_count_together() -> None:
    assert find([Item(("word " * 250, "word " * 250))]) == [True]


@pytest.mark.parametrize(
    ("character", "tokens"), [("鳥", 0.66), ("b", 1.0), ("ы", 1.2), ("…", 1.25)]
)
def test_a_character_has_its_share_of_a_token(character: str, tokens: float) -> None:
    assert estimated_tokens(character) == pytest.approx(tokens)


@needs_data
def test_the_estimate_is_near_a_real_tokenizer() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its own way to open its files
        encoding = pytest.importorskip("bpe_openai").get_encoding("o200k_base")
    texts = [" ".join(one["turns"]) for one in questions("mt_bench_en") + questions("mt_bench_ja")]
    texts += [" ".join(suggestions(code)) for code in ("fr", "da")]
    long = [text for text in texts if len(text) > 300]
    ratio = [estimated_tokens(text) / len(encoding.encode(text)) for text in long]
    assert np.mean(ratio) == pytest.approx(1, abs=0.1)


def test_a_conversation_without_a_turn_is_unlabelled() -> None:
    assert find([Item()]) == [None]
