"""``tiltyard leaderboard history`` and ``diff``: what snapshots say of each other."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from tiltyard.cli.data._aligned import aligned
from tiltyard.cli.leaderboard._asking import (
    AsJson,
    Category,
    Control,
    Language,
    Source,
    Without,
    said,
)
from tiltyard.cli.leaderboard.snapshots import kept
from tiltyard.errors import DataError, UnknownNameError
from tiltyard.leaderboard import History
from tiltyard.registry import nearest

Model = Annotated[str, typer.Argument(metavar="MODEL", help="Which model.")]
Old = Annotated[int, typer.Argument(metavar="OLD", help="Number of the snapshot before.")]
New = Annotated[int, typer.Argument(metavar="NEW", help="Number of the snapshot after.")]


def history(  # noqa: PLR0913 -- each is an option of the command
    model: Model,
    *,
    source: Source = None,
    category: Category = None,
    without: Without = None,
    language: Language = None,
    control: Control = None,
    as_json: AsJson = False,
) -> None:
    """Show a model's rating and rank in every snapshot."""
    words = said(
        {
            "source": source,
            "category": category,
            "without": without,
            "language": language,
            "control": control,
        }
    )
    found = kept().history(words)
    if not found.moments:
        raise DataError(
            "no snapshot has this board: `tiltyard leaderboard snapshots` lists them, and with a "
            "number the boards of one"
        )
    if model not in found.models:
        near = nearest(model, sorted(found.models))
        raise UnknownNameError(f"no snapshot ranks a model {model!r} on this board{near}")
    if as_json:
        told = found.as_dict()
        told["models"] = {model: told["models"][model]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        typer.echo(_course(found, model))


def diff(  # noqa: PLR0913 -- as above
    old: Old,
    new: New,
    *,
    category: Category = None,
    without: Without = None,
    language: Language = None,
    control: Control = None,
    as_json: AsJson = False,
) -> None:
    """Say in words what became of every model from one snapshot to another."""
    words = {
        "category": category,
        "without": without,
        "language": language,
        "control": control,
    }
    found = kept().changes(old, new, said(words))
    if as_json:
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2))
        return
    typer.echo(f"{found.title}, from snapshot {old} to {new}: {'; '.join(found.sentences)}\n")
    for one in found.models:
        typer.echo(one.sentence)


def _course(found: History, model: str) -> str:
    heads = ("snapshot", "taken at", "rank", "rating", "interval", "votes", "held equal")
    rows = [
        (
            str(moment.snapshot),
            f"{moment.taken_at:%Y-%m-%d}",
            f"{one.rank_best}–{one.rank_worst}",
            f"{one.rating:.1f}",
            f"{one.low:.1f} to {one.high:.1f}",
            "" if one.votes is None else f"{one.votes:,}",
            moment.query.get("control", "nothing"),
        )
        for moment, one in found.course(model)
    ]
    return aligned([heads, *rows], left=2)
