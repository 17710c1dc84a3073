"""A running turn as server-sent events: ``step`` many times, then ``end`` with the battle."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing

from tiltyard.battles import End, LiveEvent, Step
from tiltyard.web.schemas import battle_view

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
# A dropped line must be taken up again before the arena takes its watcher for gone.
_RECONNECT = b"retry: 500\n\n"
# A comment keeps the line open when nothing is said.
_SILENCE = b": still here\n\n"


async def encoded(events: AsyncGenerator[LiveEvent, None]) -> AsyncGenerator[bytes, None]:
    """Events as bytes. Closing this closes ``events``, and so tells that the watcher left."""
    first = _RECONNECT
    async with aclosing(events):
        async for event in events:
            yield first + encode(event)
            first = b""


def encode(event: LiveEvent) -> bytes:
    """One event, or several steps that came together."""
    if isinstance(event, End):
        return f"event: end\ndata: {view_json(event)}\n\n".encode()
    return b"".join(_step(step) for step in event.steps) or _SILENCE


def _step(step: Step) -> bytes:
    """One step. Its id says where to go on after a lost connection."""
    data: dict[str, object] = {"position": step.position}
    if step.text_a:
        data["model_a"] = step.text_a
    if step.text_b:
        data["model_b"] = step.text_b
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"id: {step_id(step)}\nevent: step\ndata: {text}\n\n".encode()


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
