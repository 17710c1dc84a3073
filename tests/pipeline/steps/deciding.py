"""What a step says of rows, all at once."""

from __future__ import annotations

from typing import Any

import polars as pl

from tiltyard.pipeline import steps


def reasons(name: str, frame: pl.DataFrame, **options: Any) -> list[str | None]:
    """The reason of every row by one step alone."""
    step = steps.load(name, options)
    columns = [frame.select(step.reads)] if step.reads else []
    measured = step.measure(frame.select(step.measures)) if step.measures else None
    if measured is not None:
        columns.append(measured)
    return step.drop(pl.concat(columns, how="horizontal")).to_list()
