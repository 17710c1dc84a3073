"""The command line: parse, one call, print. Errors are one sentence and an exit code."""

from __future__ import annotations

import os
import sys
from typing import Annotated

# Threads of the linear algebra library spin, and take the cores from the local models: on a busy
# machine a leaderboard came ten times later with them. It looks at this once, when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import typer

import tiltyard
from tiltyard.cli import database as _database
from tiltyard.cli import demo, leaderboard, models, serve, settings
from tiltyard.errors import (
    ConfigurationError,
    ModelFileError,
    StoreError,
    TiltyardError,
    UnknownNameError,
)

EXIT_CODES: dict[type[TiltyardError], int] = {
    ConfigurationError: 2,
    UnknownNameError: 2,
    StoreError: 3,
    ModelFileError: 4,
    TiltyardError: 1,
}

app = typer.Typer(
    name="tiltyard",
    help="The open arena for language models.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("serve")(serve.serve)
app.command("demo")(demo.demo)
app.command("settings")(settings.show)
app.add_typer(models.app, name="models")
app.add_typer(leaderboard.app, name="leaderboard")
app.add_typer(_database.app, name="db")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tiltyard {tiltyard.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    """The open arena for language models."""


def main() -> None:
    """Run a command; what `tiltyard` on the command line calls."""
    try:
        app()
    except TiltyardError as error:
        typer.echo(f"tiltyard: {error}", err=True)
        sys.exit(next(EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES))
