"""``tiltyard log``: one file for each command, or for a few that belong together."""

from __future__ import annotations

import typer

from tiltyard.cli.log.export import export, key
from tiltyard.cli.log.rotate import rotate
from tiltyard.cli.log.show import proof, show
from tiltyard.cli.log.tombstone import tombstone
from tiltyard.cli.log.witness import cosign, witness

app = typer.Typer(
    help="The public log: publish, look up, prove, witness, erase.", no_args_is_help=True
)


@app.callback()
def _root() -> None:
    """The public log: what was fixed, what was voted, and that nothing was changed since."""


for command in (export, show, proof, key, rotate, tombstone, witness, cosign):
    app.command(command.__name__)(command)
