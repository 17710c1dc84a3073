"""``tiltyard data``: one file for each command."""

from __future__ import annotations

import typer

app = typer.Typer(
    help="Datasets: import, clean, label, look at and release them.", no_args_is_help=True
)


@app.callback()
def _root() -> None:
    """Datasets: import, clean, label, look at and release them."""
