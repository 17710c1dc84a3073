"""What a dataset or a file is about: its topics, how much of it each is, and who wins there."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Any

import polars as pl

from tiltyard import files
from tiltyard.pipeline._aliases import renamed
from tiltyard.pipeline._clean import Clean
from tiltyard.pipeline._config import Config
from tiltyard.pipeline._dataset import Dataset
from tiltyard.pipeline._label_file import Texts
from tiltyard.pipeline._labels import label_dataset, labelled
from tiltyard.pipeline._topic_asked import asked_names, shown, typical
from tiltyard.pipeline._topic_map import MAPPED, map_of
from tiltyard.pipeline._topic_parts import (
    TOPIC,
    TopicWish,
    find_topics,
    sample,
    spoken,
    topic_column,
)
from tiltyard.pipeline._topics import FIT_PROMPTS, Topics, drawn, fit_topics

LEVEL = 0.95
FEWEST_VOTES = 30  # on a topic, for a model's win rate to be told
_NEAR = 20  # prompts among which a typical one is looked for
_CUT = 160  # characters of a typical prompt
_READ = ["id", "battle", "model_a", "model_b", "winner", "created_at", "prompts"]

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class TopicReport:
    """What was found, and the sample of prompts that a map of it is drawn from.

    Attributes:
        told: the whole account, as JSON.
        topics: the topics.
        prompts: different prompts, and whether each may be shown to others.
    """

    told: dict[str, Any]
    topics: Topics
    prompts: Mapping[str, bool]

    def points(self, most: int = MAPPED) -> list[dict[str, Any]]:
        """Places on a map of prompts; see `tiltyard.pipeline._topic_map.map_of`."""
        return map_of(self.topics, dict(list(self.prompts.items())[:most]))


def topics_of_dataset(
    dataset: Dataset,
    config: Config | None = None,
    *,
    wish: TopicWish | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> TopicReport:
    """The topics of a dataset, which are kept there, as are the topics of all its rows.

    Everything is said of the rows that were kept, once it is cleaned.

    Args:
        dataset: locked while it is changed.
        config: for the alias table.
        wish: how topics are found.
        workers: processes; one for each processor if missing.
        progress: told how many rows are labelled.

    Raises:
        ConfigurationError: see `find_topics`.
        DataError: what is kept is damaged.
        ProviderError: the model that is asked for names has failed for good.
    """
    config = config or Config()
    topics = find_topics(dataset, wish)
    label_dataset(dataset, [TOPIC], config=config, workers=workers, progress=progress)
    prompts = sample(dataset)
    rows = _rows(dataset, config)
    return TopicReport(_told(topics, rows, prompts), topics, prompts)


def topics_of_file(
    texts: Texts, out: Path | None = None, *, wish: TopicWish, cache: Path
) -> TopicReport:
    """The topics of the prompts of a file, and the file with a column ``topic`` more.

    Args:
        texts: the file, and which column holds the prompts.
        out: where to write; nowhere if missing.
        wish: how topics are found.
        cache: where replies of a model that is asked for names are kept.

    Raises:
        ConfigurationError: there are too few prompts, or a column ``topic`` already.
        DataError: the file cannot be read, or lacks the column.
        WriteError: the file could not be written.
    """
    frame, items = texts.read()
    if out is not None:
        texts.require_room(frame, out, [TOPIC])
    prompts = ["\n".join(item.prompts) for item in items]
    some = dict.fromkeys(drawn(prompts, FIT_PROMPTS), True)
    topics = fit_topics(some, count=wish.count, seed=wish.seed or 0)
    if wish.asking is not None:
        topics = asked_names(topics, [*some], wish.asking, cache)
    column = topic_column(TOPIC, prompts, topics)
    if out is not None:
        files.write_table(frame.with_columns(column), out)
    rows = pl.DataFrame([column, pl.Series("prompt", prompts, dtype=pl.String).hash()])
    return TopicReport(_told(topics, rows, some), topics, some)


def _rows(dataset: Dataset, config: Config) -> pl.DataFrame:
    """The narrow columns of the rows that are looked at."""
    clean = Clean.open(dataset)
    pieces = []
    for part in dataset.parts:
        read = renamed(part.read(_READ), config.aliases)
        rows = read.select(
            pl.coalesce("battle", "id").hash().alias("battle"),
            pl.col("model_a", "model_b", "winner").cast(pl.Categorical),
            spoken(read).hash(),
        ).with_columns(labelled(dataset, part, [TOPIC])[TOPIC])
        if clean is not None and clean.is_current(dataset):
            rows = rows.filter(clean.reasons(part).is_null())
        pieces.append(rows)
    return pl.concat(pieces) if pieces else pl.DataFrame(schema={TOPIC: pl.String})


def _told(topics: Topics, rows: pl.DataFrame, prompts: Mapping[str, bool]) -> dict[str, Any]:
    """The whole account."""
    counts = _counts(rows)
    scores = _scores(rows)
    nothing = dict.fromkeys(("rows", "prompts", "battles"), 0)
    told = []
    for topic, nearest in zip(topics.topics, typical(topics, [*prompts], _NEAR), strict=True):
        told.append(
            {
                TOPIC: topic.name,
                "words": dict(topic.words),
                **_size(counts.get(topic.name, nothing), len(rows)),
                **_typical(nearest, prompts),
                "models": scores.get(topic.name, []),
            }
        )
    told.sort(key=lambda one: -one["rows"])
    return {
        "rows": len(rows),
        "topics": told,
        "other": _size(counts.get(None, nothing), len(rows)),
        "count": topics.count,
        "seed": topics.seed,
        "named_by": topics.named_by,
        "digest": topics.digest,
        "level": LEVEL,
        "fewest_votes": FEWEST_VOTES,
    }


def _typical(nearest: Sequence[str], prompts: Mapping[str, bool]) -> dict[str, Any]:
    """A typical prompt without personal data: one that may be shown to others, if there is one."""
    chosen = next((one for one in nearest if prompts[one]), next(iter(nearest), None))
    text = None if chosen is None else shown([chosen], _CUT)[0]
    return {"typical": text, "consent": chosen is not None and prompts[chosen]}


def _size(counts: Mapping[str, int], rows: int) -> dict[str, Any]:
    share = counts["rows"] / rows if rows else None
    return {"share": share, **{name: counts[name] for name in ("rows", "prompts", "battles")}}


def _counts(rows: pl.DataFrame) -> dict[str | None, dict[str, int]]:
    """Rows, different prompts and battles of each topic; a file has no battles."""
    if rows.is_empty():
        return {}
    battles = pl.col("battle").n_unique() if "battle" in rows.columns else pl.lit(0)
    counted = rows.group_by(TOPIC).agg(
        rows=pl.len(), prompts=pl.col("prompt").n_unique(), battles=battles
    )
    return {one[TOPIC]: one for one in counted.iter_rows(named=True)}


def _scores(rows: pl.DataFrame) -> dict[str | None, list[dict[str, Any]]]:
    """The win rate of each model on each topic, the best first, where there are votes enough."""
    if "winner" not in rows.columns:
        return {}
    voted = rows.filter(pl.col("winner").is_not_null(), pl.col("model_a") != pl.col("model_b"))
    sides = [
        voted.select(
            TOPIC,
            model=pl.col(side).cast(pl.String),
            worth=pl.when(pl.col("winner").cast(pl.String) == side)
            .then(1.0)
            .when(pl.col("winner").cast(pl.String).is_in(["tie", "both_bad"]))
            .then(0.5)
            .otherwise(0.0),
        )
        for side in ("model_a", "model_b")
    ]
    met = pl.concat(sides).drop_nulls("model").group_by(TOPIC, "model")
    enough = met.agg(votes=pl.len(), worth=pl.col("worth").sum()).filter(
        pl.col("votes") >= FEWEST_VOTES
    )
    found: dict[str | None, list[dict[str, Any]]] = {}
    for one in enough.iter_rows(named=True):
        found.setdefault(one[TOPIC], []).append(_rate(one))
    return {
        topic: sorted(models, key=lambda one: (-one["win_rate"], one["model"]))
        for topic, models in found.items()
    }


def _rate(one: Mapping[str, Any]) -> dict[str, Any]:
    """A share with Wilson's interval (Wilson 1927): ties as halves make it rather too wide."""
    z = NormalDist().inv_cdf(0.5 + LEVEL / 2)
    votes, share = one["votes"], one["worth"] / one["votes"]
    middle = (share + z * z / (2 * votes)) / (1 + z * z / votes)
    half = z / (1 + z * z / votes) * math.sqrt(share * (1 - share) / votes + (z / votes / 2) ** 2)
    return {
        "model": one["model"],
        "votes": votes,
        "win_rate": share,
        # At the ends rounding would leave a sliver.
        "lower": 0.0 if share == 0 else max(0.0, middle - half),
        "upper": 1.0 if share == 1 else min(1.0, middle + half),
    }
