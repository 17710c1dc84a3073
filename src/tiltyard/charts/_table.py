"""The table under a chart: the same numbers, to be read, copied and computed with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from tiltyard.charts._words import Form, visible, written
from tiltyard.errors import DataError

Cell = str | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A title, and how its cells are written; ``key`` names it in a file."""

    key: str
    title: str
    form: Form | Literal["text", "date"] = "text"

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers."""
        return self.form not in {"text", "date"}


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, and rows of a cell for each; None is a cell that is not known.

    Raises:
        DataError: a row has other than a cell for each column.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise DataError(f"{row!r} has {len(row)} cells for {len(self.columns)} columns")

    def shown(self) -> Iterator[list[tuple[Column, str, str]]]:
        """Of each row and column: the value in full, and as people write it."""
        for row in self.rows:
            yield [
                (column, full(cell), _said(cell, column))
                for column, cell in zip(self.columns, row, strict=True)
            ]


def full(cell: Cell) -> str:
    """A value in full precision; nothing if it is not known, or an end that is open."""
    if cell is None or (isinstance(cell, float) and cell in _OPEN):
        return ""
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return visible(cell) if isinstance(cell, str) else repr(cell)


def _said(cell: Cell, column: Column) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return visible(cell)
    if isinstance(cell, date | datetime):
        return f"{cell.day} {cell:%b %Y}"
    if column.form == "text" or column.form == "date":  # noqa: PLR1714 -- mypy narrows this
        return str(cell)
    return written(cell, column.form)


_OPEN = (float("inf"), float("-inf"))
