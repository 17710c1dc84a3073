"""What rows, voters and battles are called in a release.

Names are made of the released rows alone. A row is called by a digest of what it says, which is
published anyway; voters are numbered in the order of their first rows. There is no key that could
leak, nothing of a voter's id goes in, and the same rows give the same names everywhere.
"""

from __future__ import annotations

import hashlib

import polars as pl

from tiltyard.pipeline._cells import JUDGE


def names(rows: pl.DataFrame) -> pl.DataFrame:
    """What each row (``id``) is called, in the order of release: ``order`` and three names.

    These are ``question_id``, ``judge`` and ``battle``.

    Args:
        rows: ``id``, ``content`` (a digest of what the row says), ``voter`` and ``battle``.
    """
    ordered = (
        # Rows that say the same are told apart by number. Their ids decide which is first, by
        # digest: an id may hold the time, whose order is not to be published.
        rows.with_columns(tie=pl.Series(map(_digest, rows["id"]), dtype=pl.String))
        .sort("content", "tie")
        .with_columns(again=pl.col("content").cum_count().over("content"))
        .with_row_index("order")
    )
    number = pl.when(pl.col("again") > 1).then(pl.concat_str(pl.lit("-"), "again"))
    called = ordered.with_columns(
        question_id=pl.concat_str("content", number.fill_null("")),
        group=pl.coalesce("battle", pl.concat_str(pl.lit("alone "), "id")),
    )
    return called.join(_voters(called), on="voter", how="left", maintain_order="left").select(
        "order", "id", "question_id", "judge", battle=pl.col("question_id").first().over("group")
    )


def _voters(ordered: pl.DataFrame) -> pl.DataFrame:
    """A pseudonym for each voter; a model that judges keeps its name."""
    voters = ordered.select("voter").drop_nulls().unique(maintain_order=True)
    is_model = pl.col("voter").str.starts_with(JUDGE)
    people = voters.filter(~is_model).with_row_index("number", offset=1)
    return pl.concat(
        [
            people.select("voter", judge=pl.concat_str(pl.lit("voter_"), "number")),
            voters.filter(is_model).select("voter", judge=pl.col("voter")),
        ]
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
