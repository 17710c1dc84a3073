"""The JSON of boards, written down once: OpenAPI is made from it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from tiltyard.leaderboard import Errors, Kind

State = Literal["ready", "pending", "failed"]


class CardView(BaseModel):
    """What everybody may know of a model; null where nobody says."""

    name: str = Field(description="What the arena calls it", examples=["oak"])
    organisation: str | None = Field(description="Who made it", examples=["Forest Lab"])
    licence: str | None = Field(description="Of its weights", examples=["Apache-2.0"])
    link: str | None = Field(description="Where to read more", examples=["https://example.org/oak"])
    price_in_usd: float | None = Field(
        description="US dollars per million tokens read", examples=[0.5]
    )
    price_out_usd: float | None = Field(
        description="US dollars per million tokens written", examples=[1.5]
    )
    context_length: int | None = Field(description="In tokens", examples=[128_000])
    parameters: int | None = Field(description="How many weights it has", examples=[8_000_000_000])
    released_on: date | None = Field(description="The day it came out", examples=["2026-03-01"])
    active: bool = Field(description="Whether it is drawn for battles now")
    variants: int | None = Field(
        None,
        description="Among how many variants that were tested in private it was chosen; absent or "
        "null for a model that never was",
        examples=[27],
    )


class PlaceView(BaseModel):
    """Where a model stands on a board."""

    rating: float = Field(
        description="In points; 1000 is the mean of the ranked models", examples=[1043.7]
    )
    low: float | None = Field(
        description="Low end of the rating's interval; null where it has none", examples=[1029.1]
    )
    high: float | None = Field(
        description="High end of the rating's interval; null where it has none", examples=[1058.3]
    )
    rank_best: int = Field(description="The best rank that the votes allow", examples=[2])
    rank_worst: int = Field(description="The worst rank that the votes allow", examples=[5])
    votes: int | None = Field(
        description="Votes it took part in; null if imported without", examples=[412]
    )


class RowView(PlaceView):
    """A ranked model."""

    model: CardView = Field(description="Its card")
    wins: int | None = Field(description="Votes for it", examples=[190])
    losses: int | None = Field(description="Votes for the other", examples=[130])
    ties: int | None = Field(description="Votes that both are as good", examples=[60])
    both_bad: int | None = Field(description="Votes that both are bad", examples=[32])


class UnrankedView(BaseModel):
    """A model that the votes cannot place yet."""

    model: CardView = Field(description="Its card")
    votes: int = Field(description="Votes it took part in", examples=[3])
    reason: str = Field(description="Why, in words", examples=["No votes yet"])


class CoefficientView(BaseModel):
    """What something that was held equal is worth."""

    feature: str = Field(description="What differed", examples=["tokens"])
    value: float = Field(
        description="Log-odds of winning for one standardised unit", examples=[0.21]
    )
    lower: float = Field(description="Low end of its interval", examples=[0.17])
    upper: float = Field(description="High end of its interval", examples=[0.25])
    mean: float = Field(description="Subtracted to standardise", examples=[0.01])
    scale: float = Field(description="Divided by to standardise", examples=[0.34])


class NeighboursView(BaseModel):
    """Two models that follow each other on a board."""

    leader: str = Field(description="The upper", examples=["oak"])
    follower: str = Field(description="The lower", examples=["elm"])
    gap: float = Field(description="How far the upper is ahead, in points", examples=[6.3])
    votes: int | None = Field(
        description="How few votes would have to go for the lower to be ahead, by a fit without "
        "them; null: no number does",
        examples=[23],
    )
    voters: int | None = Field(
        description="How few voters, with all their votes; null likewise, and where voters are "
        "not known",
        examples=[9],
    )


class FragilityView(BaseModel):
    """What carries the order of a board."""

    neighbours: list[NeighboursView] = Field(
        description="From the top, the first 50 (of most boards of a snapshot 10); then those "
        "between two groups"
    )
    votes: int = Field(description="Votes that the board is of", examples=[5120])
    voters: int | None = Field(
        description="Who cast them; null if that is not known", examples=[412]
    )


class PublishedBoardView(BaseModel):
    """A leaderboard as it was published."""

    source: str = Field(description="Whose votes; empty for the arena's own")
    kind: Kind = Field(description="Where the numbers come from")
    title: str = Field(description="The slice in words", examples=["Coding, in French"])
    query: dict[str, str] = Field(
        description="What was asked, as an address says it. Left out: nothing held equal, method "
        "`bradley_terry`, level 0.95, errors `independent`, however the arena's usual board is",
        examples=[{"category": "coding", "language": "fr"}],
    )
    votes: int | None = Field(
        description="Votes in the slice, those on models that are not shown among them",
        examples=[5120],
    )
    source_votes: int = Field(description="Votes of the source then", examples=[64_000])
    method: str = Field(description="How ratings were estimated", examples=["bradley_terry"])
    level: float = Field(description="Of intervals and ranks", examples=[0.95])
    errors: Errors = Field(
        "independent",
        description="What intervals and ranks take for independent: all votes, or all voters, "
        "whose own votes may depend on each other. Not what was asked for if the votes or the "
        "method do not have it; a note says so",
    )
    digest: str = Field(description="sha256 of the votes used: the same votes, the same digest")
    coefficients: list[CoefficientView] = Field(description="What was held equal")
    notes: list[str] = Field(description="What a reader must be told")
    rows: list[RowView] = Field(description="The ranked models, the highest rating first")
    unranked: list[UnrankedView] = Field(description="The others, the most votes first")
    tied_blocks: list[list[str]] = Field(
        description="Names in groups from the top: all of a group are surely above all of the "
        "next, and it takes at least `voters_to_flip` voters to turn the two at the cut",
        examples=[[["oak"], ["elm", "ash"]]],
    )
    voters_to_flip: int = Field(
        0,
        description="How many voters the order of two models must withstand to be printed as sure; "
        "0 if that is not asked for",
        examples=[20],
    )
    fragility: FragilityView | None = Field(
        None,
        description="What carries the order; null if it is not counted, or not yet",
    )


class BoardView(PublishedBoardView):
    """A leaderboard."""

    computed_at: datetime = Field(description="When it was computed")


class ColumnView(BaseModel):
    """One of several boards."""

    title: str = Field(description="The slice in words", examples=["Coding"])
    query: dict[str, str] = Field(
        description="What was asked, as an address says it", examples=[{"category": "coding"}]
    )
    state: State = Field(description="`pending`: it is being computed, ask again")
    reason: str | None = Field(description="Why it failed, in words")
    votes: int | None = Field(description="Votes in the slice, if it is ready", examples=[812])
    ranked: int | None = Field(description="Models with a rank, if it is ready", examples=[12])


class MatrixRowView(BaseModel):
    """A model on all the boards."""

    model: str = Field(description="Its name", examples=["oak"])
    places: list[PlaceView | None] = Field(
        description="Where it stands on each board, in their order; null where it has no rank"
    )


class MatrixView(BaseModel):
    """Models by boards."""

    source: str = Field(description="Whose votes; empty for the arena's own")
    kind: Kind = Field(description="Where the numbers come from")
    boards: list[ColumnView] = Field(description="All votes asked for, then slices of them")
    models: list[MatrixRowView] = Field(
        description="Models with a rank on some board, in the order of the first one"
    )


class ModelBoardView(ColumnView):
    """A board, and where a model stands on it."""

    place: PlaceView | None = Field(description="Null where the model has no rank")
    unranked: str | None = Field(description="Why it has none, in words")


class RecordView(BaseModel):
    """How the battles of a model ended."""

    wins: int = Field(description="Votes for it", examples=[190])
    losses: int = Field(description="Votes for the other", examples=[130])
    ties: int = Field(description="Votes that both are as good", examples=[60])
    both_bad: int = Field(description="Votes that both are bad", examples=[32])


class ModelPageView(BaseModel):
    """All of one model."""

    source: str = Field(description="Whose votes; empty for the arena's own")
    kind: Kind = Field(description="Where the numbers come from")
    model: CardView = Field(description="Its card")
    record: RecordView | None = Field(description="Over the slice; null if imported without votes")
    boards: list[ModelBoardView] = Field(description="All votes, then each category and language")


class SourceView(BaseModel):
    """Something that boards can be asked of."""

    name: str = Field(description="What `source` calls it; empty for the arena's own votes")
    title: str = Field(description="What people call it", examples=["Tiltyard"])
    kind: Kind = Field(description="Where its numbers come from")
    votes: int | None = Field(description="How many there are; null if only ratings are known")
    models: int = Field(description="How many models it knows of", examples=[12])
    usual: bool = Field(description="Whether it is asked where no source is named")


class ChoiceView(BaseModel):
    """Something that a word of an address can say."""

    word: str = Field(description="Which word", examples=["category"])
    value: str = Field(description="What it says", examples=["coding"])
    title: str = Field(description="What people call it", examples=["Coding"])
    group: str | None = Field(description="Which of several groups it is in, in words")
    votes: int | None = Field(description="How many votes have it; null if nobody counted")


class LabelsView(BaseModel):
    """What boards of a source can be asked."""

    source: str = Field(description="Whose votes; empty for the arena's own")
    kind: Kind = Field(description="Where the numbers come from")
    words: list[str] = Field(
        description="The words that make sense here", examples=[["category", "language", "since"]]
    )
    values: list[ChoiceView] = Field(description="Those that are chosen from a list")
