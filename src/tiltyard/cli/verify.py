"""``tiltyard verify``: a public copy is checked by whoever wants to, from its files alone."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tiltyard.cli.progress import progress
from tiltyard.errors import ConfigurationError, LedgerError
from tiltyard.ledger import Verifier
from tiltyard.transparency import verify as room

Place = Annotated[
    str, typer.Argument(metavar="DIR|URL", help="The folder of a public copy, or its address.")
]
Key = Annotated[
    str | None,
    typer.Option(
        metavar="NAME+ID+KEY",
        help="The log's public key, as you have it from elsewhere; otherwise that of the copy.",
    ),
]
ReceiptFile = Annotated[
    list[Path] | None,
    typer.Option("--receipt", metavar="FILE", help="A voter's receipt: its vote must be there."),
]
Older = Annotated[
    list[Path] | None,
    typer.Option(
        "--checkpoint", metavar="FILE", help="An older checkpoint: the log must have grown from it."
    ),
]
Witness = Annotated[
    list[str] | None,
    typer.Option(
        "--witness",
        metavar="NAME+ID+KEY",
        help="A witness's public key, from elsewhere: it must have signed [default: as many of "
        "those that the log names as it says].",
    ),
]
Quorum = Annotated[
    int | None,
    typer.Option(min=0, metavar="N", help="So many witnesses are enough [default: all named]."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


def verify(  # noqa: PLR0913 -- one option each
    place: Place,
    *,
    key: Key = None,
    receipt: ReceiptFile = None,
    checkpoint: Older = None,
    witness: Witness = None,
    quorum: Quorum = None,
    as_json: AsJson = False,
) -> None:
    """Check a log and its boards in nine steps, a line each.

    Ends with 0 if all of it was checked, with 10 if nothing failed and something could not be
    checked, or with 10 and the number of the first step that failed: 11 signature, 12 root,
    13 history, 14 commitments, 15 endings, 16 draws, 17 exclusions, 18 boards, 19 files.
    """
    try:
        wanted = None if key is None else Verifier.of(key)
        receipts = [room.Receipt.of(_text(path)) for path in receipt or ()]
        older = [_text(path) for path in checkpoint or ()]
        witnesses = room.Wanted([Verifier.of(one) for one in witness or ()], quorum)
    except LedgerError as error:
        raise ConfigurationError(str(error)) from error
    with progress("Reading the log", of="leaves") as tell:
        outcomes = room.verify(
            place, key=wanted, receipts=receipts, older=older, witnesses=witnesses, progress=tell
        )
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in outcomes], ensure_ascii=False))
    else:
        for one in outcomes:
            typer.echo(str(one))
        typer.echo(room.verdict(outcomes))
    raise typer.Exit(room.exit_code(outcomes))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{str(path)!r} cannot be read: {error}") from error
