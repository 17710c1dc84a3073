"""``tiltyard data import``: other people's votes, and those of one's own arena."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tiltyard import bootstrap
from tiltyard.cli import options
from tiltyard.cli.data._aligned import aligned
from tiltyard.cli.progress import progress
from tiltyard.errors import ConfigurationError

if TYPE_CHECKING:
    from tiltyard.pipeline import Imported, OnError

_of_plain_votes = partial(typer.Option, rich_help_panel="For plain votes: which column is what")
OWN = "arena"

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE",
        help="Files (CSV, JSON, JSONL, Parquet, Arrow, also compressed), folders, "
        "hf://datasets/OWNER/NAME, or `arena`: the battles of the arena in tiltyard.toml.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="DATASET", help="The dataset's folder, made if need be."),
]
Shape = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help="The shape of the files; recognised by default."),
]
FromStore = Annotated[bool, typer.Option("--from-store", help="The same as the source `arena`.")]
Shapes = Annotated[bool, typer.Option("--shapes", help="Say which shapes are known.")]
PromptText = Annotated[
    str | None,
    _of_plain_votes(metavar="COLUMN", help="What was asked: text or a list."),
]
AnswerA = Annotated[
    str | None,
    _of_plain_votes(metavar="COLUMN", help="The left model's answer."),
]
AnswerB = Annotated[
    str | None,
    _of_plain_votes(metavar="COLUMN", help="The right model's answer."),
]
Time = Annotated[
    str | None,
    _of_plain_votes(metavar="COLUMN", help="When the vote was cast."),
]
Id = Annotated[
    str | None,
    _of_plain_votes(
        metavar="COLUMN",
        help="An id that no other file uses; rows are known by their content otherwise.",
    ),
]
Consent = Annotated[
    bool,
    _of_plain_votes("--consent", help="The texts of these files may be published."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


def import_(  # noqa: PLR0913 -- one option each
    sources: Sources = None,
    *,
    out: Out = None,
    shape: Shape = None,
    from_store: FromStore = False,
    on_error: options.OnErrorOption = options.OnError.STOP,
    model_a: options.ModelA = None,
    model_b: options.ModelB = None,
    winner: options.WinnerColumn = None,
    winner_value: options.WinnerValues = None,
    prompt: PromptText = None,
    answer_a: AnswerA = None,
    answer_b: AnswerB = None,
    voter: options.Voter = None,
    time: Time = None,
    id: Id = None,
    consent: Consent = False,
    shapes: Shapes = False,
    as_json: AsJson = False,
) -> None:
    """Add votes and conversations to a dataset; what it has already is not added twice."""
    said = {
        "model_a": model_a, "model_b": model_b, "winner": winner, "prompt": prompt,
        "answer_a": answer_a, "answer_b": answer_b, "voter": voter, "time": time, "id": id,
    }  # fmt: skip
    if shapes:
        _show_shapes(as_json=as_json)
        return
    given = [*(sources or ()), *([OWN] if from_store else ())]
    if not given or out is None:
        raise ConfigurationError(
            "name what to import, and the dataset's folder: tiltyard data import FILE -o DATASET"
        )
    wanted = {
        "importer": shape,
        "mapping": {role: column for role, column in said.items() if column is not None},
        "winners": options.winner_values(winner_value),
        "consent": consent,
    }
    done = _import(given, out, wanted, on_error.value)
    if as_json:
        typer.echo(json.dumps(_joined(out, done), ensure_ascii=False, indent=2))
    else:
        typer.echo(_shown(out, done))


def _import(
    given: Sequence[str], out: Path, wanted: Mapping[str, Any], on_error: OnError
) -> list[Imported]:
    from tiltyard import pipeline  # noqa: PLC0415 -- slow to import

    done = []
    paths = [one for one in given if one != OWN]
    with progress("Importing") as tell:
        if paths:
            said = pipeline.Wanted(**wanted)
            done.append(pipeline.import_files(out, paths, said, on_error=on_error, tell=tell))
        if OWN in given:
            settings = bootstrap.load_settings()
            bootstrap.require_database(settings)
            with closing(bootstrap.make_store(settings)) as store:
                done.append(pipeline.import_store(out, store, settings.name, tell=tell))
    return done


def _joined(out: Path, done: Sequence[Imported]) -> dict[str, Any]:
    """All that was done, as one object."""
    told = [one.to_dict() for one in done]
    return {
        "dataset": str(out),
        **{
            name: [value for one in told for value in one[name]]
            for name in ("inputs", "passed_over", "refused")
        },
        "rows": told[-1]["rows"],
    }


def _shown(out: Path, done: Sequence[Imported]) -> str:
    rows: list[tuple[str, ...]] = [("input", "shape", "read", "imported", "repeated", "refused")]
    for counts in (one for each in done for one in each.inputs):
        numbers = (counts.rows, counts.imported, counts.repeated, sum(counts.refused.values()))
        rows.append((counts.name, counts.importer, *(f"{number:,}" for number in numbers)))
    lines = [aligned(rows, left=2)]
    reasons: Counter[str] = Counter()
    for one in done:
        for counts in one.inputs:
            reasons.update(counts.refused)
        lines += [f"passed over, for its shape is not known: {name}" for name in one.passed_over]
    lines += [f"refused, {reason}: {many:,}" for reason, many in sorted(reasons.items())]
    lines += [f"  {words}" for one in done for words in one.refused]
    lines.append(f"\n{out} has {done[-1].rows:,} rows.")
    return "\n".join(lines)


def _show_shapes(*, as_json: bool) -> None:
    from tiltyard.pipeline import importers  # noqa: PLC0415 -- slow to import

    known = {name: importers.load(name) for name in importers.names()}
    if as_json:
        told = {
            name: {"title": one.title, "about": one.about, "needs": list(one.needs)}
            for name, one in known.items()
        }
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for name, one in known.items():
        typer.echo(f"{name}: {one.title}\n  {one.about}\n  columns: {', '.join(one.needs)}\n")
