from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm  # type: ignore[import-untyped]  # it has no types
from scipy.special import expit
from statsmodels.stats.sandwich_covariance import (  # type: ignore[import-untyped]
    cov_cluster_2groups,
)

from ratings.boards import rows
from ratings.styled import styled
from tiltyard import ratings
from tiltyard.errors import DataError
from tiltyard.ratings import Comparisons, Counts
from tiltyard.ratings.clusters import clustered, few_clusters, require_known, surprises
from tiltyard.ratings.comparisons import Floats
from tiltyard.ratings.covariance import inverse

MODELS = 6


@pytest.fixture(scope="module")
def votes() -> Comparisons:
    return styled(np.random.default_rng(0), models=MODELS, n=3_000, voters=200)[0]


@pytest.fixture(scope="module")
def strength(votes: Comparisons) -> Floats:
    return ratings.load("bradley_terry").fit(votes, rng=np.random.default_rng(0)).strength


def bread_of(votes: Comparisons, strength: Floats) -> Floats:
    counts = Counts.of(votes)
    p = expit(counts.contrasts(strength))
    return inverse(counts.gram(counts.total.sum(axis=1) * p * (1 - p)))


def design(votes: Comparisons) -> Floats:
    n = len(votes)
    x = np.zeros((n, MODELS))
    x[np.arange(n), votes.a] += 1
    x[np.arange(n), votes.b] -= 1
    return x


def summed(votes: Comparisons, score: Floats, codes: Floats) -> Floats:
    """``Σ_g s_g s_gᵀ G / (G - 1)``, as it is written."""
    rows = design(votes) * (votes.mass() * score)[:, None]
    groups = np.unique(codes)
    sums = np.array([rows[codes == group].sum(axis=0) for group in groups])
    return np.asarray(sums.T @ sums * len(groups) / (len(groups) - 1))


def against_the_first(covariance: Floats) -> Floats:
    turn = np.hstack([-np.ones((MODELS - 1, 1)), np.eye(MODELS - 1)])
    return np.asarray(turn @ covariance @ turn.T)


def test_statsmodels_has_the_same_errors_by_voter(votes: Comparisons, strength: Floats) -> None:
    bread = bread_of(votes, strength)
    ours = clustered(votes, ("voter",), bread, on_a=surprises(votes, strength))
    model = sm.GLM(votes.worth(), design(votes)[:, 1:], family=sm.families.Binomial())
    options = {"groups": votes.clusters["voter"], "use_correction": False}
    theirs = model.fit(tol=1e-14, cov_type="cluster", cov_kwds=options).cov_params()
    found = len(np.unique(votes.clusters["voter"]))
    expected = np.asarray(theirs) * found / (found - 1)
    np.testing.assert_allclose(against_the_first(ours), expected, rtol=1e-6)


def test_statsmodels_has_the_same_errors_by_voter_and_prompt(
    votes: Comparisons, strength: Floats
) -> None:
    names = ("voter", "prompt")
    bread = bread_of(votes, strength)
    ours = clustered(votes, names, bread, on_a=surprises(votes, strength))
    fitted = sm.GLM(votes.worth(), design(votes)[:, 1:], family=sm.families.Binomial()).fit(
        tol=1e-14
    )
    both = [votes.clusters[name].astype(np.int64) for name in names]
    theirs = cov_cluster_2groups(fitted, both[0], both[1], use_correction=False)
    joint = both[0] * (both[1].max() + 1) + both[1]
    sizes = [len(np.unique(codes)) for codes in (*both, joint)]
    factors = [size / (size - 1) for size in sizes]
    overlap = theirs[1] + theirs[2] - theirs[0]
    expected = factors[0] * theirs[1] + factors[1] * theirs[2] - factors[2] * overlap
    np.testing.assert_allclose(against_the_first(ours), expected, rtol=1e-6, atol=1e-9)


def test_scores_of_both_models_and_of_others_are_summed_by_cluster(votes: Comparisons) -> None:
    rng = np.random.default_rng(1)
    n, voter = len(votes), votes.clusters["voter"]
    weighed = replace(votes, count=rng.uniform(1, 3, n), weight=rng.uniform(0.5, 2, n))
    on_a, on_b, others = rng.normal(size=n), rng.normal(size=n), rng.normal(size=(n, 2))
    x = np.zeros((n, MODELS + 2))
    x[np.arange(n), votes.a] += on_a
    x[np.arange(n), votes.b] += on_b
    x[:, MODELS:] = others
    x *= weighed.mass()[:, None]
    groups = np.unique(voter)
    sums = np.array([x[voter == group].sum(axis=0) for group in groups])
    expected = sums.T @ sums * len(groups) / (len(groups) - 1)
    found = clustered(weighed, ("voter",), np.eye(MODELS + 2), on_a=on_a, on_b=on_b, others=others)
    np.testing.assert_allclose(found, expected, rtol=1e-10)


