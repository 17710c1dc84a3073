"""Exclusions by evidence are computed again."""

from __future__ import annotations

from typing import Any

import pytest

from screening.elections import Election, rigged_in
from tiltyard.ledger import decoded
from tiltyard.records import Winner
from tiltyard.transparency.verify._ballots import Ballots
from tiltyard.transparency.verify._outcome import Findings
from tiltyard.transparency.verify._screened import Claims
from tiltyard.transparency.verify._told import Ended, told


@pytest.fixture(scope="module")
def excluded(tmp_path_factory: pytest.TempPathFactory) -> Election:
    """An election in which both who were flagged are excluded, a night after each other."""
    held = rigged_in(tmp_path_factory.mktemp("arena"))
    held.check("lefty", Winner.TIE)
    held.check("lefty", Winner.MODEL_A)
    moderation = held.moderation()
    moderation.screen()
    moderation.exclude(held.pseudonym("lefty"), "one_side", by="mia")
    held.votes("honest-1", 3)
    moderation.screen()
    moderation.exclude(held.pseudonym("fan"), "favours_models", by="mia")
    return held


def look(election: Election, **changed: Any) -> tuple[str, int, str]:
    """What is said, and how many faults there are, with the first; the first leaf changed."""
    ballots, claims, findings = Ballots(), Claims(), Findings(7)
    marks = 0
    for place, data in enumerate(election.store.log.leaves(0, 10**6)):
        leaf = told(data)
        if isinstance(leaf, Ended):
            ballots.add(place, leaf)
        elif (other := decoded(data))["type"] == "model":
            ballots.name(other)
        elif other["type"] == "exclude":
            claims.add(place, other | (changed if not marks else {}))
            ballots.mark(place, other["votes"], is_excluded=True)
            marks += 1
    says = claims.look(ballots, findings)
    return says, findings.faults, findings.outcome(says).says


def test_what_screening_found_is_found_again(excluded: Election) -> None:
    assert look(excluded) == (
        "evidence was computed again 2 times", 0, "evidence was computed again 2 times"
    )  # fmt: skip


def test_other_evidence_is_a_fault(excluded: Election) -> None:
    _, faults, says = look(excluded, evidence=9_999)
    assert faults == 1
    assert "it says evidence of 9999, and the votes give" in says


def test_the_first_version_of_the_rule_knows_no_checks(excluded: Election) -> None:
    _, faults, says = look(excluded, rule="evidence_v1")
    assert faults == 1
    assert "and the votes give" in says


def test_votes_of_somebody_else_are_a_fault(excluded: Election) -> None:
    leaves = excluded.store.log.leaves(0, 10**6)
    honest = [
        place for place, data in enumerate(leaves)
        if excluded.pseudonym("honest-2").encode() in data
    ]  # fmt: skip
    _, faults, says = look(excluded, votes=honest)
    assert faults
    assert "the rule that it names does not flag this voter" in says


def test_votes_of_several_are_a_fault(excluded: Election) -> None:
    leaves = excluded.store.log.leaves(0, 10**6)
    votes = [place for place, data in enumerate(leaves) if b'"type":"vote"' in data][:30]
    assert "votes of several" in look(excluded, votes=votes)[2]


def test_a_size_before_the_votes_is_a_fault(excluded: Election) -> None:
    assert "does not flag this voter" in look(excluded, size=10)[2]


def test_nothing_excluded_needs_nothing() -> None:
    findings = Findings(7)
    assert Claims().look(Ballots(), findings) == ""
    assert not findings.faults
