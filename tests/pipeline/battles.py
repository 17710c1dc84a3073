"""Invented rows of a dataset, for tests of what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard.pipeline import Dataset
from tiltyard.pipeline._schema import ROW, conform

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GOOD: dict[str, Any] = {
    "model_a": "wren-7b",
    "model_b": "lark-2",
    "winner": "model_a",
    "anonymous": True,
    "prompts": ["Why is the sky blue at noon?"],
    "answers_a": ["Because short waves are scattered more than long ones."],
    "answers_b": ["The air scatters blue light in all directions."],
}


def rows(*changes: dict[str, Any], **all_rows: Any) -> pl.DataFrame:
    """Good rows with some values changed, a minute apart; each has its own battle and voter."""
    made = []
    for place, change in enumerate(changes):
        own = {
            "id": f"r{place}",
            "battle": f"b{place}",
            "voter": f"v{place}",
            "created_at": NOON + timedelta(minutes=place),
        }
        made.append({**GOOD, **own, **all_rows, **change})
    return conform(pl.DataFrame(made, schema=ROW))


def dataset(folder: Path, frame: pl.DataFrame, cuts: Sequence[int] = ()) -> Dataset:
    """A dataset whose parts end at the cuts."""
    made = Dataset.create(folder)
    ends = [*sorted(cuts), len(frame)]
    begin = 0
    for end in ends:
        if end > begin:
            made.append(frame[begin:end])
            begin = end
    made.save()
    return made
