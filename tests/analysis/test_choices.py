"""Choices that go together, and others."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.made import duel
from tiltyard import rank
from tiltyard.errors import ConfigurationError


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"errors": "bootstraps"}, "did you mean 'bootstrap'"),
        ({"errors": "bootstrap", "method": "elo"}, "votes drawn again have no order"),
        ({"anytime": True, "method": "elo"}, "never settle"),
        ({"replicates": 50}, "those of a bootstrap"),
        ({"errors": "information", "cluster": "voter"}, "cannot be clustered"),
        ({"errors": "bootstrap", "cluster": ["voter", "prompt"]}, "'voter' and 'prompt': name one"),
        ({"errors": "bootstrap", "replicates": 1}, "at least 2 replicates"),
        ({"errors": "sandwich", "method": "elo"}, "no option 'errors'"),
    ],
)
def test_what_does_not_go_together_is_refused(choices: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        rank(duel(), **choices)
