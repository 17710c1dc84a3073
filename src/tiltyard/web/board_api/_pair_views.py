"""The JSON of what two models did when they met, and of battles to read."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from tiltyard.leaderboard import Kind
from tiltyard.records import Winner


class PairView(BaseModel):
    """How the battles of two models ended; the one whose name comes first is `model_a`."""

    model_a: str = Field(description="One of them", examples=["elm"])
    model_b: str = Field(description="The other", examples=["oak"])
    votes: int = Field(description="Votes on their battles", examples=[42])
    model_a_wins: int = Field(description="Votes for `model_a`", examples=[20])
    model_b_wins: int = Field(description="Votes for `model_b`", examples=[12])
    ties: int = Field(description="Votes that both are as good", examples=[7])
    both_bad: int = Field(description="Votes that both are bad", examples=[3])
    win_rate_a: float | None = Field(
        description="What a vote was worth to `model_a`: 1, 0, and a half for ties and both bad",
        examples=[0.595],
    )


class PairsView(BaseModel):
    """How often who beat whom."""

    source: str = Field(description="Whose votes; empty for the arena's own")
    kind: Kind = Field(description="Where the votes come from")
    title: str = Field(description="The slice in words", examples=["Overall"])
    query: dict[str, str] = Field(description="What was asked, as an address says it")
    not_shown: int = Field(description="Votes of the slice on models that are not shown")
    pairs: list[PairView] = Field(description="Every two models that met, by name")


class ReleasedTurnView(BaseModel):
    """A question and both answers."""

    prompt: str = Field(description="What was asked")
    answer_a: str | None = Field(description="What `model_a` said; null if it gave no answer")
    answer_b: str | None = Field(description="What `model_b` said; null if it gave no answer")


class ReleasedBattleView(BaseModel):
    """A battle whose voter knew that it may be published."""

    id: str = Field(description="Of the vote")
    model_a: str = Field(description="Who sat on the left", examples=["oak"])
    model_b: str = Field(description="Who sat on the right", examples=["elm"])
    winner: Winner = Field(description="What the vote says")
    voted_at: datetime | None = Field(description="When; null if nobody knows")
    labels: list[str] = Field(description="As a slice names them", examples=[["coding"]])
    turns: list[ReleasedTurnView] = Field(
        description="What was said before the vote; `[EMAIL]` and the like stand for personal data"
    )


class ReleasedBattlesView(BaseModel):
    """Battles to read."""

    source: str = Field(description="Whose votes; empty for the arena's own")
    kind: Kind = Field(description="Where the votes come from")
    battles: list[ReleasedBattleView] = Field(description="The newest votes first")
    after: str | None = Field(
        description="Say it as `after` to get the next page; null if there is none"
    )
