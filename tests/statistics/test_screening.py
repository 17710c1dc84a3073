"""The rule ``evidence_v2`` on made-up crowds: who is flagged, and who is left in peace."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from ratings.single import board, drawn, honest, pairs, random_clicks
from tiltyard.ratings import Comparisons
from tiltyard.ratings.attention import RIGHT, Checks
from tiltyard.ratings.comparisons import A_WON, B_WON, TIE
from tiltyard.ratings.screening import VOTES_PER_MODEL, screened
from tiltyard.ratings.tie_probabilities import ThreeWay
from tiltyard.ratings.voters import voter_evidence

FLAG = np.log(100)
# The board of docs/methods/voter-tests.md on which clickers are found as often as in its table.
SPREAD = 0.85


def names(votes: Comparisons, run: int = 0) -> list[str]:
    """What voters are called: other groups in every run."""
    return [f"{run}-{code}" for code in range(int(votes.clusters["voter"].max()) + 1)]


def uneven(rng: np.random.Generator, truth: ThreeWay, sizes: list[int]) -> Comparisons:
    """Honest voters, each with as many votes as they are said to cast."""
    a, b = pairs(rng, len(truth.models), sum(sizes))
    who = np.repeat(np.arange(len(sizes)), sizes)
    return Comparisons(truth.models, a, b, drawn(rng, truth.chances(a, b)), clusters={"voter": who})


def lifting(rng: np.random.Generator, truth: ThreeWay, votes: Comparisons) -> Comparisons:
    """Votes of who knows 95 % of battles, and lifts a model of the middle in all of them."""
    target = int(np.argsort(truth.strength)[len(truth.models) // 2])
    better = truth.strength > truth.strength[target]
    for_a = (votes.a == target) | ((votes.b != target) & better[votes.b] & ~better[votes.a])
    for_b = (votes.b == target) | ((votes.a != target) & better[votes.a] & ~better[votes.b])
    wanted = np.where(for_a, A_WON, np.where(for_b, B_WON, TIE))
    knows = rng.random(len(votes)) < 0.95
    return replace(votes, outcome=np.where(knows, wanted, votes.outcome))


def caught(votes: Comparisons, truth: ThreeWay, by: int, *, caution: float) -> float:
    """The share of voters, with 150 votes each, whose capital was 100 within so many."""
    found = voter_evidence(votes, truth.chances(votes.a, votes.b), caution=caution)
    return float((found.running.reshape(-1, 150)[:, :by].max(axis=1) >= FLAG).mean())


@pytest.mark.slow
@pytest.mark.parametrize("each", [20, 50, 150])
def test_of_2000_honest_voters_at_most_1_per_cent_are_flagged(each: int) -> None:
    rng = np.random.default_rng(each)
    votes = honest(rng, board(rng, 30, spread=SPREAD), 2_000, each)
    found = screened(votes, names(votes))
    assert found.judged.all()
    assert len(found.flagged) <= 20
    assert (found.evidence.highest >= FLAG).mean() <= 0.01


@pytest.mark.slow
def test_a_crowd_with_few_votes_each_is_left_in_peace() -> None:
    rng = np.random.default_rng(1)
    sizes = [int(size) for size in 1 + rng.geometric(0.25, 2_000)]
    votes = uneven(rng, board(rng, 30, spread=SPREAD), sizes)
    assert len(screened(votes, names(votes)).flagged) <= 20


@pytest.mark.slow
@pytest.mark.parametrize(("models", "spread"), [(2, 0.8), (5, 1.5), (15, 0.8), (30, 1.2)])
def test_busy_voters_of_small_boards_are_left_in_peace(models: int, spread: float) -> None:
    """The least that others must say is just there: one voter with as many votes as all others."""
    flags, busy = [], []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        least = VOTES_PER_MODEL * models
        sizes = [least, *[10] * (5 * models // 2 + 1)]
        votes = uneven(rng, board(rng, models, spread=spread), sizes)
        found = screened(votes, names(votes, seed))
        flags.append(len(found.flagged) / len(sizes))
        busy.append(found.judged[0] and found.evidence.current[0] >= FLAG)
    assert np.mean(flags) <= 0.01
    assert np.mean(busy) <= 0.02


@pytest.mark.slow
@pytest.mark.parametrize(
    ("by", "caution", "share"),
    [(20, 0, 0.06), (50, 0, 0.43), (100, 0, 0.82), (150, 0, 0.94), (150, 0.04, 0.75)],
)
def test_random_clicks_are_caught_as_in_the_table(by: int, caution: float, share: float) -> None:
    rng = np.random.default_rng(11)
    truth = board(rng, 30, spread=SPREAD)
    votes = random_clicks(rng, honest(rng, truth, 2_000, 150))
    assert caught(votes, truth, by, caution=caution) == pytest.approx(share, abs=0.06)


@pytest.mark.slow
@pytest.mark.parametrize("side", [A_WON, B_WON])
def test_everybody_on_one_side_is_flagged_by_20(side: int) -> None:
    rng = np.random.default_rng(12)
    votes = honest(rng, board(rng, 30, spread=SPREAD), 2_000, 20)
    is_bad = votes.clusters["voter"] % 20 == 0
    votes = replace(votes, outcome=np.where(is_bad, side, votes.outcome))
    found = screened(votes, names(votes))
    assert {*range(0, 2_000, 20)} <= {*found.flagged.tolist()}


@pytest.mark.slow
def test_riggers_of_the_whole_board_are_flagged_by_50_and_few_others() -> None:
    """With chances that the riggers' own votes have bent, and the share of honest that is told."""
    rng = np.random.default_rng(13)
    truth = board(rng, 30, spread=SPREAD)
    votes = honest(rng, truth, 2_000, 50)
    is_rigger = votes.clusters["voter"] % 20 == 0
    rigged = lifting(rng, truth, votes)
    votes = replace(votes, outcome=np.where(is_rigger, rigged.outcome, votes.outcome))
    flagged = screened(votes, names(votes)).flagged
    assert (flagged % 20 == 0).sum() >= 95
    assert (flagged % 20 != 0).sum() <= 0.02 * len(flagged)


