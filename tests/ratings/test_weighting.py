from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.ratings import Comparisons, Counts, Estimate, weighting
from tiltyard.ratings.comparisons import GRADED, Floats

METHOD = ratings.load("bradley_terry")


def fit(board: Comparisons) -> Estimate:
    return METHOD.fit(board, rng=np.random.default_rng(0))


@pytest.fixture
def board() -> Comparisons:
    """2,000 votes of 100 voters on 40 prompts among 5 models; a fifth of them by voter 0."""
    rng = np.random.default_rng(1)
    pooled = votes(rng, strengths(rng, 5), 2_000)
    assert pooled.count is not None
    each = np.repeat(np.arange(len(pooled)), pooled.count.astype(int))
    single = replace(pooled.rows(each), count=None)
    voter = np.where(rng.random(len(single)) < 0.2, 0, rng.integers(0, 100, len(single)))
    prompt = rng.integers(0, 40, len(single))
    return replace(single, clusters={"voter": voter, "prompt": prompt})


def weights(board: Comparisons) -> Floats:
    assert board.weight is not None
    return board.weight


def factors(board: Comparisons, *schemes: str, **columns: Floats) -> Floats:
    """Weights that the schemes give, the first being 1."""
    weight = weights(weighting.apply(board, schemes, columns=columns))
    return np.asarray(weight / weight[0])


def shares(board: Comparisons, group: str) -> Floats:
    """Share of all weight that each cluster has."""
    weighed = np.bincount(board.clusters[group], board.mass())
    return np.asarray(weighed / weighed.sum())


def by_three_voters(*many: int) -> Comparisons:
    """Votes on one pair, so many of each voter."""
    voter = np.repeat(np.arange(len(many)), many)
    n = len(voter)
    return Comparisons(
        ("x", "y"), np.zeros(n, int), np.ones(n, int), np.zeros(n, int), clusters={"voter": voter}
    )


def test_without_weights_every_vote_is_effective(board: Comparisons) -> None:
    assert weighting.effective_votes(board) == 2_000


def test_effective_votes_are_kishs() -> None:
    board = replace(rows(("a", "b", 1, 3), ("a", "b", 0, 1)), weight=np.array([1.0, 2.0]))
    assert weighting.effective_votes(board) == pytest.approx(5**2 / 7)


def test_rows_and_pooled_counts_have_the_same_effective_votes(board: Comparisons) -> None:
    weighed = weighting.apply(board, ["voter_cap=5", "pair_equal"])
    pooled = Counts.of(weighed).effective_votes()
    assert weighting.effective_votes(weighed) == pytest.approx(pooled)


def test_no_votes_are_none_effective() -> None:
    assert weighting.effective_votes(Comparisons.from_tallies([])) == 0


def test_no_votes_can_be_weighted() -> None:
    empty = replace(Comparisons.from_tallies([]), clusters={"voter": np.array([], dtype=int)})
    assert len(weighting.apply(empty, ["pair_equal", "voter_cap=3"])) == 0


def test_weights_add_up_to_the_effective_votes(board: Comparisons) -> None:
    weighed = weighting.apply(board, ["voter_robust=0.3", "prompt_cap=20"])
    assert weighed.mass().sum() == pytest.approx(weighting.effective_votes(weighed))


def test_the_size_of_factors_changes_no_weight(board: Comparisons) -> None:
    factor = np.random.default_rng(2).uniform(0.5, 2, len(board))
    one, other = (weighting.weighted(board, size * factor) for size in (1, 1000))
    np.testing.assert_allclose(weights(one), weights(other))


def test_equal_factors_leave_every_weight_at_one(board: Comparisons) -> None:
    even = weighting.weighted(board, np.full(len(board), 7.0))
    np.testing.assert_allclose(weights(even), 1)


def test_weights_that_are_there_are_multiplied(board: Comparisons) -> None:
    factor = np.random.default_rng(3).uniform(0.5, 2, len(board))
    twice = weighting.weighted(weighting.weighted(board, factor), factor)
    square = weighting.weighted(board, factor**2)
    np.testing.assert_allclose(weights(twice), weights(square))


def test_a_cap_counts_so_many_votes_of_a_voter() -> None:
    capped = weighting.apply(by_three_voters(2, 5, 10), ["voter_cap=5"])
    np.testing.assert_allclose(shares(capped, "voter"), np.array([2, 5, 5]) / 12)


