"""Flags open a queue; moderators exclude and restore; the log says so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from screening.elections import Election, left
from tiltyard.errors import LedgerError, UnknownNameError
from tiltyard.ledger import decoded
from tiltyard.screening import Moderation


@pytest.fixture
def moderation(rigged: Election) -> Moderation:
    """What has screened the votes."""
    found = rigged.moderation()
    found.screen()
    return found


def marks(election: Election) -> list[dict[str, Any]]:
    """The leaves that exclude and restore."""
    leaves = [decoded(data) for data in election.store.log.leaves(0, 10**6)]
    return [leaf for leaf in leaves if leaf["type"] in {"exclude", "restore"}]


def test_nothing_is_known_before_the_first_night(election: Election) -> None:
    assert election.moderation().findings() is None
    assert election.moderation().queue() == []


def test_those_who_do_not_vote_as_people_do_are_in_the_queue(
    moderation: Moderation, rigged: Election
) -> None:
    found = {case.finding.voter for case in moderation.queue()}
    assert found == {rigged.pseudonym("lefty"), rigged.pseudonym("fan")}


def test_what_was_found_is_there_for_another_process(
    moderation: Moderation, rigged: Election
) -> None:
    assert rigged.moderation().findings() == moderation.findings()


def test_an_exclusion_is_a_leaf_with_its_reason_rule_and_evidence(
    moderation: Moderation, rigged: Election
) -> None:
    voter = rigged.pseudonym("lefty")
    findings = moderation.findings()
    assert moderation.exclude(voter[:8], "one_side", by="mia") == 30
    (leaf,) = marks(rigged)
    assert findings is not None
    finding = findings.of(voter)
    assert finding is not None
    assert (leaf["reason"], leaf["rule"]) == ("one_side", "evidence_v2")
    assert (leaf["evidence"], leaf["size"]) == (finding.milli, findings.size)
    assert set(leaf["votes"]) == rigged.store.log.excluded()


def test_who_is_not_flagged_is_excluded_by_a_person_alone(
    moderation: Moderation, rigged: Election
) -> None:
    assert moderation.exclude(rigged.pseudonym("honest-3"), "many_identities", by="mia") == 12
    (leaf,) = marks(rigged)
    assert (leaf["rule"], leaf["evidence"], leaf["size"]) == (None, 0, 0)


def test_an_exclusion_empties_the_queue(moderation: Moderation, rigged: Election) -> None:
    for voter, reason in (("lefty", "one_side"), ("fan", "favours_models")):
        moderation.exclude(rigged.pseudonym(voter), reason, by="mia")
    assert moderation.queue() == []
    assert {case.state for case in moderation.cases()} == {"excluded"}


def test_the_log_does_not_exclude_twice(moderation: Moderation, rigged: Election) -> None:
    voter = rigged.pseudonym("lefty")
    moderation.exclude(voter, "one_side", by="mia")
    with pytest.raises(LedgerError, match="excluded already"):
        moderation.exclude(voter, "one_side", by="noa")
    assert len(marks(rigged)) == 1


def test_a_restored_voter_counts_again_and_is_settled(
    moderation: Moderation, rigged: Election
) -> None:
    voter = rigged.pseudonym("lefty")
    moderation.exclude(voter, "one_side", by="mia")
    assert moderation.restore(voter, "appeal", by="noa") == 30
    assert rigged.store.log.excluded() == frozenset()
    assert marks(rigged)[1]["reason"] == "appeal"
    assert moderation.case(voter).state == "settled"


def test_nobody_is_restored_who_is_not_excluded(moderation: Moderation, rigged: Election) -> None:
    with pytest.raises(LedgerError, match="not excluded"):
        moderation.restore(rigged.pseudonym("lefty"), "mistake", by="mia")


def test_who_is_dismissed_leaves_the_queue(moderation: Moderation, rigged: Election) -> None:
    moderation.dismiss(rigged.pseudonym("fan"), "taste", by="mia")
    moderation.screen()
    assert [case.finding.voter for case in moderation.queue()] == [rigged.pseudonym("lefty")]


def test_who_is_dismissed_comes_back_with_much_more_evidence(
    moderation: Moderation, rigged: Election
) -> None:
    moderation.dismiss(rigged.pseudonym("lefty"), "too_little", by="mia")
    rigged.votes("lefty", 15, left)
    moderation.screen()
    assert rigged.pseudonym("lefty") in {case.finding.voter for case in moderation.queue()}


def test_what_an_excluded_voter_votes_later_is_excluded_by_night(
    moderation: Moderation, rigged: Election
) -> None:
    moderation.exclude(rigged.pseudonym("lefty"), "one_side", by="mia")
    new = rigged.vote("lefty")
    assert new not in rigged.store.log.excluded()
    moderation.screen()
    assert new in rigged.store.log.excluded()
    assert marks(rigged)[-1] == {
        "type": "exclude", "votes": [new], "reason": "same_voter", "rule": "same_voter_v1",
        "evidence": 0, "size": 0,
    }  # fmt: skip


def test_a_new_epoch_does_not_hide_an_excluded_voter(
    moderation: Moderation, rigged: Election
) -> None:
    before = rigged.pseudonym("lefty")
    moderation.exclude(before, "one_side", by="mia")
    rigged.wait(days=31)
    new = rigged.vote("lefty")
    moderation.screen()
    assert rigged.pseudonym("lefty") != before
    assert new in rigged.store.log.excluded()


def test_restoring_one_pseudonym_restores_the_person(
    moderation: Moderation, rigged: Election
) -> None:
    before = rigged.pseudonym("lefty")
    moderation.exclude(before, "one_side", by="mia")
    rigged.wait(days=31)
    rigged.vote("lefty")
    moderation.screen()
    assert moderation.restore(before, "mistake", by="mia") == 31
    moderation.screen()
    assert rigged.store.log.excluded() == frozenset()


def test_excluded_votes_do_not_judge_others(moderation: Moderation, rigged: Election) -> None:
    before = moderation.case(rigged.pseudonym("fan")).finding.expected
    # Nobody is judged by votes of their own group, and groups are drawn: several are excluded.
    for voter in ("lefty", *(f"honest-{number}" for number in range(1, 7))):
        moderation.exclude(rigged.pseudonym(voter), "one_side", by="mia")
    moderation.screen()
    assert moderation.case(rigged.pseudonym("fan")).finding.expected != before


def test_the_evidence_stays_while_somebody_is_excluded(
    moderation: Moderation, rigged: Election
) -> None:
    voter = rigged.pseudonym("lefty")
    before = moderation.case(voter).finding.evidence
    moderation.exclude(voter, "one_side", by="mia")
    moderation.screen()
    assert moderation.case(voter).finding.evidence == pytest.approx(before)


def test_a_case_tells_of_anybody_with_votes(moderation: Moderation, rigged: Election) -> None:
    case = moderation.case(rigged.pseudonym("honest-1"))
    assert (case.state, case.finding.votes) == ("quiet", 12)


def test_decisions_are_kept_with_who_made_them(moderation: Moderation, rigged: Election) -> None:
    voter = rigged.pseudonym("lefty")
    moderation.exclude(voter, "one_side", by="mia")
    moderation.restore(voter, "appeal", by="noa")
    told = [(one.decision, one.by, one.votes) for one in rigged.moderation().case(voter).reviews]
    assert told == [("exclude", "mia", 30), ("restore", "noa", 30)]


@pytest.mark.parametrize("voter", ["", "0000", "ffffffffffff", "zz"])
def test_an_unknown_voter_is_refused(moderation: Moderation, voter: str) -> None:
    with pytest.raises(UnknownNameError, match="there is no voter"):
        moderation.case(voter)


def test_reasons_are_codes_and_not_free_text(moderation: Moderation, rigged: Election) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'one_side'"):
        moderation.exclude(rigged.pseudonym("lefty"), "onesided", by="mia")


def test_the_findings_name_nobody(moderation: Moderation, rigged: Election) -> None:
    written = json.dumps([str(case) for case in moderation.cases()])
    assert "lefty" not in written
    assert "honest-" not in (rigged.folder / "screening" / "findings.json").read_text()


def test_the_same_votes_give_the_same_findings(moderation: Moderation) -> None:
    before = moderation.findings()
    assert moderation.screen() == before
