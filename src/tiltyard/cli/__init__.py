"""The command line: parse, one call, print. Errors are one sentence and an exit code.

A command's module is imported when the command is run, so that none waits for what others need.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Annotated, Any, NamedTuple

# Threads of the linear algebra library spin, and take the cores from the local models: on a busy
# machine a leaderboard came ten times later with them. It looks at this once, when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import typer
from typer.core import TyperCommand, TyperGroup

import tiltyard
from tiltyard.errors import (
    BoardError,
    ConfigurationError,
    ForkError,
    ModelFileError,
    StoreError,
    TiltyardError,
    UnknownNameError,
    WriteError,
)

EXIT_CODES: dict[type[TiltyardError], int] = {
    ConfigurationError: 2,
    UnknownNameError: 2,
    BoardError: 2,
    StoreError: 3,
    WriteError: 5,
    ModelFileError: 4,
    ForkError: 6,
    TiltyardError: 1,
}


class Place(NamedTuple):
    """Where a command is, and its line in the list of commands."""

    module: str
    attribute: str
    help: str


COMMANDS = {
    "rank": Place("rank", "rank", "Rank models by votes: ratings, intervals and ranks."),
    "compare": Place(
        "compare", "compare", "Say whether two models differ, and what it would take."
    ),
    "serve": Place("serve", "serve", "Start the arena. Ctrl-C stops it."),
    "demo": Place("demo", "demo", "Fetch two small open models, and start an arena with them."),
    "settings": Place("settings", "show", "Show every setting, its value and where it came from."),
    "models": Place("models", "app", "The models of the arena, and model files."),
    "leaderboard": Place("leaderboard", "app", "The leaderboard."),
    "log": Place("log", "app", "The public log: publish, look up, prove, witness, erase."),
    "data": Place("data", "app", "Datasets: import, clean, label, look at and release them."),
    "voters": Place("voters", "app", "Screen voters, and exclude or restore their votes."),
    "tokens": Place("tokens", "app", "Access tokens, for moderators and owners of models."),
    "verify": Place("verify", "verify", "Check a log and its boards in nine steps, a line each."),
    "simulate": Place("simulate", "app", "What luck and choice do to a board, by drawing votes."),
    "drift": Place("drift", "app", "Models that changed behind their names."),
    "db": Place("database", "app", "The database."),
}


def command(name: str) -> Any:  # noqa: ANN401 -- typer's own classes of commands are private
    """The command of that name, its module imported."""
    place = COMMANDS[name]
    found = getattr(importlib.import_module(f"tiltyard.cli.{place.module}"), place.attribute)
    if isinstance(found, typer.Typer):
        return typer.main.get_group(found)
    alone = typer.Typer(add_completion=False)
    alone.command(name)(found)
    return typer.main.get_command(alone)


class _Commands(TyperGroup):
    """The commands by name: a line of help for each, and the rest when one is called."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 -- handed on
        super().__init__(**given)
        for name, place in COMMANDS.items():
            self.add_command(TyperCommand(name, help=place.help))

    def resolve_command(
        self,
        ctx: Any,  # noqa: ANN401 -- typer's own context is private
        args: list[str],
    ) -> tuple[str | None, Any, list[str]]:
        name, _, rest = super().resolve_command(ctx, args)
        return name, name and command(name), rest


app = typer.Typer(
    name="tiltyard",
    cls=_Commands,
    help="The open arena for language models.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


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
