"""``tiltyard leaderboard snapshot``, ``snapshots``, ``rebuild``: boards that are published."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from tiltyard import bootstrap
from tiltyard.cli.data._aligned import aligned
from tiltyard.cli.leaderboard._asking import AsJson, Source
from tiltyard.errors import DataError
from tiltyard.leaderboard import Snapshot, Snapshots, VotesSource
from tiltyard.leaderboard import Source as AnySource

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Of the snapshot.")]
Into = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Write what comes out to a folder that does not exist."),
]
SomeNumber = Annotated[
    int | None, typer.Argument(metavar="[NUMBER]", help="Show the boards of this one.")
]


def kept() -> Snapshots:
    """The snapshots of the arena of the settings, to read."""
    return bootstrap.make_snapshots(bootstrap.load_settings())


def snapshot(source: Source = None) -> None:
    """Publish what all votes say now, as a snapshot that never changes."""
    settings = bootstrap.load_settings()
    with bootstrap.open_boards(settings) as supply:
        votes = _with_votes(supply.boards.source(source) if source else supply.source)
        snapshots = bootstrap.make_snapshots(settings, supply.own)
        taken = snapshots.take(votes, supply.boards.usual)
        if not votes.name:
            bootstrap.make_records(settings, supply.own.store, snapshots, votes).tell()
    boards = "1 board" if len(taken.boards) == 1 else f"{len(taken.boards)} boards"
    folder = snapshots.folder(taken.number)
    typer.echo(f"snapshot {taken.number}: {boards} of {taken.votes:,} votes, in {folder}")


def snapshots(number: SomeNumber = None, *, as_json: AsJson = False) -> None:
    """List the snapshots, or the boards of one."""
    found = kept()
    if number is not None:
        one = found.load(number)
        typer.echo(_json(one.as_dict()) if as_json else "\n".join(_boards(one)))
    elif as_json:
        typer.echo(_json([one.as_dict() for one in found.list()]))
    elif listed := found.list():
        heads = ("number", "taken at", "of", "votes", "boards", "digest")
        typer.echo(aligned([heads, *map(_line, listed)], left=3))
    else:
        typer.echo("no snapshot was taken yet: `tiltyard leaderboard snapshot` takes one")


def rebuild(number: Number, *, into: Into = None) -> None:
    """Compute a snapshot again from its votes, and compare every byte."""
    settings = bootstrap.load_settings()
    with bootstrap.open_boards(settings) as supply:
        snapshots = bootstrap.make_snapshots(settings, supply.own)
        votes = _with_votes(supply.boards.source(snapshots.load(number).source))
        found = snapshots.rebuild(number, votes, into)
    for note in found.notes:
        typer.echo(note)
    if not found.is_same:
        raise DataError("; ".join(found.differences))
    typer.echo(f"snapshot {number} comes out the same: {found.files} files, byte for byte")


def _with_votes(source: AnySource) -> VotesSource:
    if not isinstance(source, VotesSource):
        raise DataError(
            f"{source.title!r} has ratings of somebody else and no votes: snapshots are of votes"
        )
    return source


def _line(one: Snapshot) -> tuple[str, ...]:
    taken_at = f"{one.taken_at:%Y-%m-%d %H:%M}"
    boards = str(len(one.boards))
    return (str(one.number), taken_at, one.title, f"{one.votes:,}", boards, one.digest[:12])


def _boards(one: Snapshot) -> Iterator[str]:
    yield f"snapshot {one.number} of {one.title}, {one.taken_at:%Y-%m-%d %H:%M} UTC"
    yield f"{one.votes:,} votes, digest {one.votes_digest}"
    yield f"all of it: digest {one.digest}"
    yield ""
    heads = ("board", "asked", "votes", "models")
    rows = [
        (board.title, _asked(board.query.words()), f"{board.votes:,}", str(board.models))
        for board in one.boards
    ]
    yield aligned([heads, *rows], left=2)
    if one.left_out:
        yield ""
        yield "without a board"
        yield aligned([(_asked(words), why) for words, why in one.left_out], left=2)


def _asked(words: Mapping[str, str]) -> str:
    """As an address has it; the source is said above."""
    return "&".join(f"{name}={value}" for name, value in words.items() if name != "source")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
