"""``tiltyard data label``: labels for a dataset, or for any file of texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tiltyard import bootstrap
from tiltyard.cli.data import _asking
from tiltyard.cli.data._aligned import aligned, wrapped
from tiltyard.errors import ConfigurationError

if TYPE_CHECKING:
    from tiltyard.pipeline import Config

_FILE, _DATASET = "For a file", "For a dataset"
_SHOWN = 6  # of a label's values

Target = Annotated[
    Path | None,
    typer.Argument(
        metavar="DATASET|FILE",
        help="The folder of a dataset; or CSV, JSON, JSONL, Parquet or Arrow, also compressed.",
    ),
]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="NAME[:WAY][,…]",
        help="Which labels; `all` are those that need no model. A dataset gets all and its "
        "measures of `style` unless some are named.",
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
Answer = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMN",
        help="What a model said: a text, a list of texts, or of messages.",
        rich_help_panel=_FILE,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--out",
        metavar="FILE",
        help="Where to write; the name's end says the format.",
        rich_help_panel=_FILE,
    ),
]
Prefix = Annotated[
    str, typer.Option(help="What new columns' names begin with.", rich_help_panel=_FILE)
]
Again = Annotated[
    bool,
    typer.Option("--again", help="Find anew what was found before.", rich_help_panel=_DATASET),
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1, help="Processes; one for each processor by default.", rich_help_panel=_DATASET
    ),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="Say what labels there are and what they mean.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


def label(  # noqa: PLR0913 -- one option each
    target: Target = None,
    *,
    with_: With = None,
    prompt: Prompt = None,
    answer: Answer = None,
    out: Out = None,
    prefix: Prefix = "",
    again: Again = False,
    workers: Workers = None,
    model: _asking.Model = None,
    concurrency: _asking.Concurrency = 4,
    yes: _asking.Yes = False,
    explain: Explain = False,
    as_json: AsJson = False,
) -> None:
    """Label a dataset, or any file of texts: a column for each label."""
    from tiltyard import pipeline  # noqa: PLC0415 -- slow to import

    settings = bootstrap.load_settings()
    config = bootstrap.data_config(settings)
    if explain:
        _explain(config, as_json=as_json)
        return
    if target is None:
        raise ConfigurationError("name a dataset or a file; --explain says what labels there are")
    with _asking.asking(settings, model, concurrency, yes=yes) as (asking, tell):
        if target.is_dir():
            _require_none({"--prompt": prompt, "--answer": answer, "-o": out, "--prefix": prefix})
            found = pipeline.label_dataset(
                pipeline.Dataset.open(target), with_, config=config, asking=asking,
                again=again, workers=workers, progress=tell,
            )  # fmt: skip
            done = f"{found['rows']:,} rows of {target} are labelled"
        else:
            texts = pipeline.Texts(target, prompt, answer)
            found = pipeline.label_file(
                texts, _required(out, target), with_ or (), config=config, asking=asking,
                cache=_asking.cache(settings), prefix=prefix, progress=tell,
            )  # fmt: skip
            done = f"{found['rows']:,} rows of {target} are labelled, in {out}"
    _show(found, done, as_json=as_json)


def _required(out: Path | None, target: Path) -> Path:
    if out is None:
        if not target.exists():
            raise ConfigurationError(f"there is no dataset and no file {str(target)!r}")
        raise ConfigurationError("say where to write the labelled file: -o FILE")
    return out


def _require_none(given: Mapping[str, object]) -> None:
    for option, value in given.items():
        if value:
            raise ConfigurationError(
                f"{option} is for files: a dataset knows its columns and keeps its labels itself"
            )


def _show(found: Mapping[str, Any], done: str, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    rows = [(name, _counts(counts)) for name, counts in found["counts"].items()]
    typer.echo(f"{done}.")
    if rows:
        typer.echo("\n" + aligned(wrapped([("label", "rows"), *rows]), left=2))
    for name, tally in found["answers"].items():
        told = ", ".join(f"{count:,} {fate}" for fate, count in sorted(tally.items()))
        typer.echo(f"\n{name}: of the different texts that the model was asked about, {told}")


def _counts(counts: Mapping[str, int]) -> str:
    shown = [f"{value}: {count:,}" for value, count in counts.items()]
    if len(shown) > _SHOWN:
        shown[_SHOWN - 1 :] = [f"{len(shown) - _SHOWN + 1} other values"]
    return ", ".join(shown)


def _explain(config: Config, *, as_json: bool) -> None:
    from tiltyard import pipeline  # noqa: PLC0415 -- slow to import

    known = pipeline.all_categories(config)
    if as_json:
        told = {
            name: {
                "title": one.title,
                "about": one.about,
                "reads": one.reads,
                "values": ["yes", "no"] if one.values is None else list(one.values),
                "ways": list(one.ways),
            }
            for name, one in known.items()
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for name, one in known.items():
        values = "yes or no" if one.values is None else ", ".join(one.values) or "any text"
        typer.echo(f"{name}: {one.title}\n  {one.about}")
        typer.echo(f"  reads {one.reads}; {values}; by {', '.join(one.ways)}\n")
