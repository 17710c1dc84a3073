from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ratings.boards import rows, strengths, votes
from tiltyard import ratings
from tiltyard.errors import ConfigurationError, DataError, NotIdentifiedError
from tiltyard.ratings import Comparisons, Counts, Estimate
from tiltyard.ratings import bootstrap as module
from tiltyard.ratings.bootstrap import Kind, Replicates, bootstrap
from tiltyard.ratings.estimate import SCALE
from tiltyard.ratings.multiplicity import Side

METHOD = ratings.load("bradley_terry")


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def board(n: int = 20_000, m: int = 12) -> Comparisons:
    return votes(rng(), strengths(rng(), m), n)


def replicates() -> Replicates:
    """Of two models; ratings of the first are 1000 to 1100 points, and of the original 1040."""
    points = np.arange(101.0)
    original = Estimate(("a", "b"), np.array([40, -40]) / SCALE, np.zeros((2, 2)))
    return Replicates(original, np.column_stack([points, -points]) / SCALE)


def test_errors_are_those_of_the_sandwich() -> None:
    found = bootstrap(board(), rng=rng(), replicates=2000).estimate().covariance.diagonal()
    expected = METHOD.fit(board(), rng=rng()).covariance.diagonal()
    np.testing.assert_allclose(np.sqrt(found / expected), 1, atol=0.08)


def test_replicates_lie_around_the_fit() -> None:
    found = bootstrap(board(), rng=rng(), replicates=1000)
    error = np.sqrt(found.original.covariance.diagonal())
    np.testing.assert_allclose(
        (found.strength.mean(axis=0) - found.original.strength) / error, 0, atol=0.15
    )


def test_the_same_seed_draws_the_same_replicates() -> None:
    one, other = (bootstrap(board(), rng=rng(), replicates=20) for _ in range(2))
    assert one.strength.tolist() == other.strength.tolist()


def test_one_processor_draws_the_same_replicates(monkeypatch: pytest.MonkeyPatch) -> None:
    several = bootstrap(board(), rng=rng(), replicates=20)

    def in_turn(work: object, n: int) -> list[object]:
        assert callable(work)
        return [work(part, part + 1) for part in range(n)]

    monkeypatch.setattr(module, "in_parts", in_turn)
    alone = bootstrap(board(), rng=rng(), replicates=20)
    assert alone.strength.tolist() == several.strength.tolist()


def test_another_method_is_fitted_anew() -> None:
    ridge = ratings.load("bradley_terry", ridge=1e-9)
    plain = bootstrap(board(), rng=rng(), replicates=5)
    found = bootstrap(Counts.of(board()), rng=rng(), replicates=5, method=ridge)
    np.testing.assert_allclose(found.strength, plain.strength, atol=1e-6)


def test_boards_that_fall_apart_are_counted_and_told() -> None:
    few = rows(("a", "b", 1.0, 2), ("b", "a", 1.0, 2))
    found = bootstrap(few, rng=rng(), replicates=800)
    assert 60 < found.unconnected < 140  # 2 of 16
    assert len(found.strength) + found.unconnected == 800
    told = f"{found.unconnected} more did not connect the models"
    assert told in found.estimate().notes[-1]


def test_a_board_that_never_stays_connected_is_refused() -> None:
    ring = [(str(i), str((i + 1) % 40), 1.0, 1.0) for i in range(40)]
    with pytest.raises(NotIdentifiedError, match="of 50 replicates 0 connect"):
        bootstrap(rows(*ring), rng=rng(), replicates=50)


def test_voters_who_vote_often_widen_the_errors_of_a_clustered_bootstrap() -> None:
    """Each vote is there nine times, by the same voter: three times the error."""
    one = rows(*[("a", "b", 1.0, 1)] * 150, *[("a", "b", 0.0, 1)] * 100)
    voter = np.arange(250)
    copies = one.rows(np.repeat(voter, 9))
    copies = replace(copies, clusters={"voter": np.repeat(voter, 9)})
    by_vote = bootstrap(copies, rng=rng()).estimate().difference("a", "b")
    by_voter = bootstrap(copies, rng=rng(), cluster="voter").estimate().difference("a", "b")
    assert by_voter.standard_error / by_vote.standard_error == pytest.approx(3, rel=0.12)


def test_any_method_can_be_drawn_by_cluster() -> None:
    one = replace(board(500, 3), clusters={"voter": np.arange(len(board(500, 3)))})
    ridge = ratings.load("bradley_terry", ridge=1e-9)
    plain = bootstrap(one, rng=rng(), replicates=5, cluster="voter")
    found = bootstrap(one, rng=rng(), replicates=5, cluster="voter", method=ridge)
    np.testing.assert_allclose(found.strength, plain.strength, atol=1e-6)


@pytest.mark.parametrize("of", [board(100, 3), Counts.of(board(100, 3))])
def test_votes_that_do_not_say_their_cluster_are_refused(of: Comparisons | Counts) -> None:
    with pytest.raises(DataError, match="'voter'"):
        bootstrap(of, rng=rng(), cluster="voter")


def test_one_replicate_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="at least 2"):
        bootstrap(board(100, 3), rng=rng(), replicates=1)


def test_the_percentile_interval_is_the_middle_of_the_replicates() -> None:
    assert replicates().interval(level=0.9)[0] == pytest.approx([1005, 1095])


def test_the_basic_interval_is_its_mirror_image_at_the_rating() -> None:
    """The rating is 1040, so 1095 and 1005 become 985 and 1075."""
    assert replicates().interval(level=0.9, kind="basic")[0] == pytest.approx([985, 1075])


@pytest.mark.parametrize(
    ("side", "kind", "ends"),
    [
        ("lower", "percentile", [1010, np.inf]),
        ("upper", "percentile", [-np.inf, 1090]),
        ("lower", "basic", [990, np.inf]),
        ("upper", "basic", [-np.inf, 1070]),
    ],
)
def test_one_sided_intervals_have_one_end(side: Side, kind: Kind, ends: list[float]) -> None:
    assert replicates().interval(level=0.9, side=side, kind=kind)[0] == pytest.approx(ends)


def test_differences_have_intervals_of_their_own() -> None:
    assert replicates().difference_interval("a", "b", level=0.9) == pytest.approx((10, 190))


def test_an_unknown_kind_of_interval_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="'percentile' or 'basic', not 'bca'"):
        replicates().interval(kind="bca")  # type: ignore[arg-type]  # that is the point


def test_methods_that_keep_the_order_are_drawn_vote_by_vote() -> None:
    """Resampled Elo boards scatter around their own ratings, as widely as the method wobbles."""
    pooled = board(4_000, 5)
    assert pooled.count is not None
    each = np.repeat(np.arange(len(pooled)), pooled.count.astype(int))
    single = replace(pooled, count=None).rows(rng().permutation(each))
    method = ratings.load("elo", k=16.0)
    found = bootstrap(single, rng=rng(), method=method, replicates=200)
    wobble = np.sqrt(found.original.covariance.diagonal())
    np.testing.assert_allclose(found.strength.std(axis=0), wobble, rtol=0.35)


@pytest.mark.parametrize("times", [1e-30, 1e30])
def test_weights_have_no_unit(times: float) -> None:
    votes = board(2_000, 5)
    weight = rng().uniform(0.5, 2, len(votes))
    one, other = (
        bootstrap(replace(votes, weight=k * weight), rng=rng(), replicates=20) for k in (1.0, times)
    )
    np.testing.assert_allclose(other.strength, one.strength, atol=1e-8)
