"""``tiltyard log witness`` and ``cosign``: others sign that the log only grew."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tiltyard.errors import ConfigurationError
from tiltyard.transparency import Witnessed, witness_key
from tiltyard.transparency import cosign as add
from tiltyard.transparency import push as send
from tiltyard.transparency import witness as sign

Where = Annotated[str, typer.Argument(metavar="DIR|URL", help="A public copy of a log.")]
Key = Annotated[Path, typer.Option(metavar="FILE", help="Your private key; made if need be.")]
Name = Annotated[str | None, typer.Option(help="Who you are, when the key is made.")]
State = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where to keep what you signed [default: FILE.seen]."),
]
Push = Annotated[
    bool | None,
    typer.Option(
        "--push/--no-push",
        help="Send the signature to the arena [default: if its log names you as a witness].",
    ),
]
Note = Annotated[str, typer.Argument(metavar="NOTE", help="What the witness gave; - reads it.")]
Copy = Annotated[Path, typer.Argument(metavar="DIR", help="The public copy.")]


def witness(
    where: Where, *, key: Key, name: Name = None, state: State = None, push: Push = None
) -> None:
    """Sign the last checkpoint of a log, if it only grew since you did so before.

    Prints the signed checkpoint, for the log's operator, and sends it to an arena that names you.
    Exit code 6: the log was forked.
    """
    is_address = where.startswith(("http://", "https://"))
    if push and not is_address:
        raise ConfigurationError(f"{where!r} is no address: --push sends to a running arena")
    signer = witness_key(key, name)
    found = sign(where, signer, state or key.with_name(f"{key.name}.seen"))
    since = "for the first time" if found.before is None else f"grown from {found.before:,}"
    typer.echo(f"signed by {signer.verifier}: {found.size:,} entries, {since}", err=True)
    typer.echo(found.note, nl=False)
    if push or (push is None and is_address and found.is_named):
        _push(where, found)
    elif push is None and is_address:
        typer.echo(
            f"not sent: the log at {where} does not name this key among its witnesses. Its "
            "operator writes it into `log.witnesses` and starts the arena again",
            err=True,
        )


def cosign(note: Note, folder: Copy) -> None:
    """Add a witness's signature to the checkpoint of a public copy."""
    try:
        text = sys.stdin.read() if note == "-" else Path(note).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{note!r} cannot be read: {error}") from error
    typer.echo(f"the checkpoint of {folder} is signed by {add(text, folder).name} too")


def _push(where: str, found: Witnessed) -> None:
    told = send(where, [*found.others, found.note])
    upto = told.get("witnessed")
    stands = (
        f"fewer than {told.get('quorum')} witnesses signed any checkpoint so far"
        if upto is None
        else f"enough witnesses signed up to {upto:,}"
    )
    typer.echo(f"sent to {where}: {stands}", err=True)
