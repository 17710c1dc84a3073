"""What boards can be asked: counted of votes, or given by what was published."""

from __future__ import annotations

import polars as pl
import pytest

from board_votes import cards, source, votes
from tiltyard.leaderboard import Choices, Query
from tiltyard.leaderboard._choices import choices_of_slices

MODELS = cards(6)


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    """Some votes."""
    return votes(MODELS, 800)


@pytest.fixture(scope="module")
def choices(frame: pl.DataFrame) -> Choices:
    """What there is to choose of them."""
    return source(MODELS, frame).choices()


def group(choices: Choices, title: str) -> dict[str, int | None]:
    """The choices under a title."""
    return {one.words: one.votes for one in dict(choices.categories)[title]}


def test_a_label_is_offered_with_how_many_votes_have_it(
    choices: Choices, frame: pl.DataFrame
) -> None:
    assert group(choices, "Kinds of prompts")["coding"] == frame["coding"].sum()


def test_a_label_of_answers_counts_a_vote_once(choices: Choices, frame: pl.DataFrame) -> None:
    either = (frame["refusal_a"] | frame["refusal_b"]).sum()
    assert group(choices, "Answers") == {"refusal": either}


def test_a_label_with_values_is_a_group_of_its_own(choices: Choices, frame: pl.DataFrame) -> None:
    counts = dict(frame["occupation"].value_counts().iter_rows())
    assert group(choices, "Occupation") == {f"occupation:{k}": n for k, n in counts.items()}


def test_what_has_most_votes_stands_first_in_its_group(choices: Choices) -> None:
    counts = [one.votes or 0 for one in choices.languages]
    assert counts == sorted(counts, reverse=True)


def test_a_label_that_we_do_not_know_is_the_arenas_own(frame: pl.DataFrame) -> None:
    own = frame.with_columns(knitting=pl.col("coding"))
    assert [*group(source(MODELS, own).choices(), "This arena’s own")] == ["knitting"]


def test_a_label_that_no_vote_has_is_not_offered(frame: pl.DataFrame) -> None:
    none = frame.with_columns(coding=pl.lit(value=False))
    assert "coding" not in group(source(MODELS, none).choices(), "Kinds of prompts")


def test_what_the_votes_do_not_know_cannot_be_held_equal(choices: Choices) -> None:
    assert choices.controls == ("style", "length", "position", "price")


def test_without_times_there_is_no_period(frame: pl.DataFrame) -> None:
    timeless = frame.with_columns(voted_at=pl.lit(None, pl.Datetime("us", "UTC")))
    assert "since" not in source(MODELS, timeless).choices().words


def test_without_pictures_nobody_is_asked_about_them(choices: Choices, frame: pl.DataFrame) -> None:
    plain = source(MODELS, frame.with_columns(images=pl.lit(0))).choices()
    assert ("modality" in choices.words, "modality" in plain.words) == (True, False)


def test_of_no_votes_there_is_little_to_choose() -> None:
    assert source(MODELS).choices().categories == ()


def test_an_overview_has_a_column_for_all_for_each_label_and_for_each_language(
    choices: Choices,
) -> None:
    labels = sum(len(group) for _, group in choices.categories)
    assert len(choices.columns(Query())) == 1 + labels + len(choices.languages)


def test_columns_keep_what_the_whole_asks(choices: Choices) -> None:
    base = Query(control=("style",), voters="new")
    assert {(one.control, one.voters) for one in choices.columns(base)} == {(("style",), "new")}


def test_of_one_language_there_are_no_columns_by_language(choices: Choices) -> None:
    assert {one.language for one in choices.columns(Query(language="fr"))} == {"fr"}


def test_where_boards_were_published_the_columns_are_those() -> None:
    slices = (Query(), Query(category=("hard",), language="en"), Query(without=("tie",)))
    found = choices_of_slices(slices, ["style"]).columns(Query(control=("style",)))
    assert [(one.category, one.language, one.without, one.control) for one in found] == [
        ((), None, (), ("style",)),
        (("hard",), "en", (), ("style",)),
        ((), None, ("tie",), ("style",)),
    ]
