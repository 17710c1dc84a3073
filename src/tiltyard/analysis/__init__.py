"""Votes become a board that people can read, send and check: a table, pictures, a report.

`rank` reads votes, rates the models by a method of ``ratings`` and returns a `Ranking`, which knows
its intervals and ranks and turns itself into JSON, frames, pictures and a page. `compare` asks of
two models whether they differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiltyard.analysis._compare import HeadToHead, Record
from tiltyard.analysis._rank import compare, rank
from tiltyard.analysis._ranking import Ranking
from tiltyard.analysis._standings import Coefficient, Row, Scale, Standings, Unranked
from tiltyard.analysis._threads import one_thread
from tiltyard.analysis._words import (
    facts,
    interval,
    interval_head,
    number,
    span,
    turned,
    turned_head,
    visible,
)

if TYPE_CHECKING:
    from tiltyard.pipeline import Funnel

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
    "dataset_pictures",
    "facts",
    "funnel_picture",
    "interval",
    "interval_head",
    "number",
    "one_thread",
    "rank",
    "require_picture",
    "span",
    "topic_map",
    "turned",
    "turned_head",
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


def funnel_picture(funnel: Funnel, path: Path) -> None:
    """Draw where the rows of a dataset went to an ``.svg``, ``.png`` or ``.html`` file.

    Raises:
        ConfigurationError: the name says no format, Altair is not installed, or the file cannot
            be written.
    """
    from tiltyard.analysis import _dataset_charts  # noqa: PLC0415 -- as above

    _dataset_charts.funnel_picture(funnel, path)


def dataset_pictures(stats: Mapping[str, Any], path: Path) -> list[Path]:
    """Draw what `tiltyard.pipeline.stats` tells of a dataset; returns the files.

    Args:
        stats: the whole account.
        path: a file for all pictures, or a folder for one ``.svg`` each.

    Raises:
        ConfigurationError: there is nothing to draw, Altair is not installed, or a file cannot be
            written.
    """
    from tiltyard.analysis import _dataset_charts  # noqa: PLC0415 -- as above

    return _dataset_charts.dataset_pictures(stats, path)


def topic_map(told: Mapping[str, Any], points: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Draw a map of topics to an ``.svg``, ``.png`` or ``.html`` file.

    Args:
        told: what `tiltyard.pipeline.TopicReport` tells.
        points: its places.
        path: where to.

    Raises:
        ConfigurationError: there is nothing to draw, the name says no format, Altair is not
            installed, or the file cannot be written.
    """
    from tiltyard.analysis import _topic_charts  # noqa: PLC0415 -- as above

    _topic_charts.topic_map(told, points, path)


def require_picture(path: Path) -> None:
    """Return if a picture can be written to a file of that name.

    Raises:
        ConfigurationError: the name says no format, or Altair is not installed.
    """
    from tiltyard.analysis import _charts, _pictures  # noqa: PLC0415 -- as above

    _pictures.require_picture(path)
    _charts.library()
