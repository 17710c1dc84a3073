"""The votes of the log as columns, in the order in which they were cast."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiltyard.ratings import Comparisons
from tiltyard.ratings.attention import Checks
from tiltyard.ratings.comparisons import OUTCOMES
from tiltyard.records import Side
from tiltyard.store import Log

PAGE = 20_000
_VOTE, _MODEL = b'"type":"vote"', b'"type":"model"'
_OUTCOME = {winner.value: place for place, winner in enumerate(OUTCOMES)}
YES = "yes"
_SIDE = {side.value: place for place, side in enumerate(Side)}
_NO_CHECK = -1


class Ballots:
    """All votes of a log; `read` takes those that are new. Only reading adds to them.

    Attributes:
        size: how many leaves were read.
        voters: pseudonyms, by code, in the order of their first votes.
    """

    def __init__(self) -> None:
        self.size = 0
        self.voters: list[str] = []
        self._codes: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._place, self._hour = array("q"), array("q")
        self._voter, self._a, self._b = array("q"), array("q"), array("q")
        self._outcome, self._counts, self._gold = array("b"), array("b"), array("b")

    def __len__(self) -> int:
        return len(self._place)

    def read(self, log: Log, end: int | None = None) -> None:
        """Take what the log has got since, or has below a place.

        Raises:
            StoreError: the log cannot be read.
        """
        last = log.size() if end is None else end
        while self.size < last:
            page = log.leaves(self.size, min(self.size + PAGE, last))
            if not page:
                return
            for place, data in enumerate(page, self.size):
                # What these bytes say by themselves is not in any text: quotes there are escaped.
                if _VOTE in data:
                    self._add(place, json.loads(data))
                elif _MODEL in data:
                    self._name(json.loads(data))
            self.size += len(page)

    @property
    def place(self) -> NDArray[np.int64]:
        """The leaf of each vote, rising."""
        return np.array(self._place, dtype=np.int64)

    @property
    def voter(self) -> NDArray[np.int64]:
        """The code of each vote's voter."""
        return np.array(self._voter, dtype=np.int64)

    @property
    def hour(self) -> NDArray[np.int64]:
        """When each vote was cast, in whole hours since 1970."""
        return np.array(self._hour, dtype=np.int64)

    def comparable(self) -> NDArray[np.intp]:
        """The rows of votes that count; two versions of one model say nothing of models."""
        a, b = self._codes_of_models()[1]
        return np.flatnonzero(np.array(self._counts, dtype=np.bool_) & (a != b))

    def comparisons(self, rows: NDArray[np.intp]) -> Comparisons:
        """Some of the votes, between models by name: versions of a model are one."""
        models, sides = self._codes_of_models()
        seen, at = np.unique(sides[:, rows], return_inverse=True)
        a, b = at.reshape(2, len(rows))
        return Comparisons(
            tuple(models[one] for one in seen),
            a,
            b,
            np.array(self._outcome, dtype=np.uint8)[rows],
            clusters={"voter": self.voter[rows]},
        )

    def checks(self) -> Checks:
        """The votes on checks of attention."""
        gold = np.array(self._gold, dtype=np.int8)
        rows = np.flatnonzero(gold != _NO_CHECK)
        return Checks(self.voter[rows], np.array(self._outcome, dtype=np.uint8)[rows], gold[rows])

    def of(self, voter: str) -> NDArray[np.bool_]:
        """Which votes are those of a voter."""
        return np.asarray(self.voter == self._codes.get(voter, -1))

    def whose(self, places: Iterable[int]) -> dict[str, list[int]]:
        """These leaves of votes, by voter."""
        found: dict[str, list[int]] = {}
        rows = np.searchsorted(self.place, wanted := sorted(places))
        for row, place in zip(rows, wanted, strict=True):
            found.setdefault(self.voters[self._voter[row]], []).append(place)
        return found

    def _codes_of_models(self) -> tuple[tuple[str, ...], NDArray[np.int32]]:
        """The models by name, and the codes of both sides of every vote, shape ``(2, n)``."""
        sides = np.array([self._a, self._b], dtype=np.int64).reshape(2, len(self))
        versions, at = np.unique(sides, return_inverse=True)
        names = [self._names.get(int(one), f"model {one}") for one in versions]
        models = tuple(sorted(set(names)))
        code = np.array([models.index(name) for name in names], dtype=np.int32)
        return models, code[at.reshape(sides.shape)]

    def _add(self, place: int, leaf: dict[str, Any]) -> None:
        name, reveal = leaf["voter"], leaf["reveal"]
        code = self._codes.setdefault(name, len(self._codes))
        if code == len(self.voters):
            self.voters.append(name)
        self._place.append(place)
        self._hour.append(leaf["hour"])
        self._voter.append(code)
        self._a.append(reveal["model_a"])
        self._b.append(reveal["model_b"])
        self._outcome.append(_OUTCOME[leaf["winner"]])
        self._counts.append(leaf["counts"] == YES)
        self._gold.append(_SIDE.get(reveal.get("gold"), _NO_CHECK))

    def _name(self, leaf: dict[str, Any]) -> None:
        self._names[leaf["model"]] = leaf["name"]
