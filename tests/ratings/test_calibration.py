from __future__ import annotations

from dataclasses import dataclass, replace
from math import log

import numpy as np
import pytest
from statsmodels.stats.proportion import (  # type: ignore[import-untyped]  # it has no types
    proportion_confint,
)

from ratings.boards import rows, strengths, votes
from ratings.fakes import MadeUp
from tiltyard import ratings
from tiltyard.errors import ConfigurationError, DataError, NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.calibration import Calibration, calibration, split
from tiltyard.ratings.comparisons import Floats

METHOD = ratings.load("bradley_terry")


@dataclass(frozen=True)
class Fixed(MadeUp):
    """Says the same strengths whatever the votes."""

    strength: Floats

    def fit(self, votes: Comparisons | Counts, *, rng: np.random.Generator) -> Estimate:
        m = len(votes.models)
        return Estimate(votes.models, self.strength[:m], np.zeros((m, m)))


def rng() -> np.random.Generator:
    return np.random.default_rng(11)


def arena(seed: int, *, models: int = 10, n: int = 40_000) -> Comparisons:
    generator = np.random.default_rng(seed)
    return votes(generator, strengths(generator, models), n)


def single(seed: int) -> Comparisons:
    """Votes one by one, of 50 voters, a second apart."""
    board = arena(seed, n=4_000)
    assert board.count is not None
    each = np.random.default_rng(seed).permutation(
        np.repeat(np.arange(len(board)), board.count.astype(int))
    )
    shuffled = replace(board.rows(each), count=None, voted_at=np.arange(4_000.0))
    return replace(shuffled, clusters={"voter": np.arange(4_000) % 50})


def of_two(won: int, lost: int, *, height: float) -> Calibration:
    """Votes on a and b of which none decide the fit, which says that a is ``height`` above."""
    board = rows(("a", "b", 1.0, won), ("a", "b", 0.0, lost))
    method = Fixed(np.array([height / 2, -height / 2]))
    return calibration(method, board, rng=rng(), share=0.5)


def test_the_log_loss_of_two_models_is_that_of_the_chance_given() -> None:
    found = of_two(60, 40, height=log(3))
    (observed,) = found.reliability.observed
    assert found.log_loss == pytest.approx(-observed * log(0.75) - (1 - observed) * log(0.25))


def test_the_brier_score_of_two_models_is_that_of_the_chance_given() -> None:
    found = of_two(60, 40, height=log(3))
    (observed,) = found.reliability.observed
    assert found.brier == pytest.approx(observed * 0.25**2 + (1 - observed) * 0.75**2)


def test_a_tie_is_lost_half_to_each_side() -> None:
    tied = rows(("a", "b", 0.5, 100))
    found = calibration(Fixed(np.array([log(3), 0.0])), tied, rng=rng())
    assert found.log_loss == pytest.approx(-(log(0.75) + log(0.25)) / 2)


def test_even_chances_lose_the_logarithm_of_two() -> None:
    board = arena(1)
    even = calibration(Fixed(np.zeros(10)), board, rng=rng())
    assert even.log_loss == pytest.approx(even.log_loss_of_even)


def test_even_chances_have_the_brier_score_of_even_ones() -> None:
    even = calibration(Fixed(np.zeros(10)), arena(1), rng=rng())
    assert even.brier == even.brier_of_even


def test_a_fit_predicts_better_than_even_chances() -> None:
    found = calibration(METHOD, arena(1), rng=rng())
    assert found.log_loss < found.log_loss_of_even - 0.01


def test_a_fit_to_many_votes_has_a_slope_of_one() -> None:
    found = calibration(METHOD, arena(2, n=400_000), rng=rng())
    assert abs(found.slope - 1) < 3 * found.slope_error


def test_strengths_twice_too_far_apart_have_a_slope_of_a_half() -> None:
    generator = np.random.default_rng(3)
    truth = strengths(generator, 10)
    board = votes(generator, truth, 400_000)
    found = calibration(Fixed(2 * truth), board, rng=rng())
    assert abs(found.slope - 0.5) < 3 * found.slope_error


def test_the_slope_error_is_what_simulation_finds() -> None:
    generator = np.random.default_rng(4)
    truth = strengths(generator, 6)
    boards = [
        calibration(Fixed(truth), votes(generator, truth, 4_000), rng=generator, share=0.5)
        for _ in range(200)
    ]
    slopes = [one.slope for one in boards]
    assert np.std(slopes) == pytest.approx(np.mean([one.slope_error for one in boards]), rel=0.15)


def test_a_slope_of_equal_strengths_does_not_exist() -> None:
    assert np.isnan(calibration(Fixed(np.zeros(10)), arena(1), rng=rng()).slope)


def later_all(outcome: float) -> Calibration:
    """Ten votes each way, and then fifty that all end in one; a is said to be above."""
    board = rows(("a", "b", 1.0, 10), ("a", "b", 0.0, 10), ("a", "b", outcome, 50))
    timed = replace(board, voted_at=np.array([1.0, 2.0, 3.0]))
    return calibration(Fixed(np.array([0.5, 0.0])), timed, rng=rng(), by="time")


def test_favourites_that_always_won_could_be_any_distance_ahead() -> None:
    assert later_all(1.0).slope == np.inf


def test_favourites_that_always_lost_could_be_any_distance_behind() -> None:
    assert later_all(0.0).slope == -np.inf


def test_favourites_that_always_tied_are_not_ahead() -> None:
    assert later_all(0.5).slope == pytest.approx(0, abs=1e-6)


