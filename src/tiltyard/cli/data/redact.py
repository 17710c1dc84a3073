"""``tiltyard data redact``: a file without personal data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tiltyard import personal
from tiltyard.cli.data._aligned import aligned
from tiltyard.cli.progress import progress
from tiltyard.errors import ConfigurationError

if TYPE_CHECKING:
    from tiltyard.pipeline import Redacted

_BY_PRESIDIO = ("location", "person")

File = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="CSV, JSON, JSONL, Parquet or Arrow, also compressed; - for standard input.",
    ),
]
Columns = Annotated[
    list[str],
    typer.Option(
        "--column",
        metavar="COLUMN",
        help="A column of texts, of lists of texts, or of messages; may be given again.",
    ),
]
Out = Annotated[
    Path, typer.Option("-o", "--out", metavar="OUT", help="Where to write; the suffix says how.")
]
Kinds = Annotated[
    str | None,
    typer.Option(metavar="KIND[,KIND…]", help="What to look for (default: all that rules find)."),
]
Presidio = Annotated[
    bool, typer.Option("--presidio", help="Names of people and places too: tiltyard[pii].")
]
Drop = Annotated[bool, typer.Option("--drop", help="Leave out rows that hold personal data.")]
Numbered = Annotated[
    bool, typer.Option("--numbered", help="Number the marks: the same value, the same number.")
]
Spans = Annotated[
    str | None,
    typer.Option(
        metavar="SPANS", help="List what was found in a file; - for standard output, as JSONL."
    ),
]
ShowText = Annotated[
    bool, typer.Option("--show-text", help="The list has the personal data itself.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]


def redact(  # noqa: PLR0913 -- one option each
    file: File,
    *,
    column: Columns,
    out: Out,
    kinds: Kinds = None,
    presidio: Presidio = False,
    drop: Drop = False,
    numbered: Numbered = False,
    spans: Spans = None,
    show_text: ShowText = False,
    as_json: AsJson = False,
) -> None:
    """Take personal data out of columns of a file."""
    from tiltyard import pipeline  # noqa: PLC0415 -- slow to import

    to_output = spans == "-"
    if to_output and as_json:
        raise ConfigurationError("--spans - and --json both print: write the spans to a file")
    if show_text and spans is None:
        raise ConfigurationError("--show-text is about the list that --spans writes: give it too")
    how = pipeline.Redaction(
        _kinds(kinds, presidio=presidio),
        drop=drop,
        numbered=numbered,
        spans=None if to_output else spans,
        show_text=show_text,
    )
    with progress("Looking for personal data") as tell:
        found = pipeline.redact_file(file, column, out, how=how, progress=tell)
    if to_output:
        typer.echo(found.spans.write_ndjson(), nl=False)
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        typer.echo(_told(found), err=to_output)


def _kinds(kinds: str | None, *, presidio: bool) -> list[str] | None:
    if kinds is None and not presidio:
        return None
    named = personal.usual() if kinds is None else [one.strip() for one in kinds.split(",")]
    return [*named, *(_BY_PRESIDIO if presidio else ())]


def _told(found: Redacted) -> str:
    lines = [
        (column, kind, f"{many:,}")
        for column, kinds in found.counts.items()
        for kind, many in kinds.items()
    ]
    table = aligned([("column", "kind", "found"), *lines], left=2) + "\n\n" if lines else ""
    fate = f"{found.dropped:,} were left out" if found.dropped else "all were written"
    return f"{table}{found.rows_with:,} of {found.rows:,} rows hold personal data; {fate}."
