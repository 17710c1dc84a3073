"""Proofs from the log, as JSON: that a leaf is in it, and that it only grew."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from tiltyard.transparency import Inclusion, consistent, included
from tiltyard.web._state import arena_of
from tiltyard.web.schemas import ErrorView

router = APIRouter(prefix="/api/v1/log", tags=["log"])
_LARGEST = 2**53 - 1
Place = Annotated[int, Query(ge=0, le=_LARGEST, description="The leaf's place in the log")]
_MISSING: dict[int | str, dict[str, Any]] = {
    404: {"model": ErrorView, "description": "Not public, or not yet"}
}


class ProofView(BaseModel):
    """What proves that a leaf is in the log: RFC 6962, 2.1.1."""

    leaf: int = Field(description="Its place")
    hash: str = Field(description="Of the leaf, as receipts have it: 64 hexadecimal digits")
    data: dict[str, Any] = Field(description="What the leaf says; its hash is of canonical JSON")
    size: int = Field(description="How many leaves the checkpoint is of")
    root: str = Field(description="Of these, in hexadecimal digits")
    proof: list[str] = Field(description="Hashes from the leaf's neighbour up to the root's")
    checkpoint: str = Field(description="The signed note")


class ConsistencyView(BaseModel):
    """What proves that the log only grew: RFC 6962, 2.1.2."""

    first: int = Field(description="How many leaves there were")
    second: int = Field(description="How many there were later")
    proof: list[str] = Field(description="Hashes, in hexadecimal digits")
    checkpoint: str = Field(description="The last signed note")


@router.get("/proof", responses=_MISSING)
async def proof(request: Request, response: Response, leaf: Place) -> ProofView:
    """A leaf of the log, and what proves that it is in the last checkpoint."""
    response.headers["Cache-Control"] = "no-cache"
    return proof_view(await find(request, leaf))


@router.get("/consistency", responses=_MISSING)
async def consistency(
    request: Request,
    response: Response,
    first: Annotated[int, Query(ge=0, le=_LARGEST, description="The size that was seen")],
    second: Annotated[
        int | None, Query(ge=0, le=_LARGEST, description="A later size; the last if left out")
    ] = None,
) -> ConsistencyView:
    """What proves that the log of one size became that of another by growing alone."""
    response.headers["Cache-Control"] = "no-cache"
    copy = arena_of(request).publisher.copy
    found = await asyncio.to_thread(consistent, copy, first, second)
    return ConsistencyView(
        first=found.first,
        second=found.second,
        proof=[one.hex() for one in found.proof],
        checkpoint=found.note,
    )


async def find(request: Request, leaf: int) -> Inclusion:
    """A leaf with its proof.

    Raises:
        NotPublishedError: it is not public, or not yet.
    """
    arena = arena_of(request)
    log, copy = arena.store.log, arena.publisher.copy
    return await asyncio.to_thread(included, log, copy, leaf)


def proof_view(found: Inclusion) -> ProofView:
    """A proof as it is told."""
    return ProofView(
        leaf=found.place,
        hash=found.hash.hex(),
        data=json.loads(found.data),
        size=found.checkpoint.size,
        root=found.checkpoint.root.hex(),
        proof=[one.hex() for one in found.proof],
        checkpoint=found.note,
    )
