"""The rule by which voters are flagged."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from ratings.single import board, honest
from tiltyard.ratings import Comparisons
from tiltyard.ratings.attention import Checks
from tiltyard.ratings.comparisons import A_WON, B_WON, TIE
from tiltyard.ratings.screening import GROUPS, VOTES_PER_MODEL, group_of, screened


def crowd(seed: int, voters: int = 40, each: int = 30) -> Comparisons:
    """Honest voters among six models, but the first, who always votes left."""
    rng = np.random.default_rng(seed)
    votes = honest(rng, board(rng, 6), voters, each)
    is_first = votes.clusters["voter"] == 0
    return replace(votes, outcome=np.where(is_first, A_WON, votes.outcome))


def names(votes: Comparisons) -> list[str]:
    """What its voters are called."""
    return [f"voter {code}" for code in range(int(votes.clusters["voter"].max()) + 1)]


def test_a_group_is_the_first_eight_bytes_of_a_digest() -> None:
    digest = hashlib.sha256(b"tiltyard-screening-v1\0ab").digest()
    assert group_of("ab") == int.from_bytes(digest[:8], "big") % 10


def test_groups_are_of_about_one_size() -> None:
    sizes = np.bincount([group_of(f"{code:024x}") for code in range(10_000)], minlength=GROUPS)
    assert abs(sizes - 1_000).max() < 150


def test_who_always_votes_left_is_flagged_and_nobody_else() -> None:
    votes = crowd(1)
    found = screened(votes, names(votes))
    assert found.flagged.tolist() == [0]


def test_the_same_votes_give_the_same_evidence() -> None:
    votes = crowd(2)
    first, second = (screened(votes, names(votes)) for _ in range(2))
    np.testing.assert_array_equal(first.evidence.current, second.evidence.current)
    np.testing.assert_array_equal(first.flagged, second.flagged)


def test_nobody_is_judged_by_their_own_votes() -> None:
    votes = crowd(3)
    changed = replace(votes, outcome=np.where(votes.clusters["voter"] == 5, A_WON, votes.outcome))
    mine = votes.clusters["voter"] == 5
    before, after = (screened(one, names(votes)).chance[mine] for one in (votes, changed))
    np.testing.assert_array_equal(before, after)


def test_nobody_is_judged_by_excluded_votes() -> None:
    votes = crowd(4)
    out = votes.clusters["voter"] == 0
    changed = replace(votes, outcome=np.where(out, 1, votes.outcome))
    others = ~out
    before, after = (
        screened(one, names(votes), excluded=out).chance[others] for one in (votes, changed)
    )
    np.testing.assert_array_equal(before, after)


def test_who_is_excluded_is_still_judged() -> None:
    votes = crowd(4)
    out = votes.clusters["voter"] == 0
    assert screened(votes, names(votes), excluded=out).flagged.tolist() == [0]


@pytest.mark.parametrize(("others", "is_judged"), [(VOTES_PER_MODEL * 6, True), (119, False)])
def test_a_voter_is_judged_if_others_said_enough(others: int, *, is_judged: bool) -> None:
    rng = np.random.default_rng(5)
    votes = honest(rng, board(rng, 6), 1, others + 10)
    # The names are such that the two are in different groups.
    who = np.repeat([0, 1], [10, others])
    assert group_of("a") != group_of("b")
    found = screened(replace(votes, clusters={"voter": who}), ["a", "b"])
    assert bool(found.judged[0]) is is_judged


def test_who_cast_more_than_all_others_is_not_judged() -> None:
    rng = np.random.default_rng(6)
    votes = honest(rng, board(rng, 6), 1, 1_000)
    who = np.repeat([0, 1], [600, 400])
    votes = replace(votes, clusters={"voter": who}, outcome=np.zeros(1_000, dtype=np.uint8))
    found = screened(votes, ["a", "b"])
    assert found.judged.tolist() == [False, True]
    assert found.flagged.tolist() == [1]


def test_of_no_votes_nobody_is_flagged() -> None:
    votes = crowd(7).rows(np.empty(0, dtype=np.intp))
    assert screened(votes, []).flagged.tolist() == []


def test_who_fails_checks_is_flagged_and_who_passes_them_is_not() -> None:
    votes = crowd(8)
    calm = replace(votes, outcome=np.where(votes.clusters["voter"] == 0, TIE, votes.outcome))
    who = np.repeat([5, 6], 8)
    checks = Checks(who, np.where(who == 5, A_WON, B_WON), np.zeros(16, dtype=np.int8))
    found = screened(calm, names(votes), checks=checks)
    assert 5 in found.flagged
    assert 6 not in found.flagged
    assert found.current[5] == pytest.approx(found.evidence.current[5] + 8 * np.log(10))
