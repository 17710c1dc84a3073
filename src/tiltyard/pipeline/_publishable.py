"""Which rows of a dataset are published, and the columns that are made coarser before they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline._cells import TIME, coarsen, who
from tiltyard.pipeline._clean import Clean
from tiltyard.pipeline._config import Config
from tiltyard.pipeline._dataset import Dataset, Part
from tiltyard.pipeline._labels import in_use, labelled
from tiltyard.pipeline._rows_out import FIXED, LMARENA, OURS, Column
from tiltyard.registry import nearest

STYLE = "style"
LANGUAGE = "language"
_READ = ["id", "battle", "source", "voter", "consent", "created_at", LANGUAGE]


@dataclass(frozen=True, slots=True)
class Publishable:
    """What may be published of a dataset.

    Attributes:
        rows: a narrow row for each that is released, with ``part`` and ``place``; the columns of
            cells as they are published.
        columns: of the release, in order.
        labels: the labels that are in use, style aside, as `in_use` has them.
        style: the entry of style there, or None.
        coarse: the columns that are published as they are here, not as the dataset has them.
        cells: how many rows were made coarser, by step.
        left_out: how many rows that cleaning kept are not released, by reason.
        consented_only: whether rows without consent are left out.
    """

    rows: pl.DataFrame
    columns: tuple[Column, ...]
    labels: Mapping[str, Mapping[str, Any]]
    style: Mapping[str, Any] | None
    coarse: tuple[str, ...]
    cells: Mapping[str, int]
    left_out: Mapping[str, int]
    consented_only: bool

    def mask(self, dataset: Dataset) -> NDArray[np.bool_]:
        """Which rows of the dataset are released, in its order, shape ``(rows,)``."""
        sizes = [0, *(part.rows for part in dataset.parts)]
        begins = pl.Series(np.cumsum(sizes))
        chosen = np.zeros(dataset.rows, dtype=np.bool_)
        chosen[(begins[self.rows["part"] - 1] + self.rows["place"]).to_numpy()] = True
        return chosen

    def shown(self, part: Part) -> pl.DataFrame:
        """The rows of a part: their ``place`` in it, and what is published coarser."""
        return self.rows.filter(pl.col("part") == part.number).select("place", *self.coarse)


def publishable(
    dataset: Dataset, clean: Clean, config: Config, *, consented_only: bool
) -> Publishable:
    """What may be published of a dataset that was cleaned.

    Raises:
        DataError: no row is left.
        ConfigurationError: a column of cells is not there, or a label has the name of another
            column.
    """
    found = in_use(dataset)
    style = found.pop(STYLE, None)
    named = [column for entry in found.values() for column in entry["columns"]]
    cells = _cells(config, named)
    rows, without = _kept(dataset, clean, [LANGUAGE, *cells], consented_only=consented_only)
    if rows.is_empty():
        raise DataError(
            f"no row of {str(dataset.folder)!r} is left to release: see `tiltyard data stats` for "
            "where they went"
        )
    rows = rows.with_columns(who=who(rows))
    coarse = coarsen(rows, config.release.cells, config.release.smallest_cell)
    return Publishable(
        rows=coarse.frame,
        columns=(*LMARENA, *OURS, *_labels(dataset, found), *_style(dataset, style)),
        labels=found,
        style=style,
        coarse=("created_at", "time_precision", LANGUAGE, *cells),
        cells=coarse.counts,
        left_out={"no consent": without} if without else {},
        consented_only=consented_only,
    )


def _cells(config: Config, labels: Sequence[str]) -> list[str]:
    """The columns of cells that have to be looked up, the time aside."""
    known = list(dict.fromkeys([TIME, LANGUAGE, "source", *labels]))
    for name in config.release.cells:
        if name not in known:
            raise ConfigurationError(
                f"data.cells names {name!r}, which is no column of the release that could point "
                f"to somebody{nearest(name, known)}"
            )
    return [name for name in config.release.cells if name not in {TIME, LANGUAGE}]


def _kept(
    dataset: Dataset, clean: Clean, wanted: Sequence[str], *, consented_only: bool
) -> tuple[pl.DataFrame, int]:
    """The rows that cleaning kept, and how many of them were left out for want of consent."""
    pieces = []
    without = 0
    for part in dataset.parts:
        rows = part.read(_READ).with_row_index("place").with_columns(part=pl.lit(part.number))
        found = labelled(dataset, part)
        looked_up = found.select([name for name in wanted if name in found.columns])
        rows = rows.with_columns(looked_up.get_columns())
        rows = rows.filter(clean.reasons(part).is_null())
        if consented_only:
            told = rows.filter(pl.col("consent").fill_null(value=False))
            without += len(rows) - len(told)
            rows = told
        pieces.append(rows)
    return (pl.concat(pieces) if pieces else pl.DataFrame()), without


def _labels(dataset: Dataset, found: Mapping[str, Mapping[str, Any]]) -> list[Column]:
    """A column for each label, but for the language, which has one already."""
    columns = []
    kinds = labelled(dataset, dataset.parts[0]).schema
    for name, entry in found.items():
        for column in entry["columns"]:
            if column == LANGUAGE:
                continue
            if column in FIXED:
                raise ConfigurationError(
                    f"the label {name!r} has the name of another column of the release; call the "
                    "category otherwise"
                )
            side = f" of the answers of side {column[-1]}" if column != name else ""
            about = f"the label `{name}`{side}; null: unlabelled"
            columns.append(Column(column, kinds[column], about))
    return columns


def _style(dataset: Dataset, style: Mapping[str, Any] | None) -> list[Column]:
    """A column for each feature of each side."""
    if style is None:
        return []
    kinds = labelled(dataset, dataset.parts[0], [STYLE]).schema
    return [
        Column(f"{STYLE}_{name}", kinds[name], f"`{name[:-2]}` of the answers of side {name[-1]}")
        for name in style["columns"]
    ]
