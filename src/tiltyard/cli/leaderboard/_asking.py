"""Options that ask for a board: the words of an address, one each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from tiltyard.cli.options import how_rated, which_votes

Source = Annotated[
    str | None,
    which_votes(
        metavar="NAME", help="Whose votes: a source of the settings. The arena's own if missing."
    ),
]
Category = Annotated[
    str | None,
    which_votes(
        metavar="LABELS",
        help="Labels that a vote must have, all of them, parted by commas: coding, or "
        "occupation:law where a label has values.",
    ),
]
Without = Annotated[
    str | None,
    which_votes(
        metavar="LABELS",
        help="What does not count: tie, both_bad, or a label that neither answer may have, such "
        "as refusal.",
    ),
]
Language = Annotated[
    str | None,
    which_votes(metavar="CODE", help="The language of the prompt, such as fr."),
]
Since = Annotated[
    str | None,
    which_votes(
        metavar="TIME", help="The first moment: 2026-01-31, or 30d for the last thirty days."
    ),
]
Modality = Annotated[
    str | None,
    which_votes(metavar="NAME", help="text, or image where pictures were shown."),
]
Voters = Annotated[
    str | None,
    which_votes(
        metavar="NAME",
        help="new, those with few votes so far, or regular; or guest, whose votes are on no other "
        "board.",
    ),
]
Exclusions = Annotated[
    str | None,
    which_votes(metavar="NAME", help="applied, or none: excluded votes count as well."),
]
Models = Annotated[
    str | None,
    which_votes(metavar="NAMES", help="These models alone, two or more, parted by commas."),
]
Control = Annotated[
    str | None,
    how_rated(
        metavar="NAMES",
        help="What is held equal, parted by commas: style, length, sentiment, position, latency, "
        "cost, price, parameters; or none.",
    ),
]
MethodName = Annotated[
    str | None,
    how_rated(metavar="NAME", help="How to rate, such as bradley_terry."),
]
Level = Annotated[
    str | None,
    how_rated(metavar="SHARE", help="Of intervals and ranks, such as 0.95."),
]
Errors = Annotated[
    str | None,
    how_rated(metavar="NAME", help="What intervals take for independent: independent, or voter."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]
Fragility = Annotated[
    bool,
    typer.Option(
        "--fragility",
        help="Count how few voters, and votes, would turn each two neighbours, and not only where "
        "the board is cut.",
    ),
]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV instead.")]


def said(given: Mapping[str, Any]) -> dict[str, str]:
    """The words that were said, as an address has them."""
    return {name: value for name, value in given.items() if value is not None}
