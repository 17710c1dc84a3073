"""Frequent prompts are down-sampled, the same way in any order."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from pipeline.battles import rows
from pipeline.steps.deciding import reasons
from tiltyard.errors import ConfigurationError


def asked(*prompts: str, **options: Any) -> list[bool]:
    """Which rows leave."""
    frame = rows(*({"prompts": [prompt]} for prompt in prompts))
    return [reason is not None for reason in reasons("high_frequency", frame, **options)]


def test_a_prompt_above_the_limit_is_sampled_down_to_it() -> None:
    assert sum(asked(*["hello"] * 30, "other")) == 5


def test_a_prompt_at_the_limit_stays() -> None:
    assert sum(asked(*["hello"] * 25)) == 0


def test_one_vote_for_each_prompt_can_be_kept() -> None:
    left = asked("a", "b", "a", "a", "c", "b", limit=1, top=1.0)
    assert left.count(False) == 3


def test_where_many_prompts_are_frequent_the_cut_off_is_higher() -> None:
    prompts = [f"prompt {k}" for k in range(10) for _ in range(10 + k)]
    assert sum(asked(*prompts, limit=2, top=0.1)) == 1  # all but the first may have 18


@pytest.mark.parametrize(
    "other", ["HELLO  you", " hello\n\tyou ", "hello\u3000you", "ｈｅｌｌｏ you"]
)
def test_case_blanks_and_wide_letters_make_no_other_prompt(other: str) -> None:
    assert sum(asked("hello you", other, limit=1, top=1.0)) == 1


@pytest.mark.parametrize("other", ["hello, you", "hello yous", "helloyou"])
def test_another_letter_makes_another_prompt(other: str) -> None:
    assert sum(asked("hello you", other, limit=1, top=1.0)) == 0


def test_turns_are_compared_together() -> None:
    frame = rows({"prompts": ["a", "b"]}, {"prompts": ["a", "c"]}, {"prompts": ["a", "b"]})
    found = reasons("high_frequency", frame, limit=1, top=1.0)
    assert found.count(None) == 2


def test_rows_without_a_prompt_are_never_frequent() -> None:
    frame = rows({"prompts": None}, {"prompts": [""]}, {"prompts": None}, {"prompts": [""]})
    assert reasons("high_frequency", frame, limit=1, top=1.0) == [None] * 4


def test_the_order_of_rows_decides_nothing() -> None:
    frame = rows(*({"prompts": [f"p{k % 3}"]} for k in range(60)))
    step = reasons("high_frequency", frame, limit=4)
    order = np.random.default_rng(0).permutation(len(frame))
    shuffled = reasons("high_frequency", frame[order.tolist()], limit=4)
    fates = frame.select("id", reason=pl.Series(step)).sort("id")
    again = frame[order.tolist()].select("id", reason=pl.Series(shuffled)).sort("id")
    assert fates.equals(again)


def test_another_seed_keeps_other_votes() -> None:
    prompts = ["hello"] * 60
    assert asked(*prompts) != asked(*prompts, seed=1)
    assert sum(asked(*prompts, seed=1)) == 35


@pytest.mark.parametrize("options", [{"top": 0}, {"top": 1.5}, {"limit": 0}, {"characters": 0}])
def test_options_that_make_no_sense_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=r"data\.options\.high_frequency: "):
        asked("a", **options)
