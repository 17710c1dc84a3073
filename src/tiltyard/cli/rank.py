"""``tiltyard rank``: votes in, a board out."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from tiltyard import analysis
from tiltyard.analysis import Ranking
from tiltyard.cli import boards, options
from tiltyard.cli.progress import progress
from tiltyard.errors import ConfigurationError

_what_comes_out = partial(typer.Option, rich_help_panel="What comes out")


class Picture(StrEnum):
    """What a picture shows."""

    INTERVALS = "intervals"
    WIN_RATES = "win_rates"
    PAIR_COUNTS = "pair_counts"
    RANKS = "ranks"
    ALL = "all"


Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE",
        help="CSV, JSON, JSONL, Parquet or Arrow, also compressed; a folder, a pattern, or - for "
        "standard input.",
    ),
]
By = Annotated[
    str | None,
    _what_comes_out(metavar="COLUMN", help="One board for each of its values."),
]
AsJson = Annotated[bool, _what_comes_out("--json", help="Print JSON instead.")]
Csv = Annotated[
    Path | None,
    _what_comes_out(metavar="PATH", help="Write the rows as CSV."),
]
Parquet = Annotated[
    Path | None,
    _what_comes_out(metavar="PATH", help="Write the rows as Parquet."),
]
Plot = Annotated[
    Path | None,
    _what_comes_out(metavar="PATH", help="Draw a picture: .svg, .png or .html."),
]
PictureOption = Annotated[Picture, _what_comes_out(help="What the picture shows.")]
Report = Annotated[
    Path | None,
    _what_comes_out(metavar="PATH", help="Write a page that says everything, as HTML."),
]


def rank(  # noqa: PLR0913 -- one option each
    files: Files,
    *,
    model_a: options.ModelA = None,
    model_b: options.ModelB = None,
    winner: options.WinnerColumn = None,
    winner_value: options.WinnerValues = None,
    score: options.Score = None,
    count: options.Count = None,
    weight: options.Weight = None,
    voter: options.Voter = None,
    prompt: options.Prompt = None,
    voted_at: options.VotedAt = None,
    ranking: options.RankingColumn = None,
    preset: options.Preset = None,
    format: options.Format = None,
    where: options.Where = None,
    since: options.Since = None,
    until: options.Until = None,
    on_error: options.OnErrorOption = options.OnError.STOP,
    split: options.Split = False,
    method: options.MethodName = None,
    option: options.Options = None,
    style: options.Style = None,
    cluster: options.Cluster = None,
    errors: options.ErrorsOption = None,
    replicates: options.Replicates = None,
    weighting: options.Weighting = None,
    level: options.Level = 0.95,
    anchor: options.Anchor = None,
    adjustment: options.AdjustmentOption = None,
    side: options.SideOption = options.Side.BOTH,
    simultaneous: options.Simultaneous = False,
    anytime: options.Anytime = False,
    fragility: options.Fragility = False,
    voters_to_flip: options.VotersToFlip = 20,
    seed: options.Seed = 0,
    by: By = None,
    as_json: AsJson = False,
    csv: Csv = None,
    parquet: Parquet = None,
    plot: Plot = None,
    picture: PictureOption = Picture.INTERVALS,
    report: Report = None,
) -> None:
    """Rank models by votes: ratings, intervals and ranks."""
    given = dict(locals())  # every option by its name
    given["voters_to_flip"] = voters_to_flip if fragility else None
    for name in ("files", "fragility", "as_json", "csv", "parquet", "plot", "picture", "report"):
        del given[name]
    if by is not None and (plot or report):
        raise ConfigurationError(
            "a picture and a report show one board: use --where instead of --by"
        )
    with progress("Reading and rating votes") as tell:
        source = files if len(files) > 1 else files[0]
        found = analysis.rank(source, **options.choices(given), progress=tell)
    if by is None:
        _one(found, csv=csv, parquet=parquet, plot=plot, picture=picture, report=report)
    else:
        _several(found, by, csv=csv, parquet=parquet)
    if as_json:
        typer.echo(_json(found, by))
    elif by is None:
        boards.show(found)
    else:
        for value, board in found.items():
            boards.show(board, title=f"{by} = {value}")


def _json(found: Any, by: str | None) -> str:  # noqa: ANN401 -- a board, or one for each slice
    """One object; with slices an envelope around one for each."""
    if by is None:
        return str(found.to_json())
    sliced = {"by": by, "boards": {value: board.to_dict() for value, board in found.items()}}
    return json.dumps(sliced, ensure_ascii=False, indent=2, allow_nan=False)


def _one(  # noqa: PLR0913 -- one file each
    board: Ranking,
    *,
    csv: Path | None,
    parquet: Path | None,
    plot: Path | None,
    picture: Picture,
    report: Path | None,
) -> None:
    if csv is not None:
        board.to_csv(csv)
    if parquet is not None:
        board.to_parquet(parquet)
    if plot is not None:
        board.save_plot(plot, picture.value)
    if report is not None:
        board.report(report, command=shlex.join(["tiltyard", *sys.argv[1:]]))


def _several(
    found: Mapping[str, Ranking], by: str, *, csv: Path | None, parquet: Path | None
) -> None:
    if csv is not None:
        analysis.write_rows(found, csv, by=by, parquet=False)
    if parquet is not None:
        analysis.write_rows(found, parquet, by=by, parquet=True)
