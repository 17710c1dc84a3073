"""``tiltyard log show`` and ``proof``: how the log stands, and one entry of it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated, Any

import typer

from tiltyard import bootstrap, ledger
from tiltyard.errors import NotPublishedError
from tiltyard.ledger import read_checkpoint
from tiltyard.store import Log
from tiltyard.transparency import included

Leaf = Annotated[int | None, typer.Option(min=0, metavar="N", help="Show this entry alone.")]
Place = Annotated[int, typer.Argument(min=0, metavar="N", help="The entry's place.")]
_PAGE = 10_000


def show(leaf: Leaf = None) -> None:
    """Say how the log stands, or what an entry of it says."""
    settings = bootstrap.load_settings()
    with bootstrap.open_store(settings) as store:
        log = store.log
        if leaf is not None:
            data = _one(log, leaf)
            typer.echo(json.dumps(ledger.decoded(data), ensure_ascii=False, indent=2))
            typer.echo(f"hash {ledger.leaf_hash(data).hex()}")
            return
        kept = log.checkpoint()
        typer.echo(f"{log.size():,} entries")
        for kind, many in sorted(_kinds(log).items()):
            typer.echo(f"  {kind:<10}{many:>12,}")
        if kept is None:
            typer.echo("no checkpoint was signed yet")
        else:
            told = read_checkpoint(kept.note)
            typer.echo(f"last checkpoint: {told.size:,} entries of {told.origin}")
            typer.echo(f"root {told.root.hex()}")


def proof(leaf: Place) -> None:
    """Print an entry, its proof and the signed checkpoint, as JSON."""
    settings = bootstrap.load_settings()
    with bootstrap.open_store(settings) as store:
        found = included(store.log, bootstrap.make_public(settings, store).copy, leaf)
    told: dict[str, Any] = {
        "leaf": found.place,
        "hash": found.hash.hex(),
        "data": ledger.decoded(found.data),
        "size": found.checkpoint.size,
        "root": found.checkpoint.root.hex(),
        "proof": [one.hex() for one in found.proof],
        "checkpoint": found.note,
    }
    typer.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _one(log: Log, place: int) -> bytes:
    found = log.leaves(place, place + 1)
    if not found:
        raise NotPublishedError(f"there is no entry {place}: the log has {log.size():,}")
    return found[0]


def _kinds(log: Log) -> Counter[str]:
    found: Counter[str] = Counter()
    for begin in range(0, log.size(), _PAGE):
        leaves = log.leaves(begin, begin + _PAGE)
        found.update(str(json.loads(one)["type"]) for one in leaves)
    return found
