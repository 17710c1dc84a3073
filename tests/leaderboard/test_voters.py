"""How many votes each voter cast is known again when votes were added."""

from __future__ import annotations

import numpy as np
import pytest

from leaderboard.drawn import drawn
from tiltyard.leaderboard import VoteTable
from tiltyard.leaderboard._arrow import Segment
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


def counts(voters: Voters, *segments: Segment) -> dict[int, int]:
    """How many votes each number has, by the rows of segments."""
    rows, votes = voters.of(segments)
    return {
        int(number): int(votes[code])
        for segment, codes in zip(segments, rows, strict=True)
        for number, code in zip(segment.numbers["voter"], codes, strict=True)
    }


def test_segments_that_come_and_go_are_counted_as_if_for_the_first_time() -> None:
    rng = np.random.default_rng(0)
    pieces = [segment_of(rng.integers(0, 30, size).tolist()) for size in (50, 40, 30, 20, 10, 5)]
    voters = Voters()
    for shown in ([0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 4, 5], [0, 1, 4], [5], [0, 1, 2, 3, 4, 5]):
        some = [pieces[place] for place in shown]
        assert counts(voters, *some) == counts(Voters(), *some)


def test_the_same_segments_have_the_same_array() -> None:
    voters, one = Voters(), segment_of([1, 2, 1])
    assert voters.of([one])[1] is voters.of([one])[1]


def test_the_voters_of_a_segment_are_told_once_each() -> None:
    voters, one, other = Voters(), segment_of([7, 5, 7]), segment_of([5])
    first, second = voters.there([one, other])
    assert sorted(first.tolist()) == [0, 1]
    assert voters.of([other])[0][0].tolist() == second.tolist()


def segment_of(numbers: list[int]) -> Segment:
    return Segment(len(numbers), {"voter": np.array(numbers, dtype=np.int64)}, {})
