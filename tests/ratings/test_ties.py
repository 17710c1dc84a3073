"""What Rao–Kupper and Davidson share; what is their own is tested with each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.three_ways import drawn, tallied
from tiltyard import ratings
from tiltyard.errors import DataError, NotIdentifiedError
from tiltyard.ratings import Comparisons, Estimate, Method
from tiltyard.ratings.comparisons import BOTH_BAD, GRADED, TIE
from tiltyard.ratings.methods import davidson


@pytest.fixture(params=["rao_kupper", "davidson"])
def method(request: pytest.FixtureRequest) -> Method:
    return ratings.load(request.param)


def fit(method: Method, votes: Comparisons) -> Estimate:
    return method.fit(votes, rng=np.random.default_rng(0))


def board() -> Comparisons:
    rng = np.random.default_rng(1)
    strength = np.array([0.9, 0.3, 0.0, -0.4, -0.8])
    return drawn(rng, davidson.log_probabilities, strength, 0.0, 3_000)


def test_both_bad_is_a_tie_and_the_estimate_says_so(method: Method) -> None:
    tied = board()
    bad = replace(tied, outcome=np.where(tied.outcome == TIE, BOTH_BAD, tied.outcome))
    one, other = fit(method, tied), fit(method, bad)
    assert one.strength.tolist() == other.strength.tolist()
    assert (one.notes, other.notes) == ((), ("both bad counts as a tie",))


def test_without_ties_the_strengths_are_those_of_bradley_terry(method: Method) -> None:
    decided = board().rows(board().outcome != TIE)
    plain = fit(ratings.load("bradley_terry"), decided)
    found = fit(method, decided)
    assert found.strength.tolist() == plain.strength.tolist()
    assert found.covariance.tolist() == plain.covariance.tolist()


def test_without_ties_there_is_no_threshold_but_a_note(method: Method) -> None:
    found = fit(method, board().rows(board().outcome != TIE))
    assert found.coefficients is None
    assert found.notes == ("no vote is a tie, so none is expected",)


def test_ever_fewer_ties_lead_to_the_strengths_without_any(method: Method) -> None:
    decided = board().rows(board().outcome != TIE)
    a_tie = replace(decided.rows(np.array([0])), outcome=np.array([TIE], dtype=np.uint8))
    nearly = Comparisons(
        decided.models,
        np.append(decided.a, a_tie.a),
        np.append(decided.b, a_tie.b),
        np.append(decided.outcome, a_tie.outcome),
        weight=np.append(np.ones(len(decided)), 1e-4),
    )
    np.testing.assert_allclose(
        fit(method, nearly).strength, fit(method, decided).strength, atol=1e-5
    )


def test_only_ties_are_refused(method: Method) -> None:
    with pytest.raises(NotIdentifiedError, match="every vote is a tie"):
        fit(method, tallied(("a", "b", (0, 0, 3)), ("b", "c", (0, 0, 1, 2))))


def test_a_model_that_never_lost_is_refused_though_it_tied(method: Method) -> None:
    with pytest.raises(NotIdentifiedError, match="do not hold the threshold"):
        fit(method, tallied(("a", "b", (5, 0, 2))))


def test_models_that_never_met_are_refused(method: Method) -> None:
    with pytest.raises(NotIdentifiedError, match="4 models into 2 groups"):
        fit(method, tallied(("a", "b", (3, 2, 2)), ("c", "d", (3, 2, 2))))


def test_graded_votes_are_refused(method: Method) -> None:
    votes = board()
    outcome = votes.outcome.copy()
    outcome[7] = GRADED
    graded = replace(votes, outcome=outcome, score=np.full(len(votes), 0.6))
    with pytest.raises(DataError, match="graded"):
        fit(method, graded)


def test_twice_the_votes_are_half_the_variance(method: Method) -> None:
    votes = board()
    twice = replace(votes, count=np.full(len(votes), 2.0))
    ratio = fit(method, twice).covariance.diagonal() / fit(method, votes).covariance.diagonal()
    # Not to the last digit: the share that leverage makes up for is one in the number of votes.
    np.testing.assert_allclose(ratio, 0.5, rtol=0.01)


def test_weights_move_the_estimate(method: Method) -> None:
    votes = tallied(("a", "b", (3, 2, 2)))
    heavier = replace(votes, weight=np.array([2.0, 1.0, 1.0]))
    more = tallied(("a", "b", (6, 2, 2)))
    np.testing.assert_allclose(fit(method, heavier).strength, fit(method, more).strength, atol=1e-9)


def test_a_million_votes_to_one_are_fitted(method: Method) -> None:
    strong, weak = fit(method, tallied(("a", "b", (10**6, 1, 1)))).strength
    assert strong - weak > 10
