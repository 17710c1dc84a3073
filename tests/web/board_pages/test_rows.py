"""The rows of a board, as its page shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tiltyard.leaderboard import Board, Query, Record, Row
from tiltyard.records import ModelCard
from tiltyard.web.board_pages._rows import rows, win_rate
from tiltyard.web.board_pages._shown import Links

CARD = ModelCard("<b>lark</b>", price_in_usd=0.05, price_out_usd=2, context_length=128_000)
ROW = Row(CARD, 1010, 1000, 1100, 2, 4, Record(wins=60, losses=30, ties=8, both_bad=2))
BOARD = Board(
    query=Query(), kind="live", title="All", computed_at=datetime(2026, 1, 1, tzinfo=UTC),
    votes=100, source_votes=100, rows=(ROW,), unranked=(), sure_blocks=(), coefficients=(),
    notes=(), digest="",
)  # fmt: skip


def written(row: Row = ROW) -> str:
    """A board of one row."""
    return str(rows(replace(BOARD, rows=(row,)), Links({})))


@pytest.mark.parametrize(
    "said",
    [
        "2–4</td>",
        '<span class="rating">1,010</span> <span class="interval-text">1,000 to 1,100</span>',
        '<td data-value="100">100</td>',
        "$0.05 / $2.00</td>",
        '<td data-value="128000">128,000</td>',
        '<span class="missing">not stated</span>',
        'x="9.50" y="1" width="1"',
    ],
)
def test_a_row_says(said: str) -> None:
    assert said in written()


def test_names_are_text_and_no_html() -> None:
    assert "<b>" not in written()


def test_what_is_imported_has_no_record() -> None:
    assert '<td data-value="">–</td><td data-value="">–</td>' in written(replace(ROW, record=None))


def test_few_votes_are_marked() -> None:
    few = replace(ROW, record=Record(wins=99))
    assert ("provisional" in written(few), "provisional" in written()) == (True, False)


def test_a_price_of_nothing_is_free() -> None:
    card = replace(CARD, price_in_usd=0.0, price_out_usd=None)
    assert "free / –" in written(replace(ROW, card=card))


def test_a_win_rate_counts_ties_as_halves_and_tells_all_four() -> None:
    assert win_rate(Record(wins=60, losses=30, ties=8, both_bad=2)) == (
        '<span title="60 won, 30 lost, 8 tied, 2 both bad">65 %</span>'
    )


def test_without_votes_there_is_no_win_rate() -> None:
    assert win_rate(Record()) == "–"
