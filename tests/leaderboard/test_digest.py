from __future__ import annotations

import polars as pl
import pytest

from leaderboard.drawn import drawn, source
from tiltyard.errors import DataError
from tiltyard.leaderboard import Votes, votes_digest
from tiltyard.leaderboard._digest import columns_of

WHOLE = drawn(300)


def votes(*frames: pl.DataFrame) -> Votes:
    return source(None, *frames).table.votes


def test_the_same_votes_in_other_segments_have_the_same_digest() -> None:
    cut = votes(WHOLE[:250], WHOLE[250:])
    assert len(cut.segments) == 2
    assert votes_digest(cut) == votes_digest(votes(WHOLE))


def test_codes_of_models_and_labels_do_not_matter() -> None:
    table = source(None).table
    table.show(drawn(9, first=300, models=9).with_columns(pl.lit("fr").alias("language")))
    table.append(WHOLE)
    grown, whole = table.votes.first(300), votes(WHOLE)
    assert grown.models != whole.models
    assert grown.labels["language"] != whole.labels["language"]
    assert votes_digest(grown) == votes_digest(whole)


def test_votes_that_come_later_leave_the_digest_of_the_first_alone() -> None:
    grown = votes(WHOLE, drawn(200, first=300, models=9))
    assert votes_digest(grown.first(300)) == votes_digest(votes(WHOLE))


def test_a_label_that_later_votes_alone_have_leaves_it_alone() -> None:
    more = drawn(50, first=300).with_columns(pl.lit(value=True).alias("math"))
    assert votes_digest(votes(WHOLE, more).first(300)) == votes_digest(votes(WHOLE))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("id", pl.lit("another")),
        ("battle", pl.lit("another")),
        ("model_a", pl.lit("another")),
        ("winner", pl.lit("both_bad")),
        ("voter", pl.lit("another")),
        ("voted_at", pl.col("voted_at") + pl.duration(microseconds=1)),
        ("consent", pl.lit(None, pl.Boolean)),
        ("images", pl.lit(3)),
        ("coding", ~pl.col("coding")),
        ("language", pl.lit("de")),
        ("refusal_b", ~pl.col("refusal_b")),
        ("tokens_a", pl.col("tokens_a") + 1),
        ("tokens_b", pl.lit(None, pl.Float64)),
    ],
)
def test_one_cell_of_one_vote_changes_it(column: str, value: pl.Expr) -> None:
    is_it = pl.int_range(pl.len()) == 170
    changed = WHOLE.with_columns(pl.when(is_it).then(value).otherwise(pl.col(column)).alias(column))
    assert votes_digest(votes(changed)) != votes_digest(votes(WHOLE))


def test_the_order_of_votes_matters() -> None:
    assert votes_digest(votes(WHOLE[::-1])) != votes_digest(votes(WHOLE))


def test_zeros_are_one_zero() -> None:
    negative = WHOLE.with_columns(pl.lit(-0.0).alias("tokens_a"))
    positive = WHOLE.with_columns(pl.lit(0.0).alias("tokens_a"))
    assert votes_digest(votes(negative)) == votes_digest(votes(positive))


def test_only_labels_and_numbers_that_say_something_take_part_by_default() -> None:
    silent = WHOLE.with_columns(
        pl.lit(None, pl.Boolean).alias("math"), pl.lit(None, pl.Float64).alias("cost_usd_a")
    )
    assert "math" not in columns_of(votes(silent))
    assert votes_digest(votes(silent)) == votes_digest(votes(WHOLE))


def test_columns_can_be_named() -> None:
    more = WHOLE.with_columns(pl.lit(value=True).alias("math"))
    columns = columns_of(votes(WHOLE))
    assert votes_digest(votes(more), columns) == votes_digest(votes(WHOLE))
    assert votes_digest(votes(more)) != votes_digest(votes(WHOLE))


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(DataError, match="'math'"):
        votes_digest(votes(WHOLE), ["math"])


def test_no_votes_have_a_digest_too() -> None:
    assert len(votes_digest(votes())) == 64
