"""The style of both sides of every row of a dataset, and the scale on which a board sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard import style
from tiltyard.errors import DataError
from tiltyard.pipeline._dataset import Dataset, Derived, Part
from tiltyard.pipeline._texts import texts_of
from tiltyard.pipeline._workers import Runner, each

SIDES = ("a", "b")
# How both sides of a row are measured; goes up when that changes.
VERSION = 1


def measure_style(
    dataset: Dataset,
    *,
    features: Sequence[str] | None = None,
    workers: int | None = None,
    runner: Runner = "local",
    progress: Callable[[int], None] | None = None,
) -> Derived:
    """Columns ``FEATURE_a`` and ``FEATURE_b`` for every row, made for the parts that have none.

    A side's answers are joined by line feeds and measured as one text; a row without answers has
    null. ``tokens`` are those that the provider counted where it did so for every answer of both
    sides, and otherwise our estimate for both: one counted and one estimated do not compare.

    Args:
        dataset: of which.
        features: which; all there are if missing.
        workers: see `each`.
        runner: see `each`.
        progress: told how many rows are measured so far.

    Raises:
        UnknownNameError: there is no such feature.
    """
    names = tuple(dict.fromkeys(style.names() if features is None else features))
    versions = {name: style.load(name).version for name in names}
    derived = dataset.derived("labels", "style", {"version": VERSION, "features": versions})
    done = 0
    missing = derived.missing(dataset.parts)
    for rows in each(_Measurer(derived, names), missing, workers=workers, runner=runner):
        done += rows
        if progress is not None:
            progress(done)
    return derived


@dataclass(frozen=True, slots=True)
class _Measurer:
    """Measures one part after another, in a process."""

    derived: Derived
    names: tuple[str, ...]

    def __call__(self, part: Part) -> int:
        columns = [f"{kind}_{side}" for kind in ("answers", "tokens") for side in SIDES]
        self.derived.write(part, styles_of(part.read(columns), self.names))
        return part.rows


def styles_of(rows: pl.DataFrame, features: Sequence[str]) -> pl.DataFrame:
    """The features of both sides of some rows, in two columns each.

    Args:
        rows: with ``answers_a``, ``answers_b``, ``tokens_a`` and ``tokens_b``.
        features: which.
    """
    measured: dict[str, pl.Series] = {}
    for side in SIDES:
        numbers = style.measure(texts_of(rows[f"answers_{side}"]), features)
        is_there = rows[f"answers_{side}"].is_not_null()
        for name in features:
            column = pl.Series(f"{name}_{side}", numbers[name])
            measured[column.name] = column.set(~is_there, None)
    found = pl.DataFrame([measured[f"{name}_{side}"] for name in features for side in SIDES])
    return _with_counted(found, rows) if "tokens" in features else found


def _with_counted(found: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The provider's tokens in place of the estimates, where both sides are counted."""
    is_counted = pl.lit(value=True)
    for side in SIDES:
        counts = pl.col(f"counts_{side}")
        fits = counts.list.drop_nulls().list.len() == pl.col(f"length_{side}")
        is_counted &= (fits & (pl.col(f"length_{side}") > 0)).fill_null(value=False)
    known = rows.select(
        *(pl.col(f"tokens_{side}").alias(f"counts_{side}") for side in SIDES),
        *(
            pl.col(f"answers_{side}").list.drop_nulls().list.len().alias(f"length_{side}")
            for side in SIDES
        ),
    )
    chosen = [
        pl.when(is_counted)
        .then(pl.col(f"counts_{side}").list.sum().cast(pl.Float64))
        .otherwise(f"tokens_{side}")
        .alias(f"tokens_{side}")
        for side in SIDES
    ]
    both = pl.concat([found, known], how="horizontal")
    return both.with_columns(chosen).select(found.columns)


def standards(
    dataset: Dataset, derived: Derived, keep: NDArray[np.bool_] | None = None
) -> dict[str, dict[str, float]]:
    """What turns each feature's differences into standard units: ``mean``, ``scale``, ``rows``.

    A board that was fitted on these rows can be computed again from them; see
    `tiltyard.style.Standard`.

    Args:
        dataset: of which.
        derived: what `measure_style` returned.
        keep: which rows count, in the order of the dataset; all if missing.

    Raises:
        DataError: there are not as many of ``keep`` as rows, or a part is not measured.
    """
    if keep is not None and len(keep) != dataset.rows:
        raise DataError(f"{len(keep)} rows are to be kept or not, of a dataset of {dataset.rows}")
    if unmeasured := derived.missing(dataset.parts):
        raise DataError(
            f"the style of {len(unmeasured)} parts is not measured; run `tiltyard data label`"
        )
    found: dict[str, list[NDArray[np.float64]]] = {
        name: [] for name in derived.definition["features"]
    }
    begin = 0
    for part in dataset.parts:
        measured = derived.read(part)
        chosen = None if keep is None else keep[begin : begin + part.rows]
        begin += part.rows
        for name, pieces in found.items():
            a, b = (measured[f"{name}_{side}"].to_numpy() for side in SIDES)
            between = style.difference(a, b)
            pieces.append(between if chosen is None else between[chosen])
    return {
        name: asdict(style.Standard.of(np.concatenate(pieces) if pieces else np.empty(0)))
        for name, pieces in found.items()
    }
