"""Options that say which votes are meant and how they are rated, for `rank` and `compare`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

import typer

from tiltyard.errors import ConfigurationError


class OnError(StrEnum):
    """What to do with a row that makes no sense."""

    STOP = "stop"
    DROP = "drop"


class Errors(StrEnum):
    """Where errors come from."""

    SANDWICH = "sandwich"
    INFORMATION = "information"
    BOOTSTRAP = "bootstrap"


class Side(StrEnum):
    """Which ends intervals have."""

    BOTH = "both"
    LOWER = "lower"
    UPPER = "upper"


class Adjustment(StrEnum):
    """How ranks hold for all pairs of models at once."""

    MAX_T = "max_t"
    HOLM = "holm"
    SIDAK = "sidak"
    BONFERRONI = "bonferroni"
    NONE = "none"


# An option, in the part of the help where it belongs.
_which_column = partial(typer.Option, rich_help_panel="Which column is what")
which_votes = partial(typer.Option, rich_help_panel="Which votes")
how_rated = partial(typer.Option, rich_help_panel="How they are rated")

ModelA = Annotated[str | None, _which_column(metavar="COLUMN", help="The left model.")]
ModelB = Annotated[str | None, _which_column(metavar="COLUMN", help="The right model.")]
WinnerColumn = Annotated[str | None, _which_column(metavar="COLUMN", help="Who won.")]
WinnerValues = Annotated[
    list[str] | None,
    _which_column(
        metavar="VALUE=WINNER",
        help="What a value of that column means: model_a, model_b, tie or both_bad. May be given "
        "several times.",
    ),
]
Score = Annotated[
    str | None,
    _which_column(metavar="COLUMN", help="What the vote is worth to the left model, from 0 to 1."),
]
Count = Annotated[
    str | None,
    _which_column(metavar="COLUMN", help="How many votes a row stands for."),
]
Weight = Annotated[
    str | None,
    _which_column(metavar="COLUMN", help="How much a vote matters."),
]
Voter = Annotated[str | None, _which_column(metavar="COLUMN", help="Who voted.")]
Prompt = Annotated[
    str | None,
    _which_column(metavar="COLUMN", help="Which prompt it was."),
]
VotedAt = Annotated[
    str | None,
    _which_column(metavar="COLUMN", help="When the vote was cast."),
]
RankingColumn = Annotated[
    str | None,
    _which_column(
        "--ranking",
        metavar="COLUMN",
        help="Several models from best to worst, instead of two and a winner.",
    ),
]
Preset = Annotated[
    str | None,
    _which_column(metavar="NAME", help="A known layout, such as lmarena."),
]
Format = Annotated[
    str | None,
    _which_column(
        metavar="NAME",
        help="csv, json, jsonl, parquet or arrow, where the file's name does not say it.",
    ),
]
Where = Annotated[
    str | None,
    which_votes(
        metavar="EXPRESSION", help="Rows to take, such as 'language == \"French\" and turns >= 2'."
    ),
]
Since = Annotated[
    str | None,
    which_votes(
        metavar="TIME",
        help="The first moment to take: 2025-01-31, or 30d for the last thirty days.",
    ),
]
Until = Annotated[
    str | None,
    which_votes(metavar="TIME", help="The moment to stop before."),
]
OnErrorOption = Annotated[
    OnError,
    which_votes(help="Stop at a bad row, or drop it and count why."),
]
Split = Annotated[
    bool,
    which_votes(
        "--split",
        help="Where the votes do not connect all models, rank the largest group and list the "
        "others.",
    ),
]
MethodName = Annotated[
    str | None,
    how_rated(
        metavar="NAME",
        help="How to rate (default: bradley_terry; with --style contextual_bradley_terry).",
    ),
]
Options = Annotated[
    list[str] | None,
    how_rated(
        "--option",
        metavar="NAME=VALUE",
        help="An option of the method, such as ridge=0.1. May be given several times.",
    ),
]
Style = Annotated[
    str | None,
    how_rated(
        metavar="COLUMNS",
        help="Features of style to control for, parted by commas; auto takes all that are "
        "recognised.",
    ),
]
Cluster = Annotated[
    list[str] | None,
    how_rated(
        metavar="COLUMN",
        help="Votes that may depend on each other: voter, prompt or a column. May be given several "
        "times.",
    ),
]
Weighting = Annotated[
    list[str] | None,
    how_rated(
        metavar="SCHEME",
        help="Weigh votes, such as voter_cap=5 or draw_inverse=COLUMN. Several multiply.",
    ),
]
Level = Annotated[float, how_rated(help="Of intervals and ranks.")]
Anchor = Annotated[
    str | None,
    how_rated(metavar="MODEL", help="The model that gets 1000 points (default: the mean does)."),
]
ErrorsOption = Annotated[
    Errors | None,
    how_rated(help="Where errors come from (default: what the method does, mostly the sandwich)."),
]
Replicates = Annotated[
    int | None,
    how_rated(metavar="N", help="Boards that a bootstrap draws (default: 1000)."),
]
SideOption = Annotated[
    Side,
    how_rated(help="Which ends intervals have."),
]
Anytime = Annotated[
    bool,
    how_rated(
        "--anytime",
        help="Make intervals and ranks hold at every moment, for boards that are watched.",
    ),
]
AdjustmentOption = Annotated[
    Adjustment | None,
    how_rated(
        help="How ranks hold for all pairs at once (default: max_t; with --anytime bonferroni)."
    ),
]
Simultaneous = Annotated[
    bool,
    how_rated("--simultaneous", help="Make the intervals hold for all models at once too."),
]
Fragility = Annotated[
    bool,
    how_rated(
        "--fragility",
        help="Count how few votes, and voters, would turn each two neighbours, and part them only "
        "where it takes --voters-to-flip.",
    ),
]
VotersToFlip = Annotated[
    int,
    how_rated(
        min=0,
        metavar="VOTERS",
        help="With --fragility: how many voters an order must withstand; 0 only counts.",
    ),
]
Seed = Annotated[int, how_rated(help="Of all that is drawn.")]


def choices(given: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments for `analysis.rank` from the options of a command, by their names.

    Raises:
        ConfigurationError: a pair has no ``=``, or an option of the method is named twice.
    """
    said = {
        name: value.value if isinstance(value, StrEnum) else value
        for name, value in given.items()
        if value is not None
    }
    winners = winner_values(said.pop("winner_value", None))
    options = dict(_pairs("--option", said.pop("option", ()), "ridge=0.1"))
    for name in options.keys() & said.keys():
        raise ConfigurationError(f"{name!r} is not an option of a method: use --{name}")
    if winners:
        said["winners"] = winners
    if said.get("style", "auto") != "auto":
        said["style"] = tuple(said["style"].split(","))
    return {**said, **{name: _value(text) for name, text in options.items()}}


def winner_values(texts: Iterable[str] | None) -> dict[str, str]:
    """What winner values mean, by value.

    Raises:
        ConfigurationError: one has no ``=``.
    """
    return dict(_pairs("--winner-value", texts or (), "left=model_a"))


def _pairs(option: str, texts: Iterable[str], example: str) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise ConfigurationError(f"{option} takes NAME=VALUE, such as {example}, not {text!r}")
        yield name, value


def _value(text: str) -> Any:  # noqa: ANN401 -- whatever the option is
    """A number, true or false, a list or an object as JSON has them; otherwise the text itself."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return tuple(value) if isinstance(value, list) else value
