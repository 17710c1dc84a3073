"""One page that says all of a board: it needs no script, no network and no second file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import tiltyard
from tiltyard import ratings
from tiltyard.analysis import _html, _pictures
from tiltyard.analysis._diagnosis import findings
from tiltyard.analysis._html import told
from tiltyard.analysis._words import facts, interval, interval_head, level, number, plural

if TYPE_CHECKING:
    from tiltyard.analysis._standings import Coefficient, Standings

_AT_ANY_TIME = "Both hold at every moment while votes come in, however often somebody looks. "

# Narrower than this, in the page's unit, the words of a picture are too small.
_READABLE = 34

_PICTURES = ("intervals", "ranks", "win_rates", "pair_counts")


def page(board: Standings, *, command: str | None = None) -> str:
    """The page as HTML; ``command`` is how the board was made."""
    body = "".join(_sections(board, command))
    title = told(f"Leaderboard: {plural(board.n_models, 'model')}")
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>"
        '<meta name=viewport content="width=device-width, initial-scale=1">'
        f"<meta name=color-scheme content='light dark'><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def _sections(board: Standings, command: str | None) -> Iterator[str]:
    yield f"<h1>Leaderboard</h1>{_paragraphs(_summary(board))}"
    if board.models:
        yield f"<div class=wide>{_html.table(board)}</div>{_paragraphs([_how_to_read(board)])}"
        yield "<h2>Pictures</h2>"
        yield from (_figure(_pictures.svg(board, kind)) for kind in _PICTURES)
    if board.coefficients:
        yield f"<h2>What else counts</h2>{_coefficients(board)}"
    if board.unranked:
        lines = [(one.model, number(one.votes), one.reason) for one in board.unranked]
        yield f"<h2>Not ranked</h2>{_wide(_html.rows(('model', 'votes', 'reason'), lines))}"
    if board.dropped:
        rows = [(reason, f"{many:,}") for reason, many in board.dropped.items()]
        yield f"<h2>Rows left out</h2>{_wide(_html.rows(('reason', 'rows'), rows))}"
    if board.models:
        yield f"<h2>Diagnosis</h2>{_pairs(findings(board))}"
    yield f"<h2>How it was made</h2>{_pairs(iter(facts(board)))}{_again(command)}"


def _summary(board: Standings) -> Iterator[str]:
    if not board.models:
        yield f"{plural(board.n_votes, 'vote')} were read, and no two models could be ranked."
        return
    first = board.models[0]
    rivals = [row.model for row in board.models[1:] if row.rank_lower == 1]
    best = f"{first.model} has the highest rating, {first.rating:,.0f} points"
    if not rivals:
        yield f"{best}, and is surely above all others."
    elif len(rivals) <= 3:
        yield f"{best}; the votes do not rule out that {_listed(rivals)} is as good or better."
    else:
        yield f"{best}; the votes do not rule out {len(rivals)} others for the first place."
    blocks = len(board.tied_blocks)
    sure = f", in {blocks} groups between which the order is sure" if blocks > 1 else ""
    yield (
        f"{plural(board.n_votes, 'vote')} rank {plural(board.n_models, 'model')}{sure}. "
        f"The method is {ratings.load(board.method).title}; intervals and ranks are at "
        f"{level(board)}."
    )


def _how_to_read(board: Standings) -> str:
    return (
        f"A rank is the range of places that the votes allow, {_for_whom(board)}. A line parts "
        "groups between which the order is sure. "
        + (
            "Intervals hold for all models at once. "
            if board.simultaneous
            else "An interval holds for its model alone: whether two models differ, the ranks say, "
            "not the overlap of their intervals. "
        )
        + (_AT_ANY_TIME if board.anytime else "")
        + "A tie counts as half a win in the win rate."
    )


def _for_whom(board: Standings) -> str:
    if board.adjustment == "none":
        return "each pair of models looked at by itself"
    return "for all models at once"


def _figure(drawing: str) -> str:
    """A picture that shrinks with the page until it could not be read, and never grows."""
    width = re.search(r'<svg[^>]*? width="([\d.]+)"', drawing)
    least = f"min({_READABLE}rem, {float(width[1]):.0f}px)" if width else "0"
    return f"<figure style='--least: {least}'>{drawing}</figure>"


def _coefficients(board: Standings) -> str:
    heads = ("feature", "log-odds", interval_head(board), "for one unit of")
    lines = [
        (one.feature, f"{one.value:+.4f}", interval(one.lower, one.upper, "+.4f"), _unit(one))
        for one in board.coefficients
    ]
    return _wide(_html.rows(heads, lines))


def _unit(one: Coefficient) -> str:
    if one.mean == 0 and one.scale == 1:
        return "itself"
    centre = f", less {one.mean:.4g}" if one.mean else ""
    return f"{one.scale:.4g}{centre}"


def _again(command: str | None) -> str:
    source = f"Made by Tiltyard {tiltyard.__version__}. The digest above is of the votes: the same "
    source += "votes, the same choices and the same seed give the same board."
    again = f"<p>To make it again:</p><pre>{told(command)}</pre>" if command else ""
    return f"{_paragraphs([source])}{again}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _paragraphs(texts: Iterator[str] | list[str]) -> str:
    return "".join(f"<p>{told(text)}</p>" for text in texts)


def _pairs(lines: Iterator[tuple[str, str]]) -> str:
    inner = "".join(f"<dt>{told(label)}</dt><dd>{told(text)}</dd>" for label, text in lines)
    return f"<dl>{inner}</dl>"


def _wide(inner: str) -> str:
    return f"<div class=wide>{inner}</div>"


_STYLE = """
:root { --ink: #1f2937; --soft: #5b6472; --paper: #ffffff; --line: #d5d9df; --code: #f3f4f6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e5e7eb; --soft: #a3abb8; --paper: #12161d; --line: #343b46; --code: #1d232c; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; }
p { max-width: 44rem; overflow-wrap: anywhere; }
.wide, figure { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 0.35rem 0.75rem; border-bottom: 1px solid var(--line); text-align: left; }
thead th { color: var(--soft); font-weight: 500; font-size: 0.875rem; }
.board td, .board th { text-align: right; white-space: nowrap; }
.board th:nth-child(2) { text-align: left; font-weight: 600; white-space: normal;
  overflow-wrap: anywhere; min-width: 8rem; }
.board thead th:nth-child(2) { font-weight: 500; }
.board .begins > * { border-top: 2px solid var(--soft); }
figure svg { display: block; overflow: visible; height: auto; max-width: 100%;
  min-width: var(--least); margin-bottom: 1rem; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: 0.4rem 1.25rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
pre { background: var(--code); padding: 0.75rem 1rem; border-radius: 6px; overflow-x: auto; }
@media (max-width: 40rem) {
  .board th, .board td { padding: 0.35rem 0.4rem; font-size: 0.9rem; }
  dl { grid-template-columns: 1fr; gap: 0 0; }
  dt { margin-top: 0.6rem; }
}
@media print { main { max-width: none; } }
"""
