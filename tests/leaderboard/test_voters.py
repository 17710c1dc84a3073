"""How many votes each voter cast is known again when votes were added."""

from __future__ import annotations

import numpy as np
import pytest

from leaderboard.drawn import drawn
from tiltyard.leaderboard import VoteTable
from tiltyard.leaderboard._voters import Voters


def counts_of_rows(table: VoteTable, voters: Voters) -> list[int]:
    rows, total = voters.of(table.votes.segments)
    return [int(total[code]) for piece in rows for code in piece]


def counted_plainly(table: VoteTable) -> list[int]:
    hashes = table.votes.column("voter").tolist()
    return [hashes.count(one) for one in hashes]


@pytest.mark.parametrize("sizes", [[200], [3, 90, 5, 120], [100, 1, 1, 1]])
def test_every_vote_knows_how_many_its_voter_cast(sizes: list[int]) -> None:
    table, voters = VoteTable(), Voters()
    first = 0
    for size in sizes:
        table.append(drawn(size, first=first))
        first += size
        assert counts_of_rows(table, voters) == counted_plainly(table)


def test_votes_that_are_gone_do_not_count() -> None:
    table, voters = VoteTable(), Voters()
    table.append(drawn(100))
    table.show(drawn(50, first=100))
    voters.of(table.votes.segments)
    other = VoteTable()
    other.append(drawn(60, first=20))
    table.become(other)
    assert counts_of_rows(table, voters) == counted_plainly(table)


def test_no_segments_have_no_voters() -> None:
    rows, total = Voters().of(())
    assert rows == []
    np.testing.assert_array_equal(total, [])
