"""Files become rows of a dataset: every record is imported, repeated, or refused under a reason."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

import polars as pl

from tiltyard import files
from tiltyard.errors import DataError
from tiltyard.pipeline._dataset import PART_ROWS, Dataset
from tiltyard.pipeline._incoming import Incoming, Numbered, Wanted, find
from tiltyard.pipeline._pending import Pending
from tiltyard.pipeline._row import complete
from tiltyard.pipeline._schema import ROW
from tiltyard.pipeline.importers import Reader, Record, RefusedRow, Row

OnError = Literal["stop", "drop"]
Tell = Callable[[int], None]

BROKEN = "broken record"
OTHER_ROW = "id of another row"
_SHOWN = 5
_TELL_EVERY = 500
_CANONICAL = json.JSONEncoder(sort_keys=True, default=str)


@dataclass(slots=True)
class Counts:
    """What became of the records of one input.

    Attributes:
        name: the file's name.
        importer: the name of its shape.
        rows: how many records were read.
        imported: how many are new rows of the dataset.
        repeated: how many were there already, or twice.
        refused: how many were refused, by reason.
    """

    name: str
    importer: str
    rows: int = 0
    imported: int = 0
    repeated: int = 0
    refused: dict[str, int] = field(default_factory=dict)

    def refuse(self, reason: str) -> None:
        """Count a record that is no row."""
        self.refused[reason] = self.refused.get(reason, 0) + 1


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        inputs: one for each input, in order.
        passed_over: files of a folder that have no known shape.
        refused: the first records that were refused, as ``FILE, row N: why``.
        rows: how many rows the dataset has now.
    """

    inputs: tuple[Counts, ...]
    passed_over: tuple[str, ...]
    refused: tuple[str, ...]
    rows: int

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {
            "inputs": [asdict(one) for one in self.inputs],
            "passed_over": [*self.passed_over],
            "refused": [*self.refused],
            "rows": self.rows,
        }


def import_files(  # noqa: PLR0913 -- what there is to say about an import
    folder: Path,
    sources: Sequence[str],
    wanted: Wanted | None = None,
    *,
    on_error: OnError = "stop",
    tell: Tell | None = None,
    part_rows: int = PART_ROWS,
) -> Imported:
    """Add the rows of files to the dataset in a folder, which is made if it is not there.

    What the dataset holds already is not added twice, so that a file that has grown adds what is
    new. A run that was killed goes on when it is started again with the same files.

    Args:
        folder: the dataset's.
        sources: files, folders, patterns, or ``-`` for standard input.
        wanted: what is said about them.
        on_error: ``stop``: a record that is no row is an error, and nothing is imported;
            ``drop``: it is counted and left out.
        tell: called now and then with the number of records read so far.
        part_rows: how many rows a part has.

    Raises:
        DataError: a file cannot be read, or records are refused and ``on_error`` is ``stop``.
        ConfigurationError: the shape of a file is not known.
        WriteError: the disk is full, or somebody else changes the dataset.
    """
    wanted = wanted or Wanted()
    with ExitStack() as stack:
        incoming, passed = find(sources, wanted, stack, on_error=on_error)
        dataset = Dataset.create(folder)
        with dataset.locked():
            # Somebody may have changed it before it was ours.
            dataset = Dataset.open(folder)
            plan = files.digest_of([[one.key for one in incoming], on_error, part_rows])
            run = _Run(dataset, Pending.begin(dataset, plan), on_error, tell, part_rows)
            counts = run.all(incoming)
            done = Imported(tuple(counts), tuple(passed), tuple(run.shown), dataset.rows)
            config = {
                "files": {one.source.name: one.sha256 for one in incoming},
                **asdict(wanted),
                "on_error": on_error,
            }
            dataset.stamp("import", config, done.to_dict())
    return done


