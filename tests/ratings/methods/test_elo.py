from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import evalica
import numpy as np
import pytest

from ratings.boards import strengths, votes
from tiltyard import ratings
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.comparisons import A_WON, B_WON, BOTH_BAD, GRADED, TIE, Floats
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.methods.elo import Elo, expected_wobble, wobble

LLMFAO = Path(__file__).parents[3] / "../shared/data/llmfao"
WINNERS = {"left": "model_a", "right": "model_b", "tie": "tie"}


def fit(comparisons: Comparisons, *, k: float = 4.0, start: Floats | None = None) -> Estimate:
    return Elo(k=k, start=start).fit(comparisons, rng=np.random.default_rng(0))


def board(seed: int = 0, n: int = 2_000) -> Comparisons:
    """Single votes in some order."""
    rng = np.random.default_rng(seed)
    pooled = votes(rng, strengths(rng, 8), n)
    assert pooled.count is not None
    each = np.repeat(np.arange(len(pooled)), pooled.count.astype(int))
    return replace(pooled, count=None).rows(rng.permutation(each))


def one(outcome: int) -> Floats:
    return fit(Comparisons(("a", "b"), np.array([0]), np.array([1]), np.array([outcome]))).ratings()


def test_the_first_win_is_worth_half_of_k() -> None:
    assert one(A_WON) == pytest.approx([1002, 998])


def test_a_tie_between_equals_moves_nobody() -> None:
    assert one(TIE) == pytest.approx([1000, 1000])


def test_both_bad_is_a_tie() -> None:
    one_way = board()
    bad = replace(one_way, outcome=np.where(one_way.outcome == TIE, BOTH_BAD, one_way.outcome))
    assert fit(bad).strength.tolist() == fit(one_way).strength.tolist()


def test_graded_votes_are_worth_what_they_say() -> None:
    graded = Comparisons(
        ("a", "b"), np.array([0]), np.array([1]), np.array([GRADED]), score=np.array([0.75])
    )
    assert fit(graded).ratings() == pytest.approx([1001, 999])


def test_the_published_scores_of_llmfao_are_met() -> None:
    if not LLMFAO.is_dir():
        pytest.skip("the LLMFAO votes are not beside the repository")
    golden: dict[str, dict[str, float]] = defaultdict(dict)
    with (LLMFAO / "llmfao-golden.csv").open() as file:
        for row in csv.DictReader(file):
            golden[row["algorithm"]][row["item"]] = float(row["score"])
    with (LLMFAO / "crowd-comparisons.csv").open() as file:
        table = list(csv.DictReader(file))
    read = Comparisons.from_columns(
        [row["left"] for row in table],
        [row["right"] for row in table],
        [WINNERS[row["winner"]] for row in table],
    )
    theirs = [golden["elo"][name] for name in read.models]
    np.testing.assert_allclose(fit(read).ratings(), theirs, atol=1e-9)


@pytest.mark.parametrize("k", [4.0, 32.0])
def test_evalica_moves_the_same(k: float) -> None:
    single = board(3)
    winner = {A_WON: evalica.Winner.X, B_WON: evalica.Winner.Y, TIE: evalica.Winner.Draw}
    theirs = evalica.elo(
        [single.models[place] for place in single.a],
        [single.models[place] for place in single.b],
        [winner[code] for code in single.outcome.tolist()],
        k=k,
    ).scores
    expected = [theirs[name] for name in single.models]
    np.testing.assert_allclose(fit(single, k=k).ratings(), expected, atol=1e-9)


def test_the_newest_votes_count_most() -> None:
    same = np.zeros(20, dtype=int)
    early = np.repeat([A_WON, B_WON], 10)
    won_first = fit(Comparisons(("a", "b"), same, same + 1, early), k=32).strength
    won_last = fit(Comparisons(("a", "b"), same, same + 1, early[::-1]), k=32).strength
    assert won_last[0] > 0 > won_first[0]