def test_equal_voters_weigh_the_same() -> None:
    equal = weighting.apply(by_three_voters(2, 5, 10), ["voter_equal"])
    np.testing.assert_allclose(shares(equal, "voter"), 1 / 3)


def test_robust_weights_are_the_inverse_design_effect() -> None:
    robust = weighting.apply(by_three_voters(1, 5, 11), ["voter_robust=0.5"])
    np.testing.assert_allclose(shares(robust, "voter"), np.array([1, 5 / 3, 11 / 6]) / 4.5)


def test_a_robust_weight_of_no_correlation_changes_nothing(board: Comparisons) -> None:
    np.testing.assert_allclose(factors(board, "voter_robust=0"), 1)


def test_a_robust_weight_of_full_correlation_is_equal_voters(board: Comparisons) -> None:
    np.testing.assert_allclose(factors(board, "voter_robust=1"), factors(board, "voter_equal"))


def test_votes_that_a_row_stands_for_count_for_its_voter() -> None:
    single = by_three_voters(2, 5)
    pooled = replace(single.rows(np.array([0, 2])), count=np.array([2.0, 5.0]))
    np.testing.assert_allclose(
        shares(weighting.apply(pooled, ["voter_cap=3"]), "voter"),
        shares(weighting.apply(single, ["voter_cap=3"]), "voter"),
    )


def test_prompts_can_be_capped(board: Comparisons) -> None:
    capped = weighting.apply(board, ["prompt_cap=1"])
    np.testing.assert_allclose(shares(capped, "prompt"), 1 / 40)


def test_equal_pairs_have_the_same_weight_whichever_way_they_sat(board: Comparisons) -> None:
    totals = Counts.of(weighting.apply(board, ["pair_equal"])).total.sum(axis=1)
    np.testing.assert_allclose(totals, totals[0])


