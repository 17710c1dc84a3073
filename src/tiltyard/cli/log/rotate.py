"""``tiltyard log rotate``: the log goes on under another key."""

from __future__ import annotations

import typer

from tiltyard import bootstrap


def rotate() -> None:
    """Replace the key that signs the log for ever; the old one signs that the new one follows.

    Best while the arena is stopped. Afterwards back the new key up, and publish its public half.
    """
    settings = bootstrap.load_settings()
    with bootstrap.open_store(settings) as store:
        publisher = bootstrap.make_publisher(settings, store)
        made = publisher.rotate()
    typer.echo(f"up to {made.at.size:,} entries: {made.old}")
    typer.echo(f"from now on:    {made.new}")
    typer.echo("back up log.key again, and publish the new key where visitors find the old one")
