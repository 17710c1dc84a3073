"""Private models: how many each organisation tests, and what was told at releases."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from tiltyard.web._state import arena_of
from tiltyard.web.board_api._answer import Told, respond_told
from tiltyard.web.board_api._asked import Nothing, words_of
from tiltyard.web.board_api._public import public

router = APIRouter()


class OrganisationView(BaseModel):
    """How many models an organisation tests in private, and has tested."""

    title: str = Field(description="What people call it", examples=["Forest Lab"])
    tested_now: int = Field(description="Models that are drawn under a code name", examples=[2])
    registered_since_release: int = Field(
        description="All since its last release, those that were withdrawn among them",
        examples=[5],
    )
    told: int = Field(description="Those that were told at releases", examples=[3])


class ToldView(BaseModel):
    """One variant, as a release tells of it."""

    name: str = Field(description="Its own name", examples=["oak-2"])
    code_name: str = Field(description="What it was called while private", examples=["heron"])
    nonce: str = Field(description="Opens the seal on its name in the log")
    digest: str = Field(description="sha256 of what was served")
    registered_at: datetime = Field(description="When it was registered")
    is_released: bool = Field(description="Whether it went on in public")
    votes: int = Field(description="Votes it took part in until then", examples=[412])
    rating: float | None = Field(description="On the usual board then; null if unplaced")
    low: float | None = Field(description="Low end of its interval, which holds for all together")
    high: float | None = Field(description="High end of it")
    reason: str = Field(description="Why it has no rating; empty if it has one")


class ReleaseView(BaseModel):
    """All variants of an organisation since its last release."""

    number: int = Field(description="From 1 on, of all organisations together", examples=[1])
    at: datetime = Field(description="When")
    title: str = Field(description="Of the organisation", examples=["Forest Lab"])
    pseudonym: str = Field(description="What the log calls it, 24 hexadecimal digits")
    level: float = Field(description="Of the intervals", examples=[0.95])
    variants: list[ToldView] = Field(description="The highest rating first")


class PrivateModelsView(BaseModel):
    """What everybody may know of private models."""

    most_at_once: int = Field(description="That one organisation may test", examples=[3])
    provisional_below: int = Field(
        description="Votes from after its release, below which a rating is provisional",
        examples=[1000],
    )
    organisations: list[OrganisationView] = Field(description="Those that have any, by title")
    releases: list[ReleaseView] = Field(description="The last one first")


@public(router, "/private-models", PrivateModelsView, tables=False)
async def private_models(request: Request) -> Response:
    """How many models are tested in private, and all that was told at releases."""
    words_of(request, Nothing)
    private = arena_of(request).private
    told = Told(lambda: PrivateModelsView.model_validate(private.as_dict()).model_dump())
    return await respond_told(request, told)
