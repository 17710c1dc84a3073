"""The boards of snapshots follow from the votes of the log."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ledger.copies import Made, packed
from ledger.made_copy import made
from ledger.second_verifier import Verifier as Second
from tiltyard.leaderboard import Query
from tiltyard.transparency.verify import exit_code, verdict, verify
from transparency.verify.forgeries import failed, first_of, mended, rewritten


def test_a_snapshot_that_stands_on_too_little_is_found(log: Made, tmp_path: Path) -> None:
    place = log.places("snapshot")[-1]
    log.edit(place, size=100)
    outcomes = verify(mended(log).write(tmp_path))
    assert "stands on 100 leaves, and the vote of leaf" in " ".join(one.says for one in outcomes)


def lift(board: dict[str, Any]) -> None:
    board["rows"][0]["rating"] += 0.001


def drop(board: dict[str, Any]) -> None:
    del board["rows"][-1]


def fewer(board: dict[str, Any]) -> None:
    board["votes"] -= 1


@pytest.mark.parametrize("change", [lift, drop, fewer])
def test_a_board_that_does_not_follow_from_the_votes_fails(
    log: Made, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    place = log.places("snapshot")[0]
    outcome = failed(verify(rewritten(log, change).write(tmp_path)))
    assert (outcome.step, outcome.leaf) == (8, place), outcome
    assert first_of(Second(tmp_path)) == 8


@pytest.fixture(scope="module")
def by_voter(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A log of two epochs, whose boards let the votes of one voter depend on each other."""
    usual = Query(errors="voter")
    folder = tmp_path_factory.mktemp("snapshots")
    return made(folder, battles=20, days=40, voters=12, usual=usual)


def test_boards_with_errors_by_voter_come_out_the_same(by_voter: Made, tmp_path: Path) -> None:
    board = json.loads(by_voter.files["snapshots/1/boards/001.json"])
    outcome = verify(by_voter.write(tmp_path))[7]
    assert (board["errors"], outcome.state) == ("voter", "ok")
    assert Second(tmp_path).run()[7] is None


def narrow(board: dict[str, Any]) -> None:
    board["rows"][0]["low"] += 0.001


def rename(board: dict[str, Any]) -> None:
    board["errors"] = "independent"


@pytest.mark.parametrize("change", [narrow, rename])
def test_errors_by_voter_that_do_not_follow_from_the_votes_fail(
    by_voter: Made, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    log = rewritten(deepcopy(by_voter), change)
    assert failed(verify(log.write(tmp_path))).step == 8


def test_an_edited_board_without_a_new_digest_fails(log: Made, tmp_path: Path) -> None:
    log.files["snapshots/1/boards/002.json"] += b" "
    assert failed(verify(log.write(tmp_path))).step == 8
    assert first_of(Second(tmp_path)) == 8


def test_a_vote_that_a_snapshot_leaves_out_is_named(log: Made, tmp_path: Path) -> None:
    labels = json.loads(log.files["labels/1.json"])
    place = labels["leaves"].pop(20)
    for column in labels["labels"].values():
        del column["codes"][20]
    log.files["labels/1.json"] = packed(labels)
    outcome = failed(verify(log.write(tmp_path)))
    assert f"leaves out the vote of leaf {place}" in outcome.says
    assert first_of(Second(tmp_path)) == 8


def test_an_excluded_vote_that_a_snapshot_counts_is_named(log: Made, tmp_path: Path) -> None:
    place = json.loads(log.files["labels/1.json"])["leaves"][40]
    exclude = log.places("exclude")[0]
    log.edit(exclude, votes=[*log.told(exclude)["votes"], place])
    outcome = failed(verify(mended(log).write(tmp_path)))
    assert f"counts the vote of leaf {place}, which must not" in outcome.says
    assert first_of(Second(tmp_path)) == 8


def older(log: Made, votes: int) -> None:
    """Let the labels say that so many votes have no leaf."""
    labels = json.loads(log.files["labels/1.json"])
    log.files["labels/1.json"] = packed({**labels, "older": votes})


def test_votes_older_than_the_log_are_no_pass(log: Made, tmp_path: Path) -> None:
    older(log, 12)

    def more(board: dict[str, Any]) -> None:
        board["votes"] += 12

    outcomes = verify(rewritten(log, more).write(tmp_path))
    assert (outcomes[7].state, exit_code(outcomes)) == ("not checked", 10)
    assert "12 of 406 votes have no leaf" in outcomes[7].says
    assert verdict(outcomes).startswith("nothing failed, but this is no pass")


def test_votes_older_than_the_log_that_no_board_has_are_no_excuse(
    log: Made, tmp_path: Path
) -> None:
    older(log, 10**6)
    outcome = failed(verify(log.write(tmp_path)))
    assert (outcome.step, "its largest board has 394" in outcome.says) == (8, True)


def hidden(log: Made, *, votes: int) -> int:
    """Tell the French of so many votes to nobody; returns how many votes their board has."""
    labels = json.loads(log.files["labels/1.json"])
    language = labels["labels"]["language"]
    french = language["values"].index("fr")
    places = [at for at, code in enumerate(language["codes"]) if code == french]
    for at in places[:votes]:
        language["codes"][at] = -1
    labels["merged"] = [["language", "fr"]]
    log.files["labels/1.json"] = packed(labels)
    return len(places)


def test_a_board_of_a_label_of_few_voters_is_said_to_be_unchecked(
    log: Made, tmp_path: Path
) -> None:
    hidden(log, votes=10**6)
    outcome = verify(mended(log).write(tmp_path))[7]
    assert (outcome.state, "1 more are of labels that too few" in outcome.says) == ("ok", True)


def test_a_board_of_an_untold_label_has_no_more_votes_than_are_untold(
    log: Made, tmp_path: Path
) -> None:
    many = hidden(log, votes=5)
    outcome = failed(verify(mended(log).write(tmp_path)))
    assert f"of {many} votes, and the label of no more than 5 is untold" in outcome.says


def test_labels_that_are_not_told_leave_their_boards_unchecked(log: Made, tmp_path: Path) -> None:
    labels = json.loads(log.files["labels/1.json"])
    del labels["labels"]["coding"]
    log.files["labels/1.json"] = packed(labels)
    outcome = verify(log.write(tmp_path))[7]
    assert (outcome.state, "labels of its votes are not told" in outcome.says) == (
        "not checked",
        True,
    )
