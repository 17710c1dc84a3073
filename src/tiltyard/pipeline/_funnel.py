"""What left a dataset, at which step and under which reason; and what stayed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from tiltyard.errors import DataError

IMPORT = "import"
AGAIN = "imported before"


@dataclass(frozen=True, slots=True)
class Stage:
    """Rows that left together.

    Attributes:
        step: the cleaning step, or ``import``.
        reason: why.
        rows: how many; a reason that met no row has none.
    """

    step: str
    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """Every row that was read, by what became of it.

    Attributes:
        stages: what left, in the order in which rows meet the steps.
        rows_in: rows read, those refused by the import included.
        kept: rows that no step objected to.
    """

    stages: tuple[Stage, ...]
    rows_in: int
    kept: int

    def __post_init__(self) -> None:
        """Refuse counts that do not add up."""
        if self.rows_in != self.kept + self.left:
            raise DataError(
                f"of {self.rows_in:,} rows {self.kept:,} were kept and {self.left:,} left: these "
                "counts do not add up"
            )

    @property
    def left(self) -> int:
        """How many rows left in all."""
        return sum(stage.rows for stage in self.stages)

    def by_step(self) -> dict[str, int]:
        """How many rows left at each step, in order; steps without any included."""
        counts: dict[str, int] = {}
        for stage in self.stages:
            counts[stage.step] = counts.get(stage.step, 0) + stage.rows
        return counts

    def table(self) -> pl.DataFrame:
        """A row for each stage: ``step``, ``reason``, ``rows``, ``share`` of all read, ``left``.

        ``left`` is how many rows are still there after it.
        """
        rows = [stage.rows for stage in self.stages]
        frame = pl.DataFrame(
            {
                "step": [stage.step for stage in self.stages],
                "reason": [stage.reason for stage in self.stages],
                "rows": rows,
            },
            schema={"step": pl.String, "reason": pl.String, "rows": pl.Int64},
        )
        return frame.with_columns(
            share=pl.col("rows") / max(self.rows_in, 1),
            left=self.rows_in - pl.col("rows").cum_sum(),
        )

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "rows_in": self.rows_in,
            "kept": self.kept,
            "stages": [
                {"step": stage.step, "reason": stage.reason, "rows": stage.rows}
                for stage in self.stages
            ],
        }

    @classmethod
    def from_dict(cls, held: Mapping[str, Any]) -> Funnel:
        """What `to_dict` made."""
        stages = tuple(Stage(one["step"], one["reason"], one["rows"]) for one in held["stages"])
        return cls(stages, held["rows_in"], held["kept"])


def refused(inputs: Mapping[str, Any]) -> list[Stage]:
    """What the import left out: the ``inputs`` of a dataset, reasons added over all of them."""
    counts: dict[str, int] = {}
    for one in inputs.values():
        for reason, rows in sorted(one.get("refused", {}).items()):
            counts[reason] = counts.get(reason, 0) + rows
        if one.get("repeated"):
            counts[AGAIN] = counts.get(AGAIN, 0) + one["repeated"]
    return [Stage(IMPORT, reason, rows) for reason, rows in sorted(counts.items())]
