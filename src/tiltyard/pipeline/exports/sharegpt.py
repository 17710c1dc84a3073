"""Conversations to train on: those that people preferred."""

from __future__ import annotations

import polars as pl

from tiltyard.pipeline.exports import Export, Exported
from tiltyard.pipeline.exports._messages import (
    BOTH_BAD,
    NO_TEXTS,
    OTHER,
    Side,
    missing_answer,
    sort_out,
    told,
)

_SPEAKERS = {"user": "human", "assistant": "gpt", "system": "system"}


def _rows(frame: pl.DataFrame) -> Exported:
    kept, left_out = sort_out(frame, [NO_TEXTS, BOTH_BAD, missing_answer()])
    numbered = kept.with_row_index("place")
    sides = pl.concat([_side(numbered, "a"), _side(numbered, "b")]).sort(
        "place", maintain_order=True
    )
    return Exported(sides.drop("place"), left_out)


def _side(frame: pl.DataFrame, side: Side) -> pl.DataFrame:
    message = pl.struct(
        pl.element().struct.field("role").replace(_SPEAKERS).alias("from"),
        pl.element().struct.field("content").alias("value"),
    )
    return frame.filter(pl.col("outcome") != f"model_{OTHER[side]}").select(
        "place",
        pl.concat_str("question_id", pl.lit(f"-{side}")).alias("id"),
        told(side).list.eval(message).alias("conversations"),
        pl.col(f"model_{side}").alias("model"),
    )


export = Export(
    title="conversations (ShareGPT's format)",
    about="The winner's conversation, or both after a tie: `id`, `conversations`, a list of `from` "
    "(`human`, `gpt`, `system`) and `value`, and `model`. Where both are bad there is none.",
    rows=_rows,
    suffix=".jsonl",
)
