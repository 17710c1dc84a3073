"""``tiltyard leaderboard example``: the board of simulated votes that a new arena shows."""

from __future__ import annotations

from typing import Annotated

import typer

from tiltyard import bootstrap

Remove = Annotated[bool, typer.Option("--remove", help="Show it no more.")]


def example(*, remove: Remove = False) -> None:
    """Say whether the example board is shown, or remove it."""
    settings = bootstrap.load_settings()
    bootstrap.require_database(settings)
    found = bootstrap.make_example(settings)
    if remove:
        found.remove()
    if found.is_removed:
        typer.echo("the example board is removed")
    else:
        typer.echo(
            "the example board, of simulated votes, is shown as long as the arena has no vote of "
            "its own"
        )
