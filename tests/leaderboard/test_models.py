"""What the votes say of one model."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from board_votes import cards, votes
from board_votes import source as large
from few_votes import source
from tiltyard.errors import UnknownNameError
from tiltyard.leaderboard import Query, Record, VotesSource, expected, field_of, model
from tiltyard.leaderboard import _models as module

NOW = datetime(2026, 5, 4, tzinfo=UTC)
ROWS = [
    ("oak", "elm", "model_a"),
    ("elm", "oak", "model_a"),
    ("ash", "oak", "tie"),
    ("oak", "elm", "model_a"),
    ("ash", "elm", "model_b"),
    ("yew", "oak", "both_bad"),
]


def told(held: VotesSource, query: Query | None = None) -> module.Model:
    """What is said of oak."""
    return model(held, query or Query(), "oak", field_of(held))


def test_a_record_counts_the_models_own_votes_alone() -> None:
    assert told(source(ROWS)).record == Record(2, 1, 1, 1)


def test_it_met_those_first_whom_it_met_most() -> None:
    meetings = told(source(ROWS)).meetings
    assert [(one.other, one.record) for one in meetings] == [
        ("elm", Record(2, 1, 0, 0)),
        ("ash", Record(0, 0, 1, 0)),
        ("yew", Record(0, 0, 0, 1)),
    ]


def test_hidden_models_are_counted_and_not_named() -> None:
    found = told(source(ROWS, hidden=["elm"]))
    assert {one.other for one in found.meetings} == {"ash", "yew"}
    assert (found.hidden, found.record.votes) == (3, 5)


def test_a_slice_narrows_the_record() -> None:
    held = source(ROWS, coding=[True, False, True, False, False, False])
    assert told(held, Query(category=("coding",))).record == Record(1, 0, 1, 0)


def test_a_model_without_votes_has_nothing() -> None:
    held = large(cards(3), votes(cards(2), 20))
    name = cards(3)[2].name
    assert model(held, Query(), name, {}) == module.Model(name, Record(), None)


def test_a_model_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="there is no model 'oka' here; did you mean 'oak'"):
        model(source(ROWS), Query(), "oka", {})


def test_its_answers_are_measured_on_whichever_side_it_sat() -> None:
    held = source(
        ROWS[:3], bold_a=[1.0, 100.0, 100.0], bold_b=[100.0, 2.0, 6.0], seconds_a=[3.0, None, None]
        , seconds_b=[None, 5.0, None],
    )  # fmt: skip
    found = told(held)
    (bold,), (seconds,) = found.style, found.spent
    assert (bold.title, bold.answers, bold.mean, bold.median) == ("Bold", 3, 3.0, 2.0)
    assert (seconds.answers, seconds.mean) == (2, 4.0)


def test_too_few_models_are_no_field() -> None:
    (bold,) = told(source(ROWS[:3], bold_a=[1.0] * 3, bold_b=[1.0] * 3)).style
    assert (bold.field, bold.above) == (None, None)


def test_the_field_are_the_means_of_the_models_that_may_be_named() -> None:
    models = cards(8)
    held = large(models, votes(models, 4000))
    field = field_of(held)
    names, means = field["tokens"]
    assert set(names) == {card.name for card in models}
    one = models[0].name
    found = next(each for each in model(held, Query(), one, field).style if each.name == "tokens")
    own = means[names.index(one)]
    assert found.mean == pytest.approx(own)
    assert found.field == pytest.approx(np.quantile(means, (0, 0.25, 0.5, 0.75, 1)))
    assert found.above == pytest.approx((np.delete(means, names.index(one)) < own).mean())


def test_a_large_table_is_sampled_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    models = cards(5)
    held = large(models, votes(models, 4000))
    whole = field_of(held)["tokens"]
    monkeypatch.setattr(module, "SAMPLE", 1000)
    names, means = field_of(held)["tokens"]
    assert names == whole[0]
    assert means == pytest.approx(whole[1], rel=0.25)
    assert (means != whole[1]).all()


@pytest.mark.parametrize("method", ["bradley_terry", "rao_kupper"])
def test_what_is_expected_is_what_the_engine_expects(method: str) -> None:
    models = cards(6)
    held = large(models, votes(models, 3000))
    board = held.board(Query(method=method), computed_at=NOW)
    assert board.ranking is not None
    one = board.rows[0].card.name
    found = expected(board, one)
    assert set(found) == {row.card.name for row in board.rows[1:]}
    for other, worth in found.items():
        assert worth == pytest.approx(board.ranking.compare(one, other).win_rate, abs=1e-9)


def test_nothing_is_expected_of_a_model_that_is_not_ranked() -> None:
    models = cards(6)
    board = large(models, votes(models, 3000)).board(Query(), computed_at=NOW)
    assert expected(board, "yew") == {}
