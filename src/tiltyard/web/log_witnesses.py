"""Witnesses send their signatures of checkpoints, at ``/log/cosignatures``."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field

from tiltyard.errors import CosignatureError, NotPublishedError, TooManyAttemptsError
from tiltyard.transparency import Public
from tiltyard.web._state import arena_of
from tiltyard.web.opens import neighbourhood

router = APIRouter(include_in_schema=False)
# A checkpoint has some 300 bytes, and as many again for every two witnesses.
MAX_NOTE_BYTES = 16_384
PER_MINUTE = 120
_MINUTE = 60.0
_ADDRESSES = 10_000


class TakenView(BaseModel):
    """What became of a signature."""

    size: int = Field(description="How many entries the checkpoint is of")
    signed_by: list[str] = Field(description="The witnesses who signed it by now")
    quorum: int = Field(description="How many of them have to")
    witnessed: int | None = Field(description="Entries up to which enough witnesses signed")


class Pace:
    """How many signatures come from a neighbourhood of addresses in a minute.

    Args:
        clock: seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: OrderedDict[str | None, tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def admit(self, address: str | None) -> None:
        """Note that one came; all that come from this machine are of one address.

        Raises:
            TooManyAttemptsError: it is one too many.
        """
        with self._lock:
            now = self._clock()
            began, many = self._began.get(address, (now, 0))
            if now - began >= _MINUTE:
                began, many = now, 0
            if many >= PER_MINUTE:
                raise TooManyAttemptsError(
                    f"more than {PER_MINUTE} signatures came from this address in a minute: wait "
                    "a minute"
                )
            self._began[address] = began, many + 1
            self._began.move_to_end(address)
            if len(self._began) > _ADDRESSES:
                self._began.popitem(last=False)


@router.post("/log/cosignatures")
async def cosignatures(request: Request) -> TakenView:
    """Take a witness's signature of a checkpoint that this log published lately."""
    pace: Pace = request.app.state.witness_pace
    pace.admit(neighbourhood(request))
    note = await _note(request)
    return await asyncio.to_thread(_taken, arena_of(request).publisher.public, note)


async def _note(request: Request) -> str:
    """The note that was sent."""
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > MAX_NOTE_BYTES:
            raise HTTPException(413)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise CosignatureError("a checkpoint is UTF-8 text, and this is none") from error


def _taken(public: Public, note: str) -> TakenView:
    newest = public.copy.note
    if newest is None:
        raise NotPublishedError("nothing is published yet: a checkpoint comes within a minute")
    taken = public.cosigned.accept(note, newest)
    return TakenView(
        size=taken.size,
        signed_by=list(taken.names),
        quorum=public.cosigned.quorum,
        witnessed=taken.witnessed,
    )
