"""A running turn as server-sent events: ``step`` many times, then ``end`` with the battle."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress

from tiltyard.battles import End, LiveEvent, Step
from tiltyard.web.schemas import battle_view

KEEPALIVE_SECONDS = 15.0
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def encoded(events: AsyncIterator[LiveEvent]) -> AsyncGenerator[bytes, None]:
    """Events as bytes; a comment now and then keeps the line open when nothing is said."""
    pending: asyncio.Task[LiveEvent] | None = None
    try:
        while True:
            pending = pending or asyncio.ensure_future(anext(events))
            done, _ = await asyncio.wait({pending}, timeout=KEEPALIVE_SECONDS)
            if not done:
                yield b": still here\n\n"
                continue
            event, pending = pending, None
            yield encode(event.result())
    except StopAsyncIteration:
        return
    finally:
        if pending is not None:
            pending.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await pending
        if isinstance(events, AsyncGenerator):
            await events.aclose()


def encode(event: LiveEvent) -> bytes:
    """One event. Its id says where to go on after a lost connection."""
    if isinstance(event, End):
        return f"event: end\ndata: {view_json(event)}\n\n".encode()
    data: dict[str, object] = {"position": event.position}
    if event.text_a:
        data["model_a"] = event.text_a
    if event.text_b:
        data["model_b"] = event.text_b
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"id: {step_id(event)}\nevent: step\ndata: {text}\n\n".encode()


def view_json(event: End) -> str:
    """The battle as the API shows it."""
    return battle_view(event.battle).model_dump_json(exclude_none=False)


def step_id(step: Step) -> str:
    """Position, attempt and number of a step, as one word."""
    return f"{step.position}.{step.attempt}.{step.number}"


def parse_id(last_event_id: str | None) -> tuple[int, int, int]:
    """What `step_id` made; anything else means "from the start"."""
    parts = (last_event_id or "").split(".")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 9 for part in parts):
        return (-1, -1, 0)
    position, attempt, number = (int(part) for part in parts)
    return position, attempt, number
