"""The rows of one part as they are released: clean, renamed, redacted, in pieces for sorting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from tiltyard.pipeline._aliases import renamed
from tiltyard.pipeline._config import Config
from tiltyard.pipeline._dataset import Dataset, Part
from tiltyard.pipeline._labels import labelled
from tiltyard.pipeline._metadata import tokens
from tiltyard.pipeline._publishable import STYLE
from tiltyard.pipeline._redact import redact_column
from tiltyard.pipeline._rows_out import Column, shape

TEXTS = ("prompts", "answers_a", "answers_b", "system")
_READ = (
    "id",
    "source",
    "model_a",
    "model_b",
    "winner",
    "anonymous",
    "consent",
    "images",
    "tokens_a",
    "tokens_b",
    *TEXTS,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part to be shaped.

    Attributes:
        part: which.
        shown: a row for each of its rows that is released: ``place`` in the part, and the columns
            that were made coarser, as they are published.
    """

    part: Part
    shown: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Shaped:
    """What came of a part.

    Attributes:
        rows: ``id``, ``content``, ``model_a``, ``model_b``, ``has_texts`` of each row.
        redacted: how many pieces of personal data were taken out, by kind.
    """

    rows: pl.DataFrame
    redacted: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shaper:
    """Writes the released rows of a part into one file for each bucket; sent to processes.

    Attributes:
        dataset: of which.
        config: its aliases, and how to release.
        columns: of the release.
        labels: the names of the labels that are released.
        has_style: whether style is.
        folder: where to write: ``BUCKET/PART.parquet``.
        buckets: how many; a row's bucket grows with its digest.
    """

    dataset: Dataset
    config: Config
    columns: Sequence[Column]
    labels: Sequence[str]
    has_style: bool
    folder: Path
    buckets: int

    def __call__(self, piece: Piece) -> Shaped:
        """Shape one part."""
        rows, redacted = self._published(self._rows(piece))
        made = shape(tokens(rows), self.columns).with_columns(id=rows["id"])
        self._write(made, piece.part)
        narrow = made.select("id", "content", "model_a", "model_b")
        return Shaped(narrow.with_columns(has_texts=rows["has_texts"]), redacted)

    def _rows(self, piece: Piece) -> pl.DataFrame:
        """The rows of a part that are released, with models as they are called now."""
        place = piece.shown["place"]
        aliases = self.config.aliases
        found = [
            renamed(piece.part.read([*_READ, "created_at"]), aliases)[place],
            labelled(self.dataset, piece.part, self.labels)[place],
            self._style(piece.part)[place],
        ]
        shown = piece.shown.drop("place")
        coarse = [frame.drop(shown.columns, strict=False) for frame in found]
        may = pl.col("consent").fill_null(value=False) & self.config.release.texts
        return pl.concat([*coarse, shown], how="horizontal").with_columns(
            has_texts=may, sampled=pl.lit("high_frequency" in self.config.steps)
        )

    def _style(self, part: Part) -> pl.DataFrame:
        if not self.has_style:
            return pl.DataFrame(height=part.rows)
        return labelled(self.dataset, part, [STYLE]).select(pl.all().name.prefix(f"{STYLE}_"))

    def _published(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The rows without personal data in texts that are published, and how much there was."""
        counts: Counter[str] = Counter()
        for name in TEXTS:
            told = rows.select(pl.when("has_texts").then(name).alias(name)).to_series()
            marked, found = redact_column(told, self.config.release.redact)
            counts.update(found)
            rows = rows.with_columns(pl.when("has_texts").then(marked).otherwise(name).alias(name))
        return rows, dict(counts)

    def _write(self, made: pl.DataFrame, part: Part) -> None:
        first = pl.col("content").str.slice(0, 8).str.to_integer(base=16, dtype=pl.UInt64)
        bucket = made.select((first * self.buckets) // 2**32).to_series()
        for number in bucket.unique().sort():
            folder = self.folder / f"{number:05}"
            folder.mkdir(exist_ok=True)
            made.filter(bucket == number).write_parquet(
                folder / f"{part.number:06}.parquet", compression="lz4", statistics=False
            )
