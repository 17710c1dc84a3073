"""Labels of any file of texts: its columns, and one more for each label."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from importlib.metadata import version
from operator import add
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard import files
from tiltyard.categories import Item, Labeller, Value
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline._config import Config
from tiltyard.pipeline._items import Items
from tiltyard.pipeline._judge import Asking
from tiltyard.pipeline._label_parts import labeller_of
from tiltyard.pipeline._labelling import (
    Chosen,
    choose,
    column,
    counted,
    definition,
    values_of,
)
from tiltyard.pipeline._own_categories import ALL, STYLE, TOPIC, all_categories
from tiltyard.pipeline._panel import Panel, asked
from tiltyard.pipeline._rubric import RubricLabeller
from tiltyard.pipeline._text_columns import turns_of
from tiltyard.pipeline._topic_parts import topic_column, topic_definition
from tiltyard.pipeline._topics import fit_topics

_AT_ONCE = 20_000

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Texts:
    """A file of texts, and where in it they are.

    Attributes:
        path: CSV, JSON, JSONL, Parquet or Arrow, also compressed.
        prompt: the column of what users said.
        answer: the column of what a model said.
    """

    path: Path
    prompt: str | None = None
    answer: str | None = None

    def read(self) -> tuple[pl.DataFrame, list[Item]]:
        """The file as it is, and an item for each row.

        Raises:
            DataError: the file cannot be read, or lacks a column.
        """
        named = [name for name in (self.prompt, self.answer) if name is not None]
        frame = files.read_table(self.path)
        files.require_columns(frame, named, self.path)
        file = str(self.path)
        nothing: list[tuple[str, ...]] = [()] * len(frame)
        prompts = turns_of(frame[self.prompt], "user", file) if self.prompt else nothing
        answers = turns_of(frame[self.answer], "assistant", file) if self.answer else nothing
        return frame, [Item(*both) for both in zip(prompts, answers, strict=True)]

    def require(self, chosen: Chosen) -> None:
        """Return if the column is named that a label reads.

        Raises:
            ConfigurationError: it is not.
        """
        reads = chosen.category.reads
        if (self.prompt if reads == "prompts" else self.answer) is None:
            option = "--prompt" if reads == "prompts" else "--answer"
            raise ConfigurationError(
                f"label {chosen.name!r} reads {reads}: say which column holds them with "
                f"{option} COLUMN"
            )

    def require_room(self, frame: pl.DataFrame, out: Path, names: Sequence[str]) -> None:
        """Return if the file can be written with these columns more.

        Raises:
            ConfigurationError: it is the file that is read, or has such a column.
            DataError: the format cannot hold the columns.
        """
        if out.resolve() == self.path.resolve():
            raise ConfigurationError(f"{str(out)!r} is the file that is read: write another one")
        _require_new(frame, names, self.path)
        _require_writable(frame, out)


def label_file(  # noqa: PLR0913 -- keyword-only, each with its own default
    texts: Texts,
    out: Path,
    wanted: Sequence[str],
    *,
    config: Config,
    cache: Path,
    prefix: str = "",
    asking: Asking | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write a file with a column more for each label, and return what came out, as JSON.

    Beside it ``OUT.labels.json`` says how each label was found. Both are written whole or not at
    all.

    Args:
        texts: what to label.
        out: where to; the name's end says the format.
        wanted: ``NAME`` or ``NAME:WAY`` of each; ``all`` stands for what the columns allow.
        config: the operator's own categories are there.
        cache: where answers of a model that is asked are kept.
        prefix: what the names of the new columns begin with.
        asking: the model that rubrics are put to.
        progress: told how many labels are done.

    Raises:
        UnknownNameError: there is no category of that name.
        ConfigurationError: a label needs a column that is not named, or is a column already.
        DataError: the file cannot be read.
        ProviderError: the model that is asked has failed for good.
        WriteError: the file could not be written.
    """
    words = [part.strip() for word in wanted for part in word.split(",")]
    others = [word for word in words if word != TOPIC]
    chosen = chosen_for(texts, others, config) if others or TOPIC not in words else []
    if TOPIC in words:
        _require_prompt(texts)
    frame, items = texts.read()
    names = [one.name for one in chosen] + [TOPIC] * (TOPIC in words)
    texts.require_room(frame, out, [prefix + name for name in names])
    with asked(asking, cache) as panel:
        found, labellers = found_in(chosen, items, panel, progress)
    columns = [
        column(one, prefix + one.name, values) for one, values in zip(chosen, found, strict=True)
    ]
    labels = {
        new.name: _said(one, labeller)
        for new, one, labeller in zip(columns, chosen, labellers, strict=True)
    }
    asked_of = dict(zip(labels, labellers, strict=True))
    if TOPIC in words:
        topics, told = _topics(prefix + TOPIC, items)
        columns.append(topics)
        labels[topics.name] = told
    stamp = {
        "input": {"name": texts.path.name, "sha256": _sha256(texts.path)},
        "version": version("tiltyard"),
        "rows": len(frame),
        "labels": labels,
        "counts": {new.name: counted(new) for new in columns},
        "answers": {
            name: dict(labeller.tally)
            for name, labeller in asked_of.items()
            if isinstance(labeller, RubricLabeller)
        },
    }
    files.write_table(frame.with_columns(columns), out)
    files.write_json(stamp, out.with_name(f"{out.name}.labels.json"))
    return stamp


