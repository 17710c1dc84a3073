"""Every part of a question picks just those votes, and what it cannot pick is named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl
import pytest

from leaderboard.drawn import BEGAN, drawn
from tiltyard.errors import ConfigurationError, UnknownNameError
from tiltyard.leaderboard import Query, Votes, VoteTable
from tiltyard.leaderboard._conditions import REGULAR, columns_of, conditions, labels
from tiltyard.leaderboard._slice import chosen

VOTES = 600
_PER_VOTER = VOTES // 41


def frame() -> pl.DataFrame:
    """Votes with a label of each kind, and some of which little is known."""
    rows = drawn(VOTES)
    number = pl.int_range(VOTES)
    return rows.with_columns(
        pl.when(number % 5 == 0).then(pl.lit("law")).otherwise(pl.lit("none")).alias("occupation"),
        pl.when(number % 3 == 0).then(3).otherwise(2).alias("hard_criteria"),
        pl.when(number % 7 == 0).then(pl.lit("positive")).alias("sentiment_a"),
        pl.when(number % 11 == 0).then(pl.lit("negative")).alias("sentiment_b"),
        pl.when(number % 4 == 0).then(2).otherwise(0).alias("images"),
        pl.when(number < 30).then(None).otherwise(pl.col("voted_at")).alias("voted_at"),
        pl.when(number >= 590).then(None).otherwise(pl.col("voter")).alias("voter"),
        pl.when(number >= 500).then(pl.lit("rare")).otherwise(pl.col("voter")).alias("old_voter"),
    )


@pytest.fixture(scope="module")
def votes() -> Votes:
    """They lie in several segments, the last of which lacks columns."""
    table, rows = VoteTable(), frame().drop("old_voter")
    table.append(rows[:400])
    table.append(rows[400:560])
    table.show(rows[560:].drop("coding", "sentiment_b"))
    return table.votes


def asked(votes: Votes, **query: Any) -> list[str]:
    mask = chosen(votes, Query(**query))
    assert mask is not None
    return votes.texts("id", mask.nonzero()[0])


def expected(passes: pl.Expr) -> list[str]:
    rows = (
        frame()
        .with_row_index()
        .with_columns(
            pl.when(pl.col("index") < 560).then("coding").alias("coding"),
            pl.when(pl.col("index") < 560).then("sentiment_b").alias("sentiment_b"),
        )
    )
    return rows.filter(passes.fill_null(value=False))["id"].to_list()


def test_all_votes_are_asked_for_by_nothing(votes: Votes) -> None:
    assert chosen(votes, Query()) is None
    assert conditions(votes, Query()) == []


@pytest.mark.parametrize(
    ("query", "passes"),
    [
        ({"category": ("coding",)}, pl.col("coding")),
        ({"category": ("coding:false",)}, ~pl.col("coding")),
        ({"category": ("occupation:law",)}, pl.col("occupation") == "law"),
        ({"category": ("hard_criteria:3",)}, pl.col("hard_criteria") == 3),
        ({"category": ("refusal",)}, pl.col("refusal_a") | pl.col("refusal_b")),
        ({"category": ("sentiment:positive",)}, pl.col("sentiment_a") == "positive"),
        ({"category": ("sentiment:negative",)}, pl.col("sentiment_b") == "negative"),
        (
            {"category": ("coding", "occupation:law")},
            pl.col("coding") & (pl.col("occupation") == "law"),
        ),
        ({"without": ("refusal",)}, ~(pl.col("refusal_a") | pl.col("refusal_b"))),
        ({"without": ("coding",)}, ~pl.col("coding").fill_null(value=False)),
        ({"without": ("tie",)}, pl.col("winner") != "tie"),
        ({"without": ("tie", "both_bad")}, ~pl.col("winner").is_in(["tie", "both_bad"])),
        ({"language": "fr"}, pl.col("language") == "fr"),
        ({"since": BEGAN + timedelta(minutes=100)}, pl.col("index") >= 100),
        ({"until": BEGAN + timedelta(minutes=100)}, pl.col("index").is_between(30, 99)),
        ({"modality": "image"}, pl.col("images") > 0),
        ({"modality": "text"}, pl.col("images") == 0),
        ({"models": ("m00", "m03", "m05")}, pl.all_horizontal(
            pl.col("model_a", "model_b").is_in(["m00", "m03", "m05"])
        )),
    ],
)  # fmt: skip
def test_just_these_votes_are_asked_for(
    votes: Votes, query: dict[str, Any], passes: pl.Expr
) -> None:
    found = asked(votes, **query)
    assert found == expected(passes)
    assert 0 < len(found) < VOTES


@pytest.mark.parametrize("voters", ["new", "regular"])
def test_new_and_regular_voters_are_told_by_all_of_their_votes(voters: Any) -> None:
    rows = drawn(100).with_columns(
        voter=pl.when(pl.int_range(100) < REGULAR).then(pl.lit("ada")).otherwise(pl.lit("bea"))
    )
    rows = rows.with_columns(
        voter=pl.when(pl.int_range(100) >= 95).then(None)
        .when(pl.int_range(100) >= 100 - REGULAR + 1).then(pl.lit("cleo")).otherwise("voter")
    )  # fmt: skip
    table = VoteTable()
    table.append(rows[:5])
    table.append(rows[5:])
    found = asked(table.votes, voters=voters)
    assert len(found) == (4 if voters == "new" else 91)


def test_a_label_that_does_not_exist_is_told_with_near_ones(votes: Votes) -> None:
    with pytest.raises(UnknownNameError, match=r"no label 'codng'.*did you mean 'coding'"):
        asked(votes, category=("codng",))


def test_a_value_that_no_vote_has_is_told_with_near_ones(votes: Votes) -> None:
    with pytest.raises(UnknownNameError, match=r"no vote has occupation 'lwa'.*'law'"):
        asked(votes, category=("occupation:lwa",))


def test_a_value_that_neither_side_has_names_the_label_without_its_side(votes: Votes) -> None:
    with pytest.raises(UnknownNameError, match=r"no vote has sentiment 'positives'.*'positive'"):
        asked(votes, category=("sentiment:positives",))


def test_a_label_with_values_needs_one(votes: Votes) -> None:
    with pytest.raises(ConfigurationError, match=r"occupation:VALUE, with one of law, none"):
        asked(votes, category=("occupation",))


def test_a_language_that_no_vote_has_is_told(votes: Votes) -> None:
    with pytest.raises(UnknownNameError, match=r"no vote has language 'xx'"):
        asked(votes, language="xx")


def test_a_language_by_its_name_is_told_by_its_code(votes: Votes) -> None:
    with pytest.raises(UnknownNameError, match="language 'French'; did you mean 'fr'"):
        asked(votes, language="French")


def test_an_outcome_that_is_not_called_so_is_told_with_the_nearest(votes: Votes) -> None:
    with pytest.raises(UnknownNameError, match=r"'ties', nor an outcome .* did you mean 'tie'"):
        asked(votes, without=("ties",))


def test_votes_without_languages_say_so() -> None:
    table = VoteTable()
    table.append(drawn(3).drop("language"))
    told = r"no label 'language' yet: .* by `tiltyard data label DIR`"
    with pytest.raises(UnknownNameError, match=told):
        asked(table.votes, language="en")


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("math", "these votes have no label 'math' yet: .*`tiltyard data label DIR`"),
        ("own", "there is no label 'own', nor any other: .*`tiltyard data label DIR`"),
    ],
)
def test_votes_without_labels_say_how_they_get_them(label: str, told: str) -> None:
    table = VoteTable()
    table.append(drawn(3).drop("language", "coding", "refusal_a", "refusal_b"))
    with pytest.raises(UnknownNameError, match=told):
        asked(table.votes, category=(label,))


def test_where_there_are_no_votes_no_label_is_wrong() -> None:
    with pytest.raises(UnknownNameError, match="there are no votes yet, and none has the label"):
        asked(VoteTable().votes, category=("coding",))


def test_a_model_without_votes_is_told_without_near_ones_that_may_be_hidden(votes: Votes) -> None:
    with pytest.raises(UnknownNameError, match=r"no votes on a model 'm0'$"):
        asked(votes, models=("m00", "m0"))


def test_labels_of_answers_are_told_once_with_the_values_of_both_sides(votes: Votes) -> None:
    found = labels(votes)
    assert found["refusal"] == ("false", "true")
    assert found["sentiment"] == ("positive", "negative")
    assert "refusal_a" not in found
    assert columns_of(votes, "refusal") == ["refusal_a", "refusal_b"]
