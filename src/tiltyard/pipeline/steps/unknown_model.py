"""Models that have no name, or are not among those that are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from tiltyard.pipeline.steps import Step, first_of


@dataclass(frozen=True)
class UnknownModel(Step):
    """Models that cannot be ranked.

    Attributes:
        models: the only names that count, as they are after the alias table; any if empty.
        patterns: further names that count, as regular expressions for the whole name.
    """

    about: ClassVar[str] = "a model without a name, or none of those that were listed"
    reasons: ClassVar[tuple[str, ...]] = ("model without a name", "unknown model")
    reads: ClassVar[tuple[str, ...]] = ("model_a", "model_b")

    models: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse patterns that are none."""
        try:
            pl.Series([""]).str.contains(self._whole)
        except pl.exceptions.PolarsError as error:
            raise ValueError(f"patterns: {error}") from None

    @property
    def _whole(self) -> str:
        return rf"^(?:{'|'.join(self.patterns)})$"

    def drop(self, rows: pl.DataFrame) -> pl.Series:
        """Names are compared as they are: case and spaces count."""
        sides = [pl.col(name) for name in self.reads]
        nameless = pl.any_horizontal(
            side.is_null() | (side.str.strip_chars() == "") for side in sides
        )
        unknown = pl.any_horizontal(~self._is_known(side) for side in sides)
        if not (self.models or self.patterns):
            unknown = pl.lit(value=False)
        return rows.select(
            first_of((nameless, self.reasons[0]), (unknown, self.reasons[1]))
        ).to_series()

    def _is_known(self, side: pl.Expr) -> pl.Expr:
        listed = side.is_in(list(self.models))
        return listed | side.str.contains(self._whole) if self.patterns else listed


step = UnknownModel()
