"""Extensions are found by their file's name."""

from __future__ import annotations

import pytest

from tiltyard import registry
from tiltyard.errors import UnknownNameError


def test_a_rooms_modules_are_its_extensions() -> None:
    assert {"scripted", "local", "openai_compatible"} <= set(registry.names("providers"))


def test_a_rooms_own_modules_are_not() -> None:
    assert not any(name.startswith("_") for name in registry.names("providers"))


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'scripted'"):
        registry.load("providers", "scriptd", "provider")


def test_a_name_like_none_is_answered_with_all() -> None:
    with pytest.raises(UnknownNameError, match="known: sql"):
        registry.load("store", "zzz", "store")
