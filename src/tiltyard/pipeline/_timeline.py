"""Votes over time, in days, weeks or months, as the span asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

# Longer spans are told in longer units, so that a picture has at most some eighty of them.
_DAYS, _WEEKS = 80, 560
_EVERY = {"day": "1d", "week": "1w", "month": "1mo"}


def timeline(days: Mapping[date | None, int]) -> dict[str, Any]:
    """Votes by ``unit`` from first to last, units without any included; and rows without a time.

    Args:
        days: how many votes each day had.
    """
    known = {day: votes for day, votes in days.items() if day is not None}
    told: dict[str, Any] = {"rows_without_time": days.get(None, 0)}
    if not known:
        return told | {"unit": None, "first": None, "last": None, "votes": []}
    first, last = min(known), max(known)
    span = (last - first).days
    unit = "day" if span < _DAYS else "week" if span < _WEEKS else "month"
    frame = pl.DataFrame({"day": list(known), "votes": list(known.values())}).sort("day")
    every = _EVERY[unit]
    summed = frame.group_by_dynamic("day", every=every).agg(pl.col("votes").sum())
    whole = summed.upsample("day", every=every).with_columns(pl.col("votes").fill_null(0))
    votes = [
        {"from": day.isoformat(), "votes": many}
        for day, many in zip(whole["day"].to_list(), whole["votes"].to_list(), strict=True)
    ]
    return told | {
        "unit": unit,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "votes": votes,
    }
