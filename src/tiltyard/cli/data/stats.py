"""``tiltyard data stats``: what one would look at in a dataset."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from tiltyard import bootstrap
from tiltyard.cli.data._aligned import aligned, wrapped
from tiltyard.cli.data.clean import ConfigFile
from tiltyard.cli.progress import progress

_SHOWN = 20  # of languages, models and times; JSON has all
_VALUES = 6  # of a label

Rows = list[Sequence[str]]

Target = Annotated[Path, typer.Argument(metavar="DATASET", help="The folder of a dataset.")]
Plot = Annotated[
    Path | None,
    typer.Option(
        metavar="PATH", help="Draw pictures: one .svg, .png or .html, or a folder for one each."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


def stats(
    dataset: Target, *, config: ConfigFile = None, plot: Plot = None, as_json: AsJson = False
) -> None:
    """Show sizes, languages, labels, models, voters, times, and where rows went."""
    from tiltyard import pipeline  # noqa: PLC0415 -- slow to import

    if config is not None:
        os.environ["TILTYARD_CONFIG"] = str(config)
    decided = bootstrap.data_config(bootstrap.load_settings())
    with progress("Looking at rows") as tell:
        told = pipeline.stats(pipeline.Dataset.open(dataset), decided, progress=tell)
    if plot is not None:
        from tiltyard import analysis  # noqa: PLC0415 -- slow to import, and not always needed

        analysis.dataset_pictures(told, plot)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        typer.echo("\n\n".join(_tables(told)))


def _tables(told: Mapping[str, Any]) -> Iterator[str]:
    """Every table that has something in it, and what is not known yet."""
    yield f"{told['name']}, of {told['of']}\n\n{aligned(_sizes(told))}"
    tables: dict[str, Rows] = {
        "sources": _shares(told["sources"], "source"),
        "winners": _shares(told["winners"], "winner"),
        "languages": _shares(told["languages"], "language"),
        "labels": _labels(told["categories"]),
        "models: how their votes ended, and the mean of an answer": _models(told["models"]),
        "voters": _voters(told["voters"]),
        "votes over time": _times(told["time"]),
        "style, mean of both sides": [
            (one["feature"], _number(one["mean"])) for one in told["style"]
        ],
        "where rows went": _funnel(told["funnel"]),
        "personal data, marked in the last release": [
            (kind, f"{many:,}") for kind, many in (told["personal"] or {}).items()
        ],
    }
    for title, rows in tables.items():
        if rows:
            yield f"{title}\n{aligned(rows, left=2 if title == 'labels' else 1)}"
    if told["unknown"]:
        yield "not known yet\n" + "\n".join(told["unknown"])


def _sizes(told: Mapping[str, Any]) -> Rows:
    kept = [("kept", f"{told['kept']:,}")] if told["kept"] is not None else []
    sizes = told["sizes"]
    words = {
        "battles": "battles",
        "turns": "turns",
        "characters_of_prompts": "characters of prompts",
        "characters_of_answers": "characters of answers",
        "tokens_of_answers": "tokens of answers, as providers counted",
    }
    return [
        ("rows", f"{told['rows']:,}"),
        *kept,
        *(
            (word, "not known" if sizes[name] is None else f"{sizes[name]:,}")
            for name, word in words.items()
        ),
    ]


def _shares(rows: Sequence[Mapping[str, Any]], name: str) -> Rows:
    shown: Rows = [
        (str(one[name] if one[name] is not None else "not known"), f"{one['rows']:,}",
         _percent(one["share"]))
        for one in rows[:_SHOWN]
    ]  # fmt: skip
    return shown + _more(len(rows), 3)


def _labels(categories: Sequence[Mapping[str, Any]]) -> Rows:
    return [*wrapped([(one["label"], _values(one)) for one in categories])]


def _values(one: Mapping[str, Any]) -> str:
    values = [f"{_word(value['value'])} {_percent(value['share'])}" for value in one["values"]]
    rest = len(values) - _VALUES
    told = [*values[:_VALUES], *([f"{rest} more"] if rest > 0 else [])]
    without = f"; {one['unlabelled']:,} unlabelled" if one["unlabelled"] else ""
    return (", ".join(told) + without).removeprefix("; ")


def _word(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _models(models: Sequence[Mapping[str, Any]]) -> Rows:
    if not models:
        return []
    counted = any(one["mean_tokens"] is not None for one in models)
    shown: Rows = [
        (one["model"], f"{one['battles']:,}", *map(_percent, (one["won"], one["tie"],
         one["both_bad"])), *([_whole(one["mean_tokens"])] if counted else []),
         _whole(one["mean_characters"]))
        for one in models[:_SHOWN]
    ]  # fmt: skip
    head = ("", "battles", "won", "tie", "bad", *(["tokens"] if counted else []), "characters")
    return [head, *shown, *_more(len(models), len(head))]


def _voters(voters: Mapping[str, Any]) -> Rows:
    rows: Rows = [
        ("voters", f"{voters['voters']:,}"),
        ("rows without a voter", f"{voters['rows_without_voter']:,}"),
    ]
    if voters["voters"]:
        for name, word in {"median": "median", "p90": "9 of 10", "p99": "99 of 100"}.items():
            rows.append((f"votes of one voter, {word}", f"{voters[name]:,}"))
        rows.append(("the busiest voter's votes", f"{voters['most']:,}"))
        share = _percent(voters["busiest_share"])
        rows.append((f"share of the busiest 1 % ({voters['busiest']:,})", share))
    return rows


def _times(time: Mapping[str, Any]) -> Rows:
    votes = time["votes"]
    without: Rows = (
        [("without a time", f"{time['rows_without_time']:,}")] if time["rows_without_time"] else []
    )
    if not votes:
        return without
    most = max(one["votes"] for one in votes)
    shown: Rows = [
        (one["from"], f"{one['votes']:,}", "█" * round(24 * one["votes"] / most))
        for one in votes[-_SHOWN:]
    ]
    early = len(votes) - len(shown)
    before: Rows = [(f"{early} {time['unit']}s before", "", "")] if early else []
    width = 24
    told = [*before, *((day, many, bar.ljust(width)) for day, many, bar in shown)]
    return [*told, *((*row, "") for row in without)]


def _funnel(funnel: Mapping[str, Any] | None) -> Rows:
    if funnel is None:
        return []
    rows: Rows = [("read", f"{funnel['rows_in']:,}")]
    rows += [
        (f"{stage['step']}: {stage['reason']}", f"−{stage['rows']:,}")
        for stage in funnel["stages"]
        if stage["rows"]
    ]
    return [*rows, ("kept", f"{funnel['kept']:,}")]


def _more(rows: int, width: int) -> Rows:
    return [(f"{rows - _SHOWN} more", *[""] * (width - 1))] if rows > _SHOWN else []


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}".replace("%", " %")


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}"
