"""Votes become a board that people can read, send and check: a table, pictures, a report.

`rank` reads votes, rates the models by a method of ``ratings`` and returns a `Ranking`, which knows
its intervals and ranks and turns itself into JSON, frames, pictures and a page. `compare` asks of
two models whether they differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tiltyard.analysis._compare import HeadToHead, Record
from tiltyard.analysis._rank import compare, rank
from tiltyard.analysis._ranking import Ranking
from tiltyard.analysis._standings import Coefficient, Row, Scale, Standings, Unranked
from tiltyard.analysis._words import facts, interval, interval_head, number, span, visible

__all__ = [
    "Coefficient",
    "HeadToHead",
    "Ranking",
    "Record",
    "Row",
    "Scale",
    "Standings",
    "Unranked",
    "compare",
    "facts",
    "interval",
    "interval_head",
    "number",
    "rank",
    "span",
    "visible",
    "write_rows",
]


def write_rows(boards: Mapping[str, Ranking], path: Path, *, by: str, parquet: bool) -> None:
    """Write the rows of one board for each slice into one file, as CSV or as Parquet.

    The first column, named as ``by``, says of which slice a row is.

    Raises:
        ConfigurationError: the file cannot be written.
    """
    from tiltyard.analysis import _frames  # noqa: PLC0415 -- polars is slow to import

    rows = _frames.together(boards, by)
    _frames.write(path, rows.write_parquet if parquet else rows.write_csv)
