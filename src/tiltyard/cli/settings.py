"""``tiltyard settings``: every setting and where it came from."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tiltyard import bootstrap


def show() -> None:
    """Show every setting, its value and where it came from. Secrets are masked."""
    table = Table("setting", "value", "from", box=None, pad_edge=False)
    for line in bootstrap.explain_settings(bootstrap.load_settings()):
        table.add_row(*(Text(part) for part in (line.name, line.value, line.origin)))
    Console().print(table)
