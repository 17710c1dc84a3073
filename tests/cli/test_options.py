"""Options become arguments."""

from __future__ import annotations

import pytest

from tiltyard.cli.options import choices
from tiltyard.errors import ConfigurationError


def test_what_was_not_said_is_left_out() -> None:
    assert choices({"model_a": None, "level": 0.9}) == {"level": 0.9}


def test_values_of_winners_become_a_map() -> None:
    assert choices({"winner_value": ["l=model_a", "r=model_b"]})["winners"] == {
        "l": "model_a", "r": "model_b"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("k=4", 4),
        ("k=0.5", 0.5),
        ("k=true", True),
        ("k=information", "information"),
        ('k=["a", "b"]', ("a", "b")),
        ("k=a=b", "a=b"),
        ("k=", ""),
    ],
)
def test_an_option_of_a_method_has_a_type(text: str, value: object) -> None:
    assert choices({"option": [text]}) == {"k": value}


def test_features_are_parted_by_commas() -> None:
    assert choices({"style": "length,bold"})["style"] == ("length", "bold")


def test_all_features_stay_a_word() -> None:
    assert choices({"style": "auto"})["style"] == "auto"


def test_an_option_of_the_command_is_not_one_of_the_method() -> None:
    with pytest.raises(ConfigurationError, match="use --seed"):
        choices({"option": ["seed=1"], "seed": 0})
