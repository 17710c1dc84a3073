from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.flips import voters_to_flip, votes_to_flip

METHOD = ratings.load("bradley_terry")


def fit(board: Comparisons | Counts) -> Estimate:
    return METHOD.fit(board, rng=np.random.default_rng(0))


def arena(seed: int, *, models: int = 12, n: int = 20_000, voters: int = 1_000) -> Comparisons:
    """Single votes; a few voters cast most of them."""
    rng = np.random.default_rng(seed)
    pooled = votes(rng, strengths(rng, models), n)
    assert pooled.count is not None
    each = rng.permutation(np.repeat(np.arange(len(pooled)), pooled.count.astype(int)))
    busy = np.exp(rng.normal(0, 1.3, voters))
    voter = rng.choice(voters, n, p=busy / busy.sum())
    return replace(pooled.rows(each), count=None, clusters={"voter": voter})


def neighbours(board: Comparisons | Counts, rank: int) -> tuple[str, str]:
    """The model of that rank, and the next."""
    estimate = fit(board)
    order = np.argsort(-estimate.strength)
    return estimate.models[order[rank]], estimate.models[order[rank + 1]]


def gap(board: Comparisons | Counts, one: str, other: str) -> float:
    return float(fit(board).difference(one, other).points)


def test_two_models_flip_when_the_follower_has_more_wins() -> None:
    """30 to 20: without 11 of the thirty it is 19 to 20."""
    board = rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 20))
    assert votes_to_flip(board, "a", "b").confirmed == 11


def test_a_tie_of_two_models_is_not_yet_a_flip() -> None:
    board = rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 2))
    assert votes_to_flip(board, "a", "b").confirmed == 2


def test_equal_models_flip_with_one_vote() -> None:
    board = rows(("a", "b", 1.0, 20), ("a", "b", 0.0, 20))
    assert votes_to_flip(board, "a", "b").confirmed == 1


def test_the_leader_is_found_whichever_is_named_first() -> None:
    board = rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 20))
    assert votes_to_flip(board, "b", "a").leader == "a"


def test_to_first_order_a_vote_of_two_models_does_what_it_did_at_the_fit() -> None:
    """Each win is worth ``0.4 / (50 · 0.24)``, and the gap is ``log 1.5``: 12.2 of them."""
    board = rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 20))
    assert votes_to_flip(board, "a", "b").first_order == 13


@pytest.mark.parametrize("rank", [0, 4, 9])
def test_the_confirmed_votes_do_flip(rank: int) -> None:
    counts = Counts.of(arena(1))
    found = votes_to_flip(counts, *neighbours(counts, rank))
    assert gap(counts - found.removed, found.leader, found.follower) < 0


@pytest.mark.parametrize("rank", [0, 4, 9])
def test_one_vote_fewer_does_not_flip(rank: int) -> None:
    counts = Counts.of(arena(1))
    found = votes_to_flip(counts, *neighbours(counts, rank))
    cells = found.removed.votes
    # The least influential of those removed is in the cell that is not removed wholly, if any is.
    kept = [
        gap(counts - fewer, found.leader, found.follower)
        for fewer in (_without_one(found.removed, int(at)) for at in np.flatnonzero(cells))
    ]
    assert max(kept) > 0


def _without_one(counts: Counts, cell: int) -> Counts:
    table = counts.votes.copy()
    table.flat[cell] -= 1
    fewer = replace(counts, votes=table, total=table, square=table)
    return fewer.pairs(np.flatnonzero(table.any(axis=1)))


def test_the_number_of_votes_is_that_of_the_votes_removed() -> None:
    counts = Counts.of(arena(2))
    found = votes_to_flip(counts, *neighbours(counts, 3))
    assert found.removed.votes.sum() == found.confirmed


def test_the_gap_after_is_that_of_a_fit_without_them() -> None:
    counts = Counts.of(arena(2))
    found = votes_to_flip(counts, *neighbours(counts, 3))
    after = gap(counts - found.removed, found.leader, found.follower)
    assert found.gap_after == pytest.approx(after, abs=1e-6)


def test_the_first_order_is_near_where_votes_are_few() -> None:
    counts = Counts.of(arena(3, n=100_000))
    found = votes_to_flip(counts, *neighbours(counts, 5))
    assert found.first_order == pytest.approx(found.confirmed, rel=0.1)


