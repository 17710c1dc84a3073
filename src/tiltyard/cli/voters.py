"""``tiltyard voters``: look at those who do not vote as people do, and decide about them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tiltyard import bootstrap, screening
from tiltyard.screening import Case, Findings, Moderation

app = typer.Typer(help="Screen voters, and exclude or restore their votes.", no_args_is_help=True)

Voter = Annotated[str, typer.Argument(help="The beginning of a pseudonym, as `queue` lists them.")]
_BY = "command"


@app.callback()
def _root() -> None:
    """Screen voters, and exclude or restore their votes."""


@app.command("screen")
def screen() -> None:
    """Look at all votes that count; what the arena does every night."""
    with _moderation() as moderation:
        _summary(moderation.screen())
        _list(moderation.queue())


@app.command("queue")
def queue(
    every: Annotated[
        bool, typer.Option("--all", help="Those too about whom somebody decided.")
    ] = False,
) -> None:
    """List the voters about whom somebody has to decide."""
    with _moderation() as moderation:
        findings = moderation.findings()
        if findings is None:
            typer.echo("Nobody was screened yet: run `tiltyard voters screen`, or wait a night.")
            return
        _summary(findings)
        _list(moderation.cases() if every else moderation.queue())


@app.command("show")
def show(voter: Voter) -> None:
    """Show the evidence against a voter, in words."""
    with _moderation() as moderation:
        case = moderation.case(voter)
    one = case.finding
    first, last = (datetime.fromtimestamp(hour * 3600, UTC).date() for hour in one.hours)
    typer.echo(f"Voter {one.voter}: {one.votes:,} votes from {first} to {last}; {case.state}.")
    for sentence in screening.against(one):
        typer.echo(f"  {sentence}")
    for review in case.reviews:
        typer.echo(
            f"  {review.at:%Y-%m-%d %H:%M} {review.decision} by {review.by}: {review.reason}"
        )


@app.command("exclude")
def exclude(
    voter: Voter,
    reason: Annotated[str, typer.Option(help=f"One of {', '.join(screening.EXCLUSIONS)}.")],
) -> None:
    """Exclude all votes of a voter, and those to come: an entry in the log."""
    with _moderation() as moderation:
        many = moderation.exclude(voter, reason, by=_BY)
    typer.echo(f"{many:,} votes are excluded. `tiltyard voters restore` takes that back.")


@app.command("restore")
def restore(
    voter: Voter,
    reason: Annotated[str, typer.Option(help=f"One of {', '.join(screening.RESTORATIONS)}.")],
) -> None:
    """Let the votes of an excluded voter count again: an entry in the log."""
    with _moderation() as moderation:
        many = moderation.restore(voter, reason, by=_BY)
    typer.echo(f"{many:,} votes count again.")


@app.command("dismiss")
def dismiss(
    voter: Voter,
    reason: Annotated[str, typer.Option(help=f"One of {', '.join(screening.DISMISSALS)}.")],
) -> None:
    """Let a voter's votes stand, until there is ten times as much evidence."""
    with _moderation() as moderation:
        moderation.dismiss(voter, reason, by=_BY)
    typer.echo("The votes stand.")


def _moderation() -> AbstractContextManager[Moderation]:
    return bootstrap.open_moderation(bootstrap.load_settings())


def _summary(findings: Findings) -> None:
    judged = (
        "all of them can be judged."
        if findings.judged == findings.voters
        else f"{findings.judged:,} of them can be judged; about the others there are too few votes "
        "by other people."
    )
    typer.echo(
        f"{findings.votes:,} votes by {findings.voters:,} voters were looked at on "
        f"{findings.at:%Y-%m-%d at %H:%M} UTC; {judged}"
    )


def _list(cases: list[Case]) -> None:
    if not cases:
        typer.echo("Nobody is in the queue.")
        return
    table = Table("voter", "votes", "capital", "state", "evidence", box=None, pad_edge=False)
    for case in cases:
        one = case.finding
        said = screening.against(one)
        cells = (
            screening.short(one.voter),
            f"{one.votes:,}",
            screening.capital(one.evidence),
            case.state,
            said[1] if len(said) > 1 else said[0],
        )
        table.add_row(*(Text(cell) for cell in cells))
    Console().print(table)
