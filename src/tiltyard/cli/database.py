"""``tiltyard db``: the tables."""

from __future__ import annotations

import typer

from tiltyard import bootstrap
from tiltyard.store import open_store

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.callback()
def _root() -> None:
    """The database."""


@app.command("upgrade")
def upgrade() -> None:
    """Bring the tables up to this version of Tiltyard."""
    store = open_store(bootstrap.load_settings().store_url)
    try:
        before, _ = store.revision()
        store.upgrade()
        after, _ = store.revision()
    finally:
        store.close()
    if before == after:
        typer.echo(f"The database is up to date (revision {after}).")
    else:
        typer.echo(f"The database went from revision {before or 'none'} to {after}.")
