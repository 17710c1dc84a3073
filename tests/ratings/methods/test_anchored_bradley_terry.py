from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import ConfigurationError, DataError, NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.methods.anchored_bradley_terry import AnchoredBradleyTerry


def fit(
    votes: Comparisons | Counts,
    anchors: dict[str, float],
    uncertainty: Floats | None = None,
    errors: str = "sandwich",
    cluster: tuple[str, ...] = (),
) -> Estimate:
    method = AnchoredBradleyTerry(anchors, uncertainty, errors, cluster)
    return method.fit(votes, rng=np.random.default_rng(0))


def plain(votes: Comparisons) -> Estimate:
    return ratings.load("bradley_terry").fit(votes, rng=np.random.default_rng(0))


def arena() -> Comparisons:
    rng = np.random.default_rng(1)
    return votes(rng, strengths(rng, 8), 5_000)


def test_a_new_model_is_put_on_the_scale_of_its_anchor() -> None:
    board = rows(("new", "old", 1.0, 3), ("new", "old", 0.0, 1))
    assert fit(board, {"old": 0.7}).strength == pytest.approx([0.7 + np.log(3), 0.7])


def test_a_new_model_between_two_anchors_wins_as_often_as_expected() -> None:
    board = rows(("new", "x", 1.0, 6), ("new", "x", 0.0, 2), ("new", "y", 1.0, 3),
                 ("new", "y", 0.0, 9))  # fmt: skip
    strength = fit(board, {"x": -0.5, "y": 0.8}).strength[0]
    expected = 8 * expit(strength + 0.5) + 12 * expit(strength - 0.8)
    assert expected == pytest.approx(9)


def test_its_textbook_error_is_one_over_its_own_information() -> None:
    board = rows(("new", "old", 1.0, 30), ("new", "old", 0.0, 10))
    covariance = fit(board, {"old": 0.0}, errors="information").covariance
    np.testing.assert_allclose(covariance, np.diag([1 / (40 * 0.75 * 0.25), 0.0]))


def test_anchors_stay_and_err_by_nothing() -> None:
    found = fit(arena(), {"model-001": 0.3, "model-004": -0.2})
    assert found.strength[[1, 4]].tolist() == [0.3, -0.2]
    assert found.covariance[[1, 4]].any() == np.False_


def test_anchors_at_their_own_strengths_change_nothing() -> None:
    board = arena()
    free = plain(board)
    anchors = dict(zip(free.models[:3], free.strength[:3].tolist(), strict=True))
    np.testing.assert_allclose(fit(board, anchors).strength, free.strength, atol=1e-9)


def test_one_anchor_is_bradley_terry_with_another_zero() -> None:
    board = arena()
    free, anchored = plain(board), fit(board, {"model-002": 0.0})
    shift = np.eye(8) - np.eye(8)[2]
    np.testing.assert_allclose(anchored.strength, shift @ free.strength, atol=1e-9)
    np.testing.assert_allclose(anchored.covariance, shift @ free.covariance @ shift.T, atol=1e-9)


def test_without_anchors_it_is_bradley_terry() -> None:
    board = arena()
    assert fit(board, {}).strength.tolist() == plain(board).strength.tolist()


def test_its_zero_is_that_of_the_anchors() -> None:
    found = fit(arena(), {"model-000": 1.0})
    assert found.is_grounded
    assert found.notes == ("anchored: 'model-000' at 1",)


def test_of_many_anchors_the_note_names_five() -> None:
    found = fit(arena(), {f"model-00{i}": 0.0 for i in range(7)})
    assert found.notes[0].endswith("and 2 more")


def test_the_error_of_one_anchor_is_that_of_all_on_its_scale() -> None:
    board = arena()
    exact = fit(board, {"model-002": 0.0}).covariance
    uncertain = fit(board, {"model-002": 0.0}, np.array([[0.04]])).covariance
    np.testing.assert_allclose(uncertain, exact + 0.04, atol=1e-12)


def test_a_new_model_follows_its_anchors_as_a_refit_would() -> None:
    """The carried uncertainty is that of moving the anchors and fitting again."""
    board = arena()
    sigma = np.array([[0.04, 0.01], [0.01, 0.09]])
    names, at, h = ("model-001", "model-004"), np.array([0.3, -0.2]), 1e-6
    base = fit(board, dict(zip(names, at.tolist(), strict=True)))
    follow = np.column_stack(
        [
            (fit(board, dict(zip(names, (at + step).tolist(), strict=True))).strength
             - base.strength) / h
            for step in h * np.eye(2)
        ]
    )  # fmt: skip
    carried = fit(board, dict(zip(names, at.tolist(), strict=True)), sigma).covariance
    np.testing.assert_allclose(carried - base.covariance, follow @ sigma @ follow.T, atol=1e-6)


def test_anchors_need_no_votes_among_themselves() -> None:
    """Each of two groups that never met is held by its own anchor."""
    board = rows(("a", "b", 0.5, 4), ("c", "d", 0.5, 4))
    found = fit(board, {"a": 1.0, "c": -1.0})
    assert found.strength == pytest.approx([1, 1, -1, -1])


def test_a_new_model_that_only_won_is_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="'new' only won"):
        fit(rows(("new", "x", 1.0, 6), ("x", "y", 0.5, 2)), {"x": 0.0, "y": 0.0})


def test_a_model_that_met_no_anchor_is_refused() -> None:
    with pytest.raises(NotIdentifiedError, match="never met"):
        fit(rows(("a", "b", 0.5, 4), ("c", "d", 0.5, 4), ("e", "d", 0.5, 4)), {"a": 0.0})


def test_votes_that_are_clusters_of_their_own_are_as_independent() -> None:
    board = arena()
    assert board.count is not None
    each = np.repeat(np.arange(len(board)), board.count.astype(int))
    single = replace(board, count=None).rows(each)
    alone = replace(single, clusters={"voter": np.arange(len(single))})
    clustered = fit(alone, {"model-002": 0.0}, cluster=("voter",)).covariance
    np.testing.assert_allclose(
        clustered, fit(board, {"model-002": 0.0}).covariance, rtol=0.01, atol=1e-5
    )


def test_doubled_weights_change_nothing() -> None:
    board = arena()
    weight = np.random.default_rng(0).uniform(0.5, 2, len(board))
    one = fit(replace(board, weight=weight), {"model-002": 0.0, "model-003": 0.1})
    other = fit(replace(board, weight=2 * weight), {"model-002": 0.0, "model-003": 0.1})
    np.testing.assert_allclose(other.strength, one.strength, atol=1e-9)
    np.testing.assert_allclose(other.covariance, one.covariance, atol=1e-9)


def test_pooled_votes_are_the_same() -> None:
    board = arena()
    pooled = fit(Counts.of(board), {"model-002": 0.0})
    assert pooled.strength.tolist() == fit(board, {"model-002": 0.0}).strength.tolist()


def test_an_anchor_without_votes_is_named_with_the_nearest() -> None:
    with pytest.raises(DataError, match=r"'model-02' is not among the 8 models.*'model-002'"):
        fit(arena(), {"model-02": 0.0})


def test_an_infinite_anchor_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="'a' must be finite"):
        ratings.load("anchored_bradley_terry", anchors={"a": np.inf})


def test_a_covariance_of_other_anchors_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"shape \(1, 1\)"):
        AnchoredBradleyTerry({"a": 0.0}, np.eye(2))


def test_a_covariance_with_a_negative_variance_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="is none"):
        AnchoredBradleyTerry({"a": 0.0}, np.array([[-1.0]]))
