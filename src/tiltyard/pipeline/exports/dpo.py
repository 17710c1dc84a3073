"""Preference pairs: the same prompt, the answer that won and the one that lost."""

from __future__ import annotations

import polars as pl

from tiltyard.pipeline.exports import Export, Exported
from tiltyard.pipeline.exports._messages import (
    BOTH_BAD,
    NO_TEXTS,
    TIE,
    history,
    last,
    missing_answer,
    of_winner,
    sort_out,
)


def _rows(frame: pl.DataFrame) -> Exported:
    # A pair needs one prompt. After the first turn each model has seen its own answers only, so
    # that the later turns of most battles have two; a vote on the whole says nothing of the first
    # turn alone, so they cannot be cut short either.
    differs = ("earlier answers differ", history("a") != history("b"))
    same = ("both answers are the same", last("a") == last("b"))
    kept, left_out = sort_out(frame, [NO_TEXTS, TIE, BOTH_BAD, missing_answer(), differs, same])
    answers = last("a"), last("b")
    return Exported(
        kept.select(
            history("a").alias("prompt"),
            of_winner(answers, "chosen", winner=True),
            of_winner(answers, "rejected", winner=False),
        ),
        left_out,
    )


export = Export(
    title="preference pairs (TRL's conversational preference format, for DPO)",
    about="A row is a vote with a winner: `prompt`, a list of messages, and as `chosen` and "
    "`rejected` the last answer of the winner and of the loser. Ties and votes that both are bad "
    "give none, nor do battles of several turns unless both models had the same history.",
    rows=_rows,
)
