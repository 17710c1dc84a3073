"""Prompts that are almost the same, counted together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import polars as pl

from tiltyard.pipeline.steps import first_of
from tiltyard.pipeline.steps._capped import Capped
from tiltyard.pipeline.steps._clusters import clusters
from tiltyard.pipeline.steps._minhash import BANDS, ENTRIES, Sketches, sketches
from tiltyard.pipeline.steps._sampling import beyond, key
from tiltyard.pipeline.steps._text import joined, plain


@dataclass(frozen=True)
class NearDuplicate(Capped):
    """A prompt and those that are almost the same are down-sampled to a count.

    Two prompts are almost the same if their sets of shingles share at least ``similarity`` of what
    they have together. A cluster is a prompt with all that are almost the same as it: prompts are
    not chained, so that two of a cluster are never further apart than its middle allows. Which
    votes stay is drawn by a hash of ``seed`` and the row's id. Neither depends on the order of
    rows. A cluster may have as many votes as the most frequent single prompt that is left.

    Attributes:
        similarity: from which Jaccard index on; it is estimated, with an error of about 0.035.
        limit: how many votes of a cluster stay at least. Many votes on one prompt are no fault:
            other people judge other models. This and the others: see `Capped`.
    """

    about: ClassVar[str] = "more votes on prompts that are almost the same than one may have"
    reasons: ClassVar[tuple[str, ...]] = ("near duplicate",)

    similarity: float = 0.8

    def __post_init__(self) -> None:
        """Refuse what cannot be found, or would keep nothing."""
        if not 0.7 <= self.similarity <= 1:
            raise ValueError(
                f"similarity is {self.similarity}, and should be from 0.7 to 1: less is not found"
            )
        super().__post_init__()

    def measure(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Key and sketch of every prompt; none without a prompt."""
        text = plain(joined(pl.col("prompts")).str.head(self.characters))
        texts = rows.select(pl.when(text != "").then(text)).to_series()
        keys = key(texts)
        different = pl.DataFrame({"key": keys, "text": texts}).drop_nulls().unique("key")
        made = sketches(different["text"])
        packed = different.select("key").with_columns(
            entries=_packed(made.entries), bands=_packed(made.bands.astype("<u4"))
        )
        return pl.DataFrame([keys]).join(packed, on="key", how="left", maintain_order="left")

    def drop(self, rows: pl.DataFrame) -> pl.Series:
        """Whatever the order of the rows."""
        counted = (
            rows.lazy()
            .filter(pl.col("key").is_not_null())
            .group_by("key")
            .agg(pl.col("entries").first(), pl.col("bands").first(), votes=pl.len())
            .sort("votes", "key", descending=[True, False])
            .collect()
        )
        if counted.is_empty():
            return pl.repeat(None, len(rows), dtype=pl.String, eager=True)
        held = Sketches(
            _unpacked(counted["entries"], ENTRIES, np.dtype(np.uint8)),
            _unpacked(counted["bands"], BANDS, np.dtype("<u4")),
        )
        found = counted.select("key", cluster=pl.Series(clusters(held, self.similarity)))
        which = rows.select("id", "key").join(found, on="key", how="left", maintain_order="left")
        limit = max(self.limit, int(counted["votes"][0]))
        late = beyond(which, of="cluster", limit=limit, seed=self.seed)
        return pl.select(first_of((pl.lit(late), self.reasons[0]))).to_series()


def _packed(numbers: np.ndarray[Any, Any]) -> pl.Series:
    """Each row of numbers as bytes."""
    width = numbers.shape[1] * numbers.itemsize
    flat = numbers.tobytes()
    return pl.Series([flat[at : at + width] for at in range(0, len(flat), width)], dtype=pl.Binary)


def _unpacked(packed: pl.Series, many: int, kind: np.dtype[Any]) -> np.ndarray[Any, Any]:
    """What `_packed` made, shape ``(n, many)``."""
    return np.frombuffer(b"".join(packed.to_list()), kind).reshape(len(packed), many)


step = NearDuplicate()
