"""Digests: the same for the same votes however they are stored, and not for others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiltyard.ratings import Comparisons, Counts, Features, digest
from tiltyard.ratings.digest import digest_of

RNG = np.random.default_rng(5)
N = 400


def full() -> Comparisons:
    """Votes with every column."""
    a = RNG.integers(0, 6, N)
    return Comparisons(
        models=tuple("ABCDEF"),
        a=a,
        b=(a + RNG.integers(1, 6, N)) % 6,
        outcome=RNG.integers(0, 5, N).astype(np.uint8),
        score=RNG.random(N),
        count=RNG.integers(1, 4, N).astype(float),
        weight=RNG.random(N) + 0.5,
        clusters={"voter": RNG.integers(0, 50, N), "prompt": RNG.integers(0, 90, N)},
        features=Features(("x",), RNG.random((N, 1)).astype(np.float32)),
        voted_at=RNG.random(N),
    )


FULL = full()
PLAIN = Comparisons(FULL.models, FULL.a, FULL.b, FULL.outcome % 4)


@given(st.permutations(range(N)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    assert digest_of(FULL.rows(np.array(order))) == digest_of(FULL)


def test_the_order_of_rows_matters_where_it_is_asked_to() -> None:
    turned = FULL.rows(np.arange(N)[::-1])
    assert digest_of(turned, ordered=True) != digest_of(FULL, ordered=True)


def test_the_order_of_models_does_not_matter() -> None:
    turned = replace(PLAIN, models=PLAIN.models[::-1], a=5 - PLAIN.a, b=5 - PLAIN.b)
    assert digest_of(turned) == digest_of(PLAIN)


def test_a_model_without_votes_does_not_matter() -> None:
    assert digest_of(replace(FULL, models=(*FULL.models, "Z"))) == digest_of(FULL)


def test_a_row_that_counts_three_times_is_three_rows() -> None:
    one = PLAIN.rows(np.array([0]))
    assert digest_of(replace(one, count=np.array([3.0]))) == digest_of(PLAIN.rows(np.zeros(3, int)))


def test_counts_that_are_not_whole_are_mixed_in() -> None:
    one = PLAIN.rows(np.array([0]))
    digests = {digest_of(replace(one, count=np.array([count]))) for count in (1.0, 1.5, 2.5)}
    assert len(digests) == 3


def test_what_voters_are_called_does_not_matter() -> None:
    renamed = {"voter": 49 - FULL.clusters["voter"], "prompt": FULL.clusters["prompt"] + 7}
    assert digest_of(replace(FULL, clusters=renamed)) == digest_of(FULL)


def test_plain_votes_that_are_condensed_have_the_digest_of_their_rows() -> None:
    repeated = PLAIN.rows(np.repeat(np.arange(N), 2))
    single = replace(repeated, weight=np.ones(2 * N))
    assert digest_of(repeated) == digest_of(single)


def test_sums_of_parts_add() -> None:
    parts = [PLAIN.rows(np.arange(N) % 3 == part) for part in range(3)]
    total = sum((digest.sums(part) for part in parts), start=np.zeros(4, dtype=np.uint64))
    assert digest.of_sums(total, digest.PLAIN) == digest_of(PLAIN)


def test_the_digest_of_no_votes_is_one_too() -> None:
    assert len(digest_of(PLAIN.rows(np.zeros(0, dtype=int)))) == 64


def moved(column: str) -> Any:
    """The column with the value of its first row changed."""
    value = np.array(getattr(FULL, column), copy=True)
    value[0] = {"outcome": (value[0] + 1) % 4, "count": value[0] + 1}.get(column, value[0] / 2)
    return value


@pytest.mark.parametrize("column", ["outcome", "count", "weight", "voted_at"])
def test_a_changed_value_changes_the_digest(column: str) -> None:
    assert digest_of(replace(FULL, **{column: moved(column)})) != digest_of(FULL)


def test_a_changed_feature_changes_the_digest() -> None:
    assert FULL.features is not None
    values = FULL.features.values.copy()
    values[0] += 1
    assert digest_of(replace(FULL, features=Features(("x",), values))) != digest_of(FULL)


def test_a_vote_of_another_voter_changes_the_digest() -> None:
    voter = FULL.clusters["voter"].copy()
    voter[0] = (voter[0] + 1) % 50
    other = replace(FULL, clusters={**FULL.clusters, "voter": voter})
    assert digest_of(other) != digest_of(FULL)


def test_exchanged_sides_change_the_digest() -> None:
    assert digest_of(PLAIN.swapped()) != digest_of(PLAIN)


def test_another_name_of_a_model_changes_the_digest() -> None:
    assert digest_of(replace(PLAIN, models=("Z", *PLAIN.models[1:]))) != digest_of(PLAIN)


def test_a_column_more_changes_the_digest() -> None:
    assert digest_of(replace(PLAIN, voted_at=np.zeros(N))) != digest_of(PLAIN)


def test_counts_have_a_digest_that_knows_no_sides() -> None:
    assert digest_of(Counts.of(PLAIN.swapped())) == digest_of(Counts.of(PLAIN))


def test_counts_of_other_votes_have_another_digest() -> None:
    assert digest_of(Counts.of(PLAIN.rows(np.arange(1, N)))) != digest_of(Counts.of(PLAIN))


def test_the_digest_of_known_votes_never_changes() -> None:
    votes = Comparisons.from_columns(["A", "B"], ["B", "C"], ["tie", "model_a"])
    assert digest_of(votes) == "5e29a38cb8381b5dc73d424ba8689c565f19bae7befbbd261800848e1832e65a"
