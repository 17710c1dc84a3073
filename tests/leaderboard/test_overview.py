"""What is told of votes adds up, and names nothing that only a few have."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest

from tiltyard.leaderboard import Record, VoteTable
from tiltyard.leaderboard._encoded import FACTS
from tiltyard.leaderboard._overview import Overview, cells, overview

MONDAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLAIN: dict[str, Any] = {
    "model_a": "oak",
    "model_b": "elm",
    "winner": "model_a",
    "voter": "ada",
    "voted_at": MONDAY,
    "consent": None,
    "images": 0,
}


def told(
    *rows: dict[str, Any], schema: dict[str, Any] | None = None, hidden: Sequence[str] = ()
) -> Overview:
    """What is told of these votes."""
    whole = [
        {"id": f"v{place}", "battle": f"b{place}", **PLAIN, **row} for place, row in enumerate(rows)
    ]
    table = VoteTable()
    if whole:
        table.append(pl.DataFrame(whole, schema={**FACTS, **(schema or {})}))
    return overview(table.votes, hidden)


def test_without_votes_there_is_nothing_to_tell() -> None:
    found = told()
    assert (found.votes, found.voters, found.records, found.periods) == (0, 0, (), ())
    assert (found.first_at, found.language, found.labels) == (None, None, ())
    assert sum(cell.votes for cell in found.outcomes) == 0


def test_voters_are_counted_once_and_the_nameless_apart() -> None:
    found = told({"voter": "ada"}, {"voter": "ben"}, {"voter": "ada"}, {"voter": None})
    assert (found.voters, found.by_nobody_known) == (2, 1)


def test_outcomes_come_in_one_order_with_their_shares() -> None:
    found = told({"winner": "tie"}, {"winner": "model_b"}, {"winner": "both_bad"}, {})
    assert [(cell.title, cell.votes, cell.share) for cell in found.outcomes] == [
        ("Left was better", 1, 0.25),
        ("Right was better", 1, 0.25),
        ("Tie", 1, 0.25),
        ("Both bad", 1, 0.25),
    ]


def test_models_come_with_their_records_most_votes_first() -> None:
    found = told({}, {"winner": "model_b"}, {"model_a": "ash", "winner": "tie"})
    assert found.records == (
        ("elm", Record(wins=1, losses=1, ties=1)),
        ("oak", Record(wins=1, losses=1)),
        ("ash", Record(ties=1)),
    )


def test_pairs_that_never_met_are_not_covered() -> None:
    found = told({}, {}, {}, {"model_a": "ash"})
    assert (found.pairs.possible, found.pairs.met) == (3, 2)
    assert (found.pairs.median, found.pairs.fewest) == (2.0, 1)


def test_hidden_models_are_not_told_of_and_their_votes_count() -> None:
    rows = [{}, {"model_a": "zqxhidden"}, {"model_a": "ash"}]
    found = told(*rows, hidden=["zqxhidden"])
    assert [name for name, _ in found.records] == ["elm", "ash", "oak"]
    assert (found.votes, found.pairs.possible, found.pairs.met) == (3, 3, 2)


def test_languages_of_few_votes_are_told_together() -> None:
    rows = [{"language": code} for code in ["fr"] * 6 + ["de"] * 4 + ["nl"] * 2 + [None] * 3]
    language = told(*rows, schema={"language": pl.String()}).language
    assert language is not None
    assert [(one.words, one.title, one.votes) for one in language.cells] == [
        ("fr", "French", 6),
        ("", "2 with fewer than 5 votes each", 6),
    ]
    assert language.unlabelled == 3
    assert language.cells[0].share == 0.5


def test_a_label_that_few_have_is_not_told_by_name() -> None:
    rows = [{"coding": True}] * 4 + [{"coding": False}] * 6
    (label,) = told(*rows, schema={"coding": pl.Boolean()}).labels
    assert [(cell.words, cell.title) for cell in label.cells] == [("", "1 with fewer than 5 votes")]
    assert label.is_yes_or_no


def test_a_label_that_no_vote_has_is_of_yes_or_no_all_the_same() -> None:
    (label,) = told({"coding": False}, schema={"coding": pl.Boolean()}).labels
    assert (label.is_yes_or_no, label.cells) == (True, ())


def test_a_yes_or_no_label_tells_the_share_of_those_where_it_is_known() -> None:
    rows = [{"coding": True}] * 6 + [{"coding": False}] * 2 + [{"coding": None}] * 2
    (label,) = told(*rows, schema={"coding": pl.Boolean()}).labels
    assert label.is_yes_or_no
    assert [(cell.words, cell.votes, cell.share) for cell in label.cells] == [("coding", 6, 0.75)]
    assert label.unlabelled == 2


def test_a_label_with_values_tells_each_as_a_query_names_it() -> None:
    rows = [{"occupation": "law"}] * 7 + [{"occupation": "data"}] * 5
    (label,) = told(*rows, schema={"occupation": pl.String()}).labels
    assert [(cell.words, cell.votes) for cell in label.cells] == [
        ("occupation:law", 7),
        ("occupation:data", 5),
    ]


def test_a_label_of_answers_counts_a_vote_once_if_both_have_it() -> None:
    rows = [{"refusal_a": True, "refusal_b": True}] * 5 + [{"refusal_a": False, "refusal_b": None}]
    schema = {"refusal_a": pl.Boolean(), "refusal_b": pl.Boolean()}
    (label,) = told(*rows, schema=schema).labels
    assert (label.name, label.cells[0].votes, label.unlabelled) == ("refusal", 5, 0)


def test_days_without_votes_are_told_too() -> None:
    found = told({}, {"voted_at": MONDAY + timedelta(days=2), "winner": "tie"})
    assert found.days == 1
    assert [(one.start.day, one.votes, one.ties) for one in found.periods] == [
        (2, 1, 0),
        (3, 0, 0),
        (4, 1, 1),
    ]


@pytest.mark.parametrize(("days", "length"), [(92, 1), (93, 7), (4000, 7)])
def test_a_long_time_is_told_by_weeks(days: int, length: int) -> None:
    found = told({}, {"voted_at": MONDAY + timedelta(days=days)})
    assert found.days == length
    assert found.periods[0].start == MONDAY.date()
    assert sum(one.votes for one in found.periods) == 2


@pytest.mark.parametrize("day", range(7))
def test_weeks_begin_on_monday(day: int) -> None:
    found = told({"voted_at": MONDAY + timedelta(days=day)}, {"voted_at": MONDAY + timedelta(200)})
    assert found.periods[0].start == MONDAY.date()
    assert found.periods[1].start == MONDAY.date() + timedelta(7)


def test_votes_whose_time_is_not_known_are_counted_apart() -> None:
    found = told({}, {"voted_at": None})
    assert (found.untimed, found.first_at, found.last_at) == (1, MONDAY, MONDAY)


def test_what_may_be_published_is_told() -> None:
    found = told({"consent": True}, {"consent": True}, {"consent": False}, {})
    assert found.consent == (2, 1, 1)


def test_a_measure_is_known_where_both_answers_have_it() -> None:
    rows: list[dict[str, Any]] = [
        {"tokens_a": 5.0, "tokens_b": 7.0},
        {"tokens_a": 5.0, "tokens_b": None},
    ]
    schema = {"tokens_a": pl.Float64(), "tokens_b": pl.Float64()}
    assert told(*rows, schema=schema).measures == (("Tokens", 0.5),)


def test_what_nobody_has_is_no_cell() -> None:
    assert cells([("fr", "French", 0)], 10) == ()
