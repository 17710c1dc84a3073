"""The JSON of snapshots, written down once: OpenAPI is made from it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field, JsonValue

from tiltyard.leaderboard import Kind
from tiltyard.web.board_api._views import CardView


class SnapshotView(BaseModel):
    """Boards as they were published."""

    number: int = Field(description="1 is the first", examples=[1])
    taken_at: datetime = Field(description="When")
    source: str = Field(description="Whose votes; empty for the arena's own")
    kind: Kind = Field(description="Where the votes come from")
    title: str = Field(description="What people call the source", examples=["Tiltyard"])
    votes: int = Field(description="How many there were", examples=[64_000])
    boards: int = Field(description="How many it holds", examples=[25])
    votes_digest: str = Field(description="sha256 of the votes that it was made of")
    digest: str = Field(description="sha256 of all of it")


class PublishedView(BaseModel):
    """A board of a snapshot."""

    query: dict[str, str] = Field(
        description="What it answers, as an address says it", examples=[{"category": "coding"}]
    )
    title: str = Field(description="The slice in words", examples=["Coding"])
    file: str = Field(description="Where it is in the snapshot's folder")
    sha256: str = Field(description="Of that file, which is what its address answers")
    votes: int = Field(description="That the slice held", examples=[812])
    models: int = Field(description="How many are ranked", examples=[12])


class LeftOutView(BaseModel):
    """A slice without a board."""

    query: dict[str, str] = Field(
        description="Which, as an address says it", examples=[{"language": "fr"}]
    )
    reason: str = Field(description="Why, in words", examples=["12 votes, and a board needs 300"])


class SnapshotPageView(BaseModel):
    """All of a snapshot but its boards, byte by byte as it was published."""

    format: int = Field(description="Of the file")
    number: int = Field(description="1 is the first", examples=[1])
    taken_at: datetime = Field(description="When")
    source: str = Field(description="Whose votes; empty for the arena's own")
    kind: Kind = Field(description="Where the votes come from")
    title: str = Field(description="What people call the source", examples=["Tiltyard"])
    notes: list[str] = Field(description="What a reader must be told of the votes")
    votes: int = Field(description="How many there were", examples=[64_000])
    votes_digest: str = Field(description="sha256 of the votes that it was made of")
    columns: list[str] = Field(description="Labels and numbers that the digest is over")
    made_with: dict[str, str] = Field(description="Versions of what can change a digit")
    configuration: dict[str, JsonValue] = Field(description="What was decided then")
    models: list[CardView] = Field(description="Cards of the models as they were")
    boards: list[PublishedView] = Field(description="What it holds; the first is of all votes")
    left_out: list[LeftOutView] = Field(description="Slices without a board")
    digest: str = Field(description="sha256 of all of this")


class StandingView(BaseModel):
    """A model on a board of a snapshot."""

    place: int = Field(description="By rating alone", examples=[3])
    rating: float = Field(description="In points", examples=[1043.7])
    low: float | None = Field(description="Low end of its interval", examples=[1029.1])
    high: float | None = Field(description="High end of its interval", examples=[1058.3])
    rank_best: int = Field(description="The best rank that the votes allow", examples=[2])
    rank_worst: int = Field(description="The worst rank that the votes allow", examples=[5])
    votes: int | None = Field(description="Votes it took part in", examples=[412])


class ChangeView(BaseModel):
    """What became of a model."""

    model: str = Field(description="Its name", examples=["oak"])
    kind: Literal["up", "down", "same", "new", "gone"] = Field(description="Where it went")
    moved: int = Field(description="By how many places; up is positive", examples=[3])
    before: StandingView | None = Field(description="Null if it was not ranked")
    after: StandingView | None = Field(description="Null if it is not ranked")
    new_votes: int | None = Field(description="That it took part in since", examples=[412])
    is_sure: bool = Field(description="Whether its ranks before and after have none in common")
    passed: list[str] = Field(description="Models that are surely below it now, and were not")
    lost: list[str] = Field(description="Models that were surely below it, and are not now")
    fell_behind: list[str] = Field(description="Models that are surely above it now, and were not")
    sentence: str = Field(description="All of this in words")


class ChangesView(BaseModel):
    """What became of a board from one snapshot to another."""

    old: int = Field(description="The snapshot before", examples=[1])
    new: int = Field(description="The snapshot after", examples=[2])
    title: str = Field(description="The slice in words", examples=["Overall"])
    new_votes: int = Field(description="Of the slice", examples=[5120])
    decisions: list[str] = Field(description="What was decided otherwise, in words")
    models: list[ChangeView] = Field(description="From the top of the later board")
    sentences: list[str] = Field(description="What to know first")


class HistorySnapshotView(BaseModel):
    """A snapshot that has the board."""

    number: int = Field(description="Of the snapshot", examples=[1])
    taken_at: datetime = Field(description="When")
    query: dict[str, str] = Field(
        description="What the board answers, as an address says it", examples=[{}]
    )
    votes: int = Field(description="That the slice held", examples=[812])
    models: int = Field(description="How many are ranked", examples=[12])


class MomentView(StandingView):
    """A model in a snapshot."""

    snapshot: int = Field(description="Its number", examples=[1])


class HistoryView(BaseModel):
    """A board through the snapshots."""

    query: dict[str, str] = Field(description="What was asked, as an address says it")
    snapshots: list[HistorySnapshotView] = Field(description="The earliest first")
    models: dict[str, list[MomentView]] = Field(description="Of each model where it stood")