def test_single_votes_and_pooled_ones_flip_alike() -> None:
    board = arena(4)
    pair = neighbours(board, 2)
    assert votes_to_flip(board, *pair).confirmed == votes_to_flip(Counts.of(board), *pair).confirmed


def test_the_order_of_models_does_not_matter() -> None:
    board = arena(4)
    turned = replace(
        board, models=tuple(reversed(board.models)), a=11 - board.a, b=11 - board.b
    )  # fmt: skip
    pair = neighbours(board, 2)
    assert votes_to_flip(turned, *pair).confirmed == votes_to_flip(board, *pair).confirmed


def test_doubling_all_weights_changes_nothing() -> None:
    board = arena(4)
    twice = replace(board, weight=np.full(len(board), 2.0))
    pair = neighbours(board, 2)
    assert votes_to_flip(twice, *pair).confirmed == votes_to_flip(board, *pair).confirmed


def test_heavy_votes_go_first() -> None:
    """40 to 26, of which four wins weigh 5 each: without three of them it is 25 to 26."""
    board = rows(("a", "b", 1.0, 4), ("a", "b", 1.0, 20), ("a", "b", 0.0, 26))
    heavy = replace(board, weight=np.array([5.0, 1.0, 1.0]))
    assert votes_to_flip(heavy, "a", "b").confirmed == 3


def test_graded_votes_are_removed_by_what_they_are_worth() -> None:
    """16 of 28 are for a; without five of its wins it is 11 of 23."""
    board = rows(("a", "b", 1.0, 10), ("a", "b", 0.6, 10), ("a", "b", 0.0, 8))
    assert votes_to_flip(board, "a", "b").confirmed == 5


def test_pooled_graded_votes_flip_too() -> None:
    board = rows(("a", "b", 0.7, 40), ("a", "b", 0.4, 10), ("b", "a", 1.0, 15))
    counts = Counts.of(board)
    found = votes_to_flip(counts, "a", "b")
    assert gap(counts - found.removed, found.leader, found.follower) < 0


def test_a_leader_that_is_left_without_a_win_is_infinitely_far_behind() -> None:
    """3 to 1, of which the three would have to go."""
    board = rows(("a", "b", 1.0, 3), ("a", "b", 0.0, 1))
    found = votes_to_flip(board, "a", "b")
    assert (found.confirmed, found.gap_after) == (3, -np.inf)


def test_a_lead_that_others_carry_can_still_be_flipped() -> None:
    """a and b never met; a lost once to c, which without a's wins is its only vote."""
    board = rows(
        ("a", "c", 1.0, 8), ("a", "c", 0.0, 1), ("b", "c", 1.0, 5), ("b", "c", 0.0, 5)
    )  # fmt: skip
    found = votes_to_flip(board, "a", "b")
    assert found.can_flip


def test_a_lead_over_models_that_nothing_else_joins_cannot_be_flipped() -> None:
    """Only ties: taking any away cuts the chain, and what is left says nothing of the two."""
    board = rows(("a", "c", 1.0, 2), ("a", "c", 0.5, 1), ("b", "c", 0.5, 1))
    # Without a's two wins, a and b are even; and no vote helps a beyond those.
    found = votes_to_flip(board, "a", "b")
    assert (found.confirmed, found.gap_after) == (None, None)


def test_even_models_that_only_tied_cannot_be_flipped() -> None:
    """No vote helps either of them."""
    found = votes_to_flip(rows(("a", "b", 0.5, 9)), "a", "b")
    assert (found.first_order, found.confirmed, found.gap) == (None, None, 0)


def test_models_that_stay_joined_are_compared_when_another_falls_off() -> None:
    """Without the ties that help a, d has only won; a and b still tied, and are even."""
    board = rows(("a", "b", 0.5, 1), ("a", "d", 0.5, 3), ("d", "b", 1.0, 3))
    assert votes_to_flip(board, "a", "b").confirmed is None


def test_what_should_do_to_first_order_may_not() -> None:
    """What is left of a and b in the end are their three ties."""
    board = rows(
        ("c", "b", 0.5, 2), ("a", "c", 0.0, 2), ("b", "c", 0.0, 3), ("a", "b", 0.5, 3)
    )  # fmt: skip
    found = votes_to_flip(board, "a", "b")
    assert (found.first_order, found.confirmed) == (4, None)