def chosen_for(texts: Texts, wanted: Sequence[str], config: Config) -> list[Chosen]:
    """The labels that are wanted of a file; each has its column.

    Raises:
        UnknownNameError: there is no category of that name.
        ConfigurationError: a label needs a column that is not named.
    """
    words = [part.strip() for word in wanted for part in word.split(",")]
    if STYLE in words:
        raise ConfigurationError("style is measured in a dataset: `tiltyard data label DATASET`")
    known = all_categories(config)
    if ALL in words:
        by_name = {word.partition(":")[0] for word in words}
        known = {
            name: one
            for name, one in known.items()
            if name in by_name or (texts.prompt if one.reads == "prompts" else texts.answer)
        }
    chosen = choose(words, known)
    for one in chosen:
        texts.require(one)
    return chosen


def found_in(
    chosen: Sequence[Chosen],
    items: Sequence[Item],
    panel: Panel | None,
    progress: Progress | None = None,
) -> tuple[list[list[Value | None]], list[Labeller]]:
    """The labels of each item, for each that is chosen, and what found them."""
    labellers = [labeller_of(one, panel) for one in chosen]
    bills = [
        labeller.bill(Items.of(items, one.category.reads).with_text())
        for one, labeller in zip(chosen, labellers, strict=True)
        if isinstance(labeller, RubricLabeller)
    ]
    if panel is not None and bills:
        panel.require_agreement(reduce(add, bills))
    done = 0
    found = []
    for one, labeller in zip(chosen, labellers, strict=True):
        values: list[Value | None] = []
        for start in range(0, len(items), _AT_ONCE):
            some = Items.of(items[start : start + _AT_ONCE], one.category.reads)
            values += values_of(one, labeller, some)
            if progress is not None:
                progress(done + len(values))
        done += len(values)
        found.append(values)
    return found, labellers


def _topics(name: str, items: Sequence[Item]) -> tuple[pl.Series, dict[str, Any]]:
    """The topic of each prompt among those of this file, and how it was found."""
    prompts = ["\n".join(item.prompts) for item in items]
    found = fit_topics(prompts)
    about = "The cluster of prompts of this file that it belongs to."
    return topic_column(name, prompts, found), topic_definition(found) | {"about": about}


def _require_prompt(texts: Texts) -> None:
    if texts.prompt is None:
        raise ConfigurationError(
            f"label {TOPIC!r} reads prompts: say which column holds them with --prompt COLUMN"
        )


def _said(chosen: Chosen, labeller: Labeller) -> dict[str, Any]:
    said = definition(chosen, labeller) | {"about": chosen.category.about}
    if isinstance(labeller, RubricLabeller):
        return said | {"model": labeller.model}
    return said


def _require_writable(frame: pl.DataFrame, out: Path) -> None:
    """Return if the format can hold the columns: better known before a model is asked.

    Raises:
        DataError: the name says no format, or a column cannot be held by it.
    """
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder, out.name)
        try:
            files.write_table(frame.head(0), trial)
        except DataError as error:
            raise DataError(str(error).replace(repr(str(trial)), repr(str(out)))) from None


def _sha256(path: Path) -> str | None:
    """The sha256 of a file; standard input has none any more."""
    return files.sha256(path) if path.is_file() else None


def _require_new(frame: pl.DataFrame, names: Sequence[str], path: Path) -> None:
    taken = [name for name in names if name in frame.columns]
    if taken:
        raise ConfigurationError(
            f"{str(path)!r} has a column {taken[0]!r} already: add --prefix label_, say, and the "
            f"new one is called {'label_' + taken[0]!r}"
        )
