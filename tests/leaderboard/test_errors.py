"""A board can let the votes of one voter depend on each other, and says whether it does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import tiltyard
from leaderboard.drawn import BEGAN, drawn, source
from tiltyard import ledger
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard import Board, Query, Snapshots, as_dict, compute
from tiltyard.leaderboard._rebuilt import rebuilt

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ROWS = drawn(1_500)


def board(rows: pl.DataFrame = ROWS, **query: Any) -> Board:
    query = {"errors": "voter", **query}
    return compute(Query(**query), source(None, rows).ground(), computed_at=NOW)


def ends(made: Board) -> list[tuple[Any, ...]]:
    return [(row.card.name, row.low, row.high, row.rank_best, row.rank_worst) for row in made.rows]


def of_engine(rows: pl.DataFrame, **choices: Any) -> list[tuple[Any, ...]]:
    ranking = tiltyard.rank(rows.select("model_a", "model_b", "winner", "voter"), **choices)
    return [
        (one.model, one.lower, one.upper, one.rank_lower, one.rank_upper) for one in ranking.models
    ]


@pytest.mark.parametrize("method", ["bradley_terry", "davidson", "rao_kupper"])
def test_errors_by_voter_are_those_of_the_engine(method: str) -> None:
    made = board(method=method)
    assert ends(made) == of_engine(ROWS, method=method, cluster="voter")
    assert ends(made) != ends(board(method=method, errors="independent"))


def test_ratings_are_the_same_whatever_the_errors() -> None:
    one, other = board(), board(errors="independent")
    ratings = [[row.rating for row in made.rows] for made in (one, other)]
    assert ratings[0] == pytest.approx(ratings[1], abs=1e-6)
    assert one.votes == other.votes


def test_a_board_says_its_errors() -> None:
    made = board()
    assert as_dict(made)["errors"] == "voter"
    assert "intervals and ranks let the votes of one voter depend on each other" in made.notes


def test_a_board_of_independent_votes_says_nothing_further() -> None:
    made = board(errors="independent")
    assert (as_dict(made)["errors"], made.notes) == ("independent", ())


def test_errors_by_voter_hold_under_style_control() -> None:
    one, other = (board(control=("style",), errors=errors) for errors in ("voter", "independent"))
    assert one.errors == "voter"
    assert [row.rating for row in one.rows] == [row.rating for row in other.rows]
    assert ends(one) != ends(other)


def test_a_voter_is_somebody_else_in_the_next_epoch() -> None:
    _, end = ledger.epoch_span(ledger.epoch_of(BEGAN))
    at = [BEGAN if number < 700 else end + timedelta(hours=1) for number in range(ROWS.height)]
    rows = ROWS.with_columns(voted_at=pl.Series(at, dtype=pl.Datetime("us", "UTC")))
    split = pl.col("voter") + pl.when(pl.int_range(pl.len()) < 700).then(pl.lit("")).otherwise(
        pl.lit("*")
    )
    assert ends(board(rows)) == of_engine(rows.with_columns(split), cluster="voter")


def test_what_has_no_errors_by_voter_says_so() -> None:
    made = board(method="elo")
    assert made.errors == "independent"
    assert (
        "intervals and ranks take all votes for independent: elo knows no errors by voter"
        in made.notes
    )


def test_votes_of_nobody_known_are_independent() -> None:
    rows = ROWS.with_columns(voter=pl.when(pl.int_range(pl.len()) > 0).then(pl.col("voter")))
    made = board(rows)
    assert ends(made) == ends(board(rows, errors="independent"))
    assert made.errors == "independent"
    assert made.notes[-1].endswith("independent: of some of them it is not known who cast them")


def test_votes_of_one_voter_are_independent() -> None:
    made = board(ROWS.with_columns(voter=pl.lit("ada")))
    assert made.rows
    assert made.notes[-1].endswith("independent: one voter cast all of them")


def test_few_voters_are_told() -> None:
    rows = ROWS.with_columns(voter=pl.concat_str(pl.lit("v"), pl.int_range(pl.len()) % 7))
    assert any("only 7 different 'voter'" in note for note in board(rows).notes)


def test_a_board_without_votes_has_no_word_of_errors() -> None:
    assert board(ROWS.head(0)).notes == ()


def test_a_word_for_errors_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="no errors 'voters'; did you mean 'voter'"):
        Query.of({"errors": "voters"})


def test_boards_of_a_snapshot_have_the_usual_errors(tmp_path: Path) -> None:
    kept, votes = Snapshots(tmp_path, smallest=100), source(None, ROWS)
    taken = kept.take(votes, Query(errors="voter"))
    assert {one.query.errors for one in taken.boards} == {"voter"}
    assert taken.usual.errors == "voter"
    found, _ = rebuilt(taken, votes.ground(), kept.folder(1))
    assert found.is_same
