"""Exclusions are there, and what counts keeps to the rules that were published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ledger.copies import Made
from ledger.second_verifier import Verifier as Second
from tiltyard.transparency import _layout
from tiltyard.transparency.verify import verify
from transparency.verify.forgeries import failed, first_of, mended


def test_a_rule_that_nobody_knows_excludes_nothing(log: Made, tmp_path: Path) -> None:
    place = log.places("exclude")[0]
    log.edit(place, rule="of_my_own")
    outcome = failed(verify(mended(log).write(tmp_path)))
    assert (outcome.step, outcome.leaf) == (7, place)
    assert "names a rule that there is not, 'of_my_own'" in outcome.says


def test_votes_that_are_set_aside_are_told(log: Made, tmp_path: Path) -> None:
    log.edit(log.places("vote")[0], counts="owner")
    outcomes = {one.step: one for one in verify(mended(log).write(tmp_path))}
    assert "set aside for reasons that no leaf proves: 20 guest, 1 owner" in outcomes[7].says


def test_a_vote_beyond_the_limits_fails(log: Made, tmp_path: Path) -> None:
    log.about = replace(log.about, rules=(_layout.Rules(profile="public", per_model=1),))
    outcome = failed(verify(log.write(tmp_path)))
    assert (outcome.step, "counted votes on one of its models" in outcome.says) == (7, True)
    assert first_of(Second(tmp_path)) == 7


def test_a_limit_of_the_day_is_looked_at_too(log: Made, tmp_path: Path) -> None:
    log.about = replace(log.about, rules=(_layout.Rules(profile="public", per_day=1),))
    assert failed(verify(log.write(tmp_path))).step == 7
    assert first_of(Second(tmp_path)) == 7


def test_rules_hold_from_their_leaf_on(log: Made, tmp_path: Path) -> None:
    later = _layout.Rules(since=len(log.leaves), profile="public", per_model=1)
    log.about = replace(log.about, rules=(_layout.Rules(), later))
    assert verify(log.write(tmp_path))[6].state == "ok"
    assert Second(tmp_path).run()[6] is None
