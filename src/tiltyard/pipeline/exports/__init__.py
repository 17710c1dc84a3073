"""Shapes of data that others train and measure with: one file each.

A file is an export: it exposes ``export``. It sees rows as they are released (redacted, under
pseudonyms, with texts only where there is consent), so that it publishes no more than these do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from tiltyard import registry


@dataclass(frozen=True, slots=True)
class Exported:
    """Released rows in another shape.

    Attributes:
        frame: the rows; one released row may give none, one or two.
        left_out: how many released rows gave none, by reason.
    """

    frame: pl.DataFrame
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Export:
    """A layout that a training program reads.

    Attributes:
        title: how people call it.
        about: what a row is, and which votes give none.
        rows: released rows in that layout, in their order.
        suffix: how its files end.
    """

    title: str
    about: str
    rows: Callable[[pl.DataFrame], Exported]
    suffix: Literal[".parquet", ".jsonl"] = ".parquet"


def names() -> list[str]:
    """The names of all exports."""
    return registry.names("pipeline.exports")


def load(name: str) -> Export:
    """The export of that name.

    Raises:
        UnknownNameError: there is none.
    """
    export: Export = registry.load("pipeline.exports", name, "export")
    return export


__all__ = ["Export", "Exported", "load", "names"]
