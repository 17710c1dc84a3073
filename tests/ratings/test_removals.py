"""Votes thought away from a fit: against fits without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from tiltyard import ratings
from tiltyard.errors import DataError
from tiltyard.ratings import Comparisons
from tiltyard.ratings.comparisons import Codes, Features
from tiltyard.ratings.flips import voters_to_flip, votes_to_flip
from tiltyard.ratings.lead import Lead, Removed
from tiltyard.ratings.removals import Pooled, Regressed

STYLE = ("length", "lists")
LEAD = Lead("m0", "m1")


def styled(seed: int, *, n: int = 400, models: int = 4, voters: int = 8) -> Comparisons:
    """Votes that long answers win more often, by a few voters."""
    rng = np.random.default_rng(seed)
    a = rng.integers(0, models, n)
    b = (a + rng.integers(1, models, n)) % models
    values = rng.normal(0, 1, (n, 2)).astype(np.float32)
    odds = 0.1 * (b - a) + values @ [0.6, 0.2] + 0.1
    outcome = np.where(rng.random(n) < 0.2, 2, rng.random(n) > 1 / (1 + np.exp(-odds)))
    return Comparisons(
        tuple(f"m{place}" for place in range(models)),
        a,
        b,
        outcome.astype(np.uint8),
        features=Features(STYLE, values),
        clusters={"voter": rng.integers(0, voters, n)},
    )


def gap(votes: Comparisons, features: Sequence[str], lead: Lead = LEAD) -> float:
    """The lead by the method itself, in log-odds."""
    named = tuple(name for name in features if name != "position")
    method = ratings.load(
        "contextual_bradley_terry", features=named, position="position" in features
    )
    fit = method.fit(votes, rng=np.random.default_rng(0))
    return float(lead.among(fit.models) @ fit.strength)


def without(votes: Comparisons, rows: Codes) -> Comparisons:
    return votes.rows(np.delete(np.arange(len(votes)), rows))


@pytest.mark.parametrize("features", [STYLE, ("length",), (*STYLE, "position"), ("position",)])
def test_the_gap_without_votes_is_that_of_a_fit_without_them(features: Sequence[str]) -> None:
    votes, rows = styled(1), np.arange(0, 90, 3)
    fit = Regressed.of(votes, tuple(features))
    found = fit.gap_without(Removed(rows), LEAD)
    assert found == pytest.approx(gap(without(votes, rows), features), abs=1e-8)


def test_one_step_is_near_the_fit() -> None:
    votes, rows = styled(2, n=2_000), np.arange(40)
    fit = Regressed.of(votes, STYLE)
    moved = fit.gap_without(Removed(rows), LEAD) - gap(votes, STYLE)
    near = fit.nearly(Removed(rows), LEAD) - gap(votes, STYLE)
    assert near == pytest.approx(moved, rel=0.01)


@pytest.mark.parametrize("row", [0, 7, 31])
def test_influence_is_the_slope_of_the_gap_by_the_weight_of_a_vote(row: int) -> None:
    votes, little = styled(3), 1e-4
    lighter = np.ones(len(votes))
    lighter[row] -= little
    slope = (gap(replace(votes, weight=lighter), STYLE) - gap(votes, STYLE)) / little
    found = Regressed.of(votes, STYLE).influence(LEAD)[row]
    assert found == pytest.approx(slope, rel=2e-3, abs=1e-7)


def test_influence_of_plain_votes_is_that_slope_too() -> None:
    votes, little = replace(styled(3), features=None), 1e-4
    lighter = np.ones(len(votes))
    lighter[5] -= little
    slope = (gap(replace(votes, weight=lighter), ()) - gap(votes, ())) / little
    found = Pooled.of(votes).by(votes).influence(LEAD)[5]
    assert found == pytest.approx(slope, rel=2e-3)


def test_some_of_the_votes_of_a_row_can_go() -> None:
    three = np.full(400, 3.0)
    votes = replace(styled(4), count=three)
    fewer = replace(votes, count=three - 2.0 * (np.arange(400) < 5))
    found = Regressed.of(votes, STYLE).gap_without(Removed(np.arange(5), np.full(5, 2.0)), LEAD)
    assert found == pytest.approx(gap(fewer, STYLE), abs=1e-8)


@pytest.mark.parametrize("seed", range(6))
def test_style_controlled_votes_to_flip_are_those_after_which_the_fit_turns(seed: int) -> None:
    votes = styled(seed)
    found = votes_to_flip(votes, "m0", "m1", held_equal=STYLE)
    lead = Lead(found.leader, found.follower)
    order = np.argsort(Regressed.of(votes, STYLE).influence(lead), kind="stable")
    turned = next(k for k in range(1, 400) if gap(without(votes, order[:k]), STYLE, lead) < -1e-9)
    assert found.confirmed == turned


@pytest.mark.parametrize("seed", range(4))
def test_no_fewer_style_controlled_voters_turn_the_order(seed: int) -> None:
    """Of eight voters every choice is tried."""
    votes = styled(seed, n=160)
    found = voters_to_flip(votes, "m0", "m1", held_equal=STYLE)
    lead = Lead(found.leader, found.follower)
    assert found.confirmed == _fewest(votes, lead)


def _fewest(votes: Comparisons, lead: Lead) -> int:
    voter = votes.clusters["voter"]
    for many in range(1, 8):
        for some in combinations(range(8), many):
            if gap(votes.rows(~np.isin(voter, some)), STYLE, lead) < -1e-9:
                return many
    return 8


def test_what_is_held_equal_matters() -> None:
    """m0 leads by its length alone."""
    rng = np.random.default_rng(0)
    length = np.abs(rng.normal(0.5, 1, 600)).astype(np.float32)
    won = rng.random(600) < 1 / (1 + np.exp(-(length - 0.7)))
    votes = Comparisons(
        ("m0", "m1"), np.zeros(600, int), np.ones(600, int), (~won).astype(np.uint8),
        features=Features(("length",), length[:, None]),
    )  # fmt: skip
    plain, held = (votes_to_flip(votes, "m0", "m1", held_equal=x) for x in ((), ("length",)))
    assert (plain.leader, held.leader) == ("m0", "m1")


def test_counts_have_lost_what_is_to_be_held_equal() -> None:
    with pytest.raises(DataError, match="single votes are needed"):
        votes_to_flip(ratings.Counts.of(styled(1)), "m0", "m1", held_equal=STYLE)


def test_all_that_helps_may_be_what_bounds_a_coefficient() -> None:
    """Nobody else voted for m0, so nothing is left that it won."""
    votes = styled(9, models=2, n=60)
    helps = np.flatnonzero((votes.a == 0) == (votes.outcome == 0))
    kept = Regressed.of(votes, STYLE).gap_without(Removed(helps), LEAD)
    assert not kept > 0
