"""What each night said, kept: a file of lines for each version."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from tiltyard.drift._compare import Verdict
from tiltyard.drift._lines import append, broken, rows


class Verdicts:
    """The verdicts on all versions.

    Args:
        folder: where they are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, version: int) -> tuple[Verdict, ...]:
        """All on one version, in the order in which they came.

        Raises:
            DataError: the file is damaged.
        """
        path, found = self._path(version), []
        for number, row in rows(path):
            try:
                told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value
                        for name, value in row.items()}  # fmt: skip
                days = tuple(date.fromisoformat(one) for one in row["reference"])
                day = date.fromisoformat(row["day"])
                found.append(Verdict(**{**told, "day": day, "reference": days}))
            except (KeyError, TypeError, ValueError) as error:
                raise broken(path, number, error) from error
        return tuple(found)

    def add(self, version: int, verdict: Verdict) -> None:
        """Keep one; its examples are with the answers.

        Raises:
            WriteError: it cannot be written.
        """
        told = asdict(verdict)
        del told["examples"]
        told["day"] = verdict.day.isoformat()
        told["reference"] = [day.isoformat() for day in verdict.reference]
        append(self._path(version), told)

    def _path(self, version: int) -> Path:
        return self._folder / f"{version}.jsonl"
