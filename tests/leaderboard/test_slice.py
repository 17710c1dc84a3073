"""A slice as counts or as rows says the same as the votes that it was made of."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from leaderboard.drawn import drawn
from tiltyard import style
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard import Query, VoteTable
from tiltyard.leaderboard._slice import comparisons, pooled
from tiltyard.ratings import Comparisons, Counts

ROWS = drawn(900)


def table(*ends: int) -> VoteTable:
    """The votes in segments that end there."""
    made, begin = VoteTable(), 0
    for end in (*ends, len(ROWS)):
        made.append(ROWS[begin:end])
        begin = end
    return made


def plainly(rows: pl.DataFrame) -> Comparisons:
    columns = [rows[name].to_list() for name in ("model_a", "model_b", "winner")]
    return Comparisons.from_columns(*columns)


_FRENCH_DECIDED = (pl.col("language") == "fr") & (pl.col("winner") != "tie")
_OF_TWO = pl.all_horizontal(pl.col("model_a", "model_b").is_in(["m02", "m06"]))
SLICES: list[tuple[dict[str, Any], pl.Expr]] = [
    ({}, pl.lit(value=True)),
    ({"category": ("coding",)}, pl.col("coding")),
    ({"language": "fr", "without": ("tie",)}, _FRENCH_DECIDED),
    ({"models": ("m02", "m06")}, _OF_TWO),
]


@pytest.mark.parametrize("ends", [(), (300,), (800, 850, 870)])
@pytest.mark.parametrize(("query", "passes"), SLICES)
def test_a_slice_as_rows_has_those_votes_in_order(
    ends: tuple[int, ...], query: dict[str, Any], passes: pl.Expr
) -> None:
    found = comparisons(table(*ends).votes, Query(**query))
    expected = plainly(ROWS.filter(passes))
    assert found.models == expected.models
    for name in ("a", "b", "outcome"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))


@pytest.mark.parametrize("ends", [(), (300,), (800, 850, 870)])
@pytest.mark.parametrize(("query", "passes"), SLICES)
def test_a_pooled_slice_is_the_sum_of_those_votes(
    ends: tuple[int, ...], query: dict[str, Any], passes: pl.Expr
) -> None:
    found = Counts.of(pooled(table(*ends).votes, Query(**query)))
    expected = Counts.of(plainly(ROWS.filter(passes)))
    assert found.models == expected.models
    for name in ("first", "second", "votes", "total", "square"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))


def test_no_votes_are_of_nobody() -> None:
    assert pooled(VoteTable().votes, Query()).models == ()
    assert comparisons(VoteTable().votes, Query()).models == ()


def test_what_differed_is_as_style_defines_it() -> None:
    found = comparisons(table(500).votes, Query(control=("style",)))
    assert found.features is not None
    assert found.features.names == ("tokens", "headers", "lists", "bold")
    for place, name in enumerate(found.features.names):
        a, b = (ROWS[f"{name}_{side}"].to_numpy() for side in "ab")
        np.testing.assert_allclose(
            found.features.values[:, place], style.difference(a, b), rtol=1e-6
        )


def test_a_feature_of_two_controls_is_there_once() -> None:
    found = comparisons(table().votes, Query(control=("length", "style")))
    assert found.features is not None
    assert found.features.names == ("tokens", "headers", "lists", "bold")


def test_prices_are_compared_as_the_log_of_their_ratio_and_unknown_ones_are_left_out() -> None:
    made = VoteTable()
    cost = [0.002, None, 0.001, 0.0]
    made.append(drawn(4).with_columns(pl.Series("cost_usd_a", cost), cost_usd_b=0.001))
    found = comparisons(made.votes, Query(control=("cost",)))
    assert found.features is not None
    np.testing.assert_allclose(found.features.values[:, 0], [np.log(2), 0], atol=1e-6)


def test_unknown_measures_are_left_out_of_a_slice_too() -> None:
    made = VoteTable()
    rows = drawn(400)
    known = pl.when(pl.int_range(400) % 3 == 0).then("tokens_a").alias("tokens_a")
    made.append(rows.with_columns(known))
    found = comparisons(made.votes, Query(control=("length",), category=("coding",)))
    assert len(found) == rows.with_row_index().filter("coding", pl.col("index") % 3 == 0).height


def test_a_control_that_nothing_is_known_of_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"cannot be controlled for latency.*no seconds"):
        comparisons(table().votes, Query(control=("style", "latency")))


def test_of_votes_that_are_not_labelled_yet_none_counts_under_control() -> None:
    made = VoteTable()
    made.show(drawn(20).drop("tokens_a", "tokens_b"))
    assert len(comparisons(made.votes, Query(control=("length",)))) == 0


def test_times_are_there_if_they_are_asked_for_and_all_known() -> None:
    found = comparisons(table(300).votes, Query(category=("coding",)), timed=True)
    expected = ROWS.filter("coding")["voted_at"].dt.timestamp("us").to_numpy() / 1e6
    np.testing.assert_array_equal(found.voted_at, expected)


def test_times_of_which_one_is_missing_are_no_order() -> None:
    made = VoteTable()
    made.append(drawn(3).with_columns(voted_at=pl.lit(None, pl.Datetime("us", "UTC"))))
    assert comparisons(made.votes, Query(), timed=True).voted_at is None


def test_a_feature_in_which_no_answers_differ_is_left_out() -> None:
    made = VoteTable()
    made.append(ROWS.with_columns(headers_a=pl.lit(2.0), headers_b=pl.lit(2.0)))
    found = comparisons(made.votes, Query(control=("style",)))
    assert found.features is not None
    assert found.features.names == ("tokens", "lists", "bold")


def test_where_no_answers_differ_in_anything_the_feature_stays() -> None:
    made = VoteTable()
    made.append(ROWS.with_columns(tokens_a=pl.lit(9.0), tokens_b=pl.lit(9.0)))
    found = comparisons(made.votes, Query(control=("length",)))
    assert found.features is not None
    assert found.features.names == ("tokens",)
