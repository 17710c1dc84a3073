"""Options that ask for a board: the words of an address, one each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

_WHICH = "Which votes"
_HOW = "How they are rated"

Source = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="Whose votes: a source of the settings. The arena's own if missing.",
        rich_help_panel=_WHICH,
    ),
]
Category = Annotated[
    str | None,
    typer.Option(
        metavar="LABELS",
        help="Labels that a vote must have, all of them, parted by commas: coding, or "
        "occupation:law where a label has values.",
        rich_help_panel=_WHICH,
    ),
]
Without = Annotated[
    str | None,
    typer.Option(
        metavar="LABELS",
        help="What does not count: tie, both_bad, or a label that neither answer may have, such "
        "as refusal.",
        rich_help_panel=_WHICH,
    ),
]
Language = Annotated[
    str | None,
    typer.Option(
        metavar="CODE", help="The language of the prompt, such as fr.", rich_help_panel=_WHICH
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help="The first moment: 2026-01-31, or 30d for the last thirty days.",
        rich_help_panel=_WHICH,
    ),
]
Until = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="The moment to stop before.", rich_help_panel=_WHICH),
]
Modality = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="text, or image where pictures were shown.", rich_help_panel=_WHICH
    ),
]
Voters = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="new, those with few votes so far, or regular.",
        rich_help_panel=_WHICH,
    ),
]
Models = Annotated[
    str | None,
    typer.Option(
        metavar="NAMES",
        help="These models alone, two or more, parted by commas.",
        rich_help_panel=_WHICH,
    ),
]
Control = Annotated[
    str | None,
    typer.Option(
        metavar="NAMES",
        help="What is held equal, parted by commas: style, length, sentiment, position, latency, "
        "cost, price, parameters; or none.",
        rich_help_panel=_HOW,
    ),
]
MethodName = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="How to rate, such as bradley_terry.", rich_help_panel=_HOW),
]
Level = Annotated[
    str | None,
    typer.Option(
        metavar="SHARE", help="Of intervals and ranks, such as 0.95.", rich_help_panel=_HOW
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV instead.")]


def said(given: Mapping[str, Any]) -> dict[str, str]:
    """The words that were said, as an address has them."""
    return {name: value for name, value in given.items() if value is not None}
