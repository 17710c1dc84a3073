"""``tiltyard log witness`` and ``cosign``: others sign that the log only grew."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tiltyard.errors import ConfigurationError
from tiltyard.transparency import cosign as add
from tiltyard.transparency import witness as sign
from tiltyard.transparency import witness_key

Where = Annotated[str, typer.Argument(metavar="DIR|URL", help="A public copy of a log.")]
Key = Annotated[Path, typer.Option(metavar="FILE", help="Your private key; made if need be.")]
Name = Annotated[str | None, typer.Option(help="Who you are, when the key is made.")]
State = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where to keep what you signed [default: FILE.seen]."),
]
Note = Annotated[str, typer.Argument(metavar="NOTE", help="What the witness gave; - reads it.")]
Copy = Annotated[Path, typer.Argument(metavar="DIR", help="The public copy.")]


def witness(where: Where, *, key: Key, name: Name = None, state: State = None) -> None:
    """Sign the last checkpoint of a log, if it only grew since you did so before.

    Prints the signed checkpoint, for the log's operator. Exit code 6: the log was forked.
    """
    signer = witness_key(key, name)
    found = sign(where, signer, state or key.with_name(f"{key.name}.seen"))
    since = "for the first time" if found.before is None else f"grown from {found.before:,}"
    typer.echo(f"signed by {signer.verifier}: {found.size:,} entries, {since}", err=True)
    typer.echo(found.note, nl=False)


def cosign(note: Note, folder: Copy) -> None:
    """Add a witness's signature to the checkpoint of a public copy."""
    try:
        text = sys.stdin.read() if note == "-" else Path(note).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{note!r} cannot be read: {error}") from error
    typer.echo(f"the checkpoint of {folder} is signed by {add(text, folder).name} too")