def checked(rng: np.random.Generator, right: NDArray[np.float64], each: int) -> Checks:
    """So many checks of attention of every voter, who is right in such a share of them."""
    voter = np.repeat(np.arange(len(right)), each)
    broken = rng.integers(0, 2, len(voter))
    passes = rng.random(len(voter)) < right[voter]
    return Checks(voter, np.where(passes == (broken == 0), B_WON, A_WON), broken)


@pytest.mark.slow
@pytest.mark.parametrize("each", [2, 10])
def test_of_honest_voters_with_checks_at_most_1_per_cent_are_flagged(each: int) -> None:
    rng = np.random.default_rng(each)
    votes = honest(rng, board(rng, 30, spread=SPREAD), 2_000, 20)
    checks = checked(rng, np.full(2_000, RIGHT), each)
    found = screened(votes, names(votes), checks=checks)
    assert len(found.flagged) <= 20
    assert (found.current >= FLAG).mean() <= 0.01


@pytest.mark.slow
def test_who_clicks_is_caught_sooner_with_checks() -> None:
    rng = np.random.default_rng(13)
    truth = board(rng, 30, spread=SPREAD)
    votes = honest(rng, truth, 2_000, 20)
    clicks = random_clicks(rng, votes)
    clicker = np.arange(2_000) < 100
    is_click = clicker[votes.clusters["voter"]]
    votes = replace(votes, outcome=np.where(is_click, clicks.outcome, votes.outcome))
    right = np.where(clicker, 0.5, RIGHT)
    caught = []
    for each in (0, 2, 6, 10):
        found = screened(votes, names(votes), checks=checked(rng, right, each))
        caught.append(float((found.current[clicker] >= FLAG).mean()))
        flagged = clicker[found.flagged]
        print(f"{each} checks: {caught[-1]:.0%} at 100, {flagged.sum()} of 100 flagged, "
              f"{(~flagged).sum()} honest")  # fmt: skip
        assert (~flagged).sum() <= max(1, 0.03 * len(flagged))
    assert caught == sorted(caught)
    assert caught[0] < 0.1
    assert caught[-1] > 0.7


@pytest.mark.slow
def test_about_six_checks_are_a_hundred_to_one_against_who_clicks() -> None:
    rng = np.random.default_rng(17)
    many = []
    for _ in range(2_000):
        one = checked(rng, np.array([0.5]), 40)
        steps = np.cumsum(np.where(one.passed, np.log(0.5 / RIGHT), np.log(10)))
        many.append(int(np.argmax(steps >= FLAG)) + 1)
    print(f"checks until 100: median {np.median(many):.0f}, mean {np.mean(many):.1f}")
    assert 5 <= np.mean(many) <= 8
