"""``tiltyard log export`` and ``key``: what a stranger needs to check the log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tiltyard import bootstrap
from tiltyard.errors import LedgerError

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Made, or brought up to date.")]


def export(folder: Folder) -> None:
    """Write the public copy of the log to a folder, which any web server can hold.

    What is there already stays: run it again to bring the copy up to date.
    """
    settings = bootstrap.load_settings()
    with bootstrap.open_store(settings) as store:
        publisher = bootstrap.make_publisher(settings, store)
        publisher.step(at_once=True)
        if alarm := publisher.standing.alarm:
            raise LedgerError(f"nothing was published: {alarm}")
        before, now = publisher.public.export(folder)
    new = now - before
    typer.echo(
        f"{now:,} entries in {folder}, {new:,} of them new; check them: tiltyard verify {folder}"
    )


def key() -> None:
    """Print the public key of the log, as others write it down."""
    settings = bootstrap.load_settings()
    with bootstrap.open_store(settings) as store:
        typer.echo(str(bootstrap.make_publisher(settings, store).verifier))
