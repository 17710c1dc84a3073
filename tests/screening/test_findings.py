"""What a night finds, and how it is kept."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from screening.elections import Election
from tiltyard.errors import DataError
from tiltyard.ratings.screening import screened
from tiltyard.records import Winner
from tiltyard.screening import Ballots, Finding, Findings, find


@pytest.fixture
def ballots(rigged: Election) -> Ballots:
    """Its votes."""
    found = Ballots()
    found.read(rigged.store.log)
    return found


@pytest.fixture
def lefty(ballots: Ballots, rigged: Election) -> Finding:
    """What there is against who always clicks left."""
    finding = find(ballots, ()).of(rigged.pseudonym("lefty"))
    assert finding is not None
    return finding


def test_those_who_are_flagged_are_told_by_falling_evidence(ballots: Ballots) -> None:
    people = find(ballots, ()).people
    evidence = [one.evidence for one in people]
    assert len(people) == 2
    assert evidence == sorted(evidence, reverse=True)


def test_numbers_are_those_of_the_votes(ballots: Ballots) -> None:
    found = find(ballots, ())
    assert (found.votes, found.voters, found.judged) == (186, 10, 10)
    assert found.size == ballots.size


def test_the_evidence_is_that_of_the_rule(ballots: Ballots, lefty: Finding) -> None:
    rows = ballots.comparable()
    votes = ballots.comparisons(rows)
    evidence = screened(votes, ballots.voters).evidence
    code = ballots.voters.index(lefty.voter)
    assert lefty.evidence == pytest.approx(float(evidence.current[evidence.voters == code][0]))
    assert lefty.milli == round(1000 * lefty.evidence)


def test_what_was_chosen_is_counted(lefty: Finding) -> None:
    assert lefty.chosen == (30, 0, 0)
    assert sum(lefty.expected) == pytest.approx(30)


def test_every_battle_has_two_models(lefty: Finding) -> None:
    assert sum(one.battles for one in lefty.models) == 60
    assert sum(one.worth for one in lefty.models) == pytest.approx(30)
    assert sum(one.expected for one in lefty.models) == pytest.approx(30)


def test_the_path_ends_with_the_evidence(lefty: Finding) -> None:
    assert lefty.path[0] == (0, 0.0)
    assert lefty.path[-1][0] == 30
    assert lefty.path[-1][1] == pytest.approx(lefty.evidence)


def test_the_bets_together_are_the_evidence(lefty: Finding) -> None:
    mean = np.logaddexp.reduce(lefty.bets) - math.log(4)
    assert mean == pytest.approx(lefty.evidence)
    assert lefty.bets[1] == max(lefty.bets)


def test_others_are_told_of_when_they_are_asked_about(ballots: Ballots, rigged: Election) -> None:
    voter = rigged.pseudonym("honest-4")
    assert find(ballots, ()).of(voter) is None
    finding = find(ballots, (), besides=[voter]).of(voter)
    assert finding is not None
    assert not finding.is_flagged


def test_findings_are_kept_as_json(ballots: Ballots) -> None:
    found = find(ballots, ())
    assert Findings.from_dict(json.loads(json.dumps(found.as_dict()))) == found


def test_findings_of_another_version_are_refused(ballots: Ballots) -> None:
    told = find(ballots, ()).as_dict() | {"version": 99}
    with pytest.raises(DataError, match="run `tiltyard voters screen`"):
        Findings.from_dict(told)


def test_of_no_votes_nothing_is_found() -> None:
    assert find(Ballots(), ()).people == ()


def test_checks_of_attention_are_told_and_are_evidence(rigged: Election, lefty: Finding) -> None:
    for winner in (Winner.TIE, Winner.MODEL_A, Winner.BOTH_BAD):
        rigged.check("lefty", winner)
    ballots = Ballots()
    ballots.read(rigged.store.log)
    after = find(ballots, ()).of(lefty.voter)
    assert after is not None
    assert (lefty.checks, after.checks) == ((0, 0, 0), (1, 1, 1))
    assert after.evidence == pytest.approx(lefty.evidence + math.log(10 * 0.5 / 0.95))


def test_findings_of_before_there_were_checks_are_read(ballots: Ballots) -> None:
    found = find(ballots, ())
    told = json.loads(json.dumps(found.as_dict()))
    for one in told["people"]:
        del one["checks"]
    assert Findings.from_dict(told) == found