class _Run:
    """One import: what is known of ids, and rows that wait to fill a part."""

    def __init__(
        self,
        dataset: Dataset,
        pending: Pending,
        on_error: OnError,
        tell: Tell | None,
        part_rows: int,
    ) -> None:
        self.dataset = dataset
        self.pending = pending
        self.on_error = on_error
        self.tell = tell or _tell_nobody
        self.part_rows = part_rows
        self.shown: list[str] = []
        self.bad = 0
        self.read = 0
        self.waiting: list[Row] = []
        # By id, a mark of the row's content, as far as it was read in this run.
        self.known: dict[str, int | None] = {}
        for part in dataset.parts:
            self.known.update(dict.fromkeys(part.read(["id"])["id"].to_list()))
        self.equal: Counter[str] = Counter()

    def all(self, incoming: Sequence[Incoming]) -> list[Counts]:
        """Import every file, or none; returns what became of each."""
        try:
            counts = [self._file(one) for one in incoming]
            if self.bad and self.on_error == "stop":
                raise DataError(self._words(sum(one.rows for one in counts)))
        except DataError:
            self.pending.discard()
            raise
        if self.waiting:
            self._flush()
        self.pending.commit()
        return counts

    def _file(self, one: Incoming) -> Counts:
        before = self.dataset.inputs.get(one.key)
        if before is not None and one.importer.has_ids:
            rows = before["rows"]
            return Counts(one.source.name, one.shape, rows=rows, repeated=rows)
        held = self.pending.inputs.get(one.key)
        counts = Counts(**held) if held else Counts(one.source.name, one.shape)
        done = counts.rows
        reader = one.importer.open(one.source)
        for place, numbered in enumerate(one.records(), start=1):
            own = None if one.importer.has_ids else self._numbered(numbered[1])
            if place <= done:
                continue
            counts.rows = place
            self._record(one, reader, numbered, own, counts)
            self.read += 1
            if self.read % _TELL_EVERY == 0:
                self.tell(self.read)
            if len(self.waiting) >= self.part_rows:
                self.pending.inputs[one.key] = asdict(counts)
                self._flush()
        if before is None:
            self.pending.inputs[one.key] = asdict(counts)
        return counts

    def _record(
        self,
        one: Incoming,
        reader: Reader,
        numbered: Numbered,
        own: str | None,
        counts: Counts,
    ) -> None:
        place, record, broken = numbered
        try:
            if broken is not None:
                raise RefusedRow(BROKEN, broken)
            row = complete(reader(record), one.shape, own)
            is_new = self._is_new(row)
        except RefusedRow as error:
            counts.refuse(error.reason)
            self._note(f"{one.source.name}, row {place}: {error}")
            return
        if not is_new:
            counts.repeated += 1
            return
        counts.imported += 1
        if not (self.bad and self.on_error == "stop"):
            self.waiting.append(row)

    def _is_new(self, row: Row) -> bool:
        """Whether the dataset does not have it yet.

        Raises:
            RefusedRow: another row of these files has its id.
        """
        id, mark = row["id"], _mark(row)
        if id not in self.known:
            self.known[id] = mark
            return True
        before = self.known[id]
        if before is not None and before != mark:
            raise RefusedRow(OTHER_ROW, f"an earlier row has the id {id!r} and says something else")
        return False

    def _numbered(self, record: Record) -> str:
        """An id by content; equal rows have numbers, so that each is a row of its own."""
        digest = hashlib.sha256(_CANONICAL.encode(record).encode()).hexdigest()
        self.equal[digest] += 1
        number = self.equal[digest]
        return digest if number == 1 else f"{digest}-{number}"

    def _note(self, words: str) -> None:
        self.bad += 1
        if len(self.shown) < _SHOWN:
            self.shown.append(words)

    def _flush(self) -> None:
        self.pending.append(pl.DataFrame(self.waiting, schema=ROW, orient="row"))
        self.waiting = []

    def _words(self, rows: int) -> str:
        more = f"; and {self.bad - len(self.shown):,} more" if self.bad > len(self.shown) else ""
        return (
            f"{self.bad:,} of {rows:,} rows {'is' if self.bad == 1 else 'are'} refused, and "
            f"nothing was imported: {'; '.join(self.shown)}{more}. "
            "Set on_error='drop' (--on-error drop) to leave them out, counted"
        )


def _mark(row: Row) -> int:
    """A number for what a row says, the same within this process."""
    texts = (tuple(row[name] or ()) for name in ("prompts", "answers_a", "answers_b"))
    return hash((row["model_a"], row["model_b"], row["winner"], row["voter"], *texts))


def _tell_nobody(_rows: int) -> None:
    """Nobody is looking."""
