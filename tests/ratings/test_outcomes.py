from __future__ import annotations

import numpy as np
import pytest

from ratings.three_ways import drawn, tallied
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.comparisons import GRADED, Floats
from tiltyard.ratings.covariance import Errors
from tiltyard.ratings.methods import davidson, grounded_rao_kupper, rao_kupper
from tiltyard.ratings.outcomes import Likelihood, Model, countable, fit

MODELS = {
    "rao_kupper": rao_kupper.TIE_MODEL.model,
    "davidson": davidson.TIE_MODEL.model,
    "grounded_rao_kupper": grounded_rao_kupper.MODEL,
}
M = 5
POINT = np.array([0.4, -0.6, 0.9, 0.1, -0.8, 0.5])
POINTS = np.random.default_rng(0).normal(0, 2, (3, 200))
POINTS[2] = 0.1 + np.abs(POINTS[2])


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest) -> Model:
    return MODELS[request.param]


def votes(model: Model, n: int = 3_000) -> Comparisons:
    return drawn(np.random.default_rng(1), model.log_probabilities, POINT[:M], POINT[M], n)


def likelihood(model: Model) -> Likelihood:
    return Likelihood(Counts.of(votes(model)), model)


def test_the_outcomes_of_a_pair_have_probability_one(model: Model) -> None:
    total = sum(np.exp(term.value) for term in model.log_probabilities(POINTS))
    np.testing.assert_allclose(total, 1, rtol=1e-12)


def test_scores_are_zero_on_average(model: Model) -> None:
    terms = model.log_probabilities(POINTS)
    mean = sum(np.exp(term.value) * term.slope for term in terms)
    np.testing.assert_allclose(mean, 0, atol=1e-12)


def test_expected_squared_scores_are_the_expected_information(model: Model) -> None:
    """Bartlett's second identity."""
    whole = np.zeros((3, 3, POINTS.shape[1]))
    for term in model.log_probabilities(POINTS):
        square = term.slope[:, None] * term.slope
        whole += np.exp(term.value) * (square + term.curve)
    np.testing.assert_allclose(whole, 0, atol=1e-12)


@pytest.mark.parametrize("axis", range(M + 1))
def test_the_gradient_is_the_derivative(model: Model, axis: int) -> None:
    whole, step = likelihood(model), 1e-5 * np.eye(M + 1)[axis]
    numeric = (whole(POINT + step).value - whole(POINT - step).value) / 2e-5
    assert whole(POINT).gradient[axis] == pytest.approx(numeric, abs=1e-4)


def test_the_information_is_minus_the_second_derivative(model: Model) -> None:
    whole = likelihood(model)
    numeric = np.array(
        [(whole(POINT - step).gradient - whole(POINT + step).gradient) / 2e-5
         for step in 1e-5 * np.eye(M + 1)]
    )  # fmt: skip
    found = whole(POINT).information
    # The pin is a constant on all strengths; what it changes is no difference.
    pin = found[:M, :M].sum() / M**2 * (not model.is_grounded)
    found[:M, :M] -= pin
    np.testing.assert_allclose(found, numeric, atol=2e-4)


def test_below_its_lowest_a_threshold_is_impossible() -> None:
    assert likelihood(MODELS["rao_kupper"])(np.zeros(M + 1)).value == -np.inf


def test_where_ties_are_not_concave_the_expected_information_leads_upwards() -> None:
    model = MODELS["grounded_rao_kupper"]
    whole = Likelihood(Counts.of(tallied(("a", "b", (1, 1, 500, 1)))), model)
    far = np.array([-3.0, -3.0, 6.9])
    slopes = [whole(far + step).gradient - whole(far - step).gradient for step in 1e-5 * np.eye(3)]
    assert np.linalg.eigvalsh(np.array(slopes)).max() > 0
    here = whole(far)
    assert np.linalg.eigvalsh(here.information).min() > 0
    assert whole(far + 1e-3 * np.linalg.solve(here.information, here.gradient)).value > here.value


def test_the_gradient_is_zero_at_the_most_likely(model: Model) -> None:
    board = votes(model)
    whole = Likelihood(Counts.of(board), model)
    found = fit(whole, board, POINT, Errors())
    np.testing.assert_allclose(whole(found.value).gradient, 0, atol=1e-7)


def covariance(model: Model, board: Comparisons, errors: Errors) -> Floats:
    return fit(Likelihood(Counts.of(board), model), board, POINT, errors).covariance


def test_the_sandwich_is_near_the_information_if_the_model_is_right(model: Model) -> None:
    board = votes(model, 100_000)
    ours = covariance(model, board, Errors()).diagonal()
    textbook = covariance(model, board, Errors("information")).diagonal()
    np.testing.assert_allclose(ours, textbook, rtol=0.05)


def test_votes_that_are_clusters_of_their_own_are_as_independent(model: Model) -> None:
    board = votes(model, 20_000)
    alone = Comparisons(
        board.models, board.a, board.b, board.outcome, clusters={"voter": np.arange(len(board))}
    )
    clustered = covariance(model, alone, Errors(cluster=("voter",)))
    expected = covariance(model, board, Errors())
    np.testing.assert_allclose(clustered.diagonal(), expected.diagonal(), rtol=2 / len(board))


def test_a_voter_who_says_everything_thrice_counts_once(model: Model) -> None:
    board = votes(model, 2_000)
    n = len(board)
    thrice = board.rows(np.tile(np.arange(n), 3))
    once = Comparisons(
        board.models, board.a, board.b, board.outcome, clusters={"voter": np.arange(n)}
    )
    repeated = Comparisons(
        board.models,
        thrice.a,
        thrice.b,
        thrice.outcome,
        clusters={"voter": np.tile(np.arange(n), 3)},
    )
    errors = Errors(cluster=("voter",))
    # But for the share that leverage hides of single votes, of which there are more.
    np.testing.assert_allclose(
        covariance(model, repeated, errors).diagonal(),
        covariance(model, once, errors).diagonal(),
        rtol=0.005,
    )


def test_strengths_without_a_level_have_a_covariance_that_sums_to_zero() -> None:
    model = MODELS["davidson"]
    whole = covariance(model, votes(model), Errors())
    np.testing.assert_allclose(whole[:M].sum(axis=0), 0, atol=1e-12)


def test_graded_votes_are_refused() -> None:
    board = Comparisons(
        ("a", "b"), np.array([0]), np.array([1]), np.array([GRADED]), score=np.array([0.7])
    )
    with pytest.raises(DataError, match="1 votes are graded"):
        countable(board, Errors())


def test_clusters_that_the_votes_do_not_have_are_refused() -> None:
    with pytest.raises(DataError, match="'voter'"):
        countable(tallied(("a", "b", (1, 1))), Errors(cluster=("voter",)))


def test_unknown_errors_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="'sandwhich'"):
        Errors("sandwhich")
