"""The rows of a board as HTML, written here and not in the template: there may be hundreds.

A template takes ten times as long for them, and while it is at it no other page goes out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from tiltyard.leaderboard import FRESH, Board, Neighbours, Record, Row
from tiltyard.records import ModelCard
from tiltyard.web.board_pages._shown import Links

# A model with fewer votes than these is marked: its rating will still move.
PROVISIONAL = 100
_MISSING = '<span class="missing">not stated</span>'
_RETIRED = ' <span class="tag">retired</span>'
_PROVISIONAL = (
    ' <span class="tag provisional" title="Few votes so far: its rating will still move">'
    "provisional</span>"
)
# The narrowest bar that is seen, in hundredths of the axis.
_NARROWEST = 0.6


@dataclass(frozen=True, slots=True)
class Axis:
    """What the bars of all rows are drawn on."""

    low: float
    high: float

    def place(self, rating: float) -> float:
        """In hundredths, from the left."""
        return 100 * (rating - self.low) / ((self.high - self.low) or 1)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a row says of its neighbours: its range of ranks, and what its lead rests on.

    That is a cell of its own, and on a phone, where one would have to scroll for it, a line under
    the rating.
    """

    ranks: tuple[int, int]
    carried: str
    narrow: str


def rows(board: Board, links: Links) -> Markup:
    """The body of the table of a board that ranks somebody."""
    axis = Axis(min(row.low for row in board.rows), max(row.high for row in board.rows))
    # All rows above the first of a block are surely better: a rule is drawn.
    begins = {block[0] for block in board.tied_blocks[1:]}
    carried, ranks = _carried(board), board.ranks
    nothing = _carrying("", "") if board.voters_to_flip else ("", "")
    lines = []
    for order, row in enumerate(board.rows):
        kind = ' class="begins"' if row.card.name in begins else ""
        name = _name(row, links, is_live=board.kind == "live")
        cells = "".join(
            _cells(
                row,
                order,
                axis,
                name,
                _Beside(ranks[row.card.name], *carried.get(row.card.name, nothing)),
            )
        )
        lines.append(f"<tr{kind}>{cells}</tr>\n")
    return Markup("".join(lines))


def _carried(board: Board) -> dict[str, tuple[str, str]]:
    """What the lead of each model over the next rests on, as a cell and as a line; if asked."""
    if not board.voters_to_flip or not board.fragility:
        return {}
    return {one.leader: _rests_on(one, board.voters_to_flip) for one in board.fragility.neighbours}


def _rests_on(one: Neighbours, least: int) -> tuple[str, str]:
    needed = one.votes if one.voters is None else one.voters
    if needed is None:
        return _carrying("no number", "rests on no number")
    votes = _counted_as(one.votes or 0, "vote")
    kind = " few" if needed < least else ""
    if one.voters is None:
        return _carrying(votes, f"rests on {votes}", kind, needed)
    told = f'{one.voters:,} <span class="interval-text">{votes}</span>'
    return _carrying(told, f"rests on {_counted_as(one.voters, 'voter')}", kind, needed)


def _carrying(cell: str, line: str, kind: str = "", needed: int | str = "") -> tuple[str, str]:
    below = f'<span class="interval-text rests{kind}">{line}</span>' if line else ""
    return f'<td data-value="{needed}" class="carried{kind}">{cell}</td>', below


def _counted_as(many: int, noun: str) -> str:
    return f"{many:,} {noun}{'' if many == 1 else 's'}"


def win_rate(record: Record) -> Markup:
    """The share of votes won, a tie and a vote for neither being half a win."""
    if record.win_rate is None:
        return Markup("–")
    told = (
        f"{record.wins:,} won, {record.losses:,} lost, {record.ties:,} tied, "
        f"{record.both_bad:,} both bad"
    )
    return Markup(f'<span title="{told}">{100 * record.win_rate:.0f} %</span>')


