"""An arena with one large board of simulated votes, served as in life, for `bench_pages`.

``python -m benchmarks.leaderboard.page_server PORT VOTES_A_SECOND``
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import polars as pl
import uvicorn

from benchmarks.leaderboard.simulated import DAYS, LABELS, LANGUAGES, SINCE, frame
from tiltyard.bootstrap import Settings, assemble
from tiltyard.leaderboard import Boards, Query, VotesSource, VoteTable
from tiltyard.web.app import create_app

MODELS, VOTES, COLUMNS = 300, 300_000, 30
# With the board of all votes and those of labels, the rest of the columns are languages.
SPOKEN = list(LANGUAGES)[: COLUMNS - 1 - len(LABELS)]


def votes(first: int, n: int) -> pl.DataFrame:
    """So many votes, in as many languages as there are columns."""
    made = frame(first, n, SINCE, timedelta(days=DAYS), models=MODELS)
    spoken = pl.when(pl.col("language").is_in(SPOKEN)).then("language")
    return made.with_columns(spoken.alias("language"))


async def _vote(table: VoteTable, boards: Boards, a_second: int) -> None:
    """Votes that come while people read."""
    coming = votes(VOTES, 600 * a_second)
    for piece in coming.iter_slices(a_second) if a_second else ():
        await asyncio.sleep(1)
        await asyncio.to_thread(table.append, piece)
        boards.touch()


async def serve(port: int, a_second: int, folder: Path) -> None:
    """Serve until stopped."""
    table = VoteTable()
    table.append(votes(0, VOTES))
    model = {"endpoint": "scripted", "model": "script"}
    settings = Settings.model_validate({"data_dir": folder, "models": {"a": model, "b": model}})
    boards = Boards([VotesSource("", "Bench", "live", table, {})], Query())
    app = create_app(replace(assemble(settings), boards=boards))
    config = uvicorn.Config(app, port=port, log_level="error", access_log=False)
    gc.collect()
    gc.freeze()  # as `tiltyard serve` does
    coming = asyncio.create_task(_vote(table, boards, a_second))
    await uvicorn.Server(config).serve()
    coming.cancel()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), Path(made)))
