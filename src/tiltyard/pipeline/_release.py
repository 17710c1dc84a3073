"""A dataset as it is given away: rows, a card that says what they are, and checksums.

Rows are released in the order of their digests, so that neither the order of import nor the parts
that they lie in can be seen, and so that the same rows and configuration give the same bytes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

import polars as pl

from tiltyard import files
from tiltyard.errors import ConfigurationError, DataError, WriteError
from tiltyard.pipeline import exports as known
from tiltyard.pipeline._card import card
from tiltyard.pipeline._clean import Clean
from tiltyard.pipeline._config import Config
from tiltyard.pipeline._dataset import Dataset, Derived
from tiltyard.pipeline._labels import incomplete
from tiltyard.pipeline._pseudonyms import names
from tiltyard.pipeline._publishable import Publishable, publishable
from tiltyard.pipeline._released import (
    CHECKSUMS,
    SCHEMA,
    Released,
    configuration,
    described,
    schema,
)
from tiltyard.pipeline._shaping import Piece, Shaper
from tiltyard.pipeline._style import standards
from tiltyard.pipeline._workers import each

FILE_ROWS = 20_000
_SPILL = ".pieces"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a release is to hold beside what the configuration says.

    Attributes:
        exports: the layouts for training that are written too.
        consented_only: whether rows whose texts may not be published are left out.
        force: whether an earlier release in the folder is replaced.
    """

    exports: tuple[str, ...] = ()
    consented_only: bool = False
    force: bool = False


