"""A few votes, row by row, and texts for them: what tests of single battles need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from tiltyard.leaderboard import Conversation, Turn, VotesSource, VoteTable
from tiltyard.leaderboard._encoded import FACTS
from tiltyard.records import ModelCard

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
Ended = tuple[str, str, str]


def frame(rows: Sequence[Ended], **more: Any) -> pl.DataFrame:
    """Votes of two models and a winner each, an hour apart, and further columns."""
    n = len(rows)
    facts: dict[str, Any] = {
        "id": [f"v{i}" for i in range(n)],
        "battle": [f"b{i}" for i in range(n)],
        "model_a": [a for a, _, _ in rows],
        "model_b": [b for _, b, _ in rows],
        "winner": [winner for _, _, winner in rows],
        "voter": ["somebody"] * n,
        "voted_at": [NOON + timedelta(hours=i) for i in range(n)],
        "consent": [True] * n,
        "images": [0] * n,
    }
    own = {name: more.pop(name) for name in facts if name in more}
    return pl.DataFrame({**pl.DataFrame(facts | own, schema=FACTS).to_dict(), **more})


@dataclass(frozen=True)
class Invented:
    """A text for every vote but some; it remembers which were asked for."""

    without: frozenset[str] = frozenset()
    shows_unknown: bool = False
    asked: list[str] = field(default_factory=list)

    def read(self, ids: Sequence[str], battles: Sequence[str]) -> Mapping[str, Conversation]:
        """What was said."""
        self.asked.extend(ids)
        return {
            id: Conversation((Turn(f"question of {battle}", f"left of {id}", f"right of {id}"),))
            for id, battle in zip(ids, battles, strict=True)
            if id not in self.without
        }


def source(rows: Sequence[Ended], *, hidden: Sequence[str] = (), **more: Any) -> VotesSource:
    """A source of these votes; ``texts`` are its own, what is else is a column."""
    texts = more.pop("texts", Invented())
    table = VoteTable()
    table.append(frame(rows, **more))
    names = {name for a, b, _ in rows for name in (a, b)}
    cards = {name: ModelCard(name, listed=name not in hidden) for name in names}
    return VotesSource("", "Arena", "live", table, cards, texts=texts)
