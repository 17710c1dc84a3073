"""JSON becomes values."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest

from tiltyard.client._read import ends, read


@dataclass(frozen=True)
class Thing:
    name: str
    size: int = 3


def test_what_a_newer_arena_says_besides_is_passed_over() -> None:
    assert read(Thing, {"name": "oak", "size": 4, "colour": "green"}) == Thing("oak", 4)


def test_what_an_older_arena_does_not_say_is_as_it_was() -> None:
    assert read(Thing, {"name": "oak"}) == Thing("oak", 3)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(KeyError, match="name"):
        read(Thing, {"size": 4})


def test_an_end_that_is_nowhere_is_infinitely_far() -> None:
    assert ends({"low": None, "high": 2.0}) == {"low": -math.inf, "high": 2.0}
    assert ends({"low": 1.0, "high": None}) == {"low": 1.0, "high": math.inf}
