"""A snapshot of a copy, and the votes of the log as boards take them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tiltyard import leaderboard, ledger
from tiltyard.errors import LedgerError
from tiltyard.leaderboard import Ground, Snapshot, VoteTable
from tiltyard.records import ModelCard
from tiltyard.transparency._layout import Labels, snapshot_path
from tiltyard.transparency.verify._ballots import Columns
from tiltyard.transparency.verify._copy import Copy

_HOUR_MICROSECONDS = 3_600_000_000
_YES_OR_NO = {"false", "true"}


def read_snapshot(copy: Copy, number: int) -> tuple[Snapshot, list[dict[str, Any]]]:
    """A snapshot and its boards.

    Raises:
        LedgerError: a file is missing, or lies elsewhere.
        DataError: one is not what its digest says.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, str(number))
        (folder / "boards").mkdir(parents=True)
        (folder / "snapshot.json").write_bytes(copy.read(snapshot_path(number)))
        snapshot = leaderboard.read_snapshot(folder)
        for published in snapshot.boards:
            path = snapshot_path(number, published.file)
            if Path(published.file).parent != Path("boards"):
                raise LedgerError(f"{path} is no file of a snapshot")
            (folder / published.file).write_bytes(copy.read(path))
        return snapshot, [leaderboard.read_board(folder, one) for one in snapshot.boards]


def ground_of(snapshot: Snapshot, table: VoteTable) -> Ground:
    """What the boards of a snapshot stand on: models that it does not name are not shown."""
    cards = {name: ModelCard(name, listed=False) for name in table.votes.models}
    named = {card.name: card for card in snapshot.cards}
    return Ground(snapshot.kind, table.votes, cards | named, snapshot.notes, snapshot.seed)


def table_of(votes: Columns, models: Mapping[int, str], labels: Labels) -> VoteTable:
    """Votes, with what is known of them.

    Args:
        votes: those that the labels are of.
        models: names, by number.
        labels: what boards had to know.

    Raises:
        LedgerError: a model has no name.
    """
    ids = [str(place) for place in votes.place.tolist()]
    winners = np.array(ledger.WINNERS, dtype=object)
    columns = {
        "id": ids,
        "battle": ids,
        "model_a": _names(votes.a.tolist(), models),
        "model_b": _names(votes.b.tolist(), models),
        "winner": winners[votes.winner].tolist(),
        "voter": [str(voter) for voter in votes.voter.tolist()],
    }
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_columns(
        pl.Series(votes.hour.astype(np.int64) * _HOUR_MICROSECONDS, dtype=pl.Int64)
        .cast(pl.Datetime("us", "UTC"))
        .alias("voted_at"),
        pl.lit(None, dtype=pl.Boolean).alias("consent"),
        pl.lit(0, dtype=pl.Int64).alias("images"),
        *_further(labels),
    )
    table = VoteTable()
    table.append(frame)
    return table


def _names(numbers: list[int], models: Mapping[int, str]) -> list[str]:
    try:
        return [models[number] for number in numbers]
    except KeyError as error:
        raise LedgerError(f"model {error.args[0]} has votes, and no leaf") from error


def _further(labels: Labels) -> Iterator[pl.Series]:
    for name, (values, codes) in labels.labels.items():
        words = np.array([*values, None], dtype=object)[np.asarray(codes, dtype=np.int64)]
        column = pl.Series(name, words.tolist(), dtype=pl.String)
        yield column == "true" if set(values) <= _YES_OR_NO else column
    for name, numbers in labels.numbers.items():
        yield pl.Series(name, numbers, dtype=pl.Float32)
