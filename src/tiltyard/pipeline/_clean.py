"""Every row of a dataset is kept, or left out under the reason of the first step that objects.

What was decided lies in ``clean``: a file for each part with the step and the reason of each row,
null where it is kept, and ``funnel.json`` with the counts, the steps and their options. The folder
is written whole; rows themselves are never touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiltyard import files
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline import _measures as measures
from tiltyard.pipeline import steps as known
from tiltyard.pipeline._config import Alias, Config
from tiltyard.pipeline._dataset import Dataset, Derived, Part
from tiltyard.pipeline._funnel import Funnel, Stage, refused
from tiltyard.pipeline._workers import Runner
from tiltyard.pipeline.steps import Step

FOLDER = "clean"
FUNNEL = "funnel.json"
_KEPT = -1


@dataclass(frozen=True, slots=True)
class Clean:
    """What cleaning decided about a dataset.

    Attributes:
        folder: where it lies.
        funnel: the counts.
        input_digest: the digest of the dataset that it was decided for.
        definition: the steps with versions and options, and the aliases.
    """

    folder: Path
    funnel: Funnel
    input_digest: str
    definition: Mapping[str, Any]

    @classmethod
    def open(cls, dataset: Dataset) -> Clean | None:
        """What was decided last, or None if the dataset was never cleaned.

        Raises:
            DataError: the folder is damaged.
        """
        folder = dataset.folder / FOLDER
        if not (folder / FUNNEL).is_file():
            return None
        held = files.read_json(folder / FUNNEL)
        try:
            funnel = Funnel.from_dict(held["funnel"])
            return cls(folder, funnel, held["input_digest"], held["definition"])
        except (KeyError, TypeError) as error:
            raise DataError(
                f"{str(folder / FUNNEL)!r} is not as `tiltyard data clean` writes it ({error!r}); "
                "run it again"
            ) from None

    def reasons(self, part: Part) -> pl.Series:
        """Why each row of a part leaves, in the order of its rows; null where it is kept.

        Raises:
            DataError: the part came after the cleaning.
        """
        path = self._path(part)
        if not path.is_file():
            raise DataError(
                f"part {part.number} was imported after the cleaning; run `tiltyard data clean`"
            )
        return pl.read_parquet(path, columns=["reason"], glob=False)["reason"]

    def has(self, part: Part) -> bool:
        """Whether it was decided about a part: those that came later wait for the next cleaning."""
        return self._path(part).is_file()

    def _path(self, part: Part) -> Path:
        return self.folder / f"{part.number:06}.parquet"

    def is_current(self, dataset: Dataset, config: Config | None = None) -> bool:
        """It was decided for these very rows, and by this configuration if one is given."""
        if self.input_digest != dataset.digest:
            return False
        return config is None or self.definition == definition(config)

    @property
    def digest(self) -> str:
        """sha256 over every file of the folder: the same for the same rows and configuration."""
        paths = sorted(self.folder.iterdir())
        return files.digest_of({path.name: files.sha256(path) for path in paths})


def clean(
    dataset: Dataset,
    config: Config | None = None,
    *,
    workers: int | None = None,
    runner: Runner = "local",
    progress: Callable[[int], None] | None = None,
) -> Clean:
    """Decide about every row, keep the decision, and return it.

    Args:
        dataset: what to clean. Parts that were measured before are not read again.
        config: the steps, their options, and the alias table; the usual ones if missing.
        workers: processes; one for each processor if missing.
        runner: ``local``, or ``daft`` for many machines.
        progress: told how many rows are measured so far.

    Raises:
        ConfigurationError: a step or an option is not known, or named twice.
        DataError: a part is damaged.
        WriteError: another run works on the dataset, or the disk is full.
    """
    config = config or Config()
    steps = _loaded(config)
    with dataset.locked():
        measured = measures.measure(
            dataset, steps, config.aliases, workers=workers, runner=runner, progress=progress
        )
        fates = _Fates.of(dataset, steps, measured, config.aliases)
        made = _write(dataset, fates, definition(config))
        dataset.stamp("clean", made.definition, made.funnel.to_dict())
    return made


def definition(config: Config) -> dict[str, Any]:
    """All that decides which rows leave, as it is published."""
    decided = {
        "steps": [
            {"name": name, "version": step.version, "options": step.definition()}
            for name, step in _loaded(config).items()
        ],
        "aliases": [asdict(alias) for alias in config.aliases],
    }
    plain: dict[str, Any] = json.loads(json.dumps(decided, default=lambda at: at.isoformat()))
    return plain


def _loaded(config: Config) -> dict[str, Step]:
    twice = {name for name in config.steps if config.steps.count(name) > 1}
    if twice:
        raise ConfigurationError(f"data.steps names {sorted(twice)[0]!r} twice; once is enough")
    for name in config.options:
        known.load(name)  # options of a step that does not exist are a misspelling
    return {name: known.load(name, config.options.get(name)) for name in config.steps}


@dataclass(frozen=True, slots=True)
class _Fates:
    """What becomes of every row: ``codes`` index the stages; -1 is kept."""

    stages: tuple[tuple[str, str], ...]
    codes: NDArray[np.int16]

    @classmethod
    def of(
        cls,
        dataset: Dataset,
        steps: Mapping[str, Step],
        measured: Mapping[str, Derived],
        aliases: Sequence[Alias],
    ) -> _Fates:
        """Ask every step about the rows that are still in."""
        stages = tuple((name, reason) for name, step in steps.items() for reason in step.reasons)
        codes = np.full(dataset.rows, _KEPT, dtype=np.int16)
        for name, step in steps.items():
            still_in = codes == _KEPT
            frame = _narrow(dataset, step, measured.get(name), aliases, still_in)
            found = _codes(name, step, frame, stages)
            codes[still_in] = found
        return cls(stages, codes)

    def funnel(self, dataset: Dataset) -> Funnel:
        """The counts, with what the import refused before."""
        counts = np.bincount(self.codes[self.codes >= 0], minlength=len(self.stages))
        before = refused(dataset.inputs)
        stages = [Stage(*stage, int(rows)) for stage, rows in zip(self.stages, counts, strict=True)]
        kept = int((self.codes == _KEPT).sum())
        return Funnel((*before, *stages), dataset.rows + sum(stage.rows for stage in before), kept)

    def frame(self, begin: int, rows: int) -> pl.DataFrame:
        """``step`` and ``reason`` of some rows."""
        codes = pl.Series(self.codes[begin : begin + rows]).cast(pl.Int32)
        codes = codes.set(codes < 0, None)
        columns = (
            pl.Series(name, [stage[place] for stage in self.stages], pl.String).gather(codes)
            for place, name in enumerate(("step", "reason"))
        )
        return pl.DataFrame(list(columns))


def _narrow(
    dataset: Dataset,
    step: Step,
    measured: Derived | None,
    aliases: Sequence[Alias],
    still_in: NDArray[np.bool_],
) -> pl.DataFrame:
    """The columns that a step decides over, of the rows that are still in."""
    pieces = []
    begin = 0
    for part in dataset.parts:
        mask = pl.Series(still_in[begin : begin + part.rows])
        begin += part.rows
        columns = []
        if step.reads:
            rows = measures.read(part, set(step.reads), aliases)
            columns.append(rows.select(step.reads).filter(mask))
        if measured is not None:
            columns.append(measured.read(part).filter(mask))
        pieces.append(pl.concat(columns, how="horizontal"))
    return pl.concat(pieces, how="vertical") if pieces else pl.DataFrame()


def _codes(
    name: str, step: Step, frame: pl.DataFrame, stages: Sequence[tuple[str, str]]
) -> NDArray[np.int16]:
    """What a step says of rows, as places of its reasons."""
    if frame.is_empty():
        return np.full(len(frame), _KEPT, dtype=np.int16)
    reasons = step.drop(frame)
    unknown = reasons.drop_nulls().unique().sort().to_list()
    unknown = [reason for reason in unknown if reason not in step.reasons]
    if unknown or len(reasons) != len(frame):
        what = f"the reason {unknown[0]!r}, which it does not declare" if unknown else "no answer"
        raise DataError(f"step {name!r} gave {what}; every row needs one of its reasons, or null")
    places = {reason: stages.index((name, reason)) for reason in step.reasons}
    found = reasons.replace_strict(places, default=None, return_dtype=pl.Int16)
    return found.fill_null(_KEPT).to_numpy().astype(np.int16)


def _write(dataset: Dataset, fates: _Fates, decided: Mapping[str, Any]) -> Clean:
    folder = dataset.folder / FOLDER
    funnel = fates.funnel(dataset)
    held = {
        "version": version("tiltyard"),
        "input_digest": dataset.digest,
        "definition": dict(decided),
        "definition_digest": files.digest_of(dict(decided)),
        "funnel": funnel.to_dict(),
    }
    with files.whole_folder(folder) as new:
        begin = 0
        for part in dataset.parts:
            path = new / f"{part.number:06}.parquet"
            files.write_parquet(fates.frame(begin, part.rows), path)
            begin += part.rows
        files.write_json(held, new / FUNNEL)
    return Clean(folder, funnel, dataset.digest, decided)
