"""An arena on loopback with invented votes, texts to read and two snapshots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import board_votes
from arenas import scripted, serving_app
from tiltyard import bootstrap
from tiltyard.leaderboard import Boards, Conversation, Query, Snapshots, Turn, VotesSource
from tiltyard.records import ModelCard
from tiltyard.web.app import create_app

MODELS = 8
VOTES = 4_000
HIDDEN = "hidden-model"
CHECKED = "example"  # the source of which it is known who was right


class InventedTexts:
    """Something to read for every vote."""

    shows_unknown = False

    def read(self, ids: Sequence[str], battles: Sequence[str]) -> Mapping[str, Conversation]:
        """A question and two answers."""
        return {
            id: Conversation((Turn(f"What is {battle}?", "A battle.", None),))
            for id, battle in zip(ids, battles, strict=True)
        }


@dataclass(frozen=True, slots=True)
class Shown:
    """What is served.

    Attributes:
        address: where.
        source: the arena's own votes.
        snapshots: of the first half of them, and of all.
        models: names, but of the hidden one.
        checked: votes on answers of which it is known whether they are right.
    """

    address: str
    source: VotesSource
    snapshots: Snapshots
    models: tuple[str, ...]
    checked: VotesSource


@contextmanager
def showing(folder: Path) -> Iterator[Shown]:
    """An arena whose votes are invented: its own and an example's, and one model hidden."""
    cards = board_votes.cards(MODELS)
    frame = board_votes.votes([*cards, ModelCard(HIDDEN)], VOTES)
    own = board_votes.source(
        [*cards, ModelCard(HIDDEN, listed=False)], frame[: VOTES // 2], texts=InventedTexts()
    )
    few = board_votes.cards(3)
    example = board_votes.source(
        few, board_votes.checked(board_votes.votes(few, 300)), name=CHECKED, title="Example",
        kind="simulated",
    )  # fmt: skip
    clock = iter(datetime(2026, 6, 1, tzinfo=UTC) + timedelta(days=day) for day in range(9))
    snapshots = Snapshots(folder / "snapshots", clock=lambda: next(clock))
    snapshots.take(own, Query())
    own.table.append(frame[VOTES // 2 :])
    snapshots.take(own, Query())
    arena = replace(
        bootstrap.assemble(scripted(folder)),
        boards=Boards([own, example], Query(), refresh_seconds=0.05),
        snapshots=snapshots,
    )
    with serving_app(create_app(arena)) as address:
        arena.publisher.step(at_once=True)
        yield Shown(address, own, snapshots, tuple(card.name for card in cards), example)
