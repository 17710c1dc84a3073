"""``tiltyard log tombstone``: erase what was said in a battle."""

from __future__ import annotations

from typing import Annotated

import typer

from tiltyard import bootstrap
from tiltyard.transparency import erase

Battle = Annotated[str, typer.Argument(metavar="BATTLE", help="The battle's id.")]
Reason = Annotated[
    str, typer.Option(metavar="CODE", help="A short public code, such as wish or law.")
]


def tombstone(battle: Battle, *, reason: Reason) -> None:
    """Erase the texts of a battle for ever. Its vote stays, and the log says that it was done."""
    settings = bootstrap.load_settings()
    with bootstrap.open_store(settings) as store:
        place = erase(store, battle, reason)
    if place is None:
        typer.echo("the texts are erased; the log has nothing new to say of it")
    else:
        typer.echo(f"the texts are erased; entry {place:,} of the log says so")
