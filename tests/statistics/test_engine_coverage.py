"""Intervals against known truths, on votes as an arena gets them; what peers say of the same votes.

Pairs are drawn as in `benchmarks.rank.simulated`: models come and go, some are drawn a hundred
times as often as others. The bounds of a share are three to four standard errors of the simulation
wide, unless they are those that we promise.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.rank import measure, peers  # noqa: E402 -- lies outside the package
from benchmarks.rank.simulated import (  # noqa: E402 -- as above
    EFFECTS,
    STYLE,
    Arena,
    draw_arena,
    draw_outcomes,
    draw_pairs,
    draw_voters,
    draw_votes,
    written,
)
from tiltyard import ratings  # noqa: E402 -- as above
from tiltyard.ratings import Comparisons, Estimate  # noqa: E402 -- as above
from tiltyard.ratings.comparisons import GRADED, Bools, Codes, Floats  # noqa: E402 -- as above
from tiltyard.ratings.estimate import SCALE  # noqa: E402 -- as above

PLAIN = ratings.load("bradley_terry")
CLUSTERED = ratings.load("bradley_terry", cluster=("voter",))


@dataclass(frozen=True, eq=False)
class Schedule:
    """Who meets whom on all boards of a simulation, and how good they are."""

    arena: Arena
    a: Codes
    b: Codes

    @classmethod
    def draw(cls, models: int, votes: int, rng: np.random.Generator) -> Schedule:
        arena = draw_arena(models, rng)
        a, b, _ = draw_pairs(arena, votes, rng)
        return cls(arena, a.astype(np.int16), b.astype(np.int16))

    @property
    def eta(self) -> Floats:
        """Log-odds of each vote, but for taste."""
        return np.asarray(self.arena.strength[self.a] - self.arena.strength[self.b])

    def board(self, probability: Floats, rng: np.random.Generator, voter: Codes) -> Comparisons:
        outcome = draw_outcomes(probability, rng)
        return Comparisons(self.arena.names, self.a, self.b, outcome, clusters={"voter": voter})

    def seen(self) -> Floats:
        """How many votes each model takes part in."""
        m = len(self.arena.strength)
        return np.asarray(np.bincount(self.a, minlength=m) + np.bincount(self.b, minlength=m))


def holds(estimate: Estimate, truth: Floats) -> Bools:
    """Whether the 95 % interval of each model holds its strength."""
    low, high = estimate.interval(centre=0).T / SCALE
    return np.asarray((low <= truth) & (truth <= high))


def plain_coverage(models: int, votes: int, *, boards: int, seed: int) -> tuple[Bools, Floats]:
    """Whether each interval held, shape ``(boards, models)``, and how many votes each model has."""
    rng = np.random.default_rng(seed)
    schedule = Schedule.draw(models, votes, rng)
    probability, nobody = expit(schedule.eta), np.zeros(votes, dtype=np.int32)
    held = [
        holds(PLAIN.fit(schedule.board(probability, rng, nobody), rng=rng), schedule.arena.strength)
        for _ in range(boards)
    ]
    return np.array(held), schedule.seen()


@dataclass(frozen=True)
class Tastes:
    """Voters who each like some models better than the others do.

    ``taste`` is the standard deviation of what a voter adds to the log-odds of a model.
    """

    models: int = 20
    votes: int = 40_000
    votes_per_voter: int = 100
    activity: float = 0.5
    taste: float = 1.0

    def truth(self, schedule: Schedule) -> Floats:
        """The strengths that endless voters would give: taste averages to less clear odds."""
        m = len(schedule.arena.strength)
        pair, count = np.unique(schedule.a.astype(np.int64) * m + schedule.b, return_counts=True)
        node, weight = np.polynomial.hermite_e.hermegauss(60)
        eta = schedule.arena.strength[pair // m] - schedule.arena.strength[pair % m]
        # The difference of two tastes has √2 times the deviation of one.
        score = expit(eta[:, None] + self.taste * np.sqrt(2) * node) @ (weight / weight.sum())
        expected = Comparisons(
            models=schedule.arena.names,
            a=pair // m,
            b=pair % m,
            outcome=np.full(len(pair), GRADED),
            score=score,
            count=count.astype(np.float64),
        )
        return PLAIN.fit(expected, rng=np.random.default_rng(0)).strength

    def board(self, schedule: Schedule, rng: np.random.Generator) -> Comparisons:
        voter = draw_voters(
            self.votes, rng, votes_per_voter=self.votes_per_voter, activity=self.activity
        )
        likes = rng.normal(0, self.taste, (int(voter.max()) + 1, self.models))
        eta = schedule.eta + likes[voter, schedule.a] - likes[voter, schedule.b]
        return schedule.board(expit(eta), rng, voter)

    def coverage(self, *, boards: int, seed: int) -> tuple[float, float]:
        """Of plain intervals, and of clustered ones."""
        rng = np.random.default_rng(seed)
        schedule = Schedule.draw(self.models, self.votes, rng)
        truth = self.truth(schedule)
        held = []
        for _ in range(boards):
            votes = self.board(schedule, rng)
            held.append([holds(method.fit(votes, rng=rng), truth) for method in (PLAIN, CLUSTERED)])
        plain, clustered = np.mean(held, axis=(0, 2))
        return float(plain), float(clustered)


def test_intervals_of_an_arena_hold_the_truth() -> None:
    held, _ = plain_coverage(20, 20_000, boards=60, seed=2)
    assert 0.93 < held.mean() < 0.97


def test_errors_clustered_by_voter_cover_where_plain_ones_do_not() -> None:
    plain, clustered = Tastes(votes=20_000).coverage(boards=20, seed=1)
    assert plain < 0.90
    assert clustered > 0.90


@pytest.mark.slow
@pytest.mark.parametrize(("models", "votes"), [(20, 50_000), (100, 200_000), (200, 1_000_000)])
def test_intervals_of_an_arena_cover_between_94_and_96_per_cent(models: int, votes: int) -> None:
    boards = 40_000 // models
    held, _ = plain_coverage(models, votes, boards=boards, seed=11)
    assert 0.94 < held.mean() < 0.96


@pytest.mark.slow
def test_the_five_least_voted_of_400_models_are_covered_as_well_as_the_others() -> None:
    held, seen = plain_coverage(400, 1_000_000, boards=300, seed=12)
    rarest = held[:, np.argsort(seen)[:5]]
    assert 0.93 < rarest.mean() < 0.97
    assert 0.94 < held.mean() < 0.96


@pytest.mark.slow
@pytest.mark.parametrize(
    "tastes",
    [
        Tastes(),
        Tastes(activity=1.0),
        Tastes(models=50, votes=200_000),
        Tastes(votes=60_000, votes_per_voter=60, activity=1.0, taste=1.5),
    ],
)
def test_clustered_errors_cover_between_94_and_96_per_cent_where_voters_repeat(
    tastes: Tastes,
) -> None:
    plain, clustered = tastes.coverage(boards=12_000 // tastes.models, seed=13)
    assert plain < 0.90
    assert 0.94 < clustered < 0.96


@pytest.mark.slow
def test_clustered_errors_are_no_worse_where_voters_share_the_same_taste() -> None:
    plain, clustered = Tastes(taste=0.0).coverage(boards=600, seed=14)
    assert 0.94 < plain < 0.96
    assert 0.94 < clustered < 0.96


@pytest.mark.slow
def test_a_planted_effect_of_length_is_recovered_within_3_per_cent() -> None:
    rng = np.random.default_rng(15)
    arena = draw_arena(200, rng)
    votes = draw_votes(arena, 1_000_000, rng).comparisons(arena)
    found = ratings.load("contextual_bradley_terry").fit(votes, rng=rng).coefficients
    assert found is not None
    assert found.names == STYLE
    assert found.value[0] == pytest.approx(EFFECTS[0], rel=0.03)


@pytest.fixture(scope="module")
def both() -> tuple[measure.Run, measure.Run]:
    """Our board of a million votes, and arena-rank's."""
    if peers.installed() is None:
        pytest.skip("the peers are not installed: `python -m benchmarks engine` does it")
    votes = written(200, 1_000_000)
    ours, theirs = measure.Worker("ours", "bt"), measure.Worker("arena_rank", "bt")
    return measure.run(ours, votes, rounds=1), measure.run(theirs, votes, rounds=1)


@pytest.mark.slow
def test_arena_rank_gives_the_same_ratings_within_its_stopping_error(
    both: tuple[measure.Run, measure.Run],
) -> None:
    assert measure.largest_difference(*both) < 2


@pytest.mark.slow
def test_arena_rank_gives_intervals_as_wide_as_ours_for_the_middle_model(
    both: tuple[measure.Run, measure.Run],
) -> None:
    middle, _ = measure.width_ratio(*both)
    assert middle == pytest.approx(1, abs=0.03)


@pytest.mark.slow
def test_arena_rank_gives_narrower_intervals_to_the_least_voted_model(
    both: tuple[measure.Run, measure.Run],
) -> None:
    _, narrowest = measure.width_ratio(*both)
    assert narrowest < 0.95
