from __future__ import annotations

import polars as pl

from leaderboard.drawn import drawn, source
from tiltyard.leaderboard import Query
from tiltyard.leaderboard._questions import MOST_LANGUAGES, questions

STYLE = Query(control=("style",))
VOTES = drawn(1_000)


def asked(frame: pl.DataFrame, usual: Query = STYLE, smallest: int = 300) -> list[dict[str, str]]:
    found = questions(source(None, frame).table.votes, usual, smallest=smallest)
    return [query.words() for query in found.asked]


def test_all_votes_come_first_with_the_usual_control_and_without() -> None:
    assert asked(VOTES)[:2] == [{"control": "style"}, {}]


def test_where_nothing_is_usually_held_equal_each_slice_is_asked_once() -> None:
    assert asked(VOTES, Query())[:2] == [{}, {"category": "coding"}]


def test_categories_and_languages_with_enough_votes_have_boards() -> None:
    plain = [words for words in asked(VOTES) if "control" not in words]
    assert plain == [{}, {"category": "coding"}, {"language": "en"}]


def test_smaller_ones_are_left_out_with_the_reason() -> None:
    found = questions(source(None, VOTES).table.votes, Query(), smallest=300)
    told = {str(query.words()): why for query, why in found.left_out}
    french = VOTES["language"].value_counts().filter(language="fr")["count"].item()
    assert told["{'language': 'fr'}"] == f"{french} votes, and a board needs 300"
    assert "{'category': 'refusal'}" in told


def test_larger_slices_come_first() -> None:
    frame = VOTES.with_columns(pl.lit(value=True).alias("always"))
    assert asked(frame, Query())[1] == {"category": "always"}


def test_values_of_labels_have_boards_each() -> None:
    half = pl.when(pl.int_range(pl.len()) < 500).then(pl.lit("law")).otherwise(pl.lit("trade"))
    words = asked(VOTES.with_columns(half.alias("occupation")), Query())
    assert {"category": "occupation:law"} in words
    assert {"category": "occupation:trade"} in words


def test_a_no_and_a_count_have_none() -> None:
    frame = VOTES.with_columns(pl.lit(3).alias("hard_criteria"))
    assert not [words for words in asked(frame) if "hard_criteria" in words.get("category", "")]
    assert not [words for words in asked(frame) if "false" in words.get("category", "")]


def test_there_are_not_more_boards_than_can_be_read() -> None:
    codes = [f"q{chr(97 + place % 25)}" for place in range(1_000)]
    frame = VOTES.with_columns(pl.Series("language", codes))
    found = questions(source(None, frame).table.votes, Query(), smallest=10)
    assert len([query for query in found.asked if query.language]) == MOST_LANGUAGES
    reasons = {why for query, why in found.left_out if query.language}
    assert reasons == {f"40 votes, and the {MOST_LANGUAGES} largest have boards"}


def test_the_source_the_method_and_the_level_are_the_usual_ones() -> None:
    usual = Query(source="polls", method="davidson", level=0.9)
    words = asked(VOTES, usual)
    assert words[0] == {"source": "polls", "method": "davidson", "level": "0.9"}


def test_votes_that_do_not_count_make_no_slice_large_enough() -> None:
    """Otherwise a slice that only guests voted in would have a board of nothing."""
    half = pl.int_range(pl.len()) < 500
    frame = VOTES.with_columns(
        pl.when(half).then(pl.lit("law")).otherwise(pl.lit("trade")).alias("occupation"),
        pl.when(half).then(pl.lit("guest")).otherwise(pl.lit("yes")).alias("counts"),
        leaf=pl.int_range(pl.len()),
    )
    words = asked(frame, Query())
    assert {"category": "occupation:trade"} in words
    assert {"category": "occupation:law"} not in words
