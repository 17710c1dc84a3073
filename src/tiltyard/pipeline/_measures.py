"""What cleaning steps measure of each part: kept beside the rows, and made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

import polars as pl

from tiltyard import files
from tiltyard.errors import DataError
from tiltyard.pipeline._aliases import renamed
from tiltyard.pipeline._config import Alias
from tiltyard.pipeline._dataset import Dataset, Derived, Part
from tiltyard.pipeline._workers import Runner, each
from tiltyard.pipeline.steps import Step

_MODELS = {"model_a", "model_b"}


@dataclass(frozen=True, slots=True)
class PartWork:
    """A part, and the steps that have not measured it yet."""

    part: Part
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measurer:
    """Measures a part by all steps at once, so that it is read once."""

    steps: Mapping[str, Step]
    places: Mapping[str, Derived]
    aliases: tuple[Alias, ...]

    def __call__(self, work: PartWork) -> int:
        """Write the measures of a part; returns its rows."""
        wanted = {column for name in work.names for column in self.steps[name].measures}
        rows = read(work.part, wanted, self.aliases)
        for name in work.names:
            measured = self.steps[name].measure(rows)
            if measured is None or len(measured) != len(rows):
                raise DataError(
                    f"step {name!r} did not measure every row of part {work.part.number}"
                )
            self.places[name].write(work.part, measured)
        return len(rows)


def read(part: Part, columns: set[str], aliases: Sequence[Alias]) -> pl.DataFrame:
    """Some columns of a part, with models called as the alias table says."""
    if not aliases or not columns & _MODELS:
        return part.read(sorted(columns))
    return renamed(part.read(sorted(columns | _MODELS | {"created_at"})), aliases)


def places(
    dataset: Dataset, steps: Mapping[str, Step], aliases: Sequence[Alias]
) -> dict[str, Derived]:
    """Where the measures of each step that measures are."""
    named = files.digest_of([asdict(alias) for alias in aliases]) if aliases else None
    found = {}
    for name, step in steps.items():
        if step.measures:
            definition = {"version": step.version, "options": step.measured_by()}
            if _MODELS & set(step.measures):
                definition["aliases"] = named
            found[name] = dataset.derived("measures", name, definition)
    return found


def measure(  # noqa: PLR0913 -- where and how to work are apart from what to do
    dataset: Dataset,
    steps: Mapping[str, Step],
    aliases: tuple[Alias, ...] = (),
    *,
    workers: int | None = None,
    runner: Runner = "local",
    progress: Callable[[int], None] | None = None,
) -> dict[str, Derived]:
    """The measures of every step, made where they are missing.

    Args:
        dataset: of which.
        steps: by name.
        aliases: how models are called.
        workers: see `each`.
        runner: see `each`.
        progress: told how many rows are measured so far.
    """
    held = places(dataset, steps, aliases)
    missing: dict[int, list[str]] = {}
    for name, place in held.items():
        for part in place.missing(dataset.parts):
            missing.setdefault(part.number, []).append(name)
    tasks = [
        PartWork(part, tuple(missing[part.number]))
        for part in dataset.parts
        if part.number in missing
    ]
    done = 0
    for rows in each(Measurer(dict(steps), held, aliases), tasks, workers=workers, runner=runner):
        done += rows
        if progress is not None:
            progress(done)
    return held
