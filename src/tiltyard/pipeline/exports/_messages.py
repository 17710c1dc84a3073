"""Released conversations as messages, and which of them can be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import polars as pl

Side = Literal["a", "b"]
OTHER: dict[Side, Side] = {"a": "b", "b": "a"}
MESSAGES = pl.List(pl.Struct({"role": pl.String, "content": pl.String}))

NO_TEXTS = ("no texts", pl.col("conversation_a").is_null() | pl.col("conversation_b").is_null())
TIE = ("tie", pl.col("outcome") == "tie")
BOTH_BAD = ("both bad", pl.col("outcome") == "both_bad")


def sort_out(
    frame: pl.DataFrame, reasons: Sequence[tuple[str, pl.Expr]]
) -> tuple[pl.DataFrame, dict[str, int]]:
    """The rows to which no reason applies, and how many left under each; the first one counts."""
    counts = {}
    for name, applies in reasons:
        gone = frame.select(applies.fill_null(value=False)).to_series()
        counts[name] = int(gone.sum())
        frame = frame.filter(~gone)
    return frame, {name: many for name, many in counts.items() if many}


def missing_answer() -> tuple[str, pl.Expr]:
    """Rows in which some message has no text."""
    return "an answer is missing", pl.any_horizontal(
        pl.col(f"conversation_{side}")
        .list.eval(pl.element().struct.field("content").fill_null("").str.strip_chars() == "")
        .list.any()
        for side in ("a", "b")
    ) | (pl.col("conversation_a").list.len() == 0)


def told(side: Side) -> pl.Expr:
    """All messages of a side, the system's first if there is one: a list of role and content."""
    said = pl.col(f"conversation_{side}").list.eval(
        pl.struct(
            pl.element().struct.field("role").alias("role"),
            pl.element().struct.field("content").alias("content"),
        )
    )
    system = pl.struct(pl.lit("system").alias("role"), pl.col("system").alias("content"))
    begun = pl.concat_list(system.reshape((-1, 1)).arr.to_list(), said)
    return pl.when(pl.col("system").is_not_null()).then(begun).otherwise(said).cast(MESSAGES)


def history(side: Side) -> pl.Expr:
    """The messages before a side's last answer."""
    return told(side).list.head(pl.col(f"conversation_{side}").list.len() - 1 + _has_system())


def last(side: Side) -> pl.Expr:
    """A side's last answer, as a list of one message."""
    return told(side).list.tail(1)


def _has_system() -> pl.Expr:
    return pl.col("system").is_not_null().cast(pl.Int64)


def of_winner(what: Sequence[pl.Expr], name: str, *, winner: bool) -> pl.Expr:
    """What the winning side has, or the losing one: ``what`` is for side a, then for side b."""
    a_won = pl.col("outcome") == "model_a"
    return pl.when(a_won if winner else ~a_won).then(what[0]).otherwise(what[1]).alias(name)
