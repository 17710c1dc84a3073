"""Voters whose votes are not wanted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import polars as pl

from tiltyard.pipeline.steps import Step, first_of


@dataclass(frozen=True)
class ExcludedVoter(Step):
    """Voters who were found to be no honest persons, testers, colleagues.

    Who they are is not published: how many, and a digest of the list.

    Attributes:
        voters: their ids.
        file: a text file of further ids, one on a line; lines that begin with # are remarks.
    """

    about: ClassVar[str] = "a voter on the list of those who are left out"
    reasons: ClassVar[tuple[str, ...]] = ("excluded voter",)
    reads: ClassVar[tuple[str, ...]] = ("voter",)

    voters: tuple[str, ...] = ()
    file: str | None = None

    def __post_init__(self) -> None:
        """Refuse a file that cannot be read."""
        self.listed()

    def listed(self) -> list[str]:
        """All ids, sorted."""
        if self.file is None:
            return sorted(set(self.voters))
        try:
            lines = Path(self.file).expanduser().read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"file {self.file!r} cannot be read: {error}") from None
        ids = (line.strip() for line in lines if not line.startswith("#"))
        return sorted({*self.voters, *filter(None, ids)})

    def drop(self, rows: pl.DataFrame) -> pl.Series:
        """Ids are compared as they are."""
        return rows.select(
            first_of((pl.col("voter").is_in(self.listed()), self.reasons[0]))
        ).to_series()

    def definition(self) -> dict[str, Any]:
        """How many, and a digest."""
        listed = self.listed()
        digest = hashlib.sha256("\n".join(listed).encode()).hexdigest()
        return {"voters": len(listed), "digest": digest}


step = ExcludedVoter()
