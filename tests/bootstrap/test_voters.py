"""What a profile of voters means, and what the settings say over it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from arenas import scripted
from tiltyard.battles import Bounds, Gold
from tiltyard.bootstrap._voters import voter_rules
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard import Waiting
from tiltyard.settings import Settings


def test_a_team_has_no_bounds() -> None:
    rules = voter_rules(Settings())
    assert (rules.profile, rules.bounds, rules.waiting) == ("team", Bounds(), Waiting())
    assert not rules.opens_per_hour
    assert not rules.gold.battles


def test_the_public_is_bounded(tmp_path: Path) -> None:
    rules = voter_rules(scripted(tmp_path, voters={"profile": "public"}))
    assert rules.bounds == Bounds(per_model=3, per_day=50, per_address_day=100, guest_hours=1)
    assert rules.waiting == Waiting(delay_hours=24, least_votes=5)
    assert rules.gold == Gold(battles=2, among=10)


def test_a_number_of_the_settings_holds_instead_of_the_profiles(tmp_path: Path) -> None:
    rules = voter_rules(scripted(tmp_path, voters={"profile": "public", "per_model": 0}))
    assert (rules.per_model, rules.per_day) == (0, 50)


def test_what_voters_are_told_is_what_holds(tmp_path: Path) -> None:
    promise = voter_rules(scripted(tmp_path, voters={"delay_hours": 2})).promise
    assert (promise.is_bounded, promise.delay_hours) == (False, 2)


def test_where_a_battle_may_be_a_check_no_vote_is_promised_to_count(tmp_path: Path) -> None:
    assert voter_rules(scripted(tmp_path, voters={"gold": 1})).promise.is_bounded


def test_more_checks_than_battles_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="gold_among"):
        voter_rules(scripted(tmp_path, voters={"gold": 3, "gold_among": 2}))


@pytest.mark.parametrize("wrong", [{"profile": "crowd"}, {"per_model": -1}, {"per_modle": 3}])
def test_what_is_none_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        scripted(tmp_path, voters=wrong)
