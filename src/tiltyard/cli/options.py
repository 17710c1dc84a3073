"""Options that say which votes are meant and how they are rated, for `rank` and `compare`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
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


_READING = "Which column is what"
_CHOICE = "Which votes"
_METHOD = "How they are rated"

ModelA = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="The left model.", rich_help_panel=_READING)
]
ModelB = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="The right model.", rich_help_panel=_READING)
]
WinnerColumn = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="Who won.", rich_help_panel=_READING)
]
WinnerValues = Annotated[
    list[str] | None,
    typer.Option(
        metavar="VALUE=WINNER",
        help="What a value of that column means: model_a, model_b, tie or both_bad. May be given "
        "several times.",
        rich_help_panel=_READING,
    ),
]
Score = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMN",
        help="What the vote is worth to the left model, from 0 to 1.",
        rich_help_panel=_READING,
    ),
]
Count = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMN", help="How many votes a row stands for.", rich_help_panel=_READING
    ),
]
Weight = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="How much a vote matters.", rich_help_panel=_READING),
]
Voter = Annotated[
    str | None, typer.Option(metavar="COLUMN", help="Who voted.", rich_help_panel=_READING)
]
Prompt = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="Which prompt it was.", rich_help_panel=_READING),
]
VotedAt = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="When the vote was cast.", rich_help_panel=_READING),
]
RankingColumn = Annotated[
    str | None,
    typer.Option(
        "--ranking",
        metavar="COLUMN",
        help="Several models from best to worst, instead of two and a winner.",
        rich_help_panel=_READING,
    ),
]
Preset = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="A known layout, such as lmarena.", rich_help_panel=_READING),
]
Format = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="csv, json, jsonl, parquet or arrow, where the file's name does not say it.",
        rich_help_panel=_READING,
    ),
]
Where = Annotated[
    str | None,
    typer.Option(
        metavar="EXPRESSION",
        help="Rows to take, such as 'language == \"French\" and turns >= 2'.",
        rich_help_panel=_CHOICE,
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help="The first moment to take: 2025-01-31, or 30d for the last thirty days.",
        rich_help_panel=_CHOICE,
    ),
]
Until = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="The moment to stop before.", rich_help_panel=_CHOICE),
]
OnErrorOption = Annotated[
    OnError,
    typer.Option(help="Stop at a bad row, or drop it and count why.", rich_help_panel=_CHOICE),
]
Split = Annotated[
    bool,
    typer.Option(
        "--split",
        help="Where the votes do not connect all models, rank the largest group and list the "
        "others.",
        rich_help_panel=_CHOICE,
    ),
]
MethodName = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="How to rate (default: bradley_terry; with --style contextual_bradley_terry).",
        rich_help_panel=_METHOD,
    ),
]
Options = Annotated[
    list[str] | None,
    typer.Option(
        "--option",
        metavar="NAME=VALUE",
        help="An option of the method, such as ridge=0.1. May be given several times.",
        rich_help_panel=_METHOD,
    ),
]
Style = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMNS",
        help="Features of style to control for, parted by commas; auto takes all that are "
        "recognised.",
        rich_help_panel=_METHOD,
    ),
]
Cluster = Annotated[
    list[str] | None,
    typer.Option(
        metavar="COLUMN",
        help="Votes that may depend on each other: voter, prompt or a column. May be given several "
        "times.",
        rich_help_panel=_METHOD,
    ),
]
Weighting = Annotated[
    list[str] | None,
    typer.Option(
        metavar="SCHEME",
        help="Weigh votes, such as voter_cap=5 or draw_inverse=COLUMN. Several multiply.",
        rich_help_panel=_METHOD,
    ),
]
Level = Annotated[float, typer.Option(help="Of intervals and ranks.", rich_help_panel=_METHOD)]
Anchor = Annotated[
    str | None,
    typer.Option(
        metavar="MODEL",
        help="The model that gets 1000 points (default: the mean does).",
        rich_help_panel=_METHOD,
    ),
]
ErrorsOption = Annotated[
    Errors | None,
    typer.Option(
        help="Where errors come from (default: what the method does, mostly the sandwich).",
        rich_help_panel=_METHOD,
    ),
]
Replicates = Annotated[
    int | None,
    typer.Option(
        metavar="N", help="Boards that a bootstrap draws (default: 1000).", rich_help_panel=_METHOD
    ),
]
SideOption = Annotated[
    Side,
    typer.Option(help="Which ends intervals have.", rich_help_panel=_METHOD),
]
Anytime = Annotated[
    bool,
    typer.Option(
        "--anytime",
        help="Make intervals and ranks hold at every moment, for boards that are watched.",
        rich_help_panel=_METHOD,
    ),
]
AdjustmentOption = Annotated[
    Adjustment | None,
    typer.Option(
        help="How ranks hold for all pairs at once (default: max_t; with --anytime bonferroni).",
        rich_help_panel=_METHOD,
    ),
]
Simultaneous = Annotated[
    bool,
    typer.Option(
        "--simultaneous",
        help="Make the intervals hold for all models at once too.",
        rich_help_panel=_METHOD,
    ),
]
Seed = Annotated[int, typer.Option(help="Of all that is drawn.", rich_help_panel=_METHOD)]


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
