"""``tiltyard leaderboard``: the board in a terminal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tiltyard import bootstrap
from tiltyard import leaderboard as board_room
from tiltyard.leaderboard import Board

app = typer.Typer(help="The leaderboard.", no_args_is_help=True)


@app.callback()
def _root() -> None:
    """The leaderboard."""


@app.command("show")
def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Compute the board from all votes and show it."""
    settings = bootstrap.load_settings()
    store = bootstrap.make_store(settings)
    try:
        board = board_room.build(
            store.tallies(),
            bootstrap.cards(settings),
            computed_at=datetime.now(UTC),
            level=settings.leaderboard.level,
            method=settings.leaderboard.method,
        )
    finally:
        store.close()
    if as_json:
        typer.echo(json.dumps(board_room.as_dict(board), ensure_ascii=False, indent=2))
    else:
        _print(board)


def _print(board: Board) -> None:
    console = Console()
    table = Table("rank", "model", "rating", f"{board.level:.0%} interval", "votes", box=None)
    for row in board.rows:
        table.add_row(
            _span(row.rank_best, row.rank_worst),
            Text(row.card.name),
            f"{row.rating:.0f}",
            f"{row.low:.0f} to {row.high:.0f}",
            f"{row.votes:,}",
        )
    if board.rows:
        console.print(table)
    for left_out in board.unranked:
        console.print(
            f"{left_out.card.name}: {_votes(left_out.votes)}, not ranked. {left_out.reason}",
            markup=False,
            highlight=False,
        )
    console.print(f"{_votes(board.votes)}, {board.method}", highlight=False)


def _votes(count: int) -> str:
    return "1 vote" if count == 1 else f"{count:,} votes"


def _span(best: int, worst: int) -> str:
    return str(best) if best == worst else f"{best}–{worst}"
