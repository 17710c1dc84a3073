"""The columns of a dataset: one row is one vote on one battle, with its conversation if known."""

from __future__ import annotations

import polars as pl
from polars.datatypes import DataType, DataTypeClass

# Every part of every dataset has these columns, in this order. Null means not known.
_COLUMNS: dict[str, DataType | DataTypeClass] = {
    "id": pl.String,  # unique in the dataset, and the same whenever the same row is imported
    "battle": pl.String,  # the conversation: several votes may be on one
    "source": pl.String,  # the importer's name
    "model_a": pl.String,
    "model_b": pl.String,
    "winner": pl.String,  # model_a, model_b, tie, both_bad; null: there is no vote
    "voter": pl.String,
    "created_at": pl.Datetime("us", "UTC"),
    "anonymous": pl.Boolean,  # whether the voter could not know the names
    "system": pl.String,
    "prompts": pl.List(pl.String),  # the user's turns in order
    "answers_a": pl.List(pl.String),  # one for each turn; null: it gave none
    "answers_b": pl.List(pl.String),
    "tokens_a": pl.List(pl.Int64),  # of each answer, as the provider counted them
    "tokens_b": pl.List(pl.Int64),
    "failure": pl.String,  # what went wrong with an answer
    "flagged": pl.Boolean,  # by the source's moderation
    "consent": pl.Boolean,  # may the texts be published?
    "language": pl.String,  # as the source says it
    "images": pl.Int64,  # how many the conversation holds
    "extra": pl.String,  # what else the source says, as JSON
}
ROW = pl.Schema(_COLUMNS)

WINNERS = ("model_a", "model_b", "tie", "both_bad")


def conform(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with exactly the columns of a dataset: missing ones null, others gone."""
    known = [
        pl.col(name).cast(kind) if name in frame.columns else pl.lit(None, kind).alias(name)
        for name, kind in ROW.items()
    ]
    # A frame without any column would become one row of nulls.
    return frame.select(known) if frame.columns else ROW.to_frame()
