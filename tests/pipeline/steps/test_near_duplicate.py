"""Prompts that are almost the same are counted together."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from pipeline.battles import rows
from pipeline.steps.deciding import reasons
from tiltyard.errors import ConfigurationError

LONG = (
    "Please write a short letter to my landlord in which I ask him to repair the heating before "
    "winter comes, politely but firmly, and mention that I have asked twice already."
)
CHINESE = (
    "请帮我写一封信给房东，请他在冬天来临之前修理暖气，语气要礼貌但坚定，并提到我已经问过两次了。"
)
RUSSIAN = (
    "Напишите, пожалуйста, короткое письмо хозяину квартиры с просьбой починить отопление до зимы."
)


def left(*prompts: str, **options: Any) -> int:
    """How many rows leave where one for each cluster stays."""
    frame = rows(*({"prompts": [prompt]} for prompt in prompts))
    found = reasons("near_duplicate", frame, **{"limit": 1, **options})
    return len(found) - found.count(None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, LONG.replace("winter", "Winter") + "!"),
        (LONG, LONG.replace("twice", "two times")),
        (LONG, "Hi! " + LONG),
        (CHINESE, CHINESE.replace("两次", "三次")),
        (RUSSIAN, RUSSIAN.replace("короткое", "краткое")),
    ],
)
def test_a_letter_or_a_word_makes_no_other_prompt(one: str, other: str) -> None:
    assert left(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, LONG.replace("landlord", "neighbour").replace("repair the heating", "sell the car")
         .replace("winter comes", "he moves to Spain")),
        ("Write a poem about cats", "Write a poem about dogs"),
        ("What is 2+2?", "What is 3+3?"),
        ("写一首关于猫的诗", "写一首关于狗的长篇小说"),
        (LONG, CHINESE),
        ("a", "b"),
        ("hi", "yo"),
    ],
)  # fmt: skip
def test_another_question_is_another_prompt(one: str, other: str) -> None:
    assert left(one, other) == 0


def test_a_cluster_keeps_as_many_as_one_prompt_may_have() -> None:
    prompts = [f"{LONG} {'!' * k}" for k in range(40)]
    assert left(*prompts, limit=25) == 15


def test_ordinary_numbers_of_votes_all_stay() -> None:
    frame = rows(*({"prompts": [LONG]} for _ in range(25)))
    assert reasons("near_duplicate", frame) == [None] * 25


def test_prompts_are_not_chained() -> None:
    words = [f"word{k}" for k in range(40)]
    chain = [" ".join([*words[k:], *(f"other{j}" for j in range(k))]) for k in range(len(words))]
    assert left(*chain[:2]) == 1
    assert left(chain[0], chain[-1]) == 0
    assert 20 < left(*chain) < len(chain) - 4


def test_a_cluster_may_have_as_many_votes_as_a_single_prompt_has() -> None:
    assert left(*[LONG] * 5, LONG + "!", LONG + "?") == 2


def test_rows_without_a_prompt_have_no_duplicates() -> None:
    frame = rows({"prompts": None}, {"prompts": None}, {"prompts": [""]}, {"prompts": [" "]})
    assert reasons("near_duplicate", frame, limit=1) == [None] * 4


def test_the_order_of_rows_decides_nothing() -> None:
    rng = np.random.default_rng(1)
    prompts = [LONG[: 100 + int(cut)] + f" {int(cut) % 7}" for cut in rng.integers(0, 60, 80)]
    frame = rows(*({"prompts": [prompt]} for prompt in prompts))
    order = rng.permutation(len(frame)).tolist()
    here = frame.select("id", r=pl.Series(reasons("near_duplicate", frame, limit=2))).sort("id")
    there = frame[order]
    again = there.select("id", r=pl.Series(reasons("near_duplicate", there, limit=2))).sort("id")
    assert here.equals(again)


@pytest.mark.parametrize("similarity", [0.3, 1.2])
def test_a_similarity_that_cannot_be_found_is_refused(similarity: float) -> None:
    with pytest.raises(ConfigurationError, match=r"should be from 0\.7 to 1"):
        left("a", similarity=similarity)
