"""Reasons to leave a row out: one file each, exposing ``step``.

A step measures what depends on a row alone, part by part and once, and decides over narrow columns
of the whole dataset. Its fields are its options; their defaults are the values that are usual.
"""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import polars as pl

from tiltyard import registry
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline.steps._options import checked

REASON = "reason"


@dataclass(frozen=True)
class Step(ABC):
    """One kind of reasons to leave rows out.

    Attributes:
        about: what leaves and why, for people.
        reasons: every reason that it may give.
        version: goes up with every change after which another row may leave.
        measures: the columns of a row that `measure` reads; none if there is nothing to measure.
        reads: the columns of a row that `drop` reads, narrow ones.
    """

    about: ClassVar[str]
    reasons: ClassVar[tuple[str, ...]]
    version: ClassVar[int] = 1
    measures: ClassVar[tuple[str, ...]] = ()
    reads: ClassVar[tuple[str, ...]] = ()

    def measure(self, rows: pl.DataFrame) -> pl.DataFrame | None:
        """Narrow columns that depend on each row alone, aligned with the rows; None without any.

        They are kept on disk, and made by other processes and machines. Nothing but the rows and
        the options may decide them.
        """
        del rows
        return None

    @abstractmethod
    def drop(self, rows: pl.DataFrame) -> pl.Series:
        """The reason why each row leaves, aligned with the rows; null where it stays.

        Args:
            rows: all rows of the dataset that no step before objected to: the columns of ``reads``
                and those that `measure` made.
        """

    def definition(self) -> dict[str, Any]:
        """What decides: all options, as JSON can hold and everybody may know them."""
        return dataclasses.asdict(self)

    def measured_by(self) -> dict[str, Any]:
        """The options that decide what is measured; the others may change without measuring."""
        return self.definition()


class RowStep(Step):
    """A step that looks at each row alone: its measure is the reason itself."""

    def drop(self, rows: pl.DataFrame) -> pl.Series:
        """The reason that was found."""
        return rows[REASON].cast(pl.String)


def names() -> list[str]:
    """The names of all steps."""
    return registry.names("pipeline.steps")


def load(name: str, options: Mapping[str, Any] | None = None) -> Step:
    """The step of that name, with options other than the usual ones.

    Raises:
        UnknownNameError: there is none.
        ConfigurationError: it has no such option, or the value is not of its kind.
    """
    step: Step = registry.load("pipeline.steps", name, "step")
    given = checked(f"data.options.{name}", step, options or {})
    try:
        return dataclasses.replace(step, **given)
    except ValueError as error:
        raise ConfigurationError(f"data.options.{name}: {error}") from None


def first_of(*choices: tuple[pl.Expr, str]) -> pl.Expr:
    """The reason of the first condition that is true; null conditions are not."""
    found = [
        pl.when(condition.fill_null(value=False)).then(pl.lit(reason))
        for condition, reason in choices
    ]
    return pl.coalesce(found).alias(REASON)


__all__ = ["REASON", "RowStep", "Step", "first_of", "load", "names"]
