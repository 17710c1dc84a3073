"""Boards in a terminal: a table worth reading, and aligned text where nobody looks at colours."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

import typer

from tiltyard.analysis import (
    Ranking,
    Row,
    facts,
    interval,
    interval_head,
    number,
    span,
    turned,
    turned_head,
    visible,
)

if TYPE_CHECKING:
    from rich.table import Table

# Columns go, the least needed first, where the terminal is narrower than this.
_FOR_VOTES, _FOR_INTERVALS = 72, 56
_FOR_PICTURE = 96
_PICTURE = (24, 48)


def show(board: Ranking, *, title: str = "") -> None:
    """Print a board to standard output."""
    if sys.stdout.isatty():
        _paint(board, title)
    else:
        typer.echo("\n".join(plain(board, title=title)))


def plain(board: Ranking, *, title: str = "") -> Iterator[str]:
    """The lines of a board, aligned by spaces; a blank line parts the tied blocks."""
    if title:
        yield from (visible(title), "")
    if board.models:
        head = _head(board)
        blocks = [[_cells(board, row) for row in block] for block in _blocks(board)]
        lines = [head, *(cells for block in blocks for cells in block)]
        widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
        yield _line(head, widths)
        for index, block in enumerate(blocks):
            if index:
                yield ""
            yield from (_line(cells, widths) for cells in block)
        yield ""
    yield from _footer(board)


def _head(board: Ranking) -> list[str]:
    heads = ["rank", "model", "rating", interval_head(board), "votes", "win rate"]
    return heads if board.fragility is None else [*heads, turned_head()]


def _cells(board: Ranking, row: Row) -> list[str]:
    cells = [
        span(row.rank_lower, row.rank_upper),
        visible(row.model),
        f"{row.rating:.1f}",
        interval(row.lower, row.upper),
        number(row.votes),
        "" if row.win_rate is None else f"{row.win_rate:.1%}",
    ]
    return cells if board.fragility is None else [*cells, turned(board, row.model)]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Names to the left, everything else to the right."""
    gaps = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    padded = [
        cell + gap if place == 1 else gap + cell
        for place, (cell, gap) in enumerate(zip(cells, gaps, strict=True))
    ]
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """How many places of a terminal a text takes: two for a Chinese sign, none for an accent."""
    return sum(
        0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _blocks(board: Ranking) -> list[list[Row]]:
    """The rows in their tied blocks; in one if every model is a block of its own."""
    if len(board.tied_blocks) == len(board.models):
        return [list(board.models)]
    rows = iter(board.models)
    return [[next(rows) for _ in block] for block in board.tied_blocks]


def _footer(board: Ranking) -> Iterator[str]:
    yield from _remarks(board)
    told = facts(board)
    width = max(len(label) for label, _ in told)
    for label, text in told:
        yield f"{label:<{width}}  {visible(text)}"


def _remarks(board: Ranking) -> Iterator[str]:
    """What else was estimated, and who could not be ranked."""
    for one in board.coefficients:
        ends = interval(one.lower, one.upper, "+.4f")
        yield f"{visible(one.feature)}: {one.value:+.4f} ({ends}) in log-odds"
    if board.coefficients:
        yield ""
    for left_out in board.unranked:
        votes = "1 vote" if left_out.votes == 1 else f"{number(left_out.votes)} votes"
        yield f"{visible(left_out.model)}: {votes}, not ranked. {left_out.reason}"
    if board.unranked:
        yield ""


def _paint(board: Ranking, title: str) -> None:
    from rich.console import Console  # noqa: PLC0415 -- slow to import, and not when piped
    from rich.table import Column, Table  # noqa: PLC0415 -- as above
    from rich.text import Text  # noqa: PLC0415 -- as above

    console = Console()
    if title:
        console.print(Text(f"\n{visible(title)}", style="bold"))
    if board.models:
        console.print(_table(board, console.width))
    for line in _remarks(board):
        console.print(Text(line))
    told = Table.grid("label", Column(overflow="fold"), padding=(0, 2))
    for label, text in facts(board):
        told.add_row(Text(label), Text(visible(text)))
    console.print(told, style="dim")


def _table(board: Ranking, width: int) -> Table:
    from rich import box  # noqa: PLC0415 -- as above
    from rich.table import Table  # noqa: PLC0415 -- as above
    from rich.text import Text  # noqa: PLC0415 -- as above

    shown = [True, True, True, width >= _FOR_INTERVALS, width >= _FOR_VOTES, width >= _FOR_VOTES]
    shown += [True] * (board.fragility is not None)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for place, head in enumerate(_head(board)):
        if shown[place]:
            is_name = place == 1
            table.add_column(
                head,
                justify="left" if is_name else "right",
                overflow="fold",
                no_wrap=not is_name,
                style="bold" if is_name else "",
            )
    taken = sum(max(map(_width, column)) for column in zip(*_all_cells(board), strict=True))
    room = width - taken - 3 * len(shown)
    draws = width >= _FOR_PICTURE and room >= _PICTURE[0]
    if draws:
        table.add_column("", no_wrap=True, style="cyan")
    bars = iter(_bars(board, min(room, _PICTURE[1]) if draws else 1))
    for block in _blocks(board):
        for row in block:
            cells = [Text(cell) for cell, on in zip(_cells(board, row), shown, strict=True) if on]
            bar = next(bars)
            table.add_row(*cells, *([Text(bar)] if draws else []), end_section=row is block[-1])
    return table


def _all_cells(board: Ranking) -> list[list[str]]:
    return [_head(board), *(_cells(board, row) for row in board.models)]


def _bars(board: Ranking, width: int) -> Iterator[str]:
    """Each interval as a line with its rating on it, all on one scale."""
    shown = [x for row in board.models for x in (row.lower, row.rating, row.upper) if isfinite(x)]
    low, high = min(shown), max(shown)

    def place(value: float) -> int:
        # An end that an interval does not have is the picture's.
        return round((min(max(value, low), high) - low) / (high - low or 1.0) * (width - 1))

    for row in board.models:
        left, middle, right = place(row.lower), place(row.rating), place(row.upper)
        bar = " " * left + "─" * (right - left + 1)
        yield f"{bar[:middle]}●{bar[middle + 1 :]}"