def test_bins_hold_every_vote_once() -> None:
    found = calibration(METHOD, arena(5), rng=rng())
    assert found.reliability.votes.sum() == found.votes


def test_bins_are_of_favourites() -> None:
    found = calibration(METHOD, arena(5), rng=rng()).reliability
    assert found.predicted.min() >= 0.5


def test_predicted_and_observed_shares_agree_where_the_method_is_right() -> None:
    found = calibration(METHOD, arena(6, n=400_000), rng=rng(), level=0.999).reliability
    assert ((found.lower <= found.predicted) & (found.predicted <= found.upper)).all()


def test_intervals_of_bins_are_wilsons() -> None:
    found = of_two(600, 400, height=log(3)).reliability
    (n,), (observed,) = found.votes, found.observed
    theirs = proportion_confint(observed * n, n, method="wilson")
    assert (found.lower[0], found.upper[0]) == pytest.approx(theirs)


def test_which_side_a_model_sat_on_does_not_matter() -> None:
    board = single(7)
    one, other = (calibration(METHOD, side, rng=rng()) for side in (board, board.swapped()))
    assert (one.log_loss, one.slope) == pytest.approx((other.log_loss, other.slope))


def test_votes_are_split_in_the_share_asked_for() -> None:
    _, unseen = split(arena(8, n=100_000), share=0.3, rng=rng())
    assert unseen.votes == pytest.approx(30_000, rel=0.03)


def test_no_vote_is_lost_by_splitting() -> None:
    board = arena(8)
    parts = split(board, rng=rng())
    both = Counts.of(parts[0]) + Counts.of(parts[1])
    assert both.votes.tolist() == Counts.of(board).votes.tolist()


def test_single_votes_are_split_too() -> None:
    seen, unseen = split(single(9), share=0.25, rng=rng())
    assert seen.votes == 4_000 - unseen.votes == pytest.approx(3_000, rel=0.03)


def test_voters_are_held_out_whole() -> None:
    seen, unseen = split(single(9), by="voter", rng=rng())
    assert not np.intersect1d(seen.clusters["voter"], unseen.clusters["voter"]).size


def test_the_latest_votes_are_held_out() -> None:
    seen, unseen = split(single(9), by="time", share=0.1, rng=rng())
    assert seen.voted_at is not None
    assert unseen.voted_at is not None
    assert (seen.voted_at.max(), unseen.votes) == (unseen.voted_at.min() - 1, 400)


def test_votes_on_models_that_cannot_be_rated_are_left_out() -> None:
    """c never won, so that no fit can say how far below it is."""
    board = rows(("a", "b", 1.0, 300), ("a", "b", 0.0, 200), ("a", "c", 1.0, 500))
    found = calibration(METHOD, board, rng=rng(), share=0.5)
    assert found.left_out == pytest.approx(250, abs=50)


def test_all_votes_are_predicted_or_left_out() -> None:
    board = rows(("a", "b", 1.0, 300), ("a", "b", 0.0, 200), ("a", "c", 1.0, 500))
    _, unseen = split(board, share=0.5, rng=rng())
    found = calibration(METHOD, board, rng=rng(), share=0.5)
    assert found.votes + found.left_out == unseen.votes


def test_weights_count() -> None:
    """Half of the weight on each side, though one side has three times the votes."""
    board = rows(("a", "b", 1.0, 3_000), ("a", "b", 0.0, 1_000))
    heavy = replace(board, weight=np.array([1.0, 3.0]))
    found = calibration(Fixed(np.array([0.2, 0.0])), heavy, rng=rng(), share=0.5)
    assert found.reliability.observed[0] == pytest.approx(0.5, abs=0.03)


def test_too_few_votes_to_fit_are_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="connect no two models"):
        calibration(METHOD, rows(("a", "b", 1.0, 50)), rng=rng())


def test_no_votes_are_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="connect no two models"):
        calibration(METHOD, Comparisons.from_tallies([]), rng=rng())


def test_no_votes_to_predict_are_refused() -> None:
    with pytest.raises(DataError, match="no vote is left to be predicted"):
        calibration(METHOD, rows(("a", "b", 0.5, 2)), rng=rng(), share=0.001)


@pytest.mark.parametrize("share", [0.0, 1.0, -0.1, np.nan])
def test_a_share_that_makes_no_sense_is_refused(share: float) -> None:
    with pytest.raises(ConfigurationError, match="between 0 and 1"):
        split(arena(8), share=share, rng=rng())


@pytest.mark.parametrize(("bins", "level"), [(0, 0.95), (10, 1.0), (10, np.nan)])
def test_bins_that_make_no_sense_are_refused(bins: int, level: float) -> None:
    with pytest.raises(ConfigurationError, match="at least one bin and a level"):
        calibration(METHOD, arena(8), rng=rng(), bins=bins, level=level)


def test_votes_without_a_time_are_not_split_by_it() -> None:
    with pytest.raises(DataError, match="do not say when they were cast"):
        split(arena(8), by="time", rng=rng())


def test_votes_without_voters_are_not_split_by_them() -> None:
    with pytest.raises(DataError, match="'voter', to cluster by"):
        split(arena(8), by="voter", rng=rng())


def test_parts_of_votes_are_not_split() -> None:
    with pytest.raises(DataError, match=r"row 1: its count is 2.5, which cannot be split"):
        split(rows(("a", "b", 1.0, 2), ("a", "b", 0.0, 2.5)), rng=rng())
