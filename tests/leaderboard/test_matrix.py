"""The overview: where each model stands on every board."""

from __future__ import annotations

import asyncio

import pytest

from board_votes import BEGAN, cards, source, votes
from tiltyard.errors import BoardError
from tiltyard.leaderboard import Board, Boards, Column, Query, columns_of, matrix

MODELS = cards(6)
GROUND = source(MODELS, votes(MODELS, 1_500))


def board(**asked: object) -> Board:
    """A board of these votes."""
    return GROUND.board(Query(**asked), computed_at=BEGAN)  # type: ignore[arg-type]  # a query's


@pytest.fixture(scope="module")
def columns() -> tuple[Column, ...]:
    """Three columns: one is there, one comes, and one cannot be."""
    base = board()
    coding = board(category=("coding",))
    return (
        Column("all", base.query, "Overall", base),
        Column("coding", coding.query, "Coding", coding),
        Column("math", Query(category=("math",)), "Mathematics", None),
        Column("in:fr", Query(language="fr"), "French", None, "too few votes"),
    )


def test_models_stand_as_in_the_column_that_is_sorted_by(columns: tuple[Column, ...]) -> None:
    found = matrix(columns, sort="coding")
    assert columns[1].board is not None
    order = [row.card.name for row in columns[1].board.rows]
    assert [line.card.name for line in found.lines] == order


def test_a_cell_is_the_row_of_its_board(columns: tuple[Column, ...]) -> None:
    line = matrix(columns).lines[0]
    made = [column.board.row(line.card.name) if column.board else None for column in columns[:3]]
    assert line.rows == tuple(made)


def test_a_column_that_comes_is_shown_and_one_that_cannot_be_is_told(
    columns: tuple[Column, ...],
) -> None:
    found = matrix(columns)
    assert [[one.key for one in part] for part in (found.columns, found.lacking)] == [
        ["all", "coding", "math"],
        ["in:fr"],
    ]


def test_a_model_that_the_first_column_does_not_rank_comes_last(
    columns: tuple[Column, ...],
) -> None:
    few = board(models=tuple(card.name for card in MODELS[:3]))
    found = matrix((Column("few", few.query, "Few", few), columns[0]), sort="few")
    assert [line.rows[0] is None for line in found.lines] == [False] * 3 + [True] * 3


def test_an_unknown_column_names_near_ones(columns: tuple[Column, ...]) -> None:
    with pytest.raises(BoardError, match=r"no column 'codin' to sort by.*'coding'"):
        matrix(columns, sort="codin")


def test_columns_are_begun_and_are_there_later() -> None:
    async def go() -> tuple[int, int]:
        boards = Boards([GROUND], Query())
        base = await boards.board(Query())
        choices = await boards.choices("")
        before = columns_of(boards, base, choices)
        running = asyncio.create_task(boards.run())
        while any(
            one.board is None and not one.reason for one in columns_of(boards, base, choices)
        ):
            await asyncio.sleep(0.01)
        running.cancel()
        after = columns_of(boards, base, choices)
        return sum(one.board is None for one in before), sum(one.board is None for one in after)

    missing, left = asyncio.run(go())
    assert missing > 5
    assert left == 0


def test_columns_are_told_apart_by_what_they_ask() -> None:
    async def go() -> list[tuple[str, str]]:
        boards = Boards([GROUND], Query())
        base = await boards.board(Query())
        found = columns_of(boards, base, await boards.choices(""))
        return [(one.key, one.title) for one in found if "fr" in one.key or "law" in one.key]

    assert asyncio.run(go()) == [("occupation:law", "Occupation: law"), ("in:fr", "French")]