def release(  # noqa: PLR0913 -- keyword-only past the three that say what and where
    dataset: Dataset,
    folder: Path,
    config: Config,
    *,
    wish: Wish | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write the rows that were kept, whole or not at all, and return what was written, as JSON.

    Args:
        dataset: cleaned, and labelled as far as labels are wanted. It is locked meanwhile.
        folder: where to; new, empty, or an earlier release.
        config: how to clean it, which must be how it was cleaned, and how to release.
        wish: what else; see `Wish`.
        workers: processes; one for each processor if missing.
        progress: told how many rows are shaped.

    Raises:
        DataError: it was not cleaned since it changed, or labels are missing for some rows.
        ConfigurationError: a licence is missing, something named is not there, or the folder holds
            something else.
        WriteError: it could not be written; what was there before still is.
    """
    wish = wish or Wish()
    _require_licence(config)
    _require_room(dataset, folder, force=wish.force)
    layouts = {name: known.load(name) for name in dict.fromkeys(wish.exports)}
    with dataset.locked():
        clean = _cleaned(dataset, config)
        ready = publishable(dataset, clean, config, consented_only=wish.consented_only)
        with _whole_folder(folder) as new:
            made = _Release(dataset, config, clean, ready, layouts, new)
            released = made.write(workers, progress)
        facts = described(released)
        dataset.stamp("release", configuration(released), facts)
    return facts


@dataclass(frozen=True, slots=True)
class _Release:
    """A release that is being written."""

    dataset: Dataset
    config: Config
    clean: Clean
    ready: Publishable
    layouts: dict[str, known.Export]
    folder: Path

    def write(self, workers: int | None, progress: Progress | None) -> Released:
        """All files."""
        spill = self.folder / _SPILL
        spill.mkdir()
        rows, redacted = self._shape(spill, workers, progress)
        told = names(rows)
        counts = self._write_rows(spill, told)
        rmtree(spill)
        released = Released(
            dataset=self.dataset,
            config=self.config,
            clean=self.clean,
            ready=self.ready,
            rows=rows.drop("battle").join(told.select("id", "judge", "battle"), on="id"),
            files=self._file_count,
            redacted=redacted,
            exports=counts,
            standards=self._standards(),
        )
        self._describe(released)
        return released

    @property
    def _file_count(self) -> int:
        return math.ceil(len(self.ready.rows) / FILE_ROWS)

    def _shape(
        self, spill: Path, workers: int | None, progress: Progress | None
    ) -> tuple[pl.DataFrame, dict[str, int]]:
        """Every part, in pieces on disk; ``id``, ``content``, ``voter``, ``battle`` of its rows."""
        shaper = Shaper(
            dataset=self.dataset,
            config=self.config,
            columns=self.ready.columns,
            labels=tuple(self.ready.labels),
            has_style=self.ready.style is not None,
            folder=spill,
            buckets=self._file_count,
        )
        pieces = [
            Piece(part, self.ready.shown(part))
            for part in self.dataset.parts
            if len(self.ready.shown(part))
        ]
        redacted: Counter[str] = Counter()
        shaped = []
        done = 0
        for one in each(shaper, pieces, workers=workers):
            redacted.update(one.redacted)
            shaped.append(one.rows)
            done += len(one.rows)
            if progress is not None:
                progress(done)
        held = self.ready.rows.select("id", "voter", "battle", "source", "consent", "language")
        return pl.concat(shaped).join(held, on="id", how="left"), dict(sorted(redacted.items()))

    def _write_rows(self, spill: Path, told: pl.DataFrame) -> dict[str, dict[str, Any]]:
        """The rows in their final order, and every export of them; returns what those hold."""
        counts: dict[str, dict[str, Any]] = {
            name: {"rows": 0, "files": 0, "left_out": Counter()} for name in self.layouts
        }
        for number, frame in enumerate(_files(self._ordered(spill, told))):
            end = f"{number:05}-of-{self._file_count:05}"
            files.write_parquet(frame, self.folder / "data" / f"train-{end}.parquet")
            for name, layout in self.layouts.items():
                made = layout.rows(frame)
                counts[name]["left_out"].update(made.left_out)
                counts[name]["rows"] += len(made.frame)
                if len(made.frame):
                    path = self.folder / "exports" / name / f"train-{end}{layout.suffix}"
                    files.write_table(made.frame, path)
                    counts[name]["files"] += 1
        return {
            name: {**one, "left_out": dict(one["left_out"].items())} for name, one in counts.items()
        }

    def _ordered(self, spill: Path, told: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """The rows of one bucket after another, with their names."""
        wanted = [column.name for column in self.ready.columns]
        for bucket in sorted(spill.iterdir()):
            pieces = [pl.read_parquet(path, glob=False) for path in sorted(bucket.iterdir())]
            named = pl.concat(pieces).join(told, on="id").sort("order")
            yield named.with_columns(judge_hash=pl.col("judge")).select(wanted)

    def _standards(self) -> dict[str, dict[str, float]]:
        """What turns differences of style into standard units, over the rows that are released."""
        entry = self.ready.style
        if entry is None:
            return {}
        derived = Derived(self.dataset.folder / entry["folder"], entry["definition"])
        return standards(self.dataset, derived, self.ready.mask(self.dataset))

    def _describe(self, released: Released) -> None:
        """The card, what it is made of, and the checksums of all files."""
        files.write_json(self.clean.funnel.to_dict(), self.folder / "funnel.json")
        files.write_json(configuration(released), self.folder / "config.json")
        files.write_json(schema(released), self.folder / SCHEMA)
        files.write_text(card(released, self.layouts), self.folder / "README.md")
        every = sorted(path for path in self.folder.rglob("*") if path.is_file())
        lines = [f"{files.sha256(path)}  {path.relative_to(self.folder)}\n" for path in every]
        files.write_text("".join(lines), self.folder / CHECKSUMS)


def _files(frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows, in files of one size."""
    held: list[pl.DataFrame] = []
    for frame in frames:
        held.append(frame)
        whole = pl.concat(held)
        while len(whole) >= FILE_ROWS:
            yield whole.head(FILE_ROWS)
            whole = whole.slice(FILE_ROWS)
        held = [whole]
    if held and len(held[0]):
        yield held[0]


def _cleaned(dataset: Dataset, config: Config) -> Clean:
    clean = Clean.open(dataset)
    run = f"run `tiltyard data clean {dataset.folder}` first"
    if clean is None:
        raise DataError(f"{str(dataset.folder)!r} was never cleaned: {run}")
    if not clean.is_current(dataset):
        raise DataError(f"{str(dataset.folder)!r} was cleaned before its last rows came: {run}")
    if not clean.is_current(dataset, config):
        raise DataError(
            f"{str(dataset.folder)!r} was cleaned with other steps, options or aliases: {run}"
        )
    late = incomplete(dataset)
    if late:
        raise DataError(
            f"rows came after the labels {', '.join(late)} were found: run `tiltyard data label "
            f"{dataset.folder} --with {','.join(late)}` first"
        )
    return clean


def _require_licence(config: Config) -> None:
    if config.release.texts and not (config.release.licence or "").strip():
        raise ConfigurationError(
            "a release with texts needs a licence that says what others may do with them: give "
            "--licence CC-BY-4.0, say, or `licence` in the table [data] of tiltyard.toml; or "
            "publish the votes alone with --no-texts"
        )


def _require_room(dataset: Dataset, folder: Path, *, force: bool) -> None:
    """Refuse to write over anything but an earlier release."""
    inside = folder.resolve()
    if inside == dataset.folder.resolve() or inside in dataset.folder.resolve().parents:
        raise ConfigurationError(
            f"{str(folder)!r} holds the dataset itself; name another folder for the release"
        )
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not folder.is_dir() or not _is_release(folder):
        raise ConfigurationError(
            f"{str(folder)!r} is there already and is no earlier release; name another folder"
        )
    if not force:
        raise ConfigurationError(
            f"{str(folder)!r} holds an earlier release; replace it with --force, or name another "
            "folder"
        )


def _is_release(folder: Path) -> bool:
    if not (folder / CHECKSUMS).is_file() or not (folder / SCHEMA).is_file():
        return False
    try:
        held = files.read_json(folder / SCHEMA)
    except DataError:
        return False
    return isinstance(held, dict) and "release_format" in held


@contextmanager
def _whole_folder(folder: Path) -> Iterator[Path]:
    """As `files.whole_folder`, but an error names the release and not the file being written."""
    try:
        with files.whole_folder(folder) as new:
            yield new
    except WriteError as error:
        raise WriteError(
            f"the release {str(folder)!r} could not be written: {error.__cause__ or error}; "
            "nothing was changed"
        ) from error