def test_many_models_are_told_apart_as_few_are(
    board: Comparisons, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = factors(board, "pair_equal")
    monkeypatch.setattr(weighting, "_MANY_PAIRS", 1)
    np.testing.assert_allclose(factors(board, "pair_equal"), few)


def test_pair_inverse_is_one_over_the_votes_of_a_pair_or_fifty() -> None:
    board = rows(("a", "b", 1, 200), ("a", "c", 1, 100), ("b", "c", 1, 10))
    np.testing.assert_allclose(factors(board, "pair_inverse"), [1, 2, 4])


def test_inverse_draw_probabilities_undo_an_uneven_draw() -> None:
    """Drawn three times as often, and a third of the weight: both pairs weigh the same."""
    board = rows(("a", "b", 1, 300), ("a", "c", 1, 100))
    drawn = np.array([0.3, 0.1])
    weighed = weighting.apply(board, ["draw_inverse=chance"], columns={"chance": drawn})
    np.testing.assert_allclose(weighed.mass()[0], weighed.mass()[1])


def test_inverse_draw_probabilities_give_the_board_of_an_even_draw() -> None:
    """A circle of three, where one number per model is wrong and the draw decides."""
    circle = [("a", "b", 0.8), ("b", "c", 0.7), ("c", "a", 0.6)]
    even = rows(*((x, y, score, 1000) for x, y, score in circle))
    often = [3000, 500, 700]
    uneven = rows(*((x, y, score, n) for (x, y, score), n in zip(circle, often, strict=True)))
    undone = weighting.weighted(uneven, weighting.inverse_probability(np.array(often) / 4200))
    np.testing.assert_allclose(fit(undone).strength, fit(even).strength, atol=1e-9)


def test_given_weights_are_used_as_they_are(board: Comparisons) -> None:
    trust = np.random.default_rng(4).uniform(0.1, 1, len(board))
    np.testing.assert_allclose(factors(board, "given=trust", trust=trust), trust / trust[0])


def test_schemes_multiply(board: Comparisons) -> None:
    both = factors(board, "voter_cap=5", "pair_equal")
    np.testing.assert_allclose(both, factors(board, "voter_cap=5") * factors(board, "pair_equal"))


def test_the_order_of_schemes_does_not_matter(board: Comparisons) -> None:
    one = factors(board, "voter_cap=5", "pair_inverse", "prompt_equal")
    np.testing.assert_allclose(factors(board, "prompt_equal", "pair_inverse", "voter_cap=5"), one)


def test_no_scheme_is_no_weight(board: Comparisons) -> None:
    assert weighting.apply(board, []).weight is None


def test_a_voter_who_floods_the_board_is_held_by_a_cap() -> None:
    """Voter 0 says five hundred times that b is better; two hundred others once each that a is."""
    voter = np.concatenate([np.zeros(500, int), 1 + np.arange(200)])
    won = np.concatenate([np.ones(500, int), np.tile([0, 0, 0, 1], 50)])
    n = len(voter)
    flooded = Comparisons(
        ("a", "b"), np.zeros(n, int), np.ones(n, int), won, clusters={"voter": voter}
    )
    a, b = fit(weighting.apply(flooded, ["voter_cap=3"])).strength
    assert a - b == pytest.approx(np.log(150 / 53))


@pytest.mark.parametrize(
    ("scheme", "message"),
    [
        ("voter_capp=5", "no weighting 'voter_capp'; did you mean 'voter_cap'"),
        ("pair_invers", "did you mean 'pair_inverse'"),
        ("cap=5", "no weighting 'cap'"),
        ("", "no weighting ''"),
        ("voter_cap", "'voter_cap' needs a number, such as voter_cap=1"),
        ("voter_cap=many", "'voter_cap=many' needs a number"),
        ("voter_cap=0", "a cap must be above 0 and finite; that on 'voter' is 0.0"),
        ("voter_cap=nan", "a cap must be above 0"),
        ("pair_cap=inf", "a cap must be above 0"),
        ("voter_robust=1.5", "correlation of votes must be in .* within 'voter' is 1.5"),
        ("voter_equal=3", "'voter_equal=3' takes no value"),
        ("given", "'given' needs a column, as in given=COLUMN"),
    ],
)
def test_a_scheme_that_makes_no_sense_is_refused(
    board: Comparisons, scheme: str, message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message):
        weighting.apply(board, [scheme])


def test_a_cluster_that_the_votes_do_not_say_is_refused(board: Comparisons) -> None:
    with pytest.raises(DataError, match="do not say their 'voters', to weight by; did you mean"):
        weighting.apply(board, ["voters_cap=5"])


def test_a_column_that_is_not_there_is_refused(board: Comparisons) -> None:
    with pytest.raises(DataError, match="no column 'chance', which the weighting 'draw_inverse="):
        weighting.apply(board, ["draw_inverse=chance"])


@pytest.mark.parametrize("wrong", [0.0, -0.1, 1.1, np.nan])
def test_a_probability_outside_0_to_1_is_refused(wrong: float) -> None:
    with pytest.raises(DataError, match="row 1: the probability of drawing its pair"):
        weighting.inverse_probability(np.array([0.5, wrong]))


@pytest.mark.parametrize("wrong", [0.0, -1.0, np.inf, np.nan])
def test_a_weight_that_is_none_is_refused(board: Comparisons, wrong: float) -> None:
    trust = np.ones(len(board))
    trust[7] = wrong
    with pytest.raises(DataError, match=r"row 7: weight is .* \(leave out rows"):
        weighting.apply(board, ["given=trust"], columns={"trust": trust})


def test_weights_for_other_rows_are_refused(board: Comparisons) -> None:
    with pytest.raises(DataError, match=r"2000 rows need as many weights, not \(3,\)"):
        weighting.weighted(board, np.ones(3))


def test_the_columns_that_schemes_name_are_known_beforehand() -> None:
    schemes = ["voter_cap=5", "draw_inverse=p", "given=w", "draw_inverse=p"]
    assert weighting.columns_of(schemes) == ("p", "w")


def test_levelled_weights_have_a_typical_weight_of_one(board: Comparisons) -> None:
    heavy = replace(board, weight=np.linspace(3, 50, len(board)))
    assert weighting.levelled(heavy).typical_weight() == pytest.approx(1, rel=1e-12)


def test_counts_are_levelled_as_their_rows_are(board: Comparisons) -> None:
    score = np.linspace(0, 1, len(board))
    graded = replace(board, outcome=np.full(len(board), GRADED), score=score)
    heavy = replace(graded, weight=np.linspace(3, 50, len(board)))
    ours, theirs = weighting.levelled(Counts.of(heavy)), Counts.of(weighting.levelled(heavy))
    assert ours.graded is not None
    assert theirs.graded is not None
    np.testing.assert_allclose(ours.total, theirs.total, rtol=1e-12)
    np.testing.assert_allclose(ours.square, theirs.square, rtol=1e-12)
    np.testing.assert_allclose(ours.graded, theirs.graded, rtol=1e-12)


def test_votes_without_weights_are_level_as_they_are(board: Comparisons) -> None:
    bare = replace(board, weight=None)
    assert weighting.levelled(bare) is bare
