"""What boards say, as tables: one row for each thing, numbers as exact as they are."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Literal

import polars as pl

from tiltyard.leaderboard._board import Board
from tiltyard.ratings.fragility import Neighbours
from tiltyard.records import ModelCard

# A heading and rows with commas between, or a stream of Arrow.
TableFormat = Literal["csv", "arrow"]

_CARD = pl.Schema(
    {
        "organisation": pl.String(),
        "licence": pl.String(),
        "link": pl.String(),
        "price_in_usd": pl.Float64(),
        "price_out_usd": pl.Float64(),
        "parameters": pl.Int64(),
        "context_length": pl.Int64(),
        "released_on": pl.Date(),
        "variants": pl.Int64(),
    }
)
PLACE = pl.Schema(
    {
        "rating": pl.Float64(),
        "low": pl.Float64(),
        "high": pl.Float64(),
        "rank_best": pl.Int64(),
        "rank_worst": pl.Int64(),
    }
)
_RECORD = pl.Schema(
    {
        "votes": pl.Int64(),
        "wins": pl.Int64(),
        "losses": pl.Int64(),
        "ties": pl.Int64(),
        "both_bad": pl.Int64(),
        "win_rate": pl.Float64(),
    }
)
# What a model's lead over the next one rests on; unknown where no number turns the two.
_RESTS = pl.Schema({"rests_on_voters": pl.Int64(), "rests_on_votes": pl.Int64()})
BOARD = pl.Schema(
    {"model": pl.String(), **PLACE, **_RECORD, "unranked": pl.String(), **_CARD, **_RESTS}
)
# A row for each model on each of several boards.
MATRIX = pl.Schema(
    {"board": pl.String(), "words": pl.String(), "model": pl.String(), **PLACE, "votes": pl.Int64()}
)
MODEL_BOARDS = pl.Schema(
    {
        "board": pl.String(),
        "words": pl.String(),
        "state": pl.String(),
        "reason": pl.String(),
        **PLACE,
        "votes": pl.Int64(),
    }
)
SOURCES = pl.Schema(
    {
        "name": pl.String(),
        "title": pl.String(),
        "kind": pl.String(),
        "votes": pl.Int64(),
        "models": pl.Int64(),
        "usual": pl.Boolean(),
    }
)
LABELS = pl.Schema(
    {
        "word": pl.String(),
        "value": pl.String(),
        "title": pl.String(),
        "group": pl.String(),
        "votes": pl.Int64(),
    }
)
PAIRS = pl.Schema(
    {
        "model_a": pl.String(),
        "model_b": pl.String(),
        "votes": pl.Int64(),
        "model_a_wins": pl.Int64(),
        "model_b_wins": pl.Int64(),
        "ties": pl.Int64(),
        "both_bad": pl.Int64(),
        "win_rate_a": pl.Float64(),
    }
)
SNAPSHOTS = pl.Schema(
    {
        "number": pl.Int64(),
        "taken_at": pl.Datetime("us", "UTC"),
        "source": pl.String(),
        "kind": pl.String(),
        "title": pl.String(),
        "votes": pl.Int64(),
        "boards": pl.Int64(),
        "votes_digest": pl.String(),
        "digest": pl.String(),
    }
)
# A board of a snapshot, as it was published: `BOARD` without what can be counted from the rest,
# and what is counted for boards of now alone.
PUBLISHED = pl.Schema(
    {name: kind for name, kind in BOARD.items() if name not in ("win_rate", *_RESTS)}
)
HISTORY = pl.Schema(
    {
        "model": pl.String(),
        "snapshot": pl.Int64(),
        "taken_at": pl.Datetime("us", "UTC"),
        "place": pl.Int64(),
        **PLACE,
        "votes": pl.Int64(),
    }
)
CHANGES = pl.Schema(
    {
        "model": pl.String(),
        "kind": pl.String(),
        "moved": pl.Int64(),
        "rating_before": pl.Float64(),
        "rating_after": pl.Float64(),
        "new_votes": pl.Int64(),
        "is_sure": pl.Boolean(),
        "sentence": pl.String(),
    }
)
# Wrong answers that won, by model; the shares as `tiltyard.ratings.Share` has them.
PERSUASION = pl.Schema(
    {
        "model": pl.String(),
        "is_known": pl.Boolean(),
        "won_though_wrong": pl.Float64(),
        "won_though_wrong_low": pl.Float64(),
        "won_though_wrong_high": pl.Float64(),
        "won_though_wrong_votes": pl.Int64(),
        "lost_though_right": pl.Float64(),
        "lost_though_right_low": pl.Float64(),
        "lost_though_right_high": pl.Float64(),
        "lost_though_right_votes": pl.Int64(),
    }
)


def table(rows: Iterable[Mapping[str, Any]], schema: pl.Schema) -> pl.DataFrame:
    """The rows with exactly these columns; what a row does not have is unknown."""
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def board_table(board: Board) -> pl.DataFrame:
    """A row for each ranked model in order, then for each that is not, with the reason."""
    ranked: list[dict[str, Any]] = []
    rests = {one.leader: one for one in board.fragility.neighbours} if board.fragility else {}
    for row in board.rows:
        record = row.record
        told = {"votes": record.votes, "win_rate": record.win_rate} if record else {}
        place = {name: getattr(row, name) for name in PLACE}
        counted = asdict(record) if record else {}
        told |= _rests_on(rests.get(row.card.name))
        ranked.append({"model": row.card.name, **place, **counted, **told, **_card(row.card)})
    unranked = [
        {"model": one.card.name, "votes": one.votes, "unranked": one.reason, **_card(one.card)}
        for one in board.unranked
    ]
    return table([*ranked, *unranked], BOARD)


def cards_table(cards: Iterable[ModelCard]) -> pl.DataFrame:
    """A row for each card."""
    rows = [{"name": card.name, "active": card.active, **_card(card)} for card in cards]
    return table(rows, pl.Schema({"name": pl.String(), **_CARD, "active": pl.Boolean()}))


def written(rows: pl.DataFrame, kind: TableFormat) -> bytes:
    """The table as a file: CSV with one heading, or a stream of Arrow that old readers know too."""
    file = io.BytesIO()
    if kind == "csv":
        rows.write_csv(file)
    else:
        rows.write_ipc_stream(file, compat_level=pl.CompatLevel.oldest())
    return file.getvalue()


def _card(card: ModelCard) -> dict[str, Any]:
    return {name: getattr(card, name) for name in _CARD}


def _rests_on(lead: Neighbours | None) -> dict[str, int | None]:
    if lead is None:
        return {}
    return {"rests_on_voters": lead.voters, "rests_on_votes": lead.votes}