def test_votes_are_taken_in_order_of_time() -> None:
    single = board()
    at = np.arange(len(single), dtype=np.float64)
    shuffled = np.random.default_rng(1).permutation(len(single))
    timed = replace(single, voted_at=at).rows(shuffled)
    assert fit(timed).strength.tolist() == fit(single).strength.tolist()


def test_votes_of_one_moment_are_taken_as_they_stand() -> None:
    single = board()
    at_once = replace(single, voted_at=np.zeros(len(single)))
    assert fit(at_once).strength.tolist() == fit(single).strength.tolist()


def test_a_note_says_which_order_it_was() -> None:
    timed = replace(board(), voted_at=np.zeros(len(board())))
    assert "votes as they are ordered" in fit(board()).notes[0]
    assert "votes in order of time" in fit(timed).notes[0]


def test_todays_votes_go_on_from_yesterdays_strengths() -> None:
    single = board()
    yesterday = fit(single.rows(np.arange(1_000)))
    both = fit(single.rows(np.arange(1_000, 2_000)), start=yesterday.strength)
    np.testing.assert_allclose(both.strength, fit(single).strength, atol=1e-12)


def test_rows_that_count_one_are_single_votes() -> None:
    single = board()
    counted = replace(single, count=np.ones(len(single)))
    assert fit(counted).strength.tolist() == fit(single).strength.tolist()


@pytest.mark.parametrize("count", [0.5, 3.0, 1e9])
def test_a_row_of_several_votes_has_no_order(count: float) -> None:
    counts = np.ones(2_000)
    counts[7] = count
    with pytest.raises(DataError, match=r"row 7 counts .* votes; Elo takes votes one after"):
        fit(replace(board(), count=counts))


def test_weights_multiply_the_step() -> None:
    single = board().rows(np.arange(2))
    weighed = replace(single, weight=np.array([3.0, 1.0]))
    first = fit(weighed.rows(np.array([0])), k=6.0)
    second = fit(weighed.rows(np.array([1])), k=2.0, start=first.strength)
    np.testing.assert_allclose(fit(weighed).strength, second.strength, atol=1e-12)


def test_pooled_votes_are_refused() -> None:
    with pytest.raises(DataError, match="single votes in their order"):
        Elo().fit(Counts.of(board()), rng=np.random.default_rng(0))


def test_a_start_of_another_board_is_refused() -> None:
    with pytest.raises(DataError, match="8 models need 8 strengths"):
        fit(board(), start=np.zeros(7))


@pytest.mark.parametrize("k", [0.0, -4.0, np.inf, np.nan])
def test_a_k_that_leads_nowhere_is_refused(k: float) -> None:
    with pytest.raises(ConfigurationError, match="k must be above 0"):
        ratings.load("elo", k=k)


def test_the_covariance_is_the_wobble() -> None:
    found = fit(board(), k=32)
    assert found.covariance.tolist() == wobble(32, 8).tolist()


def test_the_expected_wobble_is_that_of_a_large_board() -> None:
    large = SCALE * np.sqrt(wobble(16.0, 100_000 // 500)[0, 0])
    assert expected_wobble(k=16.0) == pytest.approx(large, rel=0.01)


def test_unequal_weights_wobble_more() -> None:
    """By the mean squared weight over the squared mean: here (1 + 9) / 2 over 4."""
    single = board()
    weighed = replace(single, weight=np.tile([1.0, 3.0], len(single) // 2))
    ratio = fit(weighed).covariance / fit(single).covariance
    np.testing.assert_allclose(ratio, 1.25)


def test_models_that_have_not_left_their_start_are_counted() -> None:
    assert "8 of 8 models still hold over a tenth" in fit(board().rows(np.arange(50))).notes[1]


def test_no_model_of_a_long_board_holds_its_start() -> None:
    assert len(fit(board(n=20_000), k=32).notes) == 1
