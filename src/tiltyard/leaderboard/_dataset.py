"""The votes of a dataset as a source of boards: those that cleaning kept, with labels and style.

They are kept as a table beside; rows that come later are added to it. If the dataset was cleaned or
labelled again, the table is made anew.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard import files, pipeline, style
from tiltyard.leaderboard._compute import Ground
from tiltyard.leaderboard._encoded import FACTS
from tiltyard.leaderboard._shelf import Shelf
from tiltyard.leaderboard._source import VotesSource
from tiltyard.leaderboard._table import VoteTable
from tiltyard.leaderboard._voted import MEASURES
from tiltyard.pipeline import Alias, Clean, Dataset, Part
from tiltyard.records import ModelCard

VERSION = 1  # goes up when the same rows become other votes
_STYLE = "style"
_COLUMNS = [
    "id", "battle", "model_a", "model_b", "winner", "voter", "created_at", "consent", "images",
    "language", "extra",
]  # fmt: skip
_WINNERS = ("model_a", "model_b", "tie", "both_bad")
# Why rows of a dataset are no votes of its board.
_CLEANED, _NO_VOTE, _JUDGES = "cleaned", "no_vote", "judges"
_JUDGE = "judge:"  # what the voter's name begins with if it is a model


@dataclass(frozen=True, slots=True, eq=False)
class DatasetSource(VotesSource):
    """Votes of a dataset; its boards say how many rows do not count."""

    def ground(self) -> Ground:
        """See `VotesSource.ground`."""
        lost: Mapping[str, int] = self.table.meta.get("left_out", {})
        notes = list(self.notes)
        if rows := lost.get(_CLEANED):
            were = "row of the dataset was" if rows == 1 else "rows of the dataset were"
            notes.append(f"{rows:,} {were} left out by its cleaning.")
        if rows := lost.get(_NO_VOTE):
            hold = "row of the dataset holds" if rows == 1 else "rows of the dataset hold"
            notes.append(f"{rows:,} {hold} no vote between two models.")
        if rows := lost.get(_JUDGES):
            were = "vote of the dataset was cast by a model, and does"
            if rows > 1:
                were = "votes of the dataset were cast by models, and do"
            notes.append(f"{rows:,} {were} not count.")
        return Ground(self.kind, self.table.votes, self.cards, tuple(notes))


@dataclass(frozen=True, slots=True, eq=False)
class CardsOfVoted(Mapping[str, ModelCard]):
    """The cards of the models that a table has votes on: of others a dataset says nothing.

    Attributes:
        table: as it is filled, models come.
        known: all cards that there are, such as the arena's own.
    """

    table: VoteTable
    known: Mapping[str, ModelCard]

    def __getitem__(self, name: str) -> ModelCard:
        if name not in self.table.votes.models:
            raise KeyError(name)
        return self.known[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self.table.votes.models if name in self.known)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(slots=True)
class DatasetFeed:
    """What fills a table with the votes of a dataset. Its methods block.

    Attributes:
        dataset: its folder.
        folder: where the table is kept; removing it makes it anew.
        table: what is shown.
        aliases: models that have another name.
    """

    dataset: Path
    folder: Path
    table: VoteTable
    aliases: Sequence[Alias] = ()
    _shelf: Shelf | None = None
    _stepping: threading.Lock = field(default_factory=threading.Lock)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _seen: tuple[int, ...] = ()

    def step(self) -> None:
        """Add what is new, unless another program does it.

        Raises:
            DataError: there is no dataset, or it is damaged.
            WriteError: the table cannot be written.
        """
        with self._stepping:
            if self._stopping.is_set():
                return
            if self._shelf is None:
                self._shelf = Shelf(self.folder)
            wrote_before = self._shelf.is_ours
            writes = self._shelf.lock()
            is_behind = not wrote_before and self._shelf.changed()  # by whoever wrote until now
            if is_behind and (shown := self._shelf.shown()) is not None:
                self.table.become(shown)
            seen = _changed(self.dataset) if writes else self._seen
            if seen != self._seen and self._update(self._rows(), self._shelf):
                self._seen = seen

    def stop(self) -> None:
        """Read no more than the part that is begun; it can be called in any thread."""
        self._stopping.set()

    def close(self) -> None:
        """Stop, and let another program write."""
        self.stop()
        with self._stepping:
            if self._shelf is not None:
                self._shelf.unlock()

    def _rows(self) -> _Rows:
        return _Rows.of(self.dataset, self.aliases)

    def _update(self, rows: _Rows, shelf: Shelf) -> bool:
        """Add the parts that the table lacks; make it anew if those it has are others now.

        Returns whether it has all of them: one that was stopped goes on from there another time.
        """
        keys = [rows.key(part) for part in rows.parts]
        held = self.table.meta.get("parts", [])
        is_ours = self.table.folder is not None and held == keys[: len(held)]
        table = self.table if is_ours else shelf.begun(dataset=rows.digest)
        done: list[str] = table.meta.get("parts", [])
        for part in rows.parts[len(done) :]:
            if self._stopping.is_set():
                return False
            frame, left_out = rows.frame(part)
            done = [*done, rows.key(part)]
            lost = Counter(table.meta.get("left_out", {})) + left_out
            table.append(frame, parts=done, left_out=dict(lost), dataset=rows.digest)
        if table is not self.table:
            if not done:
                table.append(FACTS.to_frame(), parts=[], left_out={}, dataset=rows.digest)
            shelf.put(table)
            self.table.become(table)
        return True


def _changed(folder: Path) -> tuple[int, ...]:
    """What is another if rows, labels or decisions changed."""
    named = [folder / one for one in ("dataset.json", "labels.json", "clean/funnel.json")]
    return tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in named)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a dataset that count, as votes of a table.

    Attributes:
        parts: those that were cleaned, if any was; otherwise all.
        clean: what cleaning decided, if it did.
        labels: that are in use.
        names: what the columns of style are called here.
    """

    dataset: Dataset
    parts: list[Part]
    clean: Clean | None
    labels: Mapping[str, Mapping[str, Any]]
    names: Mapping[str, str]
    aliases: Sequence[Alias]
    digest: str

    @classmethod
    def of(cls, folder: Path, aliases: Sequence[Alias]) -> _Rows:
        dataset = Dataset.open(folder)
        clean = Clean.open(dataset)
        parts = dataset.parts
        if clean is not None:
            parts = [part for part in parts if clean.has(part)]
        labels = pipeline.in_use(dataset)
        decided = None if clean is None else clean.digest
        folders = {name: one["folder"] for name, one in labels.items()}
        digest = files.digest_of([VERSION, decided, folders, list(map(str, aliases))])
        names = pipeline.measure_names(style.names())
        return cls(dataset, parts, clean, labels, names, aliases, digest)

    def key(self, part: Part) -> str:
        """What is another once a vote of a part has other values."""
        return files.digest_of([part.digest, self.digest, self._found(part)])

    def frame(self, part: Part) -> tuple[pl.DataFrame, Counter[str]]:
        """The votes of a part, and how many of its rows are none, by why."""
        rows = part.read(_COLUMNS)
        found = [self._label(part, name) for name in self._found(part)]
        whole = pl.concat([rows, *found, _extra(rows["extra"])], how="horizontal")
        if self.clean is not None:
            whole = whole.filter(self.clean.reasons(part).is_null())
        is_vote = pl.col("winner").is_in(_WINNERS) & (pl.col("model_a") != pl.col("model_b"))
        votes = pipeline.renamed(whole, self.aliases).filter(is_vote.fill_null(value=False))
        is_judge = pl.col("voter").str.starts_with(_JUDGE).fill_null(value=False)
        people = votes.filter(~is_judge)
        lost = {
            _CLEANED: part.rows - whole.height,
            _NO_VOTE: whole.height - votes.height,
            _JUDGES: votes.height - people.height,
        }
        return self._named(people), +Counter(lost)

    def _found(self, part: Part) -> list[str]:
        """The labels that were found for a part; the others wait for `tiltyard data label`."""
        folders = {name: self.dataset.folder / one["folder"] for name, one in self.labels.items()}
        return [
            name
            for name, folder in sorted(folders.items())
            if (folder / f"{part.number:06}.parquet").exists()
        ]

    def _label(self, part: Part, name: str) -> pl.DataFrame:
        frame = pipeline.labelled(self.dataset, part, [name])
        if name != _STYLE:
            # The source's own word for the language yields to what was found.
            return frame.rename({"language": "found_language"}, strict=False)
        return frame.rename(dict(self.names), strict=False).cast(pl.Float32)

    def _named(self, votes: pl.DataFrame) -> pl.DataFrame:
        """The columns as a table has them; those that are not known of any row are left out."""
        if "found_language" in votes.columns:
            votes = votes.drop("language").rename({"found_language": "language"})
        votes = votes.rename({"created_at": "voted_at"}).drop("extra")
        return votes.drop(
            [one.name for one in votes if one.name not in FACTS and one.null_count() == len(one)]
        )


def _extra(column: pl.Series) -> pl.DataFrame:
    """Seconds and costs that the source tells of, of each row."""
    told = column.is_not_null() & column.str.contains("seconds_|cost_usd_").fill_null(value=False)
    if not told.any():
        return pl.DataFrame(height=len(column))
    rows = [json.loads(one) if is_told else {} for one, is_told in zip(column, told, strict=True)]
    return pl.DataFrame(
        [pl.Series(name, [_number(row.get(name)) for row in rows], pl.Float32) for name in MEASURES]
    )


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return float(value) if is_number else None  # type: ignore[arg-type]  # it is one
