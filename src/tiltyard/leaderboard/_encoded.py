"""Votes as narrow columns: codes for names and labels, single precision for measures.

A frame of votes has the columns of `FACTS`, and besides them labels (true or false, whole numbers,
or words) and numbers. What is not known is null there and a mark here: -1 for a code, NaN for a
number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from tiltyard.errors import DataError
from tiltyard.ratings.comparisons import OUTCOMES

# What is known of every vote beside labels and numbers; ``voted_at`` is aware, or null.
FACTS = pl.Schema(
    {
        "id": pl.String(),
        "battle": pl.String(),
        "model_a": pl.String(),
        "model_b": pl.String(),
        "winner": pl.String(),
        "voter": pl.String(),
        "voted_at": pl.Datetime("us", "UTC"),
        "consent": pl.Boolean(),
        "images": pl.Int64(),
    }
)
# What is further known of votes of the log: where their leaf is, and what they count as.
LOGGED = pl.Schema({"leaf": pl.Int64(), "counts": pl.String()})
COUNTS = ("yes", "guest", "gold", "repeat", "owner", "limit")
UNKNOWN = -1
# What labels and measures cannot be called: columns of the table, and of the frames it is made of.
TAKEN = frozenset([*FACTS, *LOGGED, "a", "b", "outcome"])
_NAMES = ("id", "battle")
_MOST_MODELS = 32_767


@dataclass(slots=True)
class Vocabulary:
    """What codes mean; it only grows, in the order in which names first come.

    Attributes:
        models: names, by code.
        labels: of each label column its values, by code; ``false`` and ``true`` for yes or no.
        numbers: names of columns that hold numbers.
    """

    models: list[str] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)


def encoded(frame: pl.DataFrame, known: Vocabulary) -> pl.DataFrame:
    """The votes as codes and numbers; names that are new join the vocabulary.

    Raises:
        DataError: a column is missing, of a kind that is none of those above, or has the name of
            another one; a winner is unknown, or a model meets itself.
    """
    if missing := [name for name in FACTS if name not in frame.columns]:
        raise DataError(f"votes need a column {missing[0]!r}: they have {', '.join(frame.columns)}")
    _require_battles(frame)
    columns = [frame[name].alias(name).fill_null("") for name in _NAMES]
    columns += [
        _codes(frame[f"model_{side}"], known.models, pl.UInt16).alias(side) for side in ("a", "b")
    ]
    if len(known.models) > _MOST_MODELS:
        raise DataError(f"a board holds {_MOST_MODELS:,} models at most")
    places = {winner.value: place for place, winner in enumerate(OUTCOMES)}
    columns += [
        frame["winner"].replace_strict(places, return_dtype=pl.UInt8).alias("outcome"),
        pl.Series("voter", _hashed(frame["voter"]), dtype=pl.Int64),
        (frame["voted_at"].dt.timestamp("us").cast(pl.Float64) / 1e6)
        .fill_null(np.nan)
        .alias("voted_at"),
        frame["consent"].cast(pl.Int8).fill_null(UNKNOWN).alias("consent"),
        frame["images"].cast(pl.Int16).fill_null(UNKNOWN).alias("images"),
    ]
    logged = _logged(frame)
    known_ones = {*FACTS, *(one.name for one in logged)}
    others = [name for name in frame.columns if name not in known_ones]
    columns += [*logged, *(_further(frame[name], known) for name in others)]
    return pl.DataFrame(columns)


def _logged(frame: pl.DataFrame) -> list[pl.Series]:
    """Places in the log, and in `COUNTS`; nothing of votes that no log has."""
    if not all(name in frame.columns for name in LOGGED):
        return []
    wrong = frame["counts"].drop_nulls().filter(~frame["counts"].drop_nulls().is_in(COUNTS))
    if not wrong.is_empty():
        raise DataError(f"a vote counts as {wrong[0]!r}: expected one of {', '.join(COUNTS)}")
    places = {one: place for place, one in enumerate(COUNTS)}
    counts = frame["counts"].replace_strict(places, default=None, return_dtype=pl.Int8)
    return [
        frame["leaf"].cast(pl.Int64).fill_null(UNKNOWN),
        counts.fill_null(UNKNOWN).alias("counts"),
    ]


def _require_battles(frame: pl.DataFrame) -> None:
    allowed = [winner.value for winner in OUTCOMES]
    wrong = frame.filter(
        ~pl.col("winner").is_in(allowed).fill_null(value=False)
        | pl.col("model_a").is_null()
        | pl.col("model_b").is_null()
        | (pl.col("model_a") == pl.col("model_b"))
    )
    if wrong.is_empty():
        return
    one = wrong.row(0, named=True)
    raise DataError(
        f"vote {one['id']!r} of {one['model_a']!r} against {one['model_b']!r} says "
        f"{one['winner']!r}: a vote needs two different models, and one of {', '.join(allowed)}"
    )


def _further(column: pl.Series, known: Vocabulary) -> pl.Series:
    """A label as codes, or a number."""
    if column.name in TAKEN or column.name in (
        known.labels if column.dtype.is_float() else known.numbers
    ):
        raise DataError(f"there is a column {column.name!r} of votes already: rename the label")
    if column.dtype.is_float():
        if column.name not in known.numbers:
            known.numbers.append(column.name)
        return column.cast(pl.Float32).fill_null(np.nan)
    if column.dtype == pl.Boolean:
        values = known.labels.setdefault(column.name, ["false", "true"])
    elif column.dtype.is_integer() or column.dtype in (pl.String, pl.Null):
        values = known.labels.setdefault(column.name, [])
    else:
        raise DataError(
            f"column {column.name!r} of votes holds {column.dtype}; a label is true or false, a "
            "whole number or a word, and anything else a number with a point"
        )
    return _codes(column.cast(pl.String), values, pl.Int16).alias(column.name)


def _codes(column: pl.Series, values: list[str], kind: type[pl.DataType]) -> pl.Series:
    """The place of each value; those that are new are added, in order of appearance."""
    places = {value: place for place, value in enumerate(values)}
    for value in column.drop_nulls().unique(maintain_order=True).to_list():
        if places.setdefault(value, len(places)) == len(values):
            values.append(value)
    if not places:
        return pl.repeat(UNKNOWN, len(column), dtype=pl.Int16, eager=True).cast(kind)
    found = column.replace_strict(places, default=None, return_dtype=pl.Int32)
    return found.fill_null(UNKNOWN).cast(kind)


def _hashed(voters: pl.Series) -> Iterable[int]:
    """A number for each voter, the same in every table; -1 for nobody known."""
    known: Mapping[str | None, int] = {
        voter: UNKNOWN
        if voter is None
        else int.from_bytes(hashlib.blake2b(voter.encode(), digest_size=8).digest()) >> 1
        for voter in voters.unique().to_list()
    }
    return [known[voter] for voter in voters.to_list()]
