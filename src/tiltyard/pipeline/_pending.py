"""An import under way: parts that are written and do not count yet, until all of it is known.

What was read so far stands in ``importing.json``. A run that was killed goes on from there; a run
that ends well hands its parts to the dataset; one that is refused takes them away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from tiltyard import files
from tiltyard.errors import DataError
from tiltyard.pipeline._dataset import Dataset, Part

JOURNAL = "importing.json"


@dataclass(slots=True)
class Pending:
    """Parts of a dataset that do not count yet.

    Attributes:
        dataset: whose.
        plan: what is being imported: another plan begins anew.
        base: how many parts the dataset had before.
        inputs: what was read of each input, by its key.
    """

    dataset: Dataset
    plan: str
    base: int
    inputs: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def begin(cls, dataset: Dataset, plan: str) -> Pending:
        """Where the same plan was left, or a fresh start."""
        pending = cls(dataset, plan, len(dataset.parts))
        journal = dataset.folder / JOURNAL
        if not journal.exists():
            return pending
        held = files.read_json(journal)
        if held.get("plan") != plan or held.get("base") != pending.base:
            pending.discard()
            return pending
        pending.inputs = held["inputs"]
        for one in held["parts"]:
            path = dataset.folder / one["file"]
            if not path.is_file():
                raise DataError(f"{str(path)!r} is gone; remove {str(journal)!r} and import again")
            number = len(dataset.parts) + 1
            dataset.parts.append(Part(number, path, one["rows"], one["digest"]))
        return pending

    def append(self, frame: pl.DataFrame) -> None:
        """Keep rows, and how far everything was read with them."""
        self.dataset.append(frame)
        parts = [
            {
                "file": part.path.relative_to(self.dataset.folder).as_posix(),
                "rows": part.rows,
                "digest": part.digest,
            }
            for part in self.dataset.parts[self.base :]
        ]
        held = {"plan": self.plan, "base": self.base, "parts": parts, "inputs": self.inputs}
        files.write_json(held, self.dataset.folder / JOURNAL)

    def commit(self) -> None:
        """From now on the rows are part of the dataset."""
        for key, counts in self.inputs.items():
            self.dataset.inputs[key] = {**counts, "complete": True}
        self.dataset.save()
        (self.dataset.folder / JOURNAL).unlink(missing_ok=True)

    def discard(self) -> None:
        """Take away what was written; the dataset is as it was."""
        _take_away(self.dataset, self.base)


def _take_away(dataset: Dataset, base: int) -> None:
    (dataset.folder / JOURNAL).unlink(missing_ok=True)
    keep = {part.path.name for part in dataset.parts[:base]}
    for path in (dataset.folder / "rows").glob("*.parquet"):
        if path.name not in keep:
            path.unlink()
    del dataset.parts[base:]