def test_clusters_without_votes_do_not_count(votes: Comparisons, strength: Floats) -> None:
    score, bread = surprises(votes, strength), np.eye(MODELS)
    gaps = replace(votes, clusters={"voter": 7 * votes.clusters["voter"] + 3})
    np.testing.assert_allclose(
        clustered(gaps, ("voter",), bread, on_a=score),
        clustered(votes, ("voter",), bread, on_a=score),
        rtol=1e-12,
    )


def test_any_numbers_will_do_as_codes(votes: Comparisons, strength: Floats) -> None:
    score, bread = surprises(votes, strength), np.eye(MODELS)
    large = replace(votes, clusters={"voter": votes.clusters["voter"].astype(np.int64) * 10**15})
    np.testing.assert_allclose(
        clustered(large, ("voter",), bread, on_a=score),
        clustered(votes, ("voter",), bread, on_a=score),
        rtol=1e-12,
    )


def test_a_vote_cast_twice_by_one_voter_tells_nothing_new(
    votes: Comparisons, strength: Floats
) -> None:
    """Everything doubled within its cluster: the covariance stays, where it would have halved."""
    twice = votes.rows(np.repeat(np.arange(len(votes)), 2))
    once = clustered(votes, ("voter",), bread_of(votes, strength), on_a=surprises(votes, strength))
    again = clustered(twice, ("voter",), bread_of(twice, strength), on_a=surprises(twice, strength))
    np.testing.assert_allclose(again, once, rtol=1e-8)


def test_no_variance_is_negative_with_two_clusters() -> None:
    few = styled(np.random.default_rng(2), models=MODELS, n=60, voters=8)[0]
    found = clustered(
        few, ("voter", "prompt"), np.eye(MODELS), on_a=surprises(few, np.zeros(MODELS))
    )
    assert np.linalg.eigvalsh(found).min() > -1e-12


def test_what_the_fit_has_hidden_is_added(votes: Comparisons, strength: Floats) -> None:
    score, bread = surprises(votes, strength), np.eye(MODELS)
    hidden = np.diag(np.arange(MODELS, dtype=np.float64))
    found = clustered(votes, ("voter",), bread, on_a=score, leverage=hidden)
    expected = clustered(votes, ("voter",), bread, on_a=score) + hidden
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_one_voter_says_nothing_of_how_voters_differ(votes: Comparisons, strength: Floats) -> None:
    alone = replace(votes, clusters={"voter": np.zeros(len(votes), dtype=np.int32)})
    with pytest.raises(DataError, match="all votes have the same 'voter'"):
        clustered(alone, ("voter",), np.eye(MODELS), on_a=surprises(alone, strength))


def test_fewer_than_thirty_voters_are_worth_a_note(votes: Comparisons) -> None:
    few = replace(votes, clusters={"voter": np.arange(len(votes)) % 29})
    (note,) = few_clusters(few, ("voter",))
    assert note.startswith("only 29 different 'voter'")


def test_thirty_voters_are_not(votes: Comparisons) -> None:
    enough = replace(votes, clusters={"voter": np.arange(len(votes)) % 30})
    assert few_clusters(enough, ("voter",)) == ()


def test_few_voters_with_large_codes_are_counted_too(votes: Comparisons) -> None:
    few = replace(votes, clusters={"voter": (np.arange(len(votes)) % 5) * 10**12})
    assert len(few_clusters(few, ("voter",))) == 1


def test_a_surprise_is_worth_less_expectation() -> None:
    decided = rows(("a", "b", 1.0, 1), ("a", "b", 0.5, 1), ("b", "a", 0.2, 1))
    found = surprises(decided, np.array([np.log(3), 0.0]))
    np.testing.assert_allclose(found, [0.25, -0.25, -0.05], rtol=1e-12)


def test_an_unknown_cluster_is_named_with_the_nearest(votes: Comparisons) -> None:
    with pytest.raises(DataError, match="did you mean 'voter'"):
        require_known(votes, ("voters",))


def test_counts_cannot_be_clustered(votes: Comparisons) -> None:
    with pytest.raises(DataError, match="single votes are needed"):
        require_known(Counts.of(votes), ("voter",))
