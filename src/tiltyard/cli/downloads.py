"""A progress bar for model files."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from tiltyard import providers
from tiltyard.providers import ModelFile


def download(wanted: ModelFile, folder: Path) -> Path:
    """The path of a model file, fetched with a bar if it is not here yet.

    Raises:
        ModelFileError: it could not be had; the message says why for each source.
    """
    if providers.is_whole(wanted, folder):
        return providers.find(wanted.name, folder)
    console = Console(stderr=True)
    if not console.is_terminal:
        typer.echo(f"Fetching {wanted.title} ({wanted.bytes / 1e6:,.0f} MB)…", err=True)
        return providers.fetch(wanted, folder)
    columns = (
        TextColumn("Fetching {task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(wanted.title, total=wanted.bytes)
        return providers.fetch(
            wanted,
            folder,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
