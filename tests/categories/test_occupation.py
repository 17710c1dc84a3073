"""The field of work that a prompt belongs to."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from tiltyard import categories
from tiltyard.categories import Item
from tiltyard.categories._trained import WEIGHTS, read_heads
from tiltyard.categories.occupation import OCCUPATIONS
from tiltyard.embeddings import DIGEST

pytestmark = pytest.mark.skipif(
    find_spec("wordllama") is None, reason="the extra embed is not installed"
)


def label(*prompts: str) -> list[object]:
    occupation = categories.labeller("occupation", categories.load("occupation"))
    return list(occupation.label([Item((prompt,)) for prompt in prompts]))


@pytest.mark.parametrize(
    ("prompt", "field"),
    [
        ("Write a Python class for a stack with unit tests", "software"),
        ("Prove that the sum of two odd numbers is even", "mathematics"),
        ("hey, how was your weekend", "none"),
        ("Write a short story about a lonely lighthouse", "writing"),
    ],
)
def test_plain_cases_are_told(prompt: str, field: str) -> None:
    assert label(prompt) == [field]


def test_what_is_between_fields_is_left_open() -> None:
    assert label("the other one over there") in ([None], ["none"])


def test_every_trained_value_is_described() -> None:
    assert read_heads(WEIGHTS, DIGEST).by_name["occupation"].values == tuple(sorted(OCCUPATIONS))
