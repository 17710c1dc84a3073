"""Options as they are written in a settings file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tiltyard.errors import ConfigurationError
from tiltyard.pipeline.steps._options import checked


@dataclass(frozen=True)
class Some:
    many: int = 1
    share: float = 0.5
    names: tuple[str, ...] = ()
    file: str | None = None
    strict: bool = False


@dataclass(frozen=True)
class Bare:
    pass


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"many": 3}, {"many": 3}),
        ({"share": 1}, {"share": 1.0}),
        ({"names": ["a", "b"]}, {"names": ("a", "b")}),
        ({"file": "voters.txt"}, {"file": "voters.txt"}),
        ({"strict": True}, {"strict": True}),
    ],
)
def test_values_of_the_right_kind_are_taken(
    options: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert checked("here", Some(), options) == expected


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"many": 1.5}, "here.many is 1.5, and should be a whole number"),
        ({"many": True}, "here.many is True, and should be a whole number"),
        ({"share": "half"}, "here.share is 'half', and should be a number"),
        ({"names": "a"}, "here.names is 'a', and should be a list of texts"),
        ({"names": [1]}, "here.names is [1], and should be a list of texts"),
        ({"file": 3}, "here.file is 3, and should be text"),
        ({"strict": 1}, "here.strict is 1, and should be true or false"),
    ],
)
def test_a_value_of_another_kind_is_told(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigurationError) as told:
        checked("here", Some(), options)
    assert str(told.value) == words


def test_a_step_without_options_says_so() -> None:
    with pytest.raises(ConfigurationError, match="no option 'x' in here; it has no options"):
        checked("here", Bare(), {"x": 1})
