from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from ratings.boards import rows, strengths, votes
from ratings.fakes import MadeUp
from tiltyard import ratings
from tiltyard.ratings import Comparisons, Counts, redrawn
from tiltyard.ratings.comparisons import A_WON, B_WON, Floats
from tiltyard.ratings.methods.bradley_terry import BradleyTerry
from tiltyard.ratings.multinomial import Multinomial

METHOD = ratings.load("bradley_terry")


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def board(n: int = 20_000, m: int = 12) -> Comparisons:
    return votes(rng(), strengths(rng(), m), n)


def strength(of: Comparisons | Counts) -> Floats:
    return METHOD.fit(of, rng=rng()).strength


def drawn_by_hand(counts: Counts, stream: np.random.Generator) -> Counts:
    """The votes that the next replicate of this stream is of."""
    pair, outcome = np.nonzero(counts.votes)
    table = np.zeros_like(counts.votes)
    table[pair, outcome] = Multinomial.of(counts.votes[pair, outcome]).draw(stream)
    return replace(counts, votes=table, total=table, square=table)


def test_a_replicate_is_the_fit_to_the_votes_that_were_drawn() -> None:
    counts = Counts.of(board())
    found = redrawn.bradley_terry(counts, strength(counts))(rng(7))
    assert found is not None
    np.testing.assert_allclose(found, strength(drawn_by_hand(counts, rng(7))), atol=1e-6)


def test_any_method_gets_the_same_votes() -> None:
    counts = Counts.of(board())
    one = redrawn.bradley_terry(counts, strength(counts))(rng(7))
    other = redrawn.any_method(counts, BradleyTerry())(rng(7))
    assert one is not None
    assert other is not None
    np.testing.assert_allclose(one, other, atol=1e-6)


def test_few_votes_that_look_quite_different_when_drawn_again_are_fitted_exactly() -> None:
    """One win in twenty, drawn four times: information for eight, and steps that overshoot."""
    lopsided = Counts.of(rows(("a", "b", 1.0, 2000), ("b", "a", 1.0, 1)))
    replicate = redrawn.bradley_terry(lopsided, strength(lopsided))
    stream, by_hand = rng(3), rng(3)
    for _ in range(20):
        found, expected = replicate(stream), drawn_by_hand(lopsided, by_hand)
        lost = expected.votes[0, B_WON]
        if lost > 3:
            break
    assert found is not None
    np.testing.assert_allclose(found[0] - found[1], np.log(expected.votes[0, A_WON] / lost))


@pytest.mark.parametrize("is_general", [False, True])
def test_a_replicate_that_is_not_connected_has_no_strengths(is_general: bool) -> None:
    counts = Counts.of(rows(("a", "b", 1.0, 1), ("b", "a", 1.0, 1)))
    replicate = redrawn.bradley_terry(counts, np.zeros(2))
    if is_general:
        replicate = redrawn.any_method(counts, BradleyTerry())
    stream = rng()
    found = [replicate(stream) is None for _ in range(400)]
    assert 0.4 < np.mean(found) < 0.6


def test_graded_votes_count_as_their_cells_mean() -> None:
    """All of a pair were worth 0.8, so that nothing changes however they are drawn."""
    counts = Counts.of(rows(("a", "b", 0.8, 50)))
    found = redrawn.bradley_terry(counts, strength(counts))(rng())
    assert found == pytest.approx(np.array([0.5, -0.5]) * np.log(4))


def test_graded_votes_are_drawn_for_any_method() -> None:
    counts = Counts.of(rows(("a", "b", 0.8, 50)))
    found = redrawn.any_method(counts, BradleyTerry())(rng())
    assert found == pytest.approx(np.array([0.5, -0.5]) * np.log(4))


def test_weights_are_kept_when_votes_are_drawn() -> None:
    """Two kinds of votes of equal weight: doubling all weights changes no replicate."""
    one = board()
    double = replace(one, weight=np.full(len(one), 2.0))
    found = [redrawn.bradley_terry(of, strength(of))(rng(5)) for of in (one, double)]
    np.testing.assert_allclose(found[0], found[1], atol=1e-7)  # type: ignore[arg-type]  # not None


def test_rows_are_drawn_for_a_method_that_needs_them() -> None:
    one = rows(("a", "b", 1.0, 30), ("b", "c", 1.0, 30), ("c", "a", 1.0, 30))
    seen: Counter[int] = Counter()

    class Watching(MadeUp):
        def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> ratings.Estimate:
            assert isinstance(votes, Comparisons)
            seen[int(votes.votes)] += 1
            return METHOD.fit(votes, rng=rng)

    replicate = redrawn.any_method(one, Watching())
    assert replicate(rng()) is not None
    assert seen == {90: 1}


def clustered() -> Comparisons:
    """Six voters, of whom each voted on both pairs, always for the same side."""
    return Comparisons(
        models=("a", "b", "c"),
        a=np.tile([0, 1], 6),
        b=np.tile([1, 2], 6),
        outcome=np.repeat([A_WON, A_WON, A_WON, A_WON, B_WON, B_WON], 2),
        clusters={"voter": np.repeat([3, 5, 8, 13, 21, 34], 2)},
    )


def test_whole_clusters_are_drawn() -> None:
    """Voters agree on both pairs, so that a is above b in every replicate as b is above c."""
    one = clustered()
    replicate = redrawn.bradley_terry_of_clusters(one, "voter", strength(one))
    stream = rng()
    found = [replicate(stream) for _ in range(100)]
    gaps = np.array([[one[0] - one[1], one[1] - one[2]] for one in found if one is not None])
    np.testing.assert_allclose(gaps[:, 0], gaps[:, 1], atol=1e-7)
    assert gaps.std() > 0.1


def test_clusters_are_drawn_alike_for_any_method() -> None:
    one = clustered()
    quick = redrawn.bradley_terry_of_clusters(one, "voter", strength(one))(rng(1))
    general = redrawn.any_method_of_clusters(one, "voter", BradleyTerry())(rng(1))
    assert quick is not None
    assert general is not None
    np.testing.assert_allclose(quick, general, atol=1e-6)


def test_an_error_that_is_not_about_connection_is_not_swallowed() -> None:
    class Broken(MadeUp):
        def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> ratings.Estimate:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        redrawn.any_method(board(100, 3), Broken())(rng())
