"""The labels of one part of a dataset after another: its texts are read once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from tiltyard import categories
from tiltyard.categories import Labeller, Value, Way
from tiltyard.errors import ConfigurationError
from tiltyard.pipeline._config import Config
from tiltyard.pipeline._dataset import Derived, Part
from tiltyard.pipeline._items import Items, Reads
from tiltyard.pipeline._labelling import Chosen, column, definition, values_of
from tiltyard.pipeline._own_categories import all_categories
from tiltyard.pipeline._panel import Panel
from tiltyard.pipeline._rubric import RubricLabeller

_SIDES = ("a", "b")


def labeller_of(chosen: Chosen, panel: Panel | None) -> Labeller:
    """What finds a label: a rule, trained weights, or a rubric with the model that is asked.

    Raises:
        ConfigurationError: a rubric is wanted and there is nobody to ask, or something that is
            needed is not installed.
    """
    if chosen.way != "rubric" or chosen.category.rubric is None:
        return categories.labeller(chosen.name, chosen.category, chosen.way)
    if panel is None:
        raise ConfigurationError(
            f"label {chosen.name!r} by rubric is asked of a model: name one of `[models]` with "
            "--model, or as `judge` of `[data]`"
        )
    return RubricLabeller(panel, chosen.category.rubric, chosen.category.reads)


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels without a model for one part after another, in a process."""

    config: Config

    def __call__(self, task: tuple[Part, tuple[tuple[str, Way, Derived], ...]]) -> int:
        """Find the labels of one part and keep them; returns its rows."""
        part, labels = task
        known = all_categories(self.config)
        texts = Texts(part)
        for name, way, derived in labels:
            chosen = Chosen(name, known[name], way)
            labeller = labeller_of(chosen, None)
            if derived.definition != {"name": name, **definition(chosen, labeller)}:
                raise ConfigurationError(
                    f"category {name!r} was changed while it was used: run the command again"
                )
            derived.write(part, frame_of(chosen, labeller, texts))
        return part.rows


class Texts:
    """The texts of a part, read when they are first needed, or of rows at hand."""

    def __init__(self, rows: Part | pl.DataFrame) -> None:
        self._rows = rows
        self._read: dict[Reads, Items] = {}

    def items(self, reads: Reads) -> Items:
        """What a label looks at: every row, or every row's left answers and then its right."""
        if reads not in self._read:
            self._read[reads] = self._items(reads)
        return self._read[reads]

    def _items(self, reads: Reads) -> Items:
        sides = [f"answers_{side}" for side in _SIDES] if reads == "answers" else []
        names = ["prompts", *sides]
        if isinstance(self._rows, pl.DataFrame):
            frame = self._rows.select(names)
        else:
            frame = self._rows.read(names)
        prompts = [_texts(one) for one in frame["prompts"].to_list()]
        if not sides:
            return Items.of_prompts(prompts)
        answers = [_texts(one) for side in sides for one in frame[side].to_list()]
        return Items.of_answers(prompts, answers)


def _texts(turns: list[str | None] | None) -> Sequence[str]:
    if not turns:
        return ()
    return [turn or "" for turn in turns] if None in turns else turns  # type: ignore[return-value]  # no null is left


def frame_of(chosen: Chosen, labeller: Labeller, texts: Texts) -> pl.DataFrame:
    """The label of every row of a part."""
    values: list[Value | None] = values_of(chosen, labeller, texts.items(chosen.category.reads))
    names = columns_of(chosen)
    rows = len(values) // len(names)
    return pl.DataFrame(
        [
            column(chosen, name, values[place * rows : (place + 1) * rows])
            for place, name in enumerate(names)
        ]
    )


def columns_of(chosen: Chosen) -> list[str]:
    """The columns that a label makes in a dataset: one for each side if it reads answers."""
    if chosen.category.reads == "prompts":
        return [chosen.name]
    return [f"{chosen.name}_{side}" for side in _SIDES]
