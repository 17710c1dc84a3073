"""Boards as frames and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import astuple
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars

from tiltyard.errors import ConfigurationError

if TYPE_CHECKING:
    import pandas

    from tiltyard.analysis._standings import Standings

SCHEMA = {
    "model": polars.String,
    "strength": polars.Float64,
    "rating": polars.Float64,
    "lower": polars.Float64,
    "upper": polars.Float64,
    "rank": polars.Int64,
    "rank_lower": polars.Int64,
    "rank_upper": polars.Int64,
    "votes": polars.Float64,
    "win_rate": polars.Float64,
}


def to_polars(ranking: Standings) -> polars.DataFrame:
    """The ranked models, a row each; null for an end that an interval does not have."""
    rows = [astuple(row) for row in ranking.models]
    ends = polars.col("lower", "upper")
    frame = polars.DataFrame(rows, schema=SCHEMA, orient="row")
    return frame.with_columns(polars.when(ends.is_finite()).then(ends))


def to_pandas(ranking: Standings) -> pandas.DataFrame:
    """The same for pandas, without going through Arrow, which need not be installed.

    Raises:
        ConfigurationError: pandas is not installed.
    """
    try:
        import pandas  # noqa: PLC0415 -- slow, and not one of our dependencies
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            "pandas is not installed: pip install pandas, or use to_polars()"
        ) from error
    return pandas.DataFrame(to_polars(ranking).to_dict(as_series=False))


def write(path: str | Path, fill: Callable[[BytesIO], Any]) -> None:
    """Write what ``fill`` gives to a file, all of it or none.

    Raises:
        ConfigurationError: the file cannot be written.
    """
    whole = BytesIO()
    fill(whole)
    try:
        Path(path).write_bytes(whole.getvalue())
    except OSError as error:
        raise ConfigurationError(f"{str(path)!r} cannot be written: {error.strerror}") from error


def together(boards: Mapping[str, Standings], by: str) -> polars.DataFrame:
    """The rows of several boards; a first column says of which slice each is."""
    # A slice may be called like a column of ours, such as "votes".
    name = f"slice_{by}" if by in SCHEMA else by
    return polars.concat(
        to_polars(board).select(polars.lit(value, polars.String).alias(name), polars.all())
        for value, board in boards.items()
    )
