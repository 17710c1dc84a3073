"""Presets: the schemas that are known by name."""

from __future__ import annotations

import pytest

from tiltyard import votes
from tiltyard.errors import UnknownNameError
from tiltyard.ratings.comparisons import OUTCOMES
from tiltyard.votes._presets import PRESETS, WINNERS, preset


def test_presets_are_listed_with_what_they_are() -> None:
    assert votes.presets()["llmfao"] == "LLMFAO votes"


@pytest.mark.parametrize("name", PRESETS)
def test_every_winner_value_of_a_preset_means_a_winner(name: str) -> None:
    assert {*preset(name).winners.values(), *WINNERS.values()} <= {one.value for one in OUTCOMES}


def test_both_bad_is_no_tie_however_it_is_spelt() -> None:
    assert {name for name, winner in WINNERS.items() if winner == "both_bad"} == {
        "tie (bothbad)",
        "both_bad",
        "bothbad",
    }


def test_an_unknown_preset_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no preset 'chess'"):
        preset("chess")
