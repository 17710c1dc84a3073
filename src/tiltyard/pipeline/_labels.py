"""Labels of a dataset: each derived part by part, so that a later run makes what is missing only.

``labels.json`` in the dataset says which definition of each label is in use. A label of answers
makes two columns, ``NAME_a`` and ``NAME_b``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import add, or_
from typing import Any

import polars as pl

from tiltyard import files
from tiltyard.categories import Labeller, Way
from tiltyard.errors import DataError
from tiltyard.pipeline._config import Config
from tiltyard.pipeline._dataset import Dataset, Derived, Part
from tiltyard.pipeline._judge import Asking, Bill
from tiltyard.pipeline._label_parts import Labels, Texts, columns_of, frame_of, labeller_of
from tiltyard.pipeline._labelling import Chosen, choose, counted, definition, in_order
from tiltyard.pipeline._own_categories import ALL, STYLE, TOPIC, all_categories
from tiltyard.pipeline._panel import Panel, asked
from tiltyard.pipeline._rubric import RubricLabeller
from tiltyard.pipeline._style import measure_style
from tiltyard.pipeline._topic_parts import measure_topics
from tiltyard.pipeline._workers import Runner, each

IN_USE = "labels.json"
ANSWERS = "answers.db"

Progress = Callable[[int], None]


def in_use(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """The labels of a dataset by name: ``columns``, ``folder`` and ``definition`` of each.

    The definition has the label's ``way``, ``version``, ``digest`` and what it ``reads``. The
    measures of style are there too, as ``style``.
    """
    path = dataset.folder / IN_USE
    held: dict[str, dict[str, Any]] = files.read_json(path) if path.exists() else {}
    return held


def labelled(dataset: Dataset, part: Part, names: Sequence[str] | None = None) -> pl.DataFrame:
    """The labels of a part, row for row: a column for each, two if it reads answers.

    Null is unlabelled. Without names all labels that are in use are there, style aside.

    Raises:
        DataError: a label was never found, or not for this part yet, or its file is damaged.
    """
    known = in_use(dataset)
    wanted = [name for name in known if name != STYLE] if names is None else names
    frames = [_read(dataset, part, name, known) for name in wanted]
    return pl.concat(frames, how="horizontal") if frames else pl.DataFrame(height=part.rows)


def incomplete(dataset: Dataset) -> list[str]:
    """The labels in use that some part does not have yet: rows came since."""
    known = in_use(dataset)
    return [name for name in known if _derived(dataset, known[name]).missing(dataset.parts)]


def label_dataset(  # noqa: PLR0913 -- keyword-only, each with its own default
    dataset: Dataset,
    wanted: Sequence[str] | None = None,
    *,
    config: Config,
    asking: Asking | None = None,
    again: bool = False,
    workers: int | None = None,
    runner: Runner = "local",
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Find labels for every part that has none yet, and return what came out, as JSON.

    A run that is broken off goes on where it was: whole parts are kept, and so is each answer
    of a model that was asked.

    Args:
        dataset: it is locked meanwhile.
        wanted: ``NAME`` or ``NAME:WAY`` of each, ``all``, ``style``, ``topic``; missing: ``all``
            and ``style``.
        config: the operator's own categories are there.
        asking: the model that rubrics are put to.
        again: whether labels that were found before are found anew.
        workers: see `each`.
        runner: see `each`; models are asked from here all the same.
        progress: told how many rows are done.

    Raises:
        UnknownNameError: there is no category of that name.
        ConfigurationError: a way is not there, or a rubric has no model to ask.
        ProviderError: the model that is asked has failed for good.
    """
    words = [part.strip() for word in wanted or (ALL, STYLE) for part in word.split(",")]
    names = [word for word in words if word and word not in (STYLE, TOPIC)]
    is_own = STYLE in words or TOPIC in words  # neither is a category
    chosen = choose(names, all_categories(config)) if names or not is_own else []
    with dataset.locked(), asked(asking, dataset.folder / ANSWERS) as panel:
        plans = [_Plan.of(dataset, one, labeller_of(one, panel), again=again) for one in chosen]
        _agree(plans, panel)
        tasks = _tasks([plan for plan in plans if not plan.by_rubric])
        done = accumulate(each(Labels(config), tasks, workers=workers, runner=runner))
        for rows in done:
            if progress is not None:
                progress(rows)
        for plan in plans:
            plan.ask()
        found = {plan.chosen.name: plan.entry(dataset) for plan in plans}
        if STYLE in words:
            derived = measure_style(dataset, workers=workers, runner=runner, progress=progress)
            found[STYLE] = _entry(dataset, derived, _all_columns(dataset, derived))
        if TOPIC in words:
            derived = measure_topics(
                dataset, again=again, workers=workers, runner=runner, progress=progress
            )
            found[TOPIC] = _entry(dataset, derived, [TOPIC])
        files.write_json(in_use(dataset) | found, dataset.folder / IN_USE)
        entries = [entry for name, entry in found.items() if name != STYLE]
        result = {
            "counts": reduce(or_, (_counts(dataset, entry) for entry in entries), {}),
            "answers": {plan.chosen.name: dict(plan.tally) for plan in plans if plan.by_rubric},
        }
        dataset.stamp("label", {"labels": found}, result)
    return {"rows": dataset.rows, "labels": found, **result}


