"""Released rows, as exports see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
from polars.datatypes import DataType, DataTypeClass

from tiltyard.pipeline._rows_out import CONVERSATION

_COLUMNS: dict[str, DataType | DataTypeClass] = {
    "question_id": pl.String,
    "model_a": pl.String,
    "model_b": pl.String,
    "outcome": pl.String,
    "system": pl.String,
    "conversation_a": CONVERSATION,
    "conversation_b": CONVERSATION,
}
SCHEMA = pl.Schema(_COLUMNS)


def talk(*texts: str | None) -> list[dict[str, Any]]:
    """Messages of the user and of a model in turn."""
    return [
        {"role": "assistant" if place % 2 else "user", "content": text, "num_tokens": None}
        for place, text in enumerate(texts)
    ]


def vote(
    outcome: str = "model_a",
    *,
    a: Sequence[str | None] | None = ("Why?", "Because."),
    b: Sequence[str | None] | None = ("Why?", "No idea."),
    system: str | None = None,
) -> pl.DataFrame:
    """One released vote."""
    made = {
        "question_id": "q",
        "model_a": "oak",
        "model_b": "elm",
        "outcome": outcome,
        "system": system,
        "conversation_a": None if a is None else talk(*a),
        "conversation_b": None if b is None else talk(*b),
    }
    return pl.DataFrame([made], schema=SCHEMA)


def said(role: str, content: str) -> dict[str, str]:
    """One message, as training programs read it."""
    return {"role": role, "content": content}
