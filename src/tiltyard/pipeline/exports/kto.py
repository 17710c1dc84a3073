"""Single answers with a yes or a no: each side of a battle is an example of its own."""

from __future__ import annotations

import polars as pl

from tiltyard.pipeline.exports import Export, Exported
from tiltyard.pipeline.exports._messages import (
    NO_TEXTS,
    TIE,
    Side,
    history,
    last,
    missing_answer,
    sort_out,
)


def _rows(frame: pl.DataFrame) -> Exported:
    kept, left_out = sort_out(frame, [NO_TEXTS, TIE, missing_answer()])
    numbered = kept.with_row_index("place")
    sides = pl.concat([_side(numbered, "a"), _side(numbered, "b")]).sort(
        "place", maintain_order=True
    )
    return Exported(sides.drop("place"), left_out)


def _side(frame: pl.DataFrame, side: Side) -> pl.DataFrame:
    return frame.select(
        "place",
        history(side).alias("prompt"),
        last(side).alias("completion"),
        (pl.col("outcome") == f"model_{side}").alias("label"),
    )


export = Export(
    title="single answers with a verdict (TRL's unpaired preference format, for KTO)",
    about="Two rows for a vote, one for each side: `prompt`, what that side had seen, "
    "`completion`, its last answer, and `label`, whether it won. Both are false where both are "
    "bad. Ties say of neither that it is good, and give none.",
    rows=_rows,
)
