"""What people may read of battles: only where it may be published, and without personal data."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard.errors import BattleNotFoundError
from tiltyard.pipeline import Dataset, Part, redact_column, row_of
from tiltyard.store import Store

Hashes = NDArray[np.uint64]
_TEXTS = ("prompts", "answers_a", "answers_b")
_READ = ("id", *_TEXTS)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what the two models said to it; None where one gave no answer."""

    prompt: str
    answer_a: str | None
    answer_b: str | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said in a battle before the vote, personal data replaced by marks."""

    turns: tuple[Turn, ...]


class Texts(Protocol):
    """A place that has the texts of votes. Called from any thread; it blocks."""

    @property
    def shows_unknown(self) -> bool:
        """Whether votes are shown of which nobody says if their voter consented."""
        ...

    def read(self, ids: Sequence[str], battles: Sequence[str]) -> Mapping[str, Conversation]:
        """The conversations that may be shown, by the id of their vote; others are not there.

        Args:
            ids: of votes.
            battles: the battle of each.
        """
        ...


@dataclass(frozen=True, slots=True)
class ArenaTexts:
    """Battles of the arena's own store, of voters who were told that they may be published.

    Attributes:
        store: where they are.
        kinds: of personal data to take out; the usual ones if missing.
    """

    store: Store
    kinds: Collection[str] | None = None

    @property
    def shows_unknown(self) -> bool:
        """Never: the arena asked all of its voters, or told them that nothing is published."""
        return False

    def read(self, ids: Sequence[str], battles: Sequence[str]) -> Mapping[str, Conversation]:
        """See `Texts.read`."""
        rows = {}
        for id, battle in zip(ids, battles, strict=True):
            try:
                stored = self.store.battle(battle.rpartition(":")[2])
            except BattleNotFoundError:
                continue  # another database was put in place: the table will be made anew
            is_there = any(turn.prompt for turn in stored.turns)  # and was not erased
            if stored.vote is not None and stored.battle.consent and is_there:
                rows[id] = row_of(stored, stored.vote)
        return conversations(rows, self.kinds)


class DatasetTexts:
    """Conversations of a dataset, of rows that its sources did not flag.

    Args:
        dataset: where they are; parts that come later are found too.
        kinds: of personal data to take out; the usual ones if missing.
        shows_unknown: whether rows are shown of which nobody says if their voter consented, since
            the licence of the dataset allows it.
    """

    def __init__(
        self, dataset: Dataset, kinds: Collection[str] | None = None, *, shows_unknown: bool = False
    ) -> None:
        self._folder = dataset.folder
        self._kinds = kinds
        self.shows_unknown = shows_unknown
        self._lock = threading.Lock()
        self._parts: list[tuple[Part, Hashes]] = []

    def read(self, ids: Sequence[str], battles: Sequence[str]) -> Mapping[str, Conversation]:
        """See `Texts.read`.

        Raises:
            DataError: the dataset is gone or damaged.
        """
        wanted = pl.Series(ids, dtype=pl.String)
        places = wanted.hash().to_numpy()
        found = [
            pl.scan_parquet(part.path, glob=False)
            .filter(pl.col("id").is_in(wanted.implode()))
            .filter(pl.col("consent").fill_null(value=self.shows_unknown))
            .filter(~pl.col("flagged").fill_null(value=False))
            .select(_READ)
            .collect()
            for part, hashes in self._indexed()
            if np.isin(places, hashes).any()
        ]
        rows = [row for frame in found for row in frame.iter_rows(named=True)]
        return conversations({row["id"]: row for row in rows}, self._kinds)

    def _indexed(self) -> list[tuple[Part, Hashes]]:
        """Every part, with the hashes of its ids in order."""
        with self._lock:
            known = dict(self._parts)
            self._parts = [
                (part, known[part] if part in known else _hashes(part))
                for part in Dataset.open(self._folder).parts  # others, if it was made anew
            ]
            return self._parts


def _hashes(part: Part) -> Hashes:
    """Of the ids of a part, in order."""
    return np.sort(part.read(["id"])["id"].hash().to_numpy())


def conversations(
    rows: Mapping[str, Mapping[str, Any]], kinds: Collection[str] | None
) -> dict[str, Conversation]:
    """Rows of a dataset by id as conversations, with marks for personal data.

    Args:
        rows: ``prompts``, ``answers_a`` and ``answers_b`` of each are looked at.
        kinds: of personal data; the usual ones if missing.
    """
    texts = [[list(row[name] or ()) for name in _TEXTS] for row in rows.values()]
    kind = pl.List(pl.List(pl.String))
    marked, _ = redact_column(pl.Series("texts", texts, dtype=kind), kinds)
    return {
        id: Conversation(tuple(Turn(*turn) for turn in zip_longest(*each)))
        for id, each in zip(rows, marked.to_list(), strict=True)
    }
