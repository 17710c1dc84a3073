"""``tiltyard data evaluate``: labels beside people's labels."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tiltyard import bootstrap
from tiltyard.cli.data import _asking
from tiltyard.cli.data._aligned import aligned

if TYPE_CHECKING:
    from tiltyard.pipeline import Agreement, Measure

_MOST_VALUES = 12  # with more, a confusion table is not worth its room
_MOST_CONFUSIONS = 10

File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="CSV, JSON, JSONL, Parquet or Arrow, also compressed."),
]
Truth = Annotated[str, typer.Option(metavar="COLUMN", help="What people said.")]
Label = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME[:WAY][,…]", help="Labels to find and compare; may be repeated."),
]
Predicted = Annotated[
    list[str] | None,
    typer.Option(metavar="COLUMN", help="A column that holds labels; may be repeated."),
]
Positive = Annotated[
    list[str] | None,
    typer.Option(metavar="VALUE", help="What of the truth means yes; may be repeated."),
]
Prompt = Annotated[str | None, typer.Option(metavar="COLUMN", help="What users said.")]
Answer = Annotated[str | None, typer.Option(metavar="COLUMN", help="What a model said.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


def evaluate(  # noqa: PLR0913 -- one option each
    file: File,
    *,
    truth: Truth,
    label: Label = None,
    predicted: Predicted = None,
    positive: Positive = None,
    prompt: Prompt = None,
    answer: Answer = None,
    model: _asking.Model = None,
    concurrency: _asking.Concurrency = 4,
    yes: _asking.Yes = False,
    as_json: AsJson = False,
) -> None:
    """Compare labels with people's: precision, recall, F1, kappa, confusion."""
    from tiltyard import pipeline  # noqa: PLC0415 -- slow to import

    settings = bootstrap.load_settings()
    with _asking.asking(settings, model, concurrency, yes=yes) as (asking, _):
        found = pipeline.evaluate_file(
            pipeline.Texts(file, prompt, answer),
            pipeline.Truth(truth, tuple(positive or ())),
            labels=label or (),
            predicted=predicted or (),
            config=bootstrap.data_config(settings),
            cache=_asking.cache(settings),
            asking=asking,
        )
    if as_json:
        told = {name: agreed.to_dict() for name, agreed in found.items()}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False))
        return
    _show(found)


def _show(found: Mapping[str, Agreement]) -> None:
    typer.echo(aligned([["", *found], *_lines(found)]))
    for name, agreed in found.items():
        typer.echo("\n" + aligned(list(_confusion(name, agreed))))
    typer.echo("\nIn brackets: 95 % intervals. Unlabelled rows count for nothing but coverage.")


def _lines(found: Mapping[str, Agreement]) -> Iterator[list[str]]:
    every = list(found.values())
    yield ["rows", *(f"{one.rows:,}" for one in every)]
    yield ["labelled", *(f"{one.labelled:,} ({one.coverage or 0:.1%})" for one in every)]
    for value in dict.fromkeys(name for one in every for name in one.values):
        of = "" if value == "yes" else f" of {value}"
        scores = [one.values.get(value) for one in every]
        yield [f"precision{of}", *(_cell(one.precision if one else None) for one in scores)]
        yield [f"recall{of}", *(_cell(one.recall if one else None) for one in scores)]
        yield [f"F1{of}", *(_cell(one.f1 if one else None) for one in scores)]
    yield ["kappa", *(_cell(one.kappa) for one in every)]
    yield ["accuracy", *(_cell(one.accuracy) for one in every)]


def _cell(measure: Measure | None) -> str:
    if measure is None or measure.value is None:
        return "undefined"
    return f"{measure.value:.3f} ({measure.low:.3f} to {measure.high:.3f})"


def _confusion(name: str, agreed: Agreement) -> Iterator[list[str]]:
    """How often people said a row's value while the label was the column's."""
    values = sorted({value for cell in agreed.table for value in cell} | agreed.unlabelled.keys())
    if len(values) > _MOST_VALUES:
        yield from _confusions(name, agreed)
        return
    yield [f"people / {name}", *values, "unlabelled"]
    for people in values:
        counts = [agreed.table.get((people, label), 0) for label in values]
        counts.append(agreed.unlabelled.get(people, 0))
        yield [people, *(f"{count:,}" for count in counts)]


def _confusions(name: str, agreed: Agreement) -> Iterator[list[str]]:
    """The disagreements that come most often."""
    yield ["people", name, "rows"]
    apart = [(count, cell) for cell, count in agreed.table.items() if cell[0] != cell[1]]
    apart.sort(key=lambda one: (-one[0], one[1]))
    for count, (people, label) in apart[:_MOST_CONFUSIONS]:
        yield [people, label, f"{count:,}"]
