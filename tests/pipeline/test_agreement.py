"""Agreement of labels with people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa  # type: ignore[import-untyped]  # no types
from statsmodels.stats.proportion import (  # type: ignore[import-untyped]  # it has no types
    proportion_confint,
)

from tiltyard.pipeline._agreement import agreement

LABELS = st.sampled_from(["cat", "dog", "owl"])
ROWS = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=60)


def made(rng: np.random.Generator, rows: int) -> tuple[list[str], list[str]]:
    """What people said, and labels that agree in some four of five rows."""
    truth = rng.choice(["cat", "dog", "owl"], rows, p=[0.5, 0.3, 0.2])
    other = rng.choice(["cat", "dog", "owl"], rows)
    return truth.tolist(), np.where(rng.random(rows) < 0.7, truth, other).tolist()


@given(ROWS)
def test_kappa_is_that_of_another_library(rows: list[tuple[str, str]]) -> None:
    names = sorted({name for row in rows for name in row})
    table = [[rows.count((truth, found)) for found in names] for truth in names]
    kappa = agreement(*zip(*rows, strict=True)).kappa.value
    if len(names) == 1:
        assert kappa is None
    else:
        assert kappa == pytest.approx(cohens_kappa(np.array(table), return_results=False))


@given(ROWS)
def test_scores_are_counted_by_their_definition(rows: list[tuple[str, str]]) -> None:
    agreed = agreement(*zip(*rows, strict=True))
    for name, scores in agreed.values.items():
        found = [truth == name for truth, label in rows if label == name]
        meant = [label == name for truth, label in rows if truth == name]
        assert scores.precision.value == (sum(found) / len(found) if found else None)
        assert scores.recall.value == (sum(meant) / len(meant) if meant else None)
        assert scores.f1.value == pytest.approx(2 * sum(found) / (len(found) + len(meant)))


def test_shares_have_wilsons_intervals() -> None:
    truth, found = made(np.random.default_rng(1), 300)
    agreed = agreement(truth, found, level=0.9)
    right = sum(t == f for t, f in zip(truth, found, strict=True))
    low, high = proportion_confint(right, 300, alpha=0.1, method="wilson")
    assert agreed.accuracy.low == pytest.approx(low)
    assert agreed.accuracy.high == pytest.approx(high)


def test_a_share_of_all_ends_at_one() -> None:
    accuracy = agreement(["a"] * 20, ["a"] * 20).accuracy
    assert (accuracy.value, accuracy.high) == (1.0, 1.0)


def test_the_interval_of_kappa_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(7)
    known = agreement(*made(np.random.default_rng(0), 200_000)).kappa.value
    assert known is not None
    held = 0
    for trial in range(100):
        kappa = agreement(*made(rng, 250), seed=trial).kappa
        assert kappa.low is not None
        assert kappa.high is not None
        held += kappa.low <= known <= kappa.high
    assert 88 <= held <= 100


def test_what_is_unlabelled_is_counted_apart() -> None:
    agreed = agreement(["yes", "yes", "no", "no"], ["yes", None, None, "no"])
    assert agreed.unlabelled == {"yes": 1, "no": 1}
    assert (agreed.rows, agreed.labelled, agreed.coverage) == (4, 2, 0.5)
    assert agreed.accuracy.value == 1
    assert agreed.values["yes"].recall.value == 1


def test_one_value_alone_has_no_kappa() -> None:
    assert agreement(["yes", "yes"], ["yes", "yes"]).kappa.value is None


def test_nothing_found_has_no_precision() -> None:
    scores = agreement(["yes", "no"], ["no", "no"], of_interest=["yes"]).values["yes"]
    assert (scores.precision.value, scores.recall.value, scores.f1.value) == (None, 0, 0)


def test_without_any_label_nothing_is_known() -> None:
    agreed = agreement(["yes", "no"], [None, None], of_interest=["yes"])
    assert (agreed.coverage, agreed.kappa.value, agreed.accuracy.value) == (0, None, None)
    assert agreed.values["yes"].f1.value is None


def test_the_same_rows_give_the_same_intervals() -> None:
    truth, found = made(np.random.default_rng(3), 80)
    assert agreement(truth, found) == agreement(truth, found)