@dataclass(frozen=True, slots=True)
class _Plan:
    """One label to find: how, where it is kept, and for which parts."""

    chosen: Chosen
    labeller: Labeller
    derived: Derived
    parts: list[Part]

    @classmethod
    def of(cls, dataset: Dataset, chosen: Chosen, labeller: Labeller, *, again: bool) -> _Plan:
        derived = dataset.derived("labels", chosen.name, definition(chosen, labeller))
        parts = dataset.parts if again else derived.missing(dataset.parts)
        return cls(chosen, labeller, derived, parts)

    @property
    def by_rubric(self) -> bool:
        return isinstance(self.labeller, RubricLabeller)

    @property
    def tally(self) -> Counter[str]:
        return self.labeller.tally if isinstance(self.labeller, RubricLabeller) else Counter()

    def bills(self) -> list[Bill]:
        """What asking about each part costs; nothing is asked for a rule."""
        if not isinstance(self.labeller, RubricLabeller):
            return []
        texts = (Texts(part).items(self.chosen.category.reads) for part in self.parts)
        return [self.labeller.bill(items.with_text()) for items in texts]

    def ask(self) -> None:
        """Put a rubric to the model, part by part; rules need no asking."""
        for part in self.parts if self.by_rubric else []:
            self.derived.write(part, frame_of(self.chosen, self.labeller, Texts(part)))

    def entry(self, dataset: Dataset) -> dict[str, Any]:
        return _entry(dataset, self.derived, columns_of(self.chosen))


def _tasks(plans: list[_Plan]) -> list[tuple[Part, tuple[tuple[str, Way, Derived], ...]]]:
    """Each part that lacks something, with what it lacks."""
    parts = {part.number: part for plan in plans for part in plan.parts}
    return [
        (
            part,
            tuple(
                (plan.chosen.name, plan.chosen.way, plan.derived)
                for plan in plans
                if part in plan.parts
            ),
        )
        for _, part in sorted(parts.items())
    ]


def _agree(plans: list[_Plan], panel: Panel | None) -> None:
    """Return if whoever pays agrees to the bill for all parts, before anything is done."""
    bills = [bill for plan in plans for bill in plan.bills()]
    if panel is not None and bills:
        panel.require_agreement(reduce(add, bills))


def _all_columns(dataset: Dataset, derived: Derived) -> list[str]:
    return derived.read(dataset.parts[0]).columns if dataset.parts else []


def _entry(dataset: Dataset, derived: Derived, columns: list[str]) -> dict[str, Any]:
    return {
        "folder": derived.folder.relative_to(dataset.folder).as_posix(),
        "columns": columns,
        "definition": dict(derived.definition),
    }


def _derived(dataset: Dataset, entry: dict[str, Any]) -> Derived:
    return Derived(dataset.folder / entry["folder"], entry["definition"])


def _read(
    dataset: Dataset, part: Part, name: str, known: dict[str, dict[str, Any]]
) -> pl.DataFrame:
    if name not in known:
        raise DataError(
            f"{str(dataset.folder)!r} has no label {name!r}: run `tiltyard data label "
            f"{dataset.folder} --with {name}`"
        )
    derived = _derived(dataset, known[name])
    again = f"run `tiltyard data label {dataset.folder} --with {name}"
    if derived.missing([part]):
        raise DataError(f"label {name!r} is not found yet for part {part.number}: {again}`")
    try:
        frame = derived.read(part)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise DataError(
            f"{str(derived.path(part))!r} is damaged: {error}; {again} --again`"
        ) from None
    if frame.columns != known[name]["columns"] or frame.height != part.rows:
        raise DataError(f"{str(derived.path(part))!r} does not fit its part: {again} --again`")
    return frame


def _counts(dataset: Dataset, entry: dict[str, Any]) -> dict[str, dict[str, int]]:
    """How often each value came in each column; ``unlabelled`` counts the rest."""
    derived = _derived(dataset, entry)
    counts: dict[str, Counter[str]] = {name: Counter() for name in entry["columns"]}
    for part in dataset.parts:
        frame = derived.read(part)
        for name in entry["columns"]:
            counts[name].update(counted(frame[name]))
    return {name: in_order(found) for name, found in counts.items()}
