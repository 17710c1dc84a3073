"""Prompts that only an expert can judge."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from categories import shared_prompts
from categories.shared_prompts import needs_data, share, unseen
from tiltyard import categories

pytestmark = pytest.mark.skipif(
    find_spec("wordllama") is None, reason="the extra embed is not installed"
)


def test_small_talk_needs_no_expert() -> None:
    expert = categories.labeller("expert", categories.load("expert"))
    assert share(list(expert.label(unseen("everyday")))) <= 0.05


def test_tasks_of_a_profession_need_one() -> None:
    expert = categories.labeller("expert", categories.load("expert"))
    assert share(list(expert.label(unseen("hard")))) >= 0.9


@needs_data
def test_code_needs_one() -> None:
    expert = categories.labeller("expert", categories.load("expert"))
    assert share(list(expert.label(shared_prompts.bench("mt_bench_en", "coding")))) >= 0.8
