"""``tiltyard leaderboard show``: any board in a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import typer

from tiltyard import bootstrap
from tiltyard import leaderboard as room
from tiltyard.cli.data._aligned import aligned
from tiltyard.cli.leaderboard._asking import (
    AsCsv,
    AsJson,
    Category,
    Control,
    Errors,
    Exclusions,
    Fragility,
    Language,
    Level,
    MethodName,
    Modality,
    Models,
    Since,
    Source,
    Voters,
    Without,
    said,
)
from tiltyard.cli.options import Until
from tiltyard.errors import ConfigurationError
from tiltyard.leaderboard import Board, Neighbours

# What nobody must take for votes of the arena's own.
_RESTS = "lead rests on"
_KINDS = {"simulated": ("simulated votes",), "imported": ("imported ratings",)}


def show(  # noqa: PLR0913 -- each is an option of the command
    *,
    source: Source = None,
    category: Category = None,
    without: Without = None,
    language: Language = None,
    since: Since = None,
    until: Until = None,
    modality: Modality = None,
    voters: Voters = None,
    exclusions: Exclusions = None,
    models: Models = None,
    control: Control = None,
    method: MethodName = None,
    level: Level = None,
    errors: Errors = None,
    fragility: Fragility = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Compute a board from all votes and show it."""
    words = said({name: value for name, value in locals().items() if not _is_ours(name)})
    if as_json and as_csv:
        raise ConfigurationError("--json and --csv are one too many: give one of them")
    settings = bootstrap.load_settings()
    if not settings.leaderboard.sources:
        bootstrap.require_database(settings)
    with bootstrap.open_boards(settings) as supply:
        query = supply.boards.query(words)
        asked = supply.boards.source(query.source)
        board = supply.boards.noted(asked.board(query, computed_at=datetime.now(UTC)))
        least = settings.leaderboard.voters_to_flip
        # The cuts are few, and are counted anyway: no order is printed that is not earned.
        board = room.carried(board, asked.votes, least, **({} if fragility else {"most": 0}))
    if as_json:
        typer.echo(json.dumps(room.as_dict(board), ensure_ascii=False, indent=2))
    elif as_csv:
        typer.echo(room.written(room.board_table(board), "csv").decode(), nl=False)
    else:
        typer.echo("\n".join(_lines(board)))


def _is_ours(option: str) -> bool:
    """Whether an option says how the board is shown, and not which."""
    return option.startswith("as_") or option == "fragility"


def _lines(board: Board) -> Iterator[str]:
    yield from (", ".join([board.title, *_KINDS.get(board.kind, ())]), "")
    if board.rows:
        yield from _table(board)
        yield ""
    if board.votes == 0 and board.source_votes:
        yield (
            f"none of {_votes(board.source_votes)} fits all that is asked: ask for less"
            if board.query.is_slice
            else f"none of {_votes(board.source_votes)} counts; why is said below"
        )
    for left_out in () if board.votes == 0 and board.query.is_slice else board.unranked:
        yield f"{left_out.card.name}: {_votes(left_out.votes)}, not ranked. {left_out.reason}"
    for coefficient in board.coefficients:
        told = room.worth(coefficient)
        yield f"{told.words}: {told.points:+.1f} points ({told.low:+.1f} to {told.high:+.1f})"
    yield from board.notes
    if board.rows and (order := room.said_of_order(board)):
        yield order
    held = room.control_title(board.query)
    counted = [] if board.votes is None else [_votes(board.votes)]
    yield ", ".join([*counted, board.method, *([f"{held} held equal"] if held else [])])


def _table(board: Board) -> Iterator[str]:
    """A line for each model; a blank one parts those that are surely apart."""
    heads = ("model", "rank", "rating", f"{100 * board.level:.4g}% interval", "votes", _RESTS)
    ranks = board.ranks
    carried = {one.leader: _rests_on(one) for one in _neighbours(board)}
    cells = [
        (
            row.card.name,
            _span(*ranks[row.card.name]),
            f"{row.rating:.1f}",
            f"{row.low:.1f} to {row.high:.1f}",
            "" if row.record is None else f"{row.record.votes:,}",
            carried.get(row.card.name, ""),
        )
        for row in board.rows
    ]
    shown = len(heads) if carried else -1
    lines = aligned([heads[:shown], *(line[:shown] for line in cells)]).split("\n")
    yield lines[0]
    ends = {block[-1] for block in board.tied_blocks[:-1]}
    for row, line in zip(board.rows, lines[1:], strict=True):
        yield line
        if row.card.name in ends:
            yield ""


def _neighbours(board: Board) -> tuple[Neighbours, ...]:
    return () if board.fragility is None else board.fragility.neighbours


def _rests_on(one: Neighbours) -> str:
    """How few would have to go for the next model to be ahead."""
    if one.votes is None:
        return "no number"
    if one.voters is None:
        return _votes(one.votes)
    people = "1 voter" if one.voters == 1 else f"{one.voters:,} voters"
    return f"{people} ({_votes(one.votes)})"


def _votes(count: int) -> str:
    return "1 vote" if count == 1 else f"{count:,} votes"


def _span(best: int, worst: int) -> str:
    return str(best) if best == worst else f"{best}–{worst}"
