"""``tiltyard data clean``: every row is kept, or left out under a reason."""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tiltyard import bootstrap
from tiltyard.cli.data._aligned import aligned
from tiltyard.cli.progress import progress

if TYPE_CHECKING:
    from tiltyard.pipeline import Funnel


class Runner(StrEnum):
    """Where rows are measured."""

    LOCAL = "local"
    DAFT = "daft"


Target = Annotated[Path, typer.Argument(metavar="DATASET", help="The folder of a dataset.")]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="The settings; tiltyard.toml in this folder by default."
    ),
]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Processes; one for each processor by default.")
]
RunnerOption = Annotated[
    Runner,
    typer.Option(help="`daft` measures rows on many machines, if Daft is told where they are."),
]
Plot = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="Draw the funnel: .svg, .png or .html."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


def clean(  # noqa: PLR0913 -- one option each
    dataset: Target,
    *,
    config: ConfigFile = None,
    workers: Workers = None,
    runner: RunnerOption = Runner.LOCAL,
    plot: Plot = None,
    as_json: AsJson = False,
) -> None:
    """Name a reason for every row that leaves, and show how many stay."""
    from tiltyard import pipeline  # noqa: PLC0415 -- slow to import

    if config is not None:
        os.environ["TILTYARD_CONFIG"] = str(config)
    decided = bootstrap.data_config(bootstrap.load_settings())
    with progress("Measuring rows") as tell:
        found = pipeline.clean(
            pipeline.Dataset.open(dataset),
            decided,
            workers=workers,
            runner=runner.value,
            progress=tell,
        )
    if plot is not None:
        from tiltyard import analysis  # noqa: PLC0415 -- slow to import, and not always needed

        analysis.funnel_picture(found.funnel, plot)
    if as_json:
        held = {"digest": found.digest, **found.funnel.to_dict(), "definition": found.definition}
        typer.echo(json.dumps(held, ensure_ascii=False, indent=2))
    else:
        typer.echo(_shown(found.funnel))


def _shown(funnel: Funnel) -> str:
    """The funnel as a table: reasons that met no row are left out, steps are not."""
    rows = [("step", "reason", "rows", "share", "left")]
    rows.append(("read", "", f"{funnel.rows_in:,}", "", f"{funnel.rows_in:,}"))
    left = funnel.rows_in
    for step, many in funnel.by_step().items():
        if not many:
            rows.append((step, "", "0", "", f"{left:,}"))
        for stage in funnel.stages:
            if stage.step == step and stage.rows:
                left -= stage.rows
                share = f"{stage.rows / funnel.rows_in:.2%}"
                rows.append((step, stage.reason, f"{stage.rows:,}", share, f"{left:,}"))
    share = f"{funnel.kept / funnel.rows_in:.2%}" if funnel.rows_in else ""
    rows.append(("kept", "", f"{funnel.kept:,}", share, f"{funnel.kept:,}"))
    return aligned(rows, left=2)
