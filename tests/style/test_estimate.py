"""Tokens are estimated well enough to compare answers."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from style import languages
from tiltyard import style
from tiltyard.style import Texts

ARENA_HARD = Path(__file__).parents[2] / "../shared/data/arena-hard-v0.1-battles"
# How far off an estimate may be, by language: those that most answers are in are held closest.
ALLOWED = {
    "English": 0.1,
    "French": 0.1,
    "Spanish": 0.1,
    "Russian": 0.1,
    "Chinese": 0.1,
    "Japanese": 0.2,
    "code": 0.1,
}

pytestmark = pytest.mark.usefixtures("either")


@pytest.fixture(scope="module")
def count() -> Callable[[str], int]:
    """What a tokenizer of today counts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of how it reads its own files
        encoding = pytest.importorskip("bpe_openai").get_encoding("o200k_base")
    return lambda text: len(encoding.encode_ordinary(text))


def estimates(texts: list[str]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return style.measure(Texts.of(texts), ["tokens"])["tokens"]


@pytest.mark.parametrize("language", languages.ALL)
def test_an_estimate_is_near_the_count_of_a_tokenizer(
    language: str, count: Callable[[str], int]
) -> None:
    text = languages.ALL[language]
    assert estimates([text])[0] == pytest.approx(count(text), rel=ALLOWED[language])


def test_an_estimate_is_a_whole_number() -> None:
    assert estimates(["one two three"])[0] == 3


@pytest.mark.skipif(not ARENA_HARD.is_dir(), reason="the shared data are not here")
def test_estimates_of_real_answers_follow_the_counts(count: Callable[[str], int]) -> None:
    texts = [
        turn["content"]
        for line in (ARENA_HARD / "answers-gpt-4-0613.jsonl").read_text("utf-8").splitlines()
        for turn in json.loads(line)["choices"][0]["turns"]
    ]
    counted = np.array([count(text) for text in texts], dtype=float)
    estimated = estimates(texts)
    assert estimated.sum() / counted.sum() == pytest.approx(1, abs=0.05)
    assert np.corrcoef(estimated, counted)[0, 1] ** 2 > 0.97
