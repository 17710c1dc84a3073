"""The log's votes as columns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from screening.elections import HEX, STREAM, called, drawn_leaf, model_leaf, vote_leaf
from tiltyard.ledger import Leaf, Opening
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, TIE
from tiltyard.records import Side, Winner
from tiltyard.screening import Ballots
from tiltyard.screening import _ballots as source
from tiltyard.store import Log, Store, open_store

ADA, BEN = called("ada"), called("ben")


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """An empty log."""
    store: Store = open_store(f"sqlite:///{tmp_path / 'tiltyard.db'}")
    store.upgrade()
    return store.log


def read(log: Log, *leaves: Leaf) -> Ballots:
    """The votes among these."""
    log.append(leaves)
    ballots = Ballots()
    ballots.read(log)
    return ballots


def test_a_vote_is_read_with_its_models_by_name(log: Log) -> None:
    models = [model_leaf(7, "oak"), model_leaf(9, "elm")]
    ballots = read(log, *models, drawn_leaf(7, 9, ADA, Winner.MODEL_B, hour=12))
    votes = ballots.comparisons(ballots.comparable())
    assert votes.models == ("elm", "oak")
    assert (votes.a[0], votes.b[0], votes.outcome[0]) == (1, 0, B_WON)
    assert (ballots.place[0], ballots.hour[0], ballots.voters) == (2, 12, [ADA])


@pytest.mark.parametrize(
    ("winner", "outcome"),
    [(Winner.MODEL_A, A_WON), (Winner.TIE, TIE), (Winner.BOTH_BAD, BOTH_BAD)],
)
def test_every_outcome_is_read(log: Log, winner: Winner, outcome: int) -> None:
    ballots = read(log, drawn_leaf(1, 2, ADA, winner))
    assert ballots.comparisons(ballots.comparable()).outcome.tolist() == [outcome]


def test_other_leaves_are_no_votes(log: Log) -> None:
    tombstone = {"type": "tombstone", "leaf": 0, "reason": "wish"}
    ballots = read(log, tombstone, drawn_leaf(1, 2, ADA, Winner.TIE), tombstone)
    assert (len(ballots), ballots.size) == (1, 3)


def test_a_name_that_reads_like_a_leaf_is_none(log: Log) -> None:
    assert len(read(log, model_leaf(1, '"type":"vote"'))) == 0


def test_votes_that_do_not_count_are_not_compared(log: Log) -> None:
    leaves = [drawn_leaf(1, 2, ADA, Winner.TIE, counts=one) for one in ("yes", "limit", "owner")]
    assert read(log, *leaves).comparable().tolist() == [0]


def test_versions_of_a_model_are_one_model(log: Log) -> None:
    models = [model_leaf(1, "oak"), model_leaf(2, "elm"), model_leaf(3, "oak")]
    leaves = [drawn_leaf(a, b, ADA, Winner.TIE) for a, b in ((1, 2), (3, 2), (1, 3))]
    ballots = read(log, *models, *leaves)
    assert ballots.comparable().tolist() == [0, 1]
    assert ballots.comparisons(ballots.comparable()).models == ("elm", "oak")


def test_reading_goes_on_where_it_was(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PAGE", 2)
    ballots = read(log, *[drawn_leaf(1, 2, ADA, Winner.TIE)] * 5)
    log.append([drawn_leaf(1, 2, BEN, Winner.TIE)])
    ballots.read(log)
    assert ballots.voter.tolist() == [0, 0, 0, 0, 0, 1]


def test_reading_ends_where_it_is_told_to(log: Log) -> None:
    log.append([drawn_leaf(1, 2, ADA, Winner.TIE)] * 5)
    ballots = Ballots()
    ballots.read(log, 3)
    assert (ballots.size, len(ballots)) == (3, 3)


def test_leaves_are_told_by_voter(log: Log) -> None:
    voters = [ADA, BEN, ADA]
    ballots = read(log, *(drawn_leaf(1, 2, voter, Winner.TIE) for voter in voters))
    assert ballots.whose([2, 1, 0]) == {ADA: [0, 2], BEN: [1]}
    assert ballots.of(ADA).tolist() == [True, False, True]
    assert not ballots.of(called("nobody")).any()


def test_an_empty_log_has_no_votes(log: Log) -> None:
    ballots = read(log)
    assert ballots.comparable().tolist() == []
    assert len(ballots.comparisons(np.empty(0, dtype=np.intp))) == 0


def test_checks_of_attention_are_read_apart_from_votes_that_count(log: Log) -> None:
    told = Opening(HEX, STREAM, 0, "", 7, 9, 1, gold=Side.MODEL_B)
    check = vote_leaf(0, told, BEN, Winner.BOTH_BAD, counts="gold")
    ballots = read(log, drawn_leaf(7, 9, ADA, Winner.TIE), check)
    checks = ballots.checks()
    assert (checks.voter.tolist(), checks.outcome.tolist()) == ([1], [BOTH_BAD])
    assert checks.broken.tolist() == [1]
    assert ballots.comparable().tolist() == [0]
