"""``tiltyard leaderboard``: one file for each command, or for a few that belong together."""

from __future__ import annotations

import typer

from tiltyard.cli.leaderboard.example import example
from tiltyard.cli.leaderboard.history import diff, history
from tiltyard.cli.leaderboard.show import show
from tiltyard.cli.leaderboard.snapshots import rebuild, snapshot, snapshots

app = typer.Typer(help="The leaderboard.", no_args_is_help=True)


@app.callback()
def _root() -> None:
    """The leaderboard."""


for command in (show, snapshot, snapshots, diff, history, rebuild, example):
    app.command(command.__name__)(command)
