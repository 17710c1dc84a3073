"""The battles of our own arena become rows of a dataset, those since the last time only."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard import files
from tiltyard.errors import BattleNotFoundError
from tiltyard.pipeline._dataset import PART_ROWS, Dataset
from tiltyard.pipeline._import import Counts, Imported, Tell
from tiltyard.pipeline._row import complete
from tiltyard.pipeline._schema import ROW
from tiltyard.pipeline.importers import Row
from tiltyard.records import Answer, FinishReason, Phase, Side, StoredBattle, Turn, Vote
from tiltyard.store import Store

SOURCE = "arena"
_PAGE = 500
# Votes that programs cast side by side may reach the disk out of order: these are read once more.
_AGAIN = timedelta(hours=1)


def import_store(
    folder: Path, store: Store, name: str, *, tell: Tell | None = None, page: int = _PAGE
) -> Imported:
    """Add the battles of an arena that were voted on to a dataset, which is made if need be.

    Args:
        folder: the dataset's.
        store: where the battles are kept.
        name: how people call the arena.
        tell: called now and then with the number of battles read so far.
        page: how many battles are read at a time.

    Raises:
        StoreError: the database cannot be read.
        WriteError: the disk is full, or somebody else changes the dataset.
    """
    Dataset.create(folder)
    dataset = Dataset.open(folder)
    with dataset.locked():
        dataset = Dataset.open(folder)
        counts = _Reading(dataset, store, name, page).all(tell)
        done = Imported((counts,), (), (), dataset.rows)
        census = store.census()
        seen = {"skipped": census.skipped, "undecided": census.undecided}
        dataset.stamp("import", {"store": name}, done.to_dict() | seen)
    return done


class _Reading:
    """One pass over the votes that are new."""

    def __init__(self, dataset: Dataset, store: Store, name: str, page: int) -> None:
        self.dataset = dataset
        self.store = store
        self.name = name
        self.page = page
        self.key = files.digest_of([SOURCE, name])
        held: dict[str, Any] = dataset.inputs.get(self.key, {})
        self.after: str | None = held.get("after")
        self.had: int = held.get("rows", 0)
        self.counts = Counts(name, SOURCE)
        self.waiting: list[Row] = []
        self.unsettled: deque[Vote] = deque()

    def all(self, tell: Tell | None) -> Counts:
        """Add every battle that is not there yet."""
        known = {id for part in self.dataset.parts for id in part.read(["id"])["id"]}
        for stored, vote in self._votes():
            self._settle(vote)
            if _is_aside(stored):
                continue
            row = row_of(stored, vote)
            if row["id"] not in known:
                self.waiting.append(row)
                self.counts.rows = self.counts.imported = self.counts.rows + 1
                if tell is not None:
                    tell(self.counts.rows)
            if len(self.waiting) >= PART_ROWS:
                self._keep(is_all=False)
        self._keep(is_all=True)
        return self.counts

    def _votes(self) -> Iterator[tuple[StoredBattle, Vote]]:
        try:
            page = self.store.voted(self.after, self.page)
        except BattleNotFoundError:
            # Another arena of the same name, or a restored backup: ids tell what is new.
            page = self.store.voted(None, self.page)
        while page:
            after = None
            for stored in page:
                if stored.vote is not None:
                    yield stored, stored.vote
                    after = stored.vote.id
            page = self.store.voted(after, self.page)

    def _settle(self, vote: Vote) -> None:
        """Note from which vote on to read the next time."""
        self.unsettled.append(vote)
        while self.unsettled[0].created_at < vote.created_at - _AGAIN:
            self.after = self.unsettled.popleft().id

    def _keep(self, *, is_all: bool) -> None:
        if self.waiting:
            self.dataset.append(pl.DataFrame(self.waiting, schema=ROW, orient="row"))
            self.waiting = []
        rows = self.had + self.counts.rows
        self.dataset.inputs[self.key] = {
            "name": self.name,
            "importer": SOURCE,
            "rows": rows,
            "imported": rows,
            "repeated": 0,
            "refused": {},
            "after": self.after,
            "complete": is_all,
        }
        self.dataset.save()


def _is_aside(stored: StoredBattle) -> bool:
    """Whether it is a second judgement of what is there already, or a check of attention."""
    seal = stored.seal
    return seal is not None and (seal.again is not None or seal.gold is not None)


def row_of(stored: StoredBattle, vote: Vote) -> Row:
    """A battle and its vote as a row: what was said before the vote, and nothing after."""
    battle = stored.battle
    turns = blind_turns(stored)
    extra = {
        "pace": battle.pace.value,
        "pair_probability": battle.pair_probability,
        "version_a": battle.version_a.number,
        "version_b": battle.version_b.number,
    }
    row: Row = {
        "id": vote.id,
        "battle": battle.id,
        "model_a": battle.version_a.model,
        "model_b": battle.version_b.model,
        "winner": vote.winner.value,
        "voter": vote.voter,
        "created_at": vote.created_at,
        "anonymous": True,
        "prompts": [turn.prompt for turn in turns],
        "failure": _failure(turns),
        "consent": battle.consent,
        "images": 0,
        "extra": extra,
    }
    for side, letter in ((Side.MODEL_A, "a"), (Side.MODEL_B, "b")):
        answers = [turn.answer(side) for turn in turns]
        row[f"answers_{letter}"] = [_text(answer) for answer in answers]
        row[f"tokens_{letter}"] = [one and one.completion_tokens for one in answers]
    return complete(row, SOURCE)


def blind_turns(stored: StoredBattle) -> list[Turn]:
    """What was voted on: the last attempt at each position of the blind phase, in order."""
    last = {turn.position: turn for turn in stored.turns if turn.phase is Phase.BLIND}
    return [last[position] for position in sorted(last)]


def _text(answer: Answer | None) -> str | None:
    return answer.text if answer is not None and answer.text else None


def _failure(turns: list[Turn]) -> str | None:
    """What went wrong with the first answer that did not end well, in a word."""
    for turn in turns:
        for side in Side:
            answer = turn.answer(side)
            if answer is None:
                return "no answer"
            if answer.finish_reason in {FinishReason.FAILED, FinishReason.STOPPED}:
                # The rest is for the operator alone: it may hold addresses.
                return (answer.failure or answer.finish_reason.value).partition(":")[0]
    return None
