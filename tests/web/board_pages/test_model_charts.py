"""Models in pictures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from board_votes import cards, source, votes
from few_votes import source as few
from tiltyard.leaderboard import History, Measured, Model, Moment, Query, Record, pair, placings
from tiltyard.leaderboard._history import Standing
from tiltyard.web.board_pages._model_charts import (
    contrast_chart,
    history_chart,
    label_chart,
    rating_chart,
    style_chart,
)

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def test_all_votes_come_first_and_then_the_best_category() -> None:
    models = cards(4)
    held = source(models, votes(models, 1500))
    whole = held.board(Query(), computed_at=NOW)
    parts = [Query(category=(name,)) for name in ("coding", "math", "hard")]
    boards = [(one, held.board(one, computed_at=NOW)) for one in parts]
    name = models[0].name
    chart = rating_chart(name, whole, placings(name, whole, boards))
    assert chart is not None
    assert chart.marks[0].label == "All of these votes"
    values = [mark.value for mark in chart.marks[1:]]
    assert len(values) == 3
    assert values == sorted(values, reverse=True)


def test_a_model_that_is_not_ranked_has_no_picture_of_ratings() -> None:
    assert rating_chart("oak", None, ()) is None


def test_what_has_no_field_is_not_drawn() -> None:
    bare = Measured("bold", "Bold", 3, 1.0, 1.0, None, None)
    whole = Measured("tokens", "Tokens", 3, 250.0, 1.0, (1, 2, 3, 4, 500), 0.5)
    chart = style_chart(Model("oak", Record(), None, style=(bare, whole)))
    assert chart is not None
    assert [one.label for one in chart.traits] == ["Tokens"]
    assert style_chart(Model("oak", Record(), None, style=(bare,))) is None


def moment(number: int) -> Moment:
    """A board of a snapshot with oak alone."""
    return Moment(
        snapshot=number, taken_at=NOW + timedelta(days=number), title="", source_votes=9, votes=9,
        query={}, configuration={}, made_with={}, unranked={},
        models={"oak": Standing(1, 1000.0 + number, 990.0, 1020.0, 1, 1, 9)},
    )  # fmt: skip


def test_one_snapshot_is_no_history() -> None:
    assert history_chart("oak", History.of([moment(1)], {})) is None
    assert history_chart("oak", None) is None


def test_two_snapshots_are_a_line() -> None:
    chart = history_chart("oak", History.of([moment(1), moment(2)], {}))
    assert chart is not None
    assert [one.value for one in chart.lines[0].moments] == [1001.0, 1002.0]


def test_parts_of_a_pair_are_bars_around_a_half() -> None:
    won, lost = ("oak", "elm", "model_a"), ("oak", "elm", "model_b")
    held = few(
        [won, lost] * 30,
        coding=[True] * 30 + [False] * 30,
        bold_a=[1.0, 3.0] * 30,
        bold_b=[2.0] * 60,
    )
    facts = pair(held, Query(), "oak", "elm")
    labels, contrasts = label_chart(facts, 0.95), contrast_chart(facts, 0.95)
    assert labels is not None
    assert [(one.label, one.count, labels.line) for one in labels.marks] == [("Coding", 30, 0.5)]
    assert contrasts is not None
    assert [one.label for one in contrasts.marks] == ["Bold: less", "Bold: more"]


def test_a_pair_that_never_met_has_no_bars() -> None:
    facts = pair(few([("oak", "ash", "tie"), ("ash", "elm", "tie")]), Query(), "oak", "elm")
    assert label_chart(facts, 0.95) is None
    assert contrast_chart(facts, 0.95) is None
