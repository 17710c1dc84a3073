"""Boards as HTML: a table for notebooks and for the page. Everything that is text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from tiltyard.analysis._words import (
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
    from tiltyard.analysis._standings import Row, Standings


def fragment(board: Standings) -> str:
    """What a notebook shows: the table, and below it what it was made of."""
    lines = "".join(f"<dt>{told(label)}</dt><dd>{told(text)}</dd>" for label, text in facts(board))
    return f"<style>{_NOTEBOOK}</style><div class=tiltyard>{table(board)}<dl>{lines}</dl></div>"


def told(text: str) -> str:
    """Text as HTML that shows it: no mark-up, and no sign that cannot be seen."""
    return escape(visible(text))


def table(board: Standings) -> str:
    """The ranked models; a rule parts the tied blocks."""
    heads = ["rank", "model", "rating", interval_head(board), "votes", "win rate"]
    if board.fragility is not None:
        heads.append(turned_head())
    firsts = {block[0] for block in board.tied_blocks[1:]}
    if len(board.tied_blocks) == len(board.models):
        firsts = set()
    body = "".join(_row(board, row, begins=row.model in firsts) for row in board.models)
    head = "".join(f"<th scope=col>{told(one)}</th>" for one in heads)
    return f"<table class=board><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def rows(heads: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    """A plain table; the first column holds names."""
    head = "".join(f"<th scope=col>{told(one)}</th>" for one in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{told(cell)}</td>' for cell in line)}</tr>" for line in lines
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(board: Standings, row: Row, *, begins: bool) -> str:
    cells = "".join(_cells(row))
    if board.fragility is not None:
        cells += f"<td>{turned(board, row.model)}</td>"
    return f"<tr{' class=begins' if begins else ''}>{cells}</tr>"


def _cells(row: Row) -> Iterator[str]:
    yield f"<td>{span(row.rank_lower, row.rank_upper)}</td>"
    yield f"<th scope=row>{told(row.model)}</th>"
    yield f"<td>{row.rating:.1f}</td>"
    yield f"<td>{interval(row.lower, row.upper)}</td>"
    yield f"<td>{number(row.votes)}</td>"
    yield f"<td>{'' if row.win_rate is None else f'{row.win_rate:.1%}'}</td>"


# Notebooks have styles of their own, for light and for dark; this adds to them.
_NOTEBOOK = """
.tiltyard td, .tiltyard th { text-align: right; font-variant-numeric: tabular-nums; }
.tiltyard th[scope=row], .tiltyard th:nth-child(2) { text-align: left; }
.tiltyard tr.begins > * { border-top: 2px solid currentColor; }
.tiltyard dl { display: grid; grid-template-columns: max-content auto; gap: 0 1em; }
.tiltyard dt { opacity: 0.7; }
.tiltyard dd { margin: 0; overflow-wrap: anywhere; }
"""
