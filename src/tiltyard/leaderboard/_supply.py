"""All that fills the tables of an arena's boards: its own votes, datasets, and the example."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from tiltyard.leaderboard._boards import Boards
from tiltyard.leaderboard._dataset import DatasetFeed
from tiltyard.leaderboard._example import Example
from tiltyard.leaderboard._feed import Feed
from tiltyard.leaderboard._source import VotesSource

_log = logging.getLogger(__name__)

# Seconds between two looks at datasets.
POLL = 30.0


@dataclass(frozen=True, slots=True)
class Supply:
    """What fills the tables; `open` it, `run` it in the event loop, then `close` it.

    Attributes:
        source: the arena's own votes.
        own: what brings them.
        datasets: of settings.
        example: what is shown while there are none.
        boards: what is told of new votes.
    """

    source: VotesSource
    own: Feed
    datasets: Sequence[DatasetFeed]
    example: Example
    boards: Boards

    def open(self) -> None:
        """Open what was kept; blocks.

        Raises:
            ConfigurationError: an own category has a fault.
            WriteError: a folder cannot be made.
        """
        self.own.open()

    def step(self) -> None:
        """Add everything that is new, and return when all of it is there; blocks.

        Raises:
            DataError: a dataset is gone or damaged.
            StoreError: the store cannot be read.
            WriteError: a table cannot be written.
        """
        self.own.step()
        for one in self.datasets:
            one.step()
        self.show_example()

    def show_example(self) -> None:
        """Draw the example's votes if there is nothing else to show; blocks."""
        if not self.own.table.votes.rows and not self.example.is_removed:
            self.example.make()

    async def run(self) -> None:
        """Add votes as they come, for ever; cancel to stop."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self.own.run())
            both.create_task(self._follow_datasets())

    async def _follow_datasets(self) -> None:
        while self.datasets:
            for one in self.datasets:
                version = one.table.version
                try:
                    await asyncio.to_thread(one.step)
                except Exception:
                    # Nobody awaits this, and other datasets are to be read all the same.
                    _log.exception(
                        "the dataset %s could not be read; it is tried again", one.dataset
                    )
                if one.table.version != version:
                    self.boards.touch()
            await asyncio.sleep(POLL)

    def close(self) -> None:
        """Let go of all folders as soon as what is begun is done; blocks."""
        for one in self.datasets:
            one.stop()
        self.own.close()
        for one in self.datasets:
            one.close()
