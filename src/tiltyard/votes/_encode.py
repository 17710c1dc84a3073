"""Batches of text become columns of codes, and rows that are no votes are marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard.ratings.comparisons import A_WON, B_WON, GRADED
from tiltyard.votes._codes import Names
from tiltyard.votes._faults import Marks
from tiltyard.votes._layout import Layout

Arrays = dict[str, NDArray[Any]]

NO_TIME = "the time is missing or unreadable"


@dataclass(slots=True)
class Dictionary:
    """Names met so far: codes are places in them."""

    models: Names = field(default_factory=Names)
    winners: Names = field(default_factory=Names)
    slices: Names = field(default_factory=Names)


def encoded(
    frame: pl.DataFrame, layout: Layout, known: Dictionary, needed: frozenset[str]
) -> tuple[Arrays, Marks]:
    """The rows of a batch of votes as arrays, bad ones included, and what is wrong with those.

    Args:
        frame: has the columns of `_select.selection`.
        layout: where they came from.
        known: grows by the names that are new.
        needed: what no row may lack.
    """
    marks = Marks(len(frame))
    columns: Arrays = {"row": frame["row"].to_numpy()}
    mark_broken(frame, marks)
    columns["a"], columns["b"] = _models(frame, known, marks)
    columns["outcome"] = _outcomes(frame, layout, known, marks, columns)
    if "score" in layout.numbers:
        columns["score"] = _numbers(frame["score"])
    add_common(frame, layout, known, columns, marks)
    mark_clusters(frame, layout, needed, columns, marks)
    if layout.voted_at:
        columns["voted_at"] = _numbers(frame["voted_at"])
        if "voted_at" in needed:
            marks.mark(np.isnan(columns["voted_at"]), NO_TIME)
    if layout.features:
        columns["style"] = _style(frame, layout, marks)
    for name in layout.factors:
        column = columns[f"factor {name}"] = _numbers(frame[f"factor {name}"])
        marks.mark(~((column > 0) & np.isfinite(column)), f"{name!r} is no number above 0")
    return columns, marks


def add_common(
    frame: pl.DataFrame, layout: Layout, known: Dictionary, columns: Arrays, marks: Marks
) -> None:
    """Counts, weights and slices, which rankings have like votes."""
    for name in ("count", "weight"):
        if name in layout.numbers:
            columns[name] = _amount(_numbers(frame[name]), name, marks)
    if "slice" in frame.columns:
        columns["slice"] = known.slices.codes(frame["slice"])


def mark_broken(frame: pl.DataFrame, marks: Marks) -> None:
    """Mark the records that could not be read at all."""
    broken = frame["broken"]
    if broken.null_count() == len(frame):
        return
    for reason in broken.drop_nulls().unique(maintain_order=True):
        marks.mark((broken == reason).fill_null(value=False).to_numpy(), reason)


def mark_clusters(
    frame: pl.DataFrame, layout: Layout, needed: frozenset[str], columns: Arrays, marks: Marks
) -> None:
    """Keep who each row's voter, prompt… is; those that have none are found by ``lacks``."""
    for name in layout.clusters:
        column = frame[f"cluster {name}"]
        lacks = column.is_null().to_numpy()
        columns[f"cluster {name}"] = column.fill_null(0).to_numpy()
        columns[f"lacks {name}"] = lacks
        if name in needed:
            marks.mark(lacks, f"{name} is missing")


def _amount(values: NDArray[np.float64], name: str, marks: Marks) -> NDArray[np.float64]:
    """The values of a column of counts or weights; what is no amount is marked."""
    bad = ~((values >= 0) & np.isfinite(values))
    if bad.any():
        lacks = np.isnan(values)
        marks.mark(lacks, f"{name} is missing or no number")
        marks.mark(bad & ~lacks, f"{name} is negative or infinite")
    marks.mark(values == 0, f"{name} is 0")
    return values


def _models(
    frame: pl.DataFrame, known: Dictionary, marks: Marks
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    a, b = known.models.codes(frame["a"]), known.models.codes(frame["b"])
    marks.mark(a < 0, "model_a is missing")
    marks.mark(b < 0, "model_b is missing")
    names = known.models.known
    marks.mark(
        a == b, "a model met itself", lambda row: f"model_a and model_b are both {names[a[row]]!r}"
    )
    return a, b


def _outcomes(
    frame: pl.DataFrame, layout: Layout, known: Dictionary, marks: Marks, sides: Arrays
) -> NDArray[np.uint8]:
    outcome = np.full(len(frame), GRADED, dtype=np.uint8)
    is_open = np.ones(len(frame), dtype=bool)
    if "score" in layout.numbers:
        score, is_open = _numbers(frame["score"]), frame["no score"].to_numpy()
        if "winner" not in frame.columns:
            marks.mark(is_open, "score is missing")
        marks.mark(~is_open & ~((score >= 0) & (score <= 1)), "score is no number in [0, 1]")
        if "winner" not in frame.columns:
            return outcome
    code = known.winners.codes(frame["winner"])
    names = known.winners.known
    of_name = np.array([layout.outcomes.get(name, 255) for name in (*names, "")], dtype=np.uint8)
    said = of_name[code]
    if layout.by_name:
        place = np.array([known.models.place(name) for name in (*names, "")], dtype=np.int32)
        for side, won in (("a", A_WON), ("b", B_WON)):
            said[(said == 255) & (code >= 0) & (place[code] == sides[side])] = won
    marks.mark(is_open & (code < 0), "winner is missing")
    marks.mark(
        is_open & (code >= 0) & (said == 255),
        "unknown winner",
        lambda row: f"unknown winner {names[code[row]]!r}",
    )
    return np.where(is_open, said, outcome)


def _style(frame: pl.DataFrame, layout: Layout, marks: Marks) -> NDArray[np.float32]:
    columns = []
    for name in layout.features:
        column = frame[f"style {name}"].fill_null(np.nan).to_numpy()
        marks.mark(~np.isfinite(column), f"style feature {name!r} is missing or no number")
        columns.append(column)
    return np.column_stack(columns)


def _numbers(column: pl.Series) -> NDArray[np.float64]:
    """Numbers, nan where there is none."""
    return column.fill_null(np.nan).to_numpy()
