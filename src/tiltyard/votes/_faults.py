"""Rows that are no votes: which, why, and how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from tiltyard.errors import DataError
from tiltyard.votes._columns import BadRow

SHOWN = 5
KEPT = 20
# Left out without being an error: a vote that is not to count.
SILENT = ("weight is 0", "count is 0")
FORGOTTEN = "not there"

Mask = NDArray[np.bool_]


class Marks:
    """What is wrong with each of ``n`` rows; the first reason found for a row stays."""

    def __init__(self, n: int) -> None:
        self._code = np.zeros(n, dtype=np.uint8)
        self._reasons: list[str] = [""]
        self._details: dict[str, Callable[[int], str]] = {}

    def mark(self, bad: Mask, reason: str, detail: Callable[[int], str] | None = None) -> None:
        """Give the rows that are bad this reason; ``detail`` says more of a single row."""
        if not bad.any():
            return
        self._reasons.append(reason)
        self._code[bad & (self._code == 0)] = len(self._reasons) - 1
        if detail is not None:
            self._details[reason] = detail

    def good(self) -> Mask:
        """The rows that nothing is wrong with."""
        return np.asarray(self._code == 0)

    def by_reason(self, rows: Mask | None = None) -> Counter[str]:
        """How many rows have each reason, `FORGOTTEN` among them, of all or of some."""
        code = self._code if rows is None else self._code[rows]
        found = np.bincount(code, minlength=len(self._reasons))
        return Counter(
            {
                reason: int(many)
                for reason, many in zip(self._reasons, found, strict=True)
                if reason and many
            }
        )

    def listed(self, rows: Mask | None = None) -> list[tuple[int, str]]:
        """The first bad rows, as places and reasons in detail."""
        bad = self._code > 0
        for reason in (*SILENT, FORGOTTEN):
            if reason in self._reasons:
                bad &= self._code != self._reasons.index(reason)
        places = np.flatnonzero(bad if rows is None else bad & rows)[:KEPT].tolist()
        return [(place, self._told(place)) for place in places]

    def empty(self) -> NDArray[np.int64]:
        """Rows that have not even a first model."""
        first = {"model_a is missing", "the ranking is missing"}.intersection(self._reasons)
        codes = [self._reasons.index(reason) for reason in first]
        return np.flatnonzero(np.isin(self._code, codes))

    def forget(self, places: NDArray[np.int64]) -> None:
        """Take these rows for not there at all: neither good nor bad."""
        self._reasons.append(FORGOTTEN)
        self._code[places] = len(self._reasons) - 1

    def _told(self, place: int) -> str:
        reason = self._reasons[self._code[place]]
        detail = self._details.get(reason)
        return detail(place) if detail else reason


def require_none(bad_rows: list[BadRow], dropped: Mapping[str, int], rows: int, hint: str) -> None:
    """Return if no row is bad.

    Raises:
        DataError: some are; it names the first few and counts all.
    """
    many = sum(count for reason, count in dropped.items() if reason not in SILENT)
    if not many:
        return
    shown = "; ".join(f"{_place(bad)}: {bad.reason}" for bad in bad_rows[:SHOWN])
    rest = f"; and {many - SHOWN} more" if many > SHOWN else ""
    are = ("row" if rows == 1 else "rows") + (" is" if many == 1 else " are")
    raise DataError(
        f"{many} of {rows} {are} bad: {shown}{rest}. {hint}"
        "Set on_error='drop' (--on-error drop) to leave them out"
    )


def _place(bad: BadRow) -> str:
    return f"{bad.file}, row {bad.row}" if bad.file else f"row {bad.row}"
