"""Votes are excluded and restored once each, on every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from screening.elections import Election, model_leaf
from tiltyard.errors import LedgerError
from tiltyard.store import Store, open_store


@pytest.fixture
def election(store: Store, tmp_path: Path) -> Election:
    """Two votes of ada's, one of ben's."""
    held = Election(tmp_path, store)
    for version in held.versions().values():
        store.log.declare(model_leaf(version.id, version.model))
    for voter in ("ada", "ada", "ben"):
        held.vote(voter)
    return held


@pytest.fixture
def votes(election: Election) -> list[int]:
    """Their leaves: ada's, ada's, ben's."""
    leaves = election.store.log.leaves(0, 100)
    return [place for place, data in enumerate(leaves) if b'"type":"vote"' in data]


def exclude(*votes: int) -> dict[str, Any]:
    """A leaf."""
    return {"type": "exclude", "votes": list(votes), "reason": "one_side", "rule": None,
            "evidence": 0, "size": 0}  # fmt: skip


def restore(*votes: int) -> dict[str, Any]:
    """A leaf."""
    return {"type": "restore", "votes": list(votes), "reason": "appeal"}


def test_the_last_word_holds(election: Election, votes: list[int]) -> None:
    log = election.store.log
    log.mark(exclude(*votes))
    log.mark(restore(votes[1]))
    assert log.excluded() == {votes[0], votes[2]}


def test_a_vote_is_not_excluded_twice(election: Election, votes: list[int]) -> None:
    log = election.store.log
    log.mark(exclude(votes[0]))
    size = log.size()
    with pytest.raises(LedgerError, match=f"leaf {votes[0]} is excluded already"):
        log.mark(exclude(votes[1], votes[0]))
    assert log.size() == size
    assert log.excluded() == {votes[0]}


def test_a_vote_that_counts_is_not_restored(election: Election, votes: list[int]) -> None:
    with pytest.raises(LedgerError, match="is not excluded"):
        election.store.log.mark(restore(votes[0]))


def test_of_two_who_exclude_at_once_one_is_refused(
    election: Election, votes: list[int], database_url: str
) -> None:
    other = open_store(database_url)
    both = [election.store.log, other.log]

    def mark(place: int) -> bool:
        try:
            both[place % 2].mark(exclude(*votes))
        except LedgerError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(mark, range(4)))
    other.close()
    assert sum(done) == 1


def test_fellows_are_all_votes_of_the_same_voters(election: Election, votes: list[int]) -> None:
    log = election.store.log
    assert log.fellows([votes[1]]) == {votes[0], votes[1]}
    assert log.fellows([votes[0], votes[2]]) == set(votes)
    assert log.fellows([]) == frozenset()


def test_a_voter_stays_the_same_in_another_epoch(election: Election, votes: list[int]) -> None:
    election.wait(days=40)
    later = election.vote("ben")
    assert election.store.log.fellows([later]) == {votes[2], later}
