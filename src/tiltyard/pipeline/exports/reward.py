"""Pairs of whole conversations: the one that won and the one that lost."""

from __future__ import annotations

import polars as pl

from tiltyard.pipeline.exports import Export, Exported
from tiltyard.pipeline.exports._messages import (
    BOTH_BAD,
    NO_TEXTS,
    TIE,
    missing_answer,
    of_winner,
    sort_out,
    told,
)


def _rows(frame: pl.DataFrame) -> Exported:
    same = ("both answers are the same", told("a") == told("b"))
    kept, left_out = sort_out(frame, [NO_TEXTS, TIE, BOTH_BAD, missing_answer(), same])
    sides = told("a"), told("b")
    return Exported(
        kept.select(
            of_winner(sides, "chosen", winner=True), of_winner(sides, "rejected", winner=False)
        ),
        left_out,
    )


export = Export(
    title="preferred conversations (TRL's implicit prompt, for reward models)",
    about="A row is a vote with a winner: as `chosen` and `rejected` all messages of the winning "
    "and of the losing side, the prompt included, for the vote was on the whole. Ties and votes "
    "that both are bad give none.",
    rows=_rows,
)