def test_more_may_be_needed_than_to_first_order() -> None:
    """Four voters on four models, found by trying many small boards."""
    board = rows(
        ("a", "b", 0.0, 2), ("a", "b", 1.0, 1), ("a", "b", 1.0, 1), ("d", "a", 0.5, 2),
        ("c", "b", 0.0, 2), ("a", "c", 1.0, 3), ("a", "c", 0.5, 4), ("a", "c", 1.0, 5),
        ("a", "b", 0.5, 3), ("d", "a", 0.0, 2), ("d", "a", 0.0, 5), ("d", "b", 0.0, 1),
    )  # fmt: skip
    voter = np.array([2, 2, 0, 3, 1, 2, 3, 1, 2, 2, 2, 3])
    found = voters_to_flip(replace(board, clusters={"voter": voter}), "a", "b")
    assert (found.first_order, found.confirmed) == (2, 3)


def test_what_cannot_be_flipped_is_said() -> None:
    board = rows(("a", "c", 1.0, 2), ("a", "c", 0.5, 1), ("b", "c", 0.5, 1))
    assert str(votes_to_flip(board, "a", "b")) == (
        "'a' stays ahead of 'b' whichever votes are removed"
    )


def test_what_can_be_flipped_is_said() -> None:
    board = rows(("a", "b", 1.0, 30), ("a", "b", 0.0, 20))
    assert str(votes_to_flip(board, "a", "b")) == (
        "'a' is ahead of 'b' by 70.4 points; without 11 of 50 votes (22 %) it is behind"
    )


@pytest.mark.parametrize("rank", [0, 4, 9])
def test_the_confirmed_voters_do_flip(rank: int) -> None:
    board = arena(5)
    found = voters_to_flip(board, *neighbours(board, rank))
    left = board.rows(~np.isin(board.clusters["voter"], found.clusters))
    assert gap(left, found.leader, found.follower) < 0


@pytest.mark.parametrize("rank", [0, 4, 9])
def test_one_voter_fewer_does_not_flip(rank: int) -> None:
    board = arena(5)
    found = voters_to_flip(board, *neighbours(board, rank))
    left = board.rows(~np.isin(board.clusters["voter"], found.clusters[:-1]))
    assert gap(left, found.leader, found.follower) >= 0


def test_the_first_order_number_of_voters_is_confirmed_within_one() -> None:
    board = arena(6, n=50_000, voters=8_000)
    found = voters_to_flip(board, *neighbours(board, 3))
    assert found.first_order == pytest.approx(found.confirmed, abs=1)


def test_all_votes_of_the_voters_are_removed() -> None:
    board = arena(6)
    found = voters_to_flip(board, *neighbours(board, 3))
    theirs = np.isin(board.clusters["voter"], found.clusters)
    assert found.removed.votes.sum() == theirs.sum()


def test_voters_are_counted_who_voted() -> None:
    board = arena(6)
    sparse = replace(board, clusters={"voter": 10 * board.clusters["voter"]})
    found = voters_to_flip(sparse, *neighbours(board, 3))
    assert found.available == len(np.unique(board.clusters["voter"]))


def test_one_voter_who_carries_the_lead_is_enough() -> None:
    voter = np.concatenate([np.zeros(40, int), np.arange(1, 101)])
    outcome = np.concatenate([np.zeros(40, int), np.arange(100) % 20 < 11])
    n = len(voter)
    board = Comparisons(
        ("a", "b"), np.zeros(n, int), np.ones(n, int), outcome, clusters={"voter": voter}
    )
    assert voters_to_flip(board, "a", "b").clusters == (0,)


def test_prompts_flip_as_voters_do() -> None:
    board = arena(7)
    renamed = replace(board, clusters={"prompt": board.clusters["voter"]})
    pair = neighbours(board, 3)
    prompts = voters_to_flip(renamed, *pair, cluster="prompt")
    assert (prompts.confirmed, prompts.unit) == (voters_to_flip(board, *pair).confirmed, "prompt")


def test_a_board_that_is_not_connected_is_refused() -> None:
    with pytest.raises(NotIdentifiedError):
        votes_to_flip(rows(("a", "b", 1.0, 3)), "a", "b")


def test_a_model_against_itself_is_refused() -> None:
    with pytest.raises(DataError, match="cannot be compared with itself"):
        votes_to_flip(arena(8), "model-000", "model-000")


def test_voters_that_the_votes_do_not_say_are_refused() -> None:
    with pytest.raises(DataError, match="'prompt', to cluster by"):
        voters_to_flip(arena(8), "model-000", "model-001", cluster="prompt")
