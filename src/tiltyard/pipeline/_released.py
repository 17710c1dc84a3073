"""What a release is, as data: how it was made, what its columns are, and how much is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import polars as pl

from tiltyard.pipeline._clean import Clean
from tiltyard.pipeline._config import Config
from tiltyard.pipeline._dataset import Dataset
from tiltyard.pipeline._publishable import Publishable

FORMAT = 1  # of the files beside the rows
SCHEMA = "schema.json"
CHECKSUMS = "CHECKSUMS"


@dataclass(frozen=True, slots=True)
class Released:
    """A release, written but for its card.

    Attributes:
        dataset: of which it is.
        config: how it was made.
        clean: what was left out before.
        ready: its columns, and what was made coarser.
        rows: a narrow row for each of its rows: ``judge``, ``battle``, ``model_a``, ``model_b``,
            ``language``, ``source``, ``consent``, ``has_texts``.
        files: how many hold the rows.
        redacted: how many pieces of personal data were taken out, by kind.
        exports: what each export holds: ``rows``, ``files``, ``left_out``.
        standards: mean and spread of each style feature's difference, as
            `tiltyard.pipeline._style` gives them.
    """

    dataset: Dataset
    config: Config
    clean: Clean
    ready: Publishable
    rows: pl.DataFrame
    files: int
    redacted: Mapping[str, int]
    exports: Mapping[str, Mapping[str, Any]]
    standards: Mapping[str, Any]


def configuration(released: Released) -> dict[str, Any]:
    """All that decided what is in a release, as JSON: of secrets and machines it says nothing."""
    options = released.config.release
    return {
        "tiltyard": version("tiltyard"),
        "cleaning": dict(released.clean.definition),
        "release": {
            "title": options.title,
            "licence": options.licence,
            "texts": options.texts,
            "consented_only": released.ready.consented_only,
            "redact": None if options.redact is None else list(options.redact),
            "smallest_cell": options.smallest_cell,
            "cells": list(options.cells),
            "exports": sorted(released.exports),
        },
        "labels": {name: entry["definition"] for name, entry in released.ready.labels.items()},
        "style": None if released.ready.style is None else released.ready.style["definition"],
        "inputs": _inputs(released.dataset),
    }


def described(released: Released) -> dict[str, Any]:
    """What is in a release, as JSON."""
    rows = released.rows
    voters = rows["judge"].drop_nulls()
    return {
        "title": released.config.release.title,
        "licence": released.config.release.licence,
        "rows": len(rows),
        "files": released.files,
        "battles": rows["battle"].n_unique(),
        "models": _distinct(rows, "model_a", "model_b"),
        "voters": voters.n_unique(),
        "rows_without_voter": len(rows) - len(voters),
        "sources": _counts(rows["source"]),
        "languages": _counts(rows["language"].drop_nulls()),
        "texts": {"published": int(rows["has_texts"].sum()), "withheld": _withheld(released)},
        "left_out": dict(released.ready.left_out),
        "redacted": dict(released.redacted),
        "coarsened": dict(released.ready.cells),
        "exports": {name: dict(one) for name, one in released.exports.items()},
        "standards": dict(released.standards),
        "funnel": released.clean.funnel.to_dict(),
    }


def schema(released: Released) -> dict[str, Any]:
    """The columns of a release, as JSON."""
    return {
        "release_format": FORMAT,
        "columns": [
            {"name": one.name, "type": type_of(one.kind), "about": one.about}
            for one in released.ready.columns
        ],
    }


def type_of(kind: Any) -> str:  # noqa: ANN401 -- polars' types are classes or objects of them
    """A type in words that do not belong to one library: ``list<struct<role: string, …>>``."""
    if isinstance(kind, pl.List):
        return f"list<{type_of(kind.inner)}>"
    if isinstance(kind, pl.Struct):
        inside = ", ".join(f"{field.name}: {type_of(field.dtype)}" for field in kind.fields)
        return f"struct<{inside}>"
    return str(kind).lower()


def _withheld(released: Released) -> dict[str, int]:
    """How many rows have no texts, by why."""
    without = released.rows.filter(~pl.col("has_texts"))
    if without.is_empty():
        return {}
    if not released.config.release.texts:
        return {"a release of votes alone": len(without)}
    reason = (
        pl.when(pl.col("consent").is_null())
        .then(pl.lit("consent not known"))
        .otherwise(pl.lit("no consent"))
    )
    return _counts(without.select(reason.alias("reason")).to_series())


def _inputs(dataset: Dataset) -> dict[str, Any]:
    """What the rows were read from, by digest; names of files may say too much of a machine."""
    return {
        digest: {key: one.get(key) for key in ("importer", "rows", "refused")}
        for digest, one in sorted(dataset.inputs.items())
    }


def _distinct(rows: pl.DataFrame, *columns: str) -> int:
    return pl.concat([rows[name].alias("value") for name in columns]).n_unique()


def _counts(values: pl.Series) -> dict[str, int]:
    """How often each value comes, the most frequent first."""
    table = values.value_counts().sort(["count", values.name], descending=[True, False])
    return dict(zip(table[values.name].to_list(), table["count"].to_list(), strict=True))