def _name(row: Row, links: Links, *, is_live: bool) -> str:
    """The cell of the model, which heads its row."""
    name = escape(row.card.name)
    least = PROVISIONAL if row.card.variants is None else FRESH
    is_provisional = row.record is not None and row.record.votes < least
    retired = _RETIRED if is_live and not row.card.active else ""
    return (
        f'<th scope="row" data-value="{name}" class="model">'
        f'<bdi><a href="{escape(links.model(row.card.name))}">{name}</a></bdi>'
        f"{retired}{_chosen(row.card)}{_PROVISIONAL if is_provisional else ''}</th>"
    )


def _chosen(card: ModelCard) -> str:
    """Said of a model that was chosen among several that were tested in private."""
    if card.variants is None or card.variants < 2:
        return ""
    return (
        ' <a class="tag chosen" href="/private-models" title="Chosen among so many variants that '
        f'were tested in private: its interval is wider for it">best of {card.variants:,}</a>'
    )


def _cells(row: Row, order: int, axis: Axis, name: str, beside: _Beside) -> Iterator[str]:
    card, (best, worst) = row.card, beside.ranks
    ticked = escape(card.name)
    yield f'<td class="tick"><input type="checkbox" name="models" value="{ticked}" '
    yield f'aria-label="Compare {ticked}"></td>'
    ranks = str(best) if best == worst else f"{best}–{worst}"
    yield f'<td data-value="{order}" class="rank">{ranks}</td>{name}'
    yield f'<td data-value="{row.rating}"><span class="rating">{_points(row.rating)}</span> '
    yield f'<span class="interval-text">{_points(row.low)} to {_points(row.high)}</span>'
    yield f"{beside.narrow}</td>"
    yield f'<td class="interval-column">{_bar(row, axis)}</td>{beside.carried}'
    yield from _counted(row.record)
    for words in (card.organisation, card.licence):
        yield f'<td data-value="{escape(words or "")}" class="words">{_stated(words)}</td>'
    yield from _offered(card)


def _counted(record: Record | None) -> Iterator[str]:
    """Votes and win rate; of ratings that were imported neither is known."""
    if record is None:
        yield '<td data-value="">–</td><td data-value="">–</td>'
        return
    yield f'<td data-value="{record.votes}">{record.votes:,}</td>'
    yield f'<td data-value="{record.win_rate}">{win_rate(record)}</td>'


def _offered(card: ModelCard) -> Iterator[str]:
    """Prices and context."""
    paid = "" if card.price_out_usd is None else card.price_out_usd
    prices = (card.price_in_usd, card.price_out_usd)
    shown = _MISSING if prices == (None, None) else " / ".join(map(_price, prices))
    yield f'<td data-value="{paid}">{shown}</td>'
    context = card.context_length
    yield f'<td data-value="{context or ""}">{f"{context:,.0f}" if context else _MISSING}</td>'


def _bar(row: Row, axis: Axis) -> str:
    width = max(axis.place(row.high) - axis.place(row.low), _NARROWEST)
    point = max(axis.place(row.rating) - 0.5, 0)
    return (
        '<svg class="interval" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false"><rect class="interval-axis" x="0" y="5.5" width="100" height="1"/>'
        f'<rect class="interval-range" x="{axis.place(row.low):.2f}" y="3.5" width="{width:.2f}" '
        f'height="5"/><rect class="interval-point" x="{point:.2f}" y="1" width="1" height="10"/>'
        "</svg>"
    )


def _points(rating: float) -> str:
    return f"{rating:,.0f}".replace("-", "−")


def _stated(words: str | None) -> str:
    return str(escape(words)) if words else _MISSING


def _price(usd: float | None) -> str:
    """As the macro of this name in ``board_parts.html``."""
    if usd is None:
        return "–"
    if usd == 0:
        return "free"
    return f"${usd:.2g}" if usd < 0.1 else f"${usd:,.2f}"
