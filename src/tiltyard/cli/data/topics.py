"""``tiltyard data topics``: what a dataset, or any file of prompts, is about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tiltyard import bootstrap
from tiltyard.cli.data import _asking
from tiltyard.cli.data._aligned import aligned
from tiltyard.cli.progress import progress
from tiltyard.errors import ConfigurationError

if TYPE_CHECKING:
    from tiltyard.pipeline import TopicReport, TopicWish

_FILE, _DATASET = "For a file", "For a dataset"
_CUT = 60  # characters of a typical prompt in the table; JSON has more

Target = Annotated[
    Path,
    typer.Argument(
        metavar="DATASET|FILE",
        help="The folder of a dataset; or CSV, JSON, JSONL, Parquet or Arrow, also compressed.",
    ),
]
Prompt = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMN",
        help="What users said: a text, a list of texts, or of messages.",
        rich_help_panel=_FILE,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--out",
        metavar="FILE",
        help="Write the file with a column `topic` more; the name's end says the format.",
        rich_help_panel=_FILE,
    ),
]
Count = Annotated[
    int | None, typer.Option(min=1, help="How many topics; found from the prompts by default.")
]
Seed = Annotated[int | None, typer.Option(min=0, help="Of the draws; 0 by default.")]
Again = Annotated[
    bool,
    typer.Option(
        "--again", help="Find topics anew, instead of keeping those there are.",
        rich_help_panel=_DATASET,
    ),
]  # fmt: skip
Workers = Annotated[
    int | None,
    typer.Option(
        min=1, help="Processes; one for each processor by default.", rich_help_panel=_DATASET
    ),
]
NameWith = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL",
        help="Ask a model of the settings for names; otherwise they are made of words.",
        rich_help_panel="Asking a model",
    ),
]
Plot = Annotated[
    Path | None, typer.Option(metavar="MAP", help="Draw a map of prompts: .html, .svg or .png.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


def topics(  # noqa: PLR0913 -- one option each
    target: Target,
    *,
    prompt: Prompt = None,
    out: Out = None,
    count: Count = None,
    seed: Seed = None,
    again: Again = False,
    workers: Workers = None,
    name_with: NameWith = None,
    yes: _asking.Yes = False,
    plot: Plot = None,
    as_json: AsJson = False,
) -> None:
    """Find topics among prompts: how much of the whole each is, and which models win there."""
    from tiltyard import analysis, pipeline  # noqa: PLC0415 -- slow to import

    if plot is not None:
        analysis.require_picture(plot)
    settings = bootstrap.load_settings()
    with _asking.asking(settings, name_with, 4, yes=yes) as (asking, _):
        wish = pipeline.TopicWish(count, seed, again, asking if name_with else None)
        if target.is_dir():
            _require_none({"--prompt": prompt, "-o": out})
            with progress("Finding topics") as tell:
                found = pipeline.topics_of_dataset(
                    pipeline.Dataset.open(target), bootstrap.data_config(settings),
                    wish=wish, workers=workers, progress=tell,
                )  # fmt: skip
        else:
            found = _of_file(target, prompt, out, wish, _asking.cache(settings))
    if plot is not None:
        analysis.topic_map(found.told, found.points(), plot)
    if as_json:
        typer.echo(json.dumps(found.told, ensure_ascii=False, indent=2))
    else:
        typer.echo("\n\n".join(_tables(found.told)))


def _of_file(
    file: Path, prompt: str | None, out: Path | None, wish: TopicWish, cache: Path
) -> TopicReport:
    from tiltyard import pipeline  # noqa: PLC0415 -- slow to import

    if prompt is None:
        raise ConfigurationError("say which column of the file holds the prompts: --prompt COLUMN")
    if wish.again:
        raise ConfigurationError(
            "--again is for datasets: the topics of a file are found anew each time"
        )
    return pipeline.topics_of_file(pipeline.Texts(file, prompt), out, wish=wish, cache=cache)


def _require_none(given: Mapping[str, object]) -> None:
    for option, value in given.items():
        if value is not None:
            raise ConfigurationError(
                f"{option} is for files: a dataset knows its prompts and keeps its topics itself"
            )


def _tables(told: Mapping[str, Any]) -> Iterator[str]:
    """The topics, and where there are votes enough the best and the worst model of each."""
    if not told["topics"]:
        yield f"{told['rows']:,} rows, and no prompt among them says anything: no topics"
        return
    yield aligned(_topics(told), left=1)
    yield "typical prompts, personal data taken out\n" + aligned(
        [(one["topic"], _short(one["typical"] or "")) for one in told["topics"]], left=2
    )
    models = _models(told)
    if models:
        yield (
            f"win rates, ties and both bad as halves, with {told['level']:.0%} intervals; "
            f"of models with {told['fewest_votes']} votes on a topic\n"
        ).replace("%", " %") + aligned([("topic", "best", "", "worst", ""), *models], left=5)
    if told["named_by"]:
        yield f"names written by {told['named_by']}, of words where it gave none"


def _topics(told: Mapping[str, Any]) -> list[Sequence[str]]:
    has_battles = any(one["battles"] for one in told["topics"])
    sizes = ("prompts", "battles") if has_battles else ("prompts",)
    shown = [*((one["topic"], one) for one in told["topics"]), ("(other)", told["other"])]
    return [
        ("topic", "share", *sizes),
        *((name, _percent(one["share"]), *(f"{one[size]:,}" for size in sizes))
          for name, one in shown),
    ]  # fmt: skip


def _models(told: Mapping[str, Any]) -> list[Sequence[str]]:
    return [
        (one["topic"], *_rate(one["models"][0]), *_rate(one["models"][-1]))
        for one in told["topics"]
        if len(one["models"]) > 1
    ]


def _rate(one: Mapping[str, Any]) -> tuple[str, str]:
    ends = f"{one['lower']:.0%} to {one['upper']:.0%}".replace("%", " %")
    return one["model"], f"{one['win_rate']:.0%} ({ends})".replace("%", " %", 1)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}".replace("%", " %")


def _short(text: str) -> str:
    return text if len(text) <= _CUT else text[: _CUT - 1].rstrip() + "…"
