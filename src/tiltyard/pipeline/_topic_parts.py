"""The topics of a dataset: found once, kept, and given to the rows of every part as a label.

``topics.json`` in the dataset holds them, so that votes which come later fall into the same topics.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from tiltyard import files
from tiltyard.errors import ConfigurationError, DataError
from tiltyard.pipeline._clean import Clean
from tiltyard.pipeline._dataset import Dataset, Derived, Part
from tiltyard.pipeline._judge import Asking
from tiltyard.pipeline._topic_asked import asked_names
from tiltyard.pipeline._topics import FIT_PROMPTS, Topics, drawn, fit_topics
from tiltyard.pipeline._workers import Runner, each

FILE = "topics.json"
TOPIC = "topic"
ANSWERS = "answers.db"
_SPOKEN = pl.col("prompts").list.drop_nulls().list.join("\n").fill_null("")

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class TopicWish:
    """How topics are to be found.

    Attributes:
        count: how many; found from the prompts if missing.
        seed: of the draws; 0 if missing.
        again: whether topics that were found before are found anew.
        asking: the model that writes their names; they are made of words if missing.
    """

    count: int | None = None
    seed: int | None = None
    again: bool = False
    asking: Asking | None = None


def spoken(rows: pl.DataFrame) -> pl.Series:
    """What the user said in each row, all turns as one text; empty where that is nothing."""
    return rows.select(_SPOKEN.alias("prompt")).to_series()


def open_topics(dataset: Dataset) -> Topics | None:
    """The topics that were found before, or None.

    Raises:
        DataError: their file is damaged, or of another version.
    """
    path = dataset.folder / FILE
    if not path.exists():
        return None
    try:
        return Topics.from_dict(files.read_json(path))
    except DataError as error:
        raise DataError(
            f"{str(path)!r}: {error}, with `tiltyard data topics {dataset.folder} --again`"
        ) from None


def sample(dataset: Dataset, most: int = FIT_PROMPTS) -> dict[str, bool]:
    """Different prompts in the order of a draw, and whether each may be published.

    They are of rows that were kept, if the dataset is cleaned, and the same whatever parts the rows
    lie in.
    """
    clean = Clean.open(dataset)
    is_cleaned = clean is not None and clean.is_current(dataset)
    held: dict[str, bool] = {}
    for part in dataset.parts:
        rows = part.read(["prompts", "consent"])
        if clean is not None and is_cleaned:
            rows = rows.filter(clean.reasons(part).is_null())
        said = rows.select(prompt=_SPOKEN, may=pl.col("consent").fill_null(value=False))
        for prompt, may in said.group_by("prompt").agg(pl.col("may").any()).iter_rows():
            held[prompt] = held.get(prompt, False) or may
        held = {prompt: held[prompt] for prompt in drawn(held, most)}
    return held


def find_topics(dataset: Dataset, wish: TopicWish | None = None) -> Topics:
    """The topics of a dataset: those that it has, or new ones, which are kept.

    Raises:
        ConfigurationError: it has others than are asked for, there are too few prompts, or
            somebody has to be asked who did not agree.
        DataError: what is kept is damaged.
        ProviderError: the model that is asked for names has failed for good.
    """
    wish = wish or TopicWish()
    before = None if wish.again else open_topics(dataset)
    if before is not None:
        _require_same(before, wish, dataset.folder)
        if wish.asking is None or before.named_by == wish.asking.judge.name:
            return before
    with dataset.locked():
        prompts = [*sample(dataset)]
        found = before or fit_topics(prompts, count=wish.count, seed=wish.seed or 0)
        if wish.asking is not None:
            found = asked_names(found, prompts, wish.asking, dataset.folder / ANSWERS)
        files.write_json(found.to_dict(), dataset.folder / FILE)
        told = {"count": wish.count, "seed": found.seed, "named_by": found.named_by}
        dataset.stamp("topics", told, {"topics": found.names, "digest": found.digest})
    return found


def measure_topics(
    dataset: Dataset,
    *,
    again: bool = False,
    workers: int | None = None,
    runner: Runner = "local",
    progress: Progress | None = None,
) -> Derived:
    """The column ``topic`` for every row, made for the parts that have none.

    Args:
        dataset: locked by the caller. Topics are found first if it has none.
        again: whether its topics are found anew.
        workers: see `each`.
        runner: see `each`.
        progress: told how many rows are labelled.
    """
    topics = None if again else open_topics(dataset)
    if topics is None:
        topics = fit_topics(sample(dataset))
        files.write_json(topics.to_dict(), dataset.folder / FILE)
    derived = dataset.derived("labels", TOPIC, topic_definition(topics))
    done = 0
    missing = derived.missing(dataset.parts)
    for rows in each(_Teller(derived, topics), missing, workers=workers, runner=runner):
        done += rows
        if progress is not None:
            progress(done)
    return derived


def topic_definition(topics: Topics) -> dict[str, Any]:
    """What decides the label, as it is kept beside it."""
    held = topics.to_dict()
    return {
        "label": TOPIC,
        "way": "clusters",
        "version": str(held["version"]),
        "digest": topics.digest,
        "reads": "prompts",
    }


def topic_column(name: str, prompts: Sequence[str], topics: Topics) -> pl.Series:
    """The topic of each prompt; each different one is looked at once."""
    known: dict[str, int] = {}
    places = [known.setdefault(prompt, len(known)) for prompt in prompts]
    found = topics.label([*known])
    return pl.Series(name, [found[place] for place in places], dtype=pl.String)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells the topics of one part after another, in a process."""

    derived: Derived
    topics: Topics

    def __call__(self, part: Part) -> int:
        prompts = spoken(part.read(["prompts"])).to_list()
        self.derived.write(part, topic_column(TOPIC, prompts, self.topics).to_frame())
        return part.rows


def _require_same(held: Topics, wish: TopicWish, folder: Path) -> None:
    for what, wanted, is_so in (
        ("count", wish.count, held.count),
        ("seed", wish.seed, held.seed),
    ):
        if wanted is not None and wanted != is_so:
            raise ConfigurationError(
                f"{str(folder)!r} has topics that were found with {what} {is_so or 'none'}: keep "
                f"them without --{what}, or find others with --again"
            )
