"""The JSON of shares of votes, written down once: OpenAPI is made from it."""

from __future__ import annotations

from pydantic import BaseModel, Field

from tiltyard.leaderboard import ENOUGH, Kind


class ShareView(BaseModel):
    """A share of votes with its interval."""

    rate: float = Field(description="The share, from 0 to 1", examples=[0.31])
    low: float = Field(description="Low end of its interval (Wilson)", examples=[0.21])
    high: float = Field(description="High end of its interval", examples=[0.43])
    votes: int = Field(description="Of how many votes", examples=[64])


class PersuasiveView(BaseModel):
    """What voters made of one model where exactly one of the two answers was right."""

    model: str = Field(description="Its name", examples=["oak"])
    is_known: bool = Field(
        description=f"Whether it was wrong in {ENOUGH} votes or more: with fewer it has no place "
        "in the order"
    )
    won_though_wrong: ShareView | None = Field(
        description="Of decided votes where it alone was wrong, those it won; null without any"
    )
    lost_though_right: ShareView | None = Field(
        description="Of decided votes where it alone was right, those it lost; null without any"
    )


class PersuasionView(BaseModel):
    """What voters made of right and wrong answers."""

    source: str = Field(description="Whose votes; empty for the arena's own")
    kind: Kind = Field(description="Where the votes come from")
    title: str = Field(description="The slice in words", examples=["Overall"])
    query: dict[str, str] = Field(description="What was asked, as an address says it")
    level: float = Field(description="Of the intervals", examples=[0.95])
    checked: int = Field(description="Votes where exactly one answer was right", examples=[540])
    undecided: int = Field(
        description="Those of them that ended in a tie or both bad, in no share", examples=[66]
    )
    fooled: ShareView | None = Field(
        description="Of the others, those that the wrong answer won; null without any"
    )
    models: list[PersuasiveView] = Field(
        description="With enough votes first, by how often they won though wrong, from the top"
    )
